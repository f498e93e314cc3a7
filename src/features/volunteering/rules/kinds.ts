/** 服务领域: the four of the letter (D-018), the five service kinds of S3-032 that are not among them, and the rest. */
export const TOPICS = [
  'poverty-relief',
  'disability-orphans',
  'governance',
  'fitness',
  'elder-care',
  'medical',
  'household',
  'mediation',
  'other',
] as const
export type Topic = (typeof TOPICS)[number]

export const SKILLS = [
  'companionship',
  'nursing',
  'first-aid',
  'repairs',
  'driving',
  'cooking',
  'hairdressing',
  'tutoring',
  'computers',
  'law',
  'psychology',
  'music',
  'sports',
] as const
export type Skill = (typeof SKILLS)[number]

export const LANGUAGES = ['mandarin', 'cantonese', 'hakka', 'minnan', 'english', 'sign'] as const
export type Language = (typeof LANGUAGES)[number]

/** What a volunteer can have been trained in; an activity may ask for one of them. */
export const COURSES = ['basic', 'first-aid', 'elder-care', 'children', 'mediation', 'fire-safety'] as const
export type Course = (typeof COURSES)[number]

/** How far somebody goes: their community, the town it lies in, the whole city. */
export const REACHES = ['community', 'town', 'city'] as const
export type Reach = (typeof REACHES)[number]

/** `bodily`: somebody could be hurt; it is not done without insurance. */
export const RISKS = ['none', 'bodily'] as const
export type Risk = (typeof RISKS)[number]

export const GROUP_KINDS = ['registered', 'team', 'institution', 'community'] as const
export type GroupKind = (typeof GROUP_KINDS)[number]

/** How somebody came into the register. */
export const WAYS = ['self', 'group', 'desk'] as const
export type Way = (typeof WAYS)[number]

/** Seven days of three parts: a slot is weekday × 3 + part, Sunday 0, morning 0, afternoon 1, evening 2. */
export const SLOTS = 21
export const PARTS = ['morning', 'afternoon', 'evening'] as const
