/** Accounts that have run low: their owners are told that they are to be filled up (rulebook C-227). */
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import { notify } from '../../platform/notify/notify.ts'
import { unitsOn } from '../estate/index.ts'
import { type Acted, type Done, taken } from './open.ts'
import { type Env, record } from './record.ts'
import { paramsOn } from './rule-values.ts'
import { LOW } from './rules/basis.ts'
import { lowUnits } from './store/overview.ts'

const MONTH_CHARS = 7

export type Noticed = Acted & {
  /** Homes whose account is low. */
  readonly homes: number
  /** Notices that went to their owners; who is known by a paper register alone has to be told on paper. */
  readonly told: number
}

/**
 * Tells the owners of every home whose account stands below the share of its first deposit, once a month for each home.
 * @returns or `no-fund`, `not-yours`, `nothing-low`
 */
export const noticeRenewal = async (tx: Tx, env: Env, estate: string): Done<Noticed> => {
  const fund = await taken(tx, env, estate, 'keep')
  if (!fund.ok) return fund
  const today = dateOf(env.now)
  const percent = (await paramsOn(tx, today)).renewPercent.value
  const low = await lowUnits(tx, estate, percent)
  if (low.length === 0) return refuse([{ tag: 'nothing-low', values: { percent }, basis: LOW }])
  const owners = new Map((await unitsOn(tx, estate, { kind: 'estate' }, env.now)).map(unit => [unit.id, unit.owners]))
  let told = 0
  for (const { unit, code } of low)
    for (const party of owners.get(unit) ?? []) {
      await notify(tx, {
        party,
        kind: 'maintenance-fund:renewal',
        values: { number: code, count: percent },
        link: '/my/fund',
        dedupe: `renewal/${unit}/${today.slice(0, MONTH_CHARS)}`,
        at: env.now,
      })
      told += 1
    }
  const data = { homes: low.length, told }
  const { leaf } = await record(tx, env, fund.value, { action: 'renewal', under: 'keep', on: today, data })
  return ok({ id: estate, leaf, homes: low.length, told })
}
