/** Where a topic comes from: a resident, staff, a group of work orders handed on by the desk, or the list of the town. */
export const ORIGINS = ['resident', 'staff', 'orders', 'list'] as const
export type Origin = (typeof ORIGINS)[number]

/** What is talked about: four everyday matters and four of policy that the letters name, and the rest. */
export const THEMES = [
  'waste',
  'traffic',
  'elderly',
  'culture',
  'livelihood-policy',
  'local-matter',
  'policy-change',
  'hardship',
  'other',
] as const
export type Theme = (typeof THEMES)[number]

/** How wide the circle is: the whole place, or one of the small units that govern themselves (微自治). */
export const SCOPES = ['whole', 'group', 'hamlet', 'building', 'courtyard'] as const
export type Scope = (typeof SCOPES)[number]

/** Whose duty the matter is: the residents' own, or help with what a government asks for. A government's goes to it. */
export const DUTIES = ['self', 'assist'] as const
export type Duty = (typeof DUTIES)[number]

export const DECLINED = ['unlawful', 'private', 'duplicate', 'unclear'] as const
export type Declined = (typeof DECLINED)[number]

/** The form of the talk. */
export const FORMS = [
  'council',
  'hearing',
  'talk',
  'estate',
  'owners',
  'review',
  'forum',
  'online',
  'one-matter',
  'joint',
] as const
export type Form = (typeof FORMS)[number]

/** The five standard parts, each of which has to be filled. */
export const PARTS = ['source', 'bodies', 'rules', 'method', 'execution'] as const
export type Part = (typeof PARTS)[number]

/** Who can have a seat: the thirteen kinds of C-101, 两代表一委员 one by one, and experts. */
export const PARTIES = [
  'government',
  'party-organisation',
  'committee',
  'supervision',
  'group',
  'stationed-unit',
  'social-organisation',
  'owners-committee',
  'collective',
  'cooperative',
  'property-company',
  'residents',
  'newcomers',
  'affected',
  'party-delegate',
  'peoples-deputy',
  'cppcc-member',
  'expert',
] as const
export type Party = (typeof PARTIES)[number]

/** 两代表一委员 */
export const REPRESENTATIVES: readonly Party[] = ['party-delegate', 'peoples-deputy', 'cppcc-member']
/** Those who live there: without them nobody deliberates. */
export const LIVING: readonly Party[] = ['residents', 'newcomers', 'affected']

/** Zones of a hall where people sit; whoever speaks comes to the sixth, the speaker's place. */
export const ZONES = ['chair', 'delegates', 'invited', 'audience', 'supervision'] as const
export type Zone = (typeof ZONES)[number]

/** The mechanisms by which a joint meeting of party organisations takes a matter up. */
export const MECHANISMS = ['motion', 'regular', 'instant', 'follow-up'] as const
export type Mechanism = (typeof MECHANISMS)[number]
