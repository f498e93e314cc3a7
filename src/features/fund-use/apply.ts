import { fen } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import { readableNumber } from '../../platform/db/numbers.ts'
import type { CityDb, CityQueries, Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { estateById } from '../estate/index.ts'
import { fundOf, shortfallsOf } from '../maintenance-fund/index.ts'
import { bearingUnits, costParts } from './look-at.ts'
import { paramsOn } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import { type Ask, NOTHING } from './rules/ask.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import { byBuilding } from './rules/parts.ts'
import type { Application, BuildingPart } from './rules/state.ts'
import { insertUse } from './store/uses.ts'
import { byOf, type Done, type Env, judged, record } from './write.ts'

/** What is asked for, as it is brought in. */
export type Request = Omit<Application, 'area' | 'units' | 'areaDm2'> & {
  readonly title: string
  readonly text: string
  readonly measures: string
  readonly record: string
}

/** A number for the next use, taken before its transaction: it may leave a gap, and nobody waits for it. */
export const nextNo = async (db: CityDb, now: Instant): Promise<string> => {
  const day = dateOf(now)
  const number = await readableNumber(db, 'fund-use', day)
  return `${db.city.code}-X${day.replaceAll('-', '')}-${String(number).padStart(4, '0')}`
}

/** An application looked at: what is missing, and what each building and each account would bear. */
export type Checked = {
  readonly area: string
  readonly missing: readonly Refusal[]
  readonly units: number
  readonly areaDm2: number
  readonly buildings: readonly BuildingPart[]
  readonly short: { readonly units: number; readonly fen: number }
  readonly ask: Ask
}

/** Looks at an application without writing anything: the page shows what is missing before anybody sends it. */
export const check = async (
  db: CityQueries,
  env: Env,
  request: Request,
): Promise<Result<Checked, readonly Refusal[]>> => {
  const { title, text, measures, record: paper, ...asked } = request
  const place = await estateById(db, request.estate, env.now)
  if (place === undefined) return refuse([{ tag: 'estate-unknown', pointer: '/body/estate' }])
  const { area } = place
  if (!may(policy, 'apply', env.actor, subjectOf({ area })))
    return refuse([{ tag: 'not-yours', values: { action: 'apply' } }])
  const units = await bearingUnits(db, request.estate, request.scope, env.now)
  const areaDm2 = units.reduce((sum, unit) => sum + unit.areaDm2, 0)
  const parts = await costParts(db, request.estate, units, fen(BigInt(request.budgetFen)))
  const fund = await fundOf(db, request.estate)
  const short = fund === undefined ? [] : await shortfallsOf(db, fund, parts)
  const seen = {
    ...NOTHING,
    fund: fund !== undefined,
    assembly: place.hasAssembly,
    units: units.length,
    areaUnknown: units.filter(unit => unit.areaDm2 === 0).length,
  }
  const command = { action: 'apply', ...asked, area, units: units.length, areaDm2 } as const
  const params = await paramsOn(db, dateOf(env.now))
  const ask: Ask = { ...command, by: byOf(env, 'apply', area), at: env.now, params, seen }
  const companies = Object.fromEntries(
    request.quotations.flatMap((one, index) => [
      [`company${index + 1}`, one.company],
      [`record${index + 1}`, one.record],
    ]),
  )
  const decided = judged(decide(undefined, ask, 1), heldBack({ title, text, measures, record: paper, ...companies }))
  return ok({
    area,
    missing: decided.ok ? [] : decided.error,
    units: units.length,
    areaDm2,
    buildings: byBuilding(parts),
    short: { units: short.length, fen: short.reduce((sum, each) => sum + Number(each.fen), 0) },
    ask,
  })
}

/**
 * Applies for a use of the fund: its row, its first fact and its journal entry.
 * @param no a number from `nextNo`
 */
export const apply = async (
  tx: Tx,
  env: Env,
  request: Request,
  { no, files }: { readonly no: string; readonly files: readonly PreparedPhoto[] },
): Done => {
  const checked = await check(tx, env, request)
  if (!checked.ok) return checked
  if (checked.value.missing.length > 0) return refuse(checked.value.missing)
  const decided = decide(undefined, checked.value.ask, 1)
  if (!decided.ok) return decided
  const fact = decided.value
  const state = evolve(undefined, fact)
  const id = uuidv7(env.now)
  insertUse(tx, { id, no, title: request.title, body: request.text, measures: request.measures }, state)
  const said = { record: request.record, note: '', seenBy: 'public', files, filesSeenBy: 'staff' } as const
  const leaf = await record(tx, env, { id, no, state, fact }, said)
  return ok({ id, no, version: 1, state, fact, leaf })
}
