import type { LocalDate } from '../../../kernel/time.ts'

export type Said = { readonly id: string; readonly day: LocalDate; readonly fen: bigint; readonly reference: string }
export type Kept = {
  readonly posting: string
  readonly day: LocalDate
  readonly fen: bigint
  readonly reference: string | null
}
export type Pair = { readonly line: string; readonly posting: string; readonly how: 'reference' | 'amount' }

const dayAmount = ({ day, fen }: { readonly day: LocalDate; readonly fen: bigint }): string => `${day} ${fen}`

/**
 * Which line of the bank is which posting: the same number, day and amount; else, of postings without a number, the same
 * day and amount where there is one of each and no other. What is not certain is left to a clerk.
 */
export const pairsOf = (lines: readonly Said[], postings: readonly Kept[]): readonly Pair[] => {
  const numbered = new Map(
    postings.flatMap(each => (each.reference === null ? [] : [[`${dayAmount(each)} ${each.reference}`, each]])),
  )
  const byNumber = lines.flatMap((line): readonly Pair[] => {
    const found = numbered.get(`${dayAmount(line)} ${line.reference}`)
    return found === undefined ? [] : [{ line: line.id, posting: found.posting, how: 'reference' }]
  })
  const done = new Set(byNumber.map(({ line }) => line))
  const linesLeft = Map.groupBy(
    lines.filter(({ id }) => !done.has(id)),
    dayAmount,
  )
  const unnumbered = Map.groupBy(
    postings.filter(({ reference }) => reference === null),
    dayAmount,
  )
  const byAmount = [...linesLeft].flatMap(([key, some]): readonly Pair[] => {
    const [line, otherLine] = some
    const [posting, otherPosting] = unnumbered.get(key) ?? []
    const one = otherLine === undefined && otherPosting === undefined
    return one && line !== undefined && posting !== undefined
      ? [{ line: line.id, posting: posting.posting, how: 'amount' }]
      : []
  })
  return [...byNumber, ...byAmount]
}
