import { parseAreaPath } from '../../kernel/area-code.ts'
import { parseUscc } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { ensureOrganisation } from '../../platform/oidc/origin.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { areaAt } from '../directory/index.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Env, record } from './record.ts'
import { AREA_DM2_MAX, CODE_MAX, codeOf, type UnitFields } from './rules/unit.ts'
import { type EstateRow, insertEstate, insertParking, lockRow } from './store/estates.ts'
import { insertUnits, type StoredUnit, unitByCode, unitById, updateUnit } from './store/units.ts'

export type Done<T> = Promise<Result<T, readonly Refusal[]>>

/** What every verb answers with: the estate, and the proof that it was written down. */
export type Acted = { readonly id: string; readonly leaf: string }

const absent = refuse([{ tag: 'not-found' }] as const)

/** The estate, locked, for whoever the access table lets do this. */
export const taken = async (tx: Tx, env: Env, id: string, verb: Verb): Done<EstateRow> => {
  const row = await lockRow(tx, id)
  if (row === undefined) return absent
  return may<Verb>(policy, verb, env.actor, subjectOf(row)) ? ok(row) : refuse([{ tag: 'not-yours' }])
}

/** One unit of the estate, locked by the estate's lock. */
export const unitOf = async (tx: Tx, estate: EstateRow, id: string): Done<StoredUnit> => {
  const unit = await unitById(tx, id)
  return unit === undefined || unit.estate !== estate.id ? absent : ok(unit)
}

export type NewEstate = {
  readonly area: string
  readonly name: string
  readonly developer: string
  /** 统一社会信用代码 of the developer, or nothing. */
  readonly uscc: string
}

const communityAt = async (tx: Tx, area: string): Promise<string | undefined> => {
  const path = parseAreaPath(area)
  const found = path.ok && path.value.length === 12 ? await areaAt(tx, path.value) : undefined
  return found === undefined ? undefined : area
}

/**
 * Enters an estate into the list of its community.
 * @returns or `place-unknown`, `not-yours`; all of `public-text-personal`, `uscc-wrong`; then `estate-known`
 */
export const create = async (tx: Tx, env: Env, { area, name, developer, uscc }: NewEstate): Done<Acted> => {
  if ((await communityAt(tx, area)) === undefined) return refuse([{ tag: 'place-unknown', pointer: '/body/area' }])
  if (!may<Verb>(policy, 'keep', env.actor, subjectOf({ area }))) return refuse([{ tag: 'not-yours' }])
  const why = [
    ...heldBack({ name, developer }),
    ...(uscc !== '' && parseUscc(uscc) === undefined ? [{ tag: 'uscc-wrong', pointer: '/body/uscc' }] : []),
  ]
  if (why.length > 0) return refuse(why)
  const body = uscc === '' ? ok(null) : await ensureOrganisation(tx, env.vault, { uscc, name: developer }, env.now)
  if (!body.ok) return body
  const id = uuidv7(env.now)
  if (!(await insertEstate(tx, { id, area, name, developer, developerParty: body.value }, env.now)))
    return refuse([{ tag: 'estate-known', values: { name }, pointer: '/body/name' }])
  const deed = { action: 'create', under: 'keep', data: { area, name, developer } } as const
  const { leaf } = await record(tx, env, { id, area, entries: 0 }, deed)
  return ok({ id, leaf })
}

export type Parking = { readonly from: LocalDate; readonly counts: boolean; readonly source: string }

/**
 * Writes down whether parking and storage count for votes, from a day on, as the owners' own rules say.
 * @returns or `not-found`, `not-yours`; all of `public-text-personal`, `in-future`; then `parking-known`
 */
export const setParking = async (tx: Tx, env: Env, id: string, { from, counts, source }: Parking): Done<Acted> => {
  const estate = await taken(tx, env, id, 'keep')
  if (!estate.ok) return estate
  const why = [
    ...heldBack({ source }),
    ...(from > dateOf(env.now) ? [{ tag: 'in-future', values: { day: from }, pointer: '/body/from' }] : []),
  ]
  if (why.length > 0) return refuse(why)
  if (!(await insertParking(tx, id, { fromDay: from, counts, source }, env.now)))
    return refuse([{ tag: 'parking-known', values: { day: from }, pointer: '/body/from' }])
  const backdated = from < dateOf(env.now)
  const deed = { action: 'parking', under: 'keep', effectiveOn: from, backdated, data: { counts, source } } as const
  const { leaf } = await record(tx, env, estate.value, deed)
  return ok({ id, leaf })
}

/** What is wrong with a unit for itself. */
export const unitFaults = (unit: UnitFields): readonly Refusal[] => [
  ...(unit.code === '' || [...unit.code].length > CODE_MAX
    ? [{ tag: 'code-wrong', values: { most: CODE_MAX }, pointer: '/body/code' }]
    : []),
  ...(unit.areaDm2 < 0 || unit.areaDm2 > AREA_DM2_MAX ? [{ tag: 'area-wrong', pointer: '/body/area' }] : []),
]

const spelt = (unit: UnitFields): UnitFields => ({ ...unit, code: codeOf(unit.code), building: codeOf(unit.building) })

/** Adds a unit. @returns or `not-found`, `not-yours`; all of `code-wrong`, `area-wrong`; then `unit-known` */
export const addUnit = async (tx: Tx, env: Env, id: string, fields: UnitFields): Done<Acted> => {
  const estate = await taken(tx, env, id, 'keep')
  if (!estate.ok) return estate
  const unit = spelt(fields)
  const why = unitFaults(unit)
  if (why.length > 0) return refuse(why)
  const made = uuidv7(env.now)
  if ((await insertUnits(tx, estate.value, [{ ...unit, id: made }], env.now)) === 0)
    return refuse([{ tag: 'unit-known', values: { code: unit.code }, pointer: '/body/code' }])
  const data = { kind: unit.kind, areaDm2: unit.areaDm2 }
  const { leaf } = await record(tx, env, estate.value, { action: 'addUnit', under: 'keep', unit: made, data })
  return ok({ id: made, leaf })
}

/**
 * Puts a unit's own particulars right; what they were stays in the log.
 * @returns or `not-found`, `not-yours`; all of `code-wrong`, `area-wrong`, `nothing-changed`; then `unit-known`
 */
export const correctUnit = async (
  tx: Tx,
  env: Env,
  id: string,
  unit: string,
  { note, ...fields }: UnitFields & { readonly note: string },
): Done<Acted> => {
  const estate = await taken(tx, env, id, 'keep')
  if (!estate.ok) return estate
  const before = await unitOf(tx, estate.value, unit)
  if (!before.ok) return before
  const after = spelt(fields)
  const names = ['code', 'building', 'stairwell', 'kind', 'areaDm2', 'areaSource'] as const
  const differs = names.filter(name => before.value[name] !== after[name])
  const why = [
    ...unitFaults(after),
    ...heldBack({ note }),
    ...(differs.length === 0 ? [{ tag: 'nothing-changed' }] : []),
  ]
  if (why.length > 0) return refuse(why)
  if (differs.includes('code') && (await unitByCode(tx, id, after.code)) !== undefined)
    return refuse([{ tag: 'unit-known', values: { code: after.code }, pointer: '/body/code' }])
  await updateUnit(tx, unit, after)
  const was = Object.fromEntries(differs.map(name => [name, before.value[name]]))
  const is = Object.fromEntries(differs.map(name => [name, after[name]]))
  const data = { fields: [...differs] }
  const deed = { action: 'correctUnit', under: 'keep', unit, note, data, personal: { was, is } } as const
  const { leaf } = await record(tx, env, estate.value, deed)
  return ok({ id: unit, leaf })
}
