import { type AreaPath, isWithin, levelOf, parseAreaPath } from '../../kernel/area-code.ts'
import { parseUscc } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { lastOfKind } from '../../platform/identity/administrators.ts'
import { addOrganisation, endOrganisation as endInIdentity } from '../../platform/identity/organisations.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { forbidden, record } from './record.ts'
import { isOrganisationKind } from './rules/organisation-kinds.ts'
import { areaAt, gridAt, pathOfCity } from './store/areas.ts'
import { organisationAt, usccKnown } from './store/organisations.ts'

export type NewOrganisation = {
  readonly name: string
  readonly kind: string
  /** Twelve digits, or fewer as people write them. */
  readonly area: string
  readonly uscc?: string | undefined
  readonly parent?: string | undefined
  readonly from?: LocalDate | undefined
}

/**
 * The area someone typed, when it is one of this city.
 * @returns the path; or `area-wrong` (no code), `area-outside` (another city), `area-unknown` (no such division)
 */
export const readArea = async (
  db: CityQueries,
  text: string,
  pointer: string,
): Promise<Result<AreaPath, readonly Refusal[]>> => {
  const parsed = parseAreaPath(text)
  if (!parsed.ok) return refuse([{ tag: 'area-wrong', values: { area: text }, pointer }])
  const path = parsed.value
  if (!isWithin(path, pathOfCity(db.city))) return refuse([{ tag: 'area-outside', values: { area: text }, pointer }])
  const known = levelOf(path) === 'grid' ? await gridAt(db, path) : await areaAt(db, path)
  return known === undefined ? refuse([{ tag: 'area-unknown', values: { area: text }, pointer }]) : ok(path)
}

const faultsOf = async (tx: Tx, given: NewOrganisation): Promise<readonly Refusal[]> => [
  ...(isOrganisationKind(given.kind)
    ? []
    : [{ tag: 'kind-unknown', values: { kind: given.kind }, pointer: '/body/kind' }]),
  ...(given.uscc === undefined || parseUscc(given.uscc) !== undefined
    ? []
    : [{ tag: 'uscc-wrong', pointer: '/body/uscc' }]),
  ...(given.parent === undefined || (await organisationAt(tx, given.parent)) !== undefined
    ? []
    : [{ tag: 'organisation-unknown', pointer: '/body/parent' }]),
]

/**
 * Adds an organisation.
 * @returns its id; or all of `area-…`, `kind-unknown`, `uscc-wrong`, `organisation-unknown` (the parent),
 * `public-text-personal`; then
 * `forbidden`, `uscc-taken`, `organisation-known`
 */
export const createOrganisation = async (
  tx: Tx,
  actor: Actor,
  given: NewOrganisation,
  now: Instant,
): Promise<Result<{ readonly organisation: string }, readonly Refusal[]>> => {
  const area = await readArea(tx, given.area, '/body/area')
  const faults = [...(area.ok ? [] : area.error), ...(await faultsOf(tx, given)), ...heldBack({ name: given.name })]
  if (!area.ok || faults.length > 0) return refuse(faults)
  const stopped = forbidden('createOrganisation', actor, area.value)
  if (stopped.length > 0) return refuse(stopped)
  const { name, kind } = given
  const uscc = given.uscc === undefined ? null : (parseUscc(given.uscc) ?? null)
  const from = given.from ?? dateOf(now)
  const made = await addOrganisation(
    tx,
    { name, kind, area: area.value, from, uscc, parent: given.parent ?? null },
    now,
  )
  if (!made.ok) {
    const taken = uscc !== null && (await usccKnown(tx, uscc))
    return taken ? refuse([{ tag: 'uscc-taken', pointer: '/body/uscc' }]) : made
  }
  const data = { organisation: made.value.organisation, name, kind, uscc, from }
  await record(tx, { verb: 'createOrganisation', area: area.value, data }, actor, now)
  return made
}

/** Ends an organisation with this day as its last; the offices in it end with it. */
export const endOrganisation = async (
  tx: Tx,
  actor: Actor,
  given: { readonly organisation: string; readonly lastDay: LocalDate },
  now: Instant,
): Promise<Result<null, readonly Refusal[]>> => {
  const organisation = await organisationAt(tx, given.organisation)
  if (organisation === undefined) return refuse([{ tag: 'organisation-unknown', pointer: '/params/id' }])
  const stopped = forbidden('endOrganisation', actor, organisation.area)
  if (stopped.length > 0) return refuse(stopped)
  const last = await lastOfKind(tx, { organisation: organisation.id }, given.lastDay)
  if (last.length > 0) return refuse([{ tag: 'administrator-last' }])
  if (!(await endInIdentity(tx, organisation.id, given.lastDay)))
    return refuse([{ tag: 'organisation-ended', values: { name: organisation.name }, pointer: '/body/lastDay' }])
  const data = { organisation: organisation.id, lastDay: given.lastDay }
  await record(tx, { verb: 'endOrganisation', area: organisation.area, data }, actor, now)
  return ok(null)
}
