/** The two budgets of a village or community. Each has a book of its own, so money of one never becomes money of the other. */
export const KINDS = ['office', 'service'] as const
export type Kind = (typeof KINDS)[number]

/** What each budget may be spent on. No category is in both: what something is for tells whose money it is. */
export const CATEGORIES = {
  office: ['supplies', 'utilities', 'equipment', 'meetings', 'printing'],
  service: ['facilities', 'culture', 'care', 'safety', 'environment', 'convenience'],
} as const satisfies Readonly<Record<Kind, readonly string[]>>

export type Category = (typeof CATEGORIES)[Kind][number]
export const ALL_CATEGORIES = [...CATEGORIES.office, ...CATEGORIES.service] as const

/** The budget a category belongs to. */
export const kindOf = (category: Category): Kind =>
  (CATEGORIES.office as readonly Category[]).includes(category) ? 'office' : 'service'

/** What becomes of what is left of a year that is over. */
export const YEAR_ENDS = ['carry', 'return'] as const
export type YearEnd = (typeof YEAR_ENDS)[number]

export const STEPS = ['planned', 'approved', 'paid', 'withdrawn', 'reversed'] as const
export type Step = (typeof STEPS)[number]
