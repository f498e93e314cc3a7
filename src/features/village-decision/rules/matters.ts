/**
 * What the villagers decide themselves: the six matters of 村民委员会组织法第二十八条 since 2026, and the land and property of
 * the collective, which are its members' to decide.
 */
export const MATTERS = ['planning', 'subsidies', 'collective-funds', 'public-works', 'assistance', 'other'] as const
export const COLLECTIVE = 'collective-property'
export type Matter = (typeof MATTERS)[number] | typeof COLLECTIVE
export const ALL_MATTERS: readonly [Matter, ...Matter[]] = [...MATTERS, COLLECTIVE]
