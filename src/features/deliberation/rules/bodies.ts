import type { Refusal } from '../../../kernel/refusal.ts'
import * as basis from './basis.ts'

/** 社区建设协调委员会: where its members come from. */
export const SOURCES = ['cadres', 'enterprises', 'property', 'societies', 'residents', 'migrants'] as const
/** 党建联席会议: the nine kinds of members. */
export const MEMBERS = [
  'police',
  'schools',
  'clinics',
  'estates',
  'property',
  'private-firms',
  'trades',
  'chambers',
  'social-work',
] as const
/**
 * The “116” method: one, one and six. The source gives the name and nothing else, so each slot is a named empty place
 * that a town fills itself.
 */
export const SLOTS_116 = ['one', 'platform', 'step-1', 'step-2', 'step-3', 'step-4', 'step-5', 'step-6'] as const

/** Rules of deliberation a place writes for itself: principles, matters, forms, course. */
export const RULE_PARTS = ['principles', 'matters', 'forms', 'course'] as const

export const BODIES = ['coordination', 'joint', 'rules', 'method-116'] as const
export type BodyKind = (typeof BODIES)[number]

/** How many members a committee should have, by what the place has set. Heads. */
export type Seats = { readonly least: number; readonly most: number }

/**
 * What is to be said about a committee's size. It warns and never blocks: the same source counts committees of fewer.
 * @param heads members by source
 */
export const sizeWarnings = (heads: readonly number[], seats: Seats): readonly Refusal[] => {
  const total = heads.reduce((sum, count) => sum + count, 0)
  return total >= seats.least && total <= seats.most
    ? []
    : [{ tag: 'committee-size', values: { total, least: seats.least, most: seats.most }, basis: basis.COMMITTEE }]
}
