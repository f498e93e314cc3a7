/** People in office: lists (masked), appointing, ending. Residents are not listed here. */
import { type AreaPath, isWithin } from '../../kernel/area-code.ts'
import { maskName, parseMobile } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { lastOfKind } from '../../platform/identity/administrators.ts'
import { endOffice as endInIdentity, grantOffice } from '../../platform/identity/offices.ts'
import { ensureParty, findPartyByPhone, partyLines } from '../../platform/identity/parties.ts'
import { recordSecurity } from '../../platform/identity/security-log.ts'
import { readArea } from './organisation-commands.ts'
import { forbidden, record } from './record.ts'
import { isAppointed, type RoleId } from './roles.ts'
import { type OfficeLine, officeAt, officeRows } from './store/offices.ts'
import { type Organisation, organisationAt } from './store/organisations.ts'

export type OfficeFilter = {
  readonly within: AreaPath
  readonly role?: RoleId | undefined
  readonly organisation?: string | undefined
  /** A name (compared masked: the family name) or a whole mobile number (compared exactly, without being shown). */
  readonly person?: string | undefined
  readonly ended: boolean
  readonly after?: string | undefined
  readonly limit: number
}

/** One page of offices, oldest first. */
export const officePage = async (
  db: CityQueries,
  vault: Vault,
  filter: OfficeFilter,
  now: Instant,
): Promise<readonly OfficeLine[]> => {
  const phone = filter.person === undefined ? undefined : parseMobile(filter.person)
  const party = phone === undefined ? undefined : await findPartyByPhone(db, vault, phone)
  if (phone !== undefined && party === undefined) return []
  const name = filter.person === undefined || phone !== undefined ? null : maskName(filter.person)
  return officeRows(db, {
    within: filter.within,
    role: filter.role ?? null,
    organisation: filter.organisation ?? null,
    nameMasked: name,
    party: party ?? null,
    ended: filter.ended,
    today: dateOf(now),
    after: filter.after,
    limit: filter.limit,
  })
}

export type Appointment = {
  /** Someone known, or a name and a mobile number; a known number gives the person who has it. */
  readonly person: { readonly party: string } | { readonly name: string; readonly phone: string }
  readonly organisation: string
  readonly role: string
  /** The organisation's own area when left out. */
  readonly area?: string | undefined
  readonly from?: LocalDate | undefined
  readonly to?: LocalDate | undefined
}

const partyOf = async (
  tx: Tx,
  vault: Vault,
  person: Appointment['person'],
  now: Instant,
): Promise<Result<string, readonly Refusal[]>> => {
  if ('party' in person) {
    const known = (await partyLines(tx, [person.party])).length === 1
    return known ? ok(person.party) : refuse([{ tag: 'person-unknown', pointer: '/body/person' }])
  }
  const phone = parseMobile(person.phone)
  if (phone === undefined) return refuse([{ tag: 'phone-wrong', pointer: '/body/person/phone' }])
  return ok(await ensureParty(tx, vault, { name: person.name, phone, level: 'L0' }, now))
}

const areaFor = async (
  tx: Tx,
  given: Appointment,
  organisation: Organisation,
): Promise<Result<AreaPath, readonly Refusal[]>> => {
  if (given.area === undefined) return ok(organisation.area)
  const area = await readArea(tx, given.area, '/body/area')
  if (!area.ok || isWithin(area.value, organisation.area)) return area
  return refuse([{ tag: 'role-area', values: { organisation: organisation.name }, pointer: '/body/area' }])
}

/**
 * Gives a person an office. Nobody appoints himself.
 * @returns the office; or all of `organisation-unknown`, `organisation-ended`, `role-unknown`; then `area-…`,
 * `role-area`, `forbidden`, `person-unknown`, `phone-wrong`, `office-own`, `office-dates`, `office-held`,
 * `administrator-two`
 */
export const appoint = async (
  tx: Tx,
  vault: Vault,
  actor: Actor,
  given: Appointment,
  now: Instant,
): Promise<Result<{ readonly office: string; readonly party: string }, readonly Refusal[]>> => {
  const organisation = await organisationAt(tx, given.organisation)
  const faults: Refusal[] = []
  if (organisation === undefined) faults.push({ tag: 'organisation-unknown', pointer: '/body/organisation' })
  if (organisation?.to != null)
    faults.push({ tag: 'organisation-ended', values: { name: organisation.name }, pointer: '/body/organisation' })
  if (!isAppointed(given.role))
    faults.push({ tag: 'role-unknown', values: { role: given.role }, pointer: '/body/role' })
  if (organisation === undefined || faults.length > 0) return refuse(faults)
  const area = await areaFor(tx, given, organisation)
  if (!area.ok) return area
  const stopped = forbidden('appoint', actor, area.value)
  if (stopped.length > 0) return refuse(stopped)
  const party = await partyOf(tx, vault, given.person, now)
  if (!party.ok) return party
  if (party.value === actor.party) return refuse([{ tag: 'office-own' }])
  const [from, { role, to }] = [given.from ?? dateOf(now), given]
  const office = {
    party: party.value,
    organisation: organisation.id,
    role,
    area: area.value,
    from,
    ...(to === undefined ? {} : { to }),
  }
  const granted = await grantOffice(tx, office, now, actor.party)
  if (!granted.ok) return granted
  const data = { office: granted.value.office, organisation: organisation.id, role, from, to: to ?? null }
  const seen = { office: granted.value.office, role, area: area.value }
  await recordSecurity(tx, { kind: 'officeGranted', party: party.value, by: actor.party, data: seen }, now)
  await record(tx, { verb: 'appoint', area: area.value, data, personal: { party: party.value } }, actor, now)
  return ok({ office: granted.value.office, party: party.value })
}

/**
 * Ends an office with this day as its last. Nobody ends his own.
 * @returns `office-unknown`, `forbidden`, `office-own`, `administrator-last`, `office-dates` (it begins later or has ended by then)
 */
export const endOffice = async (
  tx: Tx,
  actor: Actor,
  given: { readonly office: string; readonly lastDay: LocalDate },
  now: Instant,
): Promise<Result<null, readonly Refusal[]>> => {
  const office = await officeAt(tx, given.office)
  if (office === undefined) return refuse([{ tag: 'office-unknown', pointer: '/params/id' }])
  const stopped = forbidden('endOffice', actor, office.area)
  if (stopped.length > 0) return refuse(stopped)
  if (office.party === actor.party) return refuse([{ tag: 'office-own' }])
  const last = await lastOfKind(tx, { office: office.id }, given.lastDay)
  if (last.length > 0) return refuse([{ tag: 'administrator-last' }])
  if (!(await endInIdentity(tx, office.id, given.lastDay)))
    return refuse([
      { tag: 'office-dates', values: { from: given.lastDay, to: given.lastDay }, pointer: '/body/lastDay' },
    ])
  const data = { office: office.id, role: office.role, lastDay: given.lastDay }
  await recordSecurity(tx, { kind: 'officeEnded', party: office.party, by: actor.party, data }, now)
  await record(tx, { verb: 'endOffice', area: office.area, data, personal: { party: office.party } }, actor, now)
  return ok(null)
}
