/** 公示: something hangs for all to see for so many days, residents object, and nothing goes on before each is answered. */
import type { Basis } from '../cite.ts'
import type { Refusal } from '../refusal.ts'
import { dateOf, type Instant, type LocalDate } from '../time.ts'
import { daysBetween, when } from './conditions.ts'

/** A notice on a board, both days counted in. */
export type Posting = { readonly on: LocalDate; readonly until: LocalDate }

/** What somebody objected, by the number of its fact, and how it was answered. */
export type Objection = { readonly seq: number; readonly answer: 'open' | 'upheld' | 'dismissed' }

/** Objections with one more. @param seq number of the fact */
export const objected = (objections: readonly Objection[], seq: number): readonly Objection[] => [
  ...objections,
  { seq, answer: 'open' },
]

/** Objections after one was answered. */
export const answered = (
  objections: readonly Objection[],
  { objection, upheld }: { readonly objection: number; readonly upheld: boolean },
): readonly Objection[] =>
  objections.map(each => (each.seq === objection ? { ...each, answer: upheld ? 'upheld' : 'dismissed' } : each))

/** How many objections nobody has answered. */
export const openObjections = (objections: readonly Objection[]): number =>
  objections.filter(({ answer }) => answer === 'open').length

/** It is to hang for at least so many days. */
export const longEnough = (
  { on, until }: Posting,
  needed: number,
  basis: Basis,
  pointer = '/body/until',
): Refusal | undefined => {
  const days = daysBetween(on, until)
  return when(days >= needed, { tag: 'posting-short', values: { days: Math.max(0, days), needed }, basis, pointer })
}

/** It hangs today, its last day counted in; what was never posted does not hang. */
export const stillPosted = (posted: Posting | null, at: Instant, basis: Basis): Refusal | undefined =>
  when(posted !== null && dateOf(at) <= posted.until, {
    tag: 'posting-ended',
    values: { until: posted?.until ?? '' },
    basis,
  })

/** Its last day is past; what was never posted is not over. */
export const postingOver = (posted: Posting | null, at: Instant, basis: Basis): Refusal | undefined =>
  when(posted !== null && dateOf(at) > posted.until, {
    tag: 'posting-runs',
    values: { until: posted?.until ?? '' },
    basis,
  })

/** The objection to be answered is there, and has no answer yet. */
export const objectionOpen = (objections: readonly Objection[], objection: number, basis: Basis): Refusal | undefined =>
  when(
    objections.some(({ seq, answer }) => seq === objection && answer === 'open'),
    { tag: 'no-such-objection', values: { objection }, basis, pointer: '/body/objection' },
  )

/** Every objection has its answer. */
export const allAnswered = (objections: readonly Objection[], basis: Basis): Refusal | undefined => {
  const open = openObjections(objections)
  return when(open === 0, { tag: 'objections-open', values: { open }, basis })
}

/** None of the objections was found to be right. */
export const noneUpheld = (objections: readonly Objection[], basis: Basis): Refusal | undefined =>
  when(!objections.some(({ answer }) => answer === 'upheld'), { tag: 'objection-upheld', basis })
