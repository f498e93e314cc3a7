import type { Actor, Grant, Policy } from './types.ts'

/** A line of a slice's access table, for the handbook and for the test of every route. */
export type Line = { readonly slice: string; readonly verb: string } & Grant

/** Every line of every table, in the order of slices and verbs. A verb that nobody may do has no line. */
export const grantsTable = (policies: Readonly<Record<string, Policy>>): readonly Line[] =>
  Object.entries(policies).flatMap(([slice, policy]) =>
    Object.entries(policy).flatMap(([verb, grants]) => grants.map(grant => ({ slice, verb, ...grant }))),
  )

/** Words for `who` that are no roles: they go by how someone signed in. */
export const STANDINGS = ['anyone', 'resident', 'staff'] as const

/** Every role that any table knows, sorted. */
export const rolesIn = (policies: Readonly<Record<string, Policy>>): readonly string[] => {
  const standings: ReadonlySet<string> = new Set(STANDINGS)
  return [...new Set(grantsTable(policies).map(({ who }) => who))].filter(who => !standings.has(who)).toSorted()
}

/**
 * The areas an actor's offices of these roles cover, for the row filter of a list: a row is in when its area begins
 * with one of them. Paths inside another are left out; none at all means no rows.
 */
export const areaFilter = (actor: Actor, roles: readonly string[]): readonly string[] => {
  const areas = actor.offices.filter(({ role }) => roles.includes(role)).map(({ area }) => area)
  return [...new Set(areas)].filter(area => !areas.some(other => other !== area && area.startsWith(other))).toSorted()
}

/** The same for SQL: patterns for `area like any ($1::text[])`. Area paths have digits and letters only. */
export const areaPatterns = (actor: Actor, roles: readonly string[]): readonly string[] =>
  areaFilter(actor, roles).map(area => `${area}%`)
