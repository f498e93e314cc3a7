import type { Basis } from '../../../kernel/cite.ts'
import * as basis from './basis.ts'

/** What is repaired: shared parts and installations (民法典第二百八十一条 names the first four). */
export const PARTS = [
  'elevator',
  'roof',
  'facade',
  'barrier-free',
  'fire',
  'drainage',
  'structure',
  'power',
  'gate',
  'road',
  'other',
] as const
export type Part = (typeof PARTS)[number]

/** Why it has to be repaired. All but the first are somebody else's to pay (rulebook C-241). */
export const CAUSES = ['worn', 'warranty', 'builder', 'utility', 'damage', 'manager'] as const
export type Cause = (typeof CAUSES)[number]

/** What is not the fund's to pay, and why. */
export const EXCLUDED: Readonly<Record<Exclude<Cause, 'worn'>, Basis>> = {
  warranty: basis.PURPOSE,
  builder: basis.BUILDERS_DUTY,
  utility: basis.UTILITIES_DUTY,
  damage: basis.CULPRITS_DUTY,
  manager: basis.MANAGERS_DUTY,
}

/** Emergencies as local lists name them (rulebook C-239, C-253). */
export const EMERGENCIES = ['elevator', 'fire', 'facade', 'collapse', 'leak', 'drainage', 'railing', 'other'] as const
export type Emergency = (typeof EMERGENCIES)[number]

/** Where the money lies: with the authority, or in the assembly's own account (rulebook C-231, C-232). */
export const ROUTES = ['authority', 'assembly'] as const
export type Route = (typeof ROUTES)[number]

/** Who accepts the works. */
export const ACCEPTORS = ['owners-committee', 'residents-committee', 'owners', 'street'] as const
export type Acceptor = (typeof ACCEPTORS)[number]
