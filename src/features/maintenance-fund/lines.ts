import { fen } from '../../kernel/money.ts'
import {
  answered,
  faulty,
  isFaults,
  type LineAnswer,
  type LineFault,
  readLine,
  twice,
} from '../../platform/lines/lines.ts'
import { type Allocation, allocation, type Interest, interest } from './input.ts'
import { split, type Weighed } from './rules/allocate.ts'
import { productOf } from './rules/interest.ts'

const twiceFaults = (ids: readonly string[]): readonly LineFault[] =>
  twice(ids).map(id => ({ tag: 'id-twice', detail: `${id} stands there twice` }))

const divided = (total: bigint, shares: readonly Weighed[], faults: readonly LineFault[]): LineAnswer => {
  if (faults.length > 0) return faulty(faults)
  const weightless = shares.every(({ weight }) => weight === 0n)
  // Nothing among nobody is nothing for each.
  if (weightless && total === 0n) return answered({ parts: shares.map(({ id }) => ({ id, fen: '0' })) })
  if (weightless) return faulty([{ tag: 'nothing-to-divide-by', detail: 'the weights are all zero' }])
  return answered({ parts: split(fen(total), shares).map(part => ({ id: part.id, fen: `${part.fen}` })) })
}

/** Divides an amount by areas: `{"totalFen":"…","shares":[{"id","areaDm2"}]}` → `{"parts":[{"id","fen"}]}`. */
export const allocateLine = (line: string): LineAnswer => {
  const given = readLine<Allocation>(allocation, line)
  if (isFaults(given)) return faulty(given)
  const shares = given.shares.map(({ id, areaDm2 }) => ({ id, weight: BigInt(areaDm2) }))
  return divided(given.totalFen, shares, twiceFaults(shares.map(({ id }) => id)))
}

/** Divides interest received by the daily products of accounts, in the same way. */
export const interestLine = (line: string): LineAnswer => {
  const given = readLine<Interest>(interest, line)
  if (isFaults(given)) return faulty(given)
  const products = given.accounts.map(({ id, moves }) => ({ id, ...productOf(moves, given) }))
  const faults: readonly LineFault[] = [
    ...(given.from >= given.to ? [{ tag: 'bad-term', detail: 'the term has no day' }] : []),
    ...twiceFaults(products.map(({ id }) => id)),
    ...products.flatMap(({ id, overdrawn }) =>
      overdrawn === undefined ? [] : [{ tag: 'overdrawn', detail: `${id} is below zero on ${overdrawn}` }],
    ),
  ]
  return divided(
    given.receivedFen,
    products.map(({ id, product }) => ({ id, weight: product })),
    faults,
  )
}
