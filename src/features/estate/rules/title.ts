/** Who owns one unit, from when to when: a history without overlaps, and what may be done to it. */
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { dateOf, type Instant } from '../../../kernel/time.ts'

export const BASES = ['register', 'contract', 'judgment', 'inheritance', 'gift', 'developer'] as const
export type TitleBasis = (typeof BASES)[number]

/** A part of a unit as an exact fraction; undefined where the papers name none (共同共有). */
export type Part = { readonly of: number; readonly in: number }
export type Holder = { readonly owner: string; readonly share?: Part | undefined }

/** Who owns a unit together over one period, its end not counted in. Nobody: it is still the developer's. */
export type Title = {
  readonly id: string
  readonly from: Instant
  /** Null: still. */
  readonly upto: Instant | null
  /** When it was handed over to the owners; until then it counts as the developer's. */
  readonly handedAt: Instant | null
  readonly holders: readonly Holder[]
}

/** What changes: titles that are taken as never written, titles that end, and new ones. */
export type Change = {
  readonly voids: readonly string[]
  readonly closes: readonly { readonly id: string; readonly upto: Instant }[]
  readonly adds: readonly Title[]
  /** The effect lies before the day it is written down. */
  readonly backdated: boolean
}

type Decided = Result<Change, readonly Refusal[]>

/** Who owned the unit at an instant; undefined when nobody is known to. */
export const titleAt = <T extends Title>(titles: readonly T[], at: Instant): T | undefined =>
  titles.find(({ from, upto }) => from <= at && (upto === null || at < upto))

/** Whether it is the developer's at an instant: not sold, or sold and not handed over (rulebook C-144). */
export const isDevelopers = ({ holders, handedAt }: Title, at: Instant): boolean =>
  holders.length === 0 || handedAt === null || handedAt > at

const inOrder = (titles: readonly Title[]): readonly Title[] => titles.toSorted((a, b) => a.from - b.from)

const isBackdated = (effective: Instant, now: Instant): boolean => dateOf(effective) < dateOf(now)

/** Everything wrong with the people and dates of a title for itself. */
const faultsOf = (title: Omit<Title, 'id'>, now: Instant): readonly Refusal[] => {
  const { holders, from, handedAt } = title
  const why: Refusal[] = []
  if (from > now) why.push({ tag: 'in-future', values: { day: dateOf(from) }, pointer: '/body/on' })
  if (new Set(holders.map(({ owner }) => owner)).size < holders.length)
    why.push({ tag: 'owner-twice', pointer: '/body/owners' })
  const shared = holders.filter(({ share }) => share !== undefined)
  if (shared.length > 0 && shared.length < holders.length) why.push({ tag: 'shares-some', pointer: '/body/owners' })
  if (shared.length > 0 && shared.length === holders.length && !isWhole(holders))
    why.push({ tag: 'shares-not-whole', values: { sum: sumOf(holders) }, pointer: '/body/owners' })
  if (handedAt !== null && handedAt > now)
    why.push({ tag: 'in-future', values: { day: dateOf(handedAt) }, pointer: '/body/handedOn' })
  return why
}

const parts = (holders: readonly Holder[]): readonly [bigint, bigint] =>
  holders.reduce<readonly [bigint, bigint]>(
    ([n, d], { share = { of: 0, in: 1 } }) => [n * BigInt(share.in) + BigInt(share.of) * d, d * BigInt(share.in)],
    [0n, 1n],
  )

/** Whether the shares add up to the whole, exactly. */
export const isWhole = (holders: readonly Holder[]): boolean => {
  const [n, d] = parts(holders)
  return n === d
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

/** The sum of the shares in lowest terms, such as `5/6`. */
export const sumOf = (holders: readonly Holder[]): string => {
  const [n, d] = parts(holders)
  const common = gcd(n, d)
  return `${n / common}/${d / common}`
}

const sameHolders = (a: readonly Holder[], b: readonly Holder[]): boolean => {
  const keys = (holders: readonly Holder[]) =>
    holders.map(({ owner, share }) => `${owner} ${share === undefined ? '' : `${share.of}/${share.in}`}`).toSorted()
  return JSON.stringify(keys(a)) === JSON.stringify(keys(b))
}

const refusedBy = (why: readonly Refusal[], change: () => Change): Decided =>
  why.length > 0 ? refuse(why) : ok(change())

/** Writes down who owns a unit of which nobody is known to be the owner at that instant and after. */
export const enter = (titles: readonly Title[], title: Title, now: Instant): Decided => {
  const later = inOrder(titles).find(({ upto }) => upto === null || upto > title.from)
  const held: readonly Refusal[] =
    later === undefined ? [] : [{ tag: 'has-owner', values: { day: dateOf(later.from) }, pointer: '/body/on' }]
  return refusedBy([...held, ...faultsOf(title, now)], () => ({
    voids: [],
    closes: [],
    adds: [title],
    backdated: isBackdated(title.from, now),
  }))
}

/** What was handed over once stays so, whoever buys it. */
const handedOn = (current: Title, next: Title): Instant | null =>
  next.handedAt ?? (next.holders.length > 0 && !isDevelopers(current, next.from) ? next.from : null)

/** A sale, a gift, an inheritance: the present title ends at the instant at which the next one begins. */
export const pass = (titles: readonly Title[], given: Title, now: Instant): Decided => {
  const current = inOrder(titles).at(-1)
  if (current === undefined || current.upto !== null) return refuse([{ tag: 'no-owner', pointer: '/params/unit' }])
  const next = { ...given, handedAt: handedOn(current, given) }
  const why: Refusal[] = []
  if (next.from <= current.from)
    why.push({ tag: 'before-current', values: { day: dateOf(current.from) }, pointer: '/body/on' })
  if (sameHolders(current.holders, next.holders)) why.push({ tag: 'same-owners', pointer: '/body/owners' })
  return refusedBy([...why, ...faultsOf(next, now)], () => ({
    voids: [],
    closes: [{ id: current.id, upto: next.from }],
    adds: [next],
    backdated: isBackdated(next.from, now),
  }))
}

/** The unit is handed over to whoever bought it. */
export const handOver = (titles: readonly Title[], at: Instant, now: Instant): Decided => {
  const current = inOrder(titles).at(-1)
  if (current === undefined || current.upto !== null || current.holders.length === 0)
    return refuse([{ tag: 'not-sold', pointer: '/params/unit' }])
  const why: Refusal[] = []
  if (current.handedAt !== null) why.push({ tag: 'handed-already', values: { day: dateOf(current.handedAt) } })
  if (at > now) why.push({ tag: 'in-future', values: { day: dateOf(at) }, pointer: '/body/on' })
  return refusedBy(why, () => ({
    voids: [current.id],
    closes: [],
    adds: [{ ...current, handedAt: at }],
    backdated: isBackdated(at, now),
  }))
}

/** The title before, made to end where the corrected one begins; nothing when they did not touch. */
const neighbour = (before: Title | undefined, wrong: Title, upto: Instant | null): readonly Title[] =>
  before === undefined || before.upto !== wrong.from ? [] : [{ ...before, upto }]

/**
 * A title was written down wrongly: it is voided and written anew, and the title before it ends where the new one
 * begins. What the register said until now stays readable.
 * @param right from, holders and handing over as they should have been
 */
export const correct = (
  titles: readonly Title[],
  wrong: string,
  right: Pick<Title, 'from' | 'handedAt' | 'holders'>,
  now: Instant,
): Decided => {
  const sorted = inOrder(titles)
  const place = sorted.findIndex(({ id }) => id === wrong)
  const title = sorted[place]
  if (title === undefined) return refuse([{ tag: 'title-unknown', pointer: '/body/title' }])
  const before = place > 0 ? sorted[place - 1] : undefined
  const why: Refusal[] = []
  if (title.upto !== null && right.from >= title.upto)
    why.push({ tag: 'after-end', values: { day: dateOf(title.upto) }, pointer: '/body/on' })
  if (before !== undefined && right.from <= before.from)
    why.push({ tag: 'before-current', values: { day: dateOf(before.from) }, pointer: '/body/on' })
  if (before !== undefined && before.upto !== null && before.upto !== title.from && right.from < before.upto)
    why.push({ tag: 'before-end', values: { day: dateOf(before.upto) }, pointer: '/body/on' })
  if (right.from === title.from && right.handedAt === title.handedAt && sameHolders(right.holders, title.holders))
    why.push({ tag: 'nothing-changed' })
  const moved = right.from === title.from ? [] : neighbour(before, title, right.from)
  const { from, handedAt, holders } = right
  return refusedBy([...why, ...faultsOf({ from, upto: title.upto, handedAt, holders }, now)], () => ({
    voids: [title.id, ...moved.map(({ id }) => id)],
    closes: [],
    adds: [...moved, { ...title, from, handedAt, holders }],
    backdated: isBackdated(right.from, now),
  }))
}

/** A transfer was entered that never was: the last title is voided, and the one before it goes on. */
export const takeBack = (titles: readonly Title[], wrong: string, now: Instant): Decided => {
  const sorted = inOrder(titles)
  const last = sorted.at(-1)
  if (last === undefined || last.id !== wrong) return refuse([{ tag: 'not-last', pointer: '/body/title' }])
  const before = neighbour(sorted.at(-2), last, last.upto)
  return ok({
    voids: [last.id, ...before.map(({ id }) => id)],
    closes: [],
    adds: before,
    backdated: isBackdated(last.from, now),
  })
}

/** The history after a change, in order: what the stored rows say as well. */
export const changed = (titles: readonly Title[], { voids, closes, adds }: Change): readonly Title[] =>
  inOrder([
    ...titles
      .filter(({ id }) => !voids.includes(id))
      .map(title => ({ ...title, upto: closes.find(({ id }) => id === title.id)?.upto ?? title.upto })),
    ...adds,
  ])
