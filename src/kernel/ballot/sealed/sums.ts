import { CHOICES, type Choice } from '../cast.ts'
import { commitmentsOf } from './check.ts'
import { type Element, mod, Point, readElement, readScalar, writeElement, writeScalar } from './group.ts'
import { combine, sumOfMultiples, type Term } from './multiply.ts'
import type { ElementHex, Opening, OpenSum, PerChoice, Sealed, Sums } from './types.ts'

const byChoice = <T>(make: (choice: Choice, at: number) => T): Readonly<Record<Choice, T>> =>
  Object.fromEntries(CHOICES.map((choice, at) => [choice, make(choice, at)])) as Record<Choice, T>

/**
 * Adds up the openings of a motion's ballots: how many heads and how much area chose what, and the blinds that let anyone
 * compare that with the sum of the sealed ballots. Only sums leave; no single opening does.
 */
export const sumOpenings = (ballots: readonly { readonly opening: Opening; readonly areaDm2: number }[]): Sums => {
  const total = (choice: Choice, at: number, weigh: (areaDm2: number) => number): OpenSum => {
    let [sum, blind] = [0, 0n]
    for (const { opening, areaDm2 } of ballots) {
      const part = readScalar(opening.blinds[at])
      if (part === undefined) throw new Error('an opening has a blind that is no number below the order')
      if (opening.choice === choice) sum += weigh(areaDm2)
      blind += part * BigInt(weigh(areaDm2))
    }
    return [sum, writeScalar(mod(blind))]
  }
  return {
    heads: byChoice((choice, at) => total(choice, at, () => 1)),
    areaDm2: byChoice((choice, at) => total(choice, at, areaDm2 => areaDm2)),
  }
}

/** Sums of commitments, still sealed: of part of the ballots, or of all. */
export type SealedSums = { readonly heads: PerChoice<Element>; readonly areaDm2: PerChoice<Element> }

const three = <T>(make: (at: number) => T): PerChoice<T> => [make(0), make(1), make(2)]

/** Adds sealed ballots up, once for each head and once for each 0.01 m². Undefined when one of them is no ballot. */
export const sumSealed = (
  ballots: readonly { readonly sealed: Sealed; readonly areaDm2: number }[],
): SealedSums | undefined => {
  const elements = ballots.map(({ sealed }) => commitmentsOf(sealed))
  if (elements.some(one => one === undefined)) return undefined
  const sum = (at: number, weigh: (areaDm2: number) => number): Element =>
    sumOfMultiples(ballots.map(({ areaDm2 }, n): Term => [BigInt(weigh(areaDm2)), elements[n]?.[at] as Element]))
  return { heads: three(at => sum(at, () => 1)), areaDm2: three(at => sum(at, areaDm2 => areaDm2)) }
}

export type WrittenSums = { readonly heads: PerChoice<ElementHex>; readonly areaDm2: PerChoice<ElementHex> }

const NOTHING = writeElement(Point.ZERO)
const written = (elements: PerChoice<Element>): PerChoice<ElementHex> =>
  three(at => writeElement(elements[at] as Element))
/** For the way between threads. */
export const writeSums = ({ heads, areaDm2 }: SealedSums): WrittenSums => ({
  heads: written(heads),
  areaDm2: written(areaDm2),
})

/** Adds sums of parts. Throws on what `writeSums` did not write. */
export const addSums = (parts: readonly WrittenSums[]): SealedSums => {
  const element = (text: ElementHex): Element => {
    const found = text === NOTHING ? Point.ZERO : readElement(text)
    if (found === undefined) throw new Error('not a sum')
    return found
  }
  const add = (texts: readonly ElementHex[]): Element => texts.reduce((sum, text) => sum.add(element(text)), Point.ZERO)
  return {
    heads: three(at => add(parts.map(({ heads }) => heads[at] as ElementHex))),
    areaDm2: three(at => add(parts.map(({ areaDm2 }) => areaDm2[at] as ElementHex))),
  }
}

const opensSum = (sealed: Element, [sum, blind]: OpenSum): boolean => {
  const number = readScalar(blind)
  return number !== undefined && Number.isSafeInteger(sum) && sum >= 0 && combine(BigInt(sum), number).equals(sealed)
}

/** Whether stated sums are those of sealed ones, for each choice. */
export const sumsOpen = (sealed: SealedSums, sums: Sums): Readonly<Record<Choice, boolean>> =>
  byChoice(
    (choice, at) =>
      opensSum(sealed.heads[at] as Element, sums.heads[choice]) &&
      opensSum(sealed.areaDm2[at] as Element, sums.areaDm2[choice]),
  )

/** Whether the stated sums of heads and area are those of these ballots, for each choice; false everywhere when one is no ballot. */
export const checkSums = (
  ballots: readonly { readonly sealed: Sealed; readonly areaDm2: number }[],
  sums: Sums,
): Readonly<Record<Choice, boolean>> => {
  const sealed = sumSealed(ballots)
  return sealed === undefined ? byChoice(() => false) : sumsOpen(sealed, sums)
}
