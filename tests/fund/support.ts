import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { features } from '../../src/app/features.ts'
import { enterRuleValue } from '../../src/features/locality/enter.ts'
import {
  type Fund,
  fundOf,
  openFund,
  scopeAccounts,
  type UnitStanding,
} from '../../src/features/maintenance-fund/index.ts'
import { type Stage, stage } from '../../src/features/work-order/testing.ts'
import type { Refusal } from '../../src/kernel/refusal.ts'
import type { Result } from '../../src/kernel/result.ts'
import { d, type Instant, parseInstant } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { SYSTEM } from '../../src/platform/identity/sessions.ts'
import { post } from '../../src/platform/ledger/post.ts'
import { accountsAt } from '../../src/platform/ledger/store.ts'
import { type Caller, type TestServer, testServer } from '../../src/platform/testing/server.ts'
import { csv, ESTATE, good, idOf, importFile, PATH, people } from '../estate/support.ts'

export const NOW = '2026-09-30T10:00:00+08:00'
export const now = parseInstant(NOW) as Instant
export const TODAY = d('2026-09-30')

/** Two buildings: four homes of two owners each, of 89.50, 89.50, 88.00 and 133.33 m², and a shop. */
const REGISTER = [
  `1-101,住宅,89.50,演示业主1,${idOf(1)},,2020-03-05,2020-06-01,`,
  `1-102,住宅,89.50,演示业主2,${idOf(2)},,2020-03-05,2020-06-01,`,
  `1-103,住宅,88.00,演示业主3,${idOf(3)},,2020-03-05,2020-06-01,`,
  `2-101,住宅,133.33,演示业主4,${idOf(4)},,2020-03-05,2020-06-01,`,
  `2-1,商铺,60.00,演示业主5,${idOf(5)},,2020-03-05,2020-06-01,`,
]

export type FundScene = {
  readonly scene: Stage
  readonly server: TestServer
  readonly estate: string
  readonly keeper: Actor
  readonly keeperLead: Actor
  readonly secondLead: Actor
  readonly banker: Actor
  readonly clerk: Actor
  readonly town: Actor
  readonly fund: Fund
  readonly unit: (code: string) => string
}

export const code = (standing: readonly UnitStanding[], unit: string): UnitStanding => {
  const found = standing.find(each => each.unit === unit && each.part === 'owner')
  assert.ok(found)
  return found
}

export const tagsOf = (done: Result<unknown, readonly Refusal[]>): readonly string[] =>
  done.ok ? [] : done.error.map(({ tag }) => tag)

/** An estate with an open fund: the department keeps it, the desk's organisation stands in for the bank. */
export const fundStage = async (t: TestContext): Promise<FundScene> => {
  const scene = await stage(t)
  const { city, vault, units } = scene
  const server = await testServer(t, city, { modules: features, now: NOW, services: { vault } })
  const { clerk, town } = people(scene)
  const office = (role: string, organisation: string): Actor => ({
    ...clerk,
    party: randomUUID(),
    offices: [{ id: randomUUID(), organisation, organisationKind: 'department', role, area: '4420' }],
  })
  const desk = server.as(clerk)
  const { id } = good(await desk.post(PATH, ESTATE))
  good(await importFile(desk, id, csv(...REGISTER), false))
  const new_ = { estate: id, keeper: units.department, bank: '样例银行中山分行', bankAccount: '6222000011112222' }
  const opened = await city.db.tx(tx => openFund(tx, { actor: town, now }, { ...new_, banker: units.committee }))
  assert.deepEqual(tagsOf(opened), [])
  const fund = await fundOf(city.db, id)
  assert.ok(fund)
  const all = await scopeAccounts(city.db, fund, null)
  return {
    scene,
    server,
    estate: id,
    keeper: office('unitHandler', units.department),
    keeperLead: office('unitLead', units.department),
    secondLead: office('unitLead', units.department),
    banker: office('unitHandler', units.committee),
    clerk,
    town,
    fund,
    unit: wanted => all.find(each => each.code === wanted)?.unit ?? assert.fail(wanted),
  }
}

/** Puts money on a unit's account past all rules, on a day. */
export const give = async ({ scene, fund }: FundScene, unit: string, fen: bigint, on = TODAY): Promise<void> => {
  const { db } = scene.city
  const [bank] = await accountsAt(db, fund.book, ['bank'])
  const { account } = code(await scopeAccounts(db, fund, [unit]), unit)
  const line = { do: 'move', id: randomUUID(), from: bank?.id ?? '', to: account, amount: fen } as const
  const asked = { id: randomUUID(), book: fund.book, kind: 'deposit', effectiveOn: on, lines: [line] }
  const done = await db.tx(tx => post(tx, { actor: SYSTEM, now }, asked))
  assert.deepEqual(tagsOf(done), [])
}

const WITHOUT_POSTING = sql(
  'test.without-posting-gate',
  'alter table city.ledger_posting disable trigger fund_use_posting_guarded',
)
const WITHOUT_TRANSFER = sql(
  'test.without-transfer-gate',
  'alter table city.ledger_transfer disable trigger fund_use_transfer_guarded',
)

/** Lets a test of the books alone hold and pay without the use that money otherwise stands on (slice fund-use). */
export const withoutUses = async ({ scene }: Pick<FundScene, 'scene'>): Promise<void> => {
  await scene.city.db.tx(async tx => {
    await tx.run(WITHOUT_POSTING, [])
    await tx.run(WITHOUT_TRANSFER, [])
  })
}

export const RIGHT = { strays: [], accounts: [], books: [], holds: [], postings: [] }

export const csvOf = (head: string, rows: readonly string[]): Buffer => Buffer.from(`${[head, ...rows].join('\n')}\n`)

/** The authority publishes what building costs, in fen a square metre, or what public housing is sold at. */
export const setCost = async (
  { scene }: FundScene,
  fen: number,
  of: 'cost' | 'housing-cost' = 'cost',
): Promise<void> => {
  const entry = { key: `maintenance-fund.${of}`, value: fen, from: d('2020-01-01'), basis: '演示公布', reason: '演示' }
  const done = await scene.city.db.tx(tx => enterRuleValue(tx, scene.cast.systemAdmin, entry, now))
  assert.deepEqual(tagsOf(done), [])
}

export const VOTES = '/api/owners-votes'

/** Travels to a day: the counter, and a second person at it. */
type Counter = (day: string) => { readonly desk: Caller; readonly second: Caller }

/**
 * An owners' vote that was convened on 2026-10-01, on paper, from its notice to what hangs on the board until 2026-11-30; in
 * force the day after, unless it is not to be settled. Every unit says the same.
 */
export const carryVote = async (
  on: Counter,
  vote: string,
  {
    units,
    choices,
    settle = true,
  }: {
    readonly units: readonly string[]
    readonly choices: readonly { readonly no: number; readonly choice: string }[]
    readonly settle?: boolean
  },
): Promise<void> => {
  let { desk, second } = on('2026-10-01')
  const does = async (verb: string, body: object) => good(await desk.post(`${VOTES}/${vote}/${verb}`, body))
  await does('notice', {
    on: '2026-10-01',
    opens: '2026-10-17T08:00:00+08:00',
    closes: '2026-10-30T20:00:00+08:00',
    record: '表决公告',
  })
  await does('deliver', { how: 'hand', on: '2026-10-01', units: '', record: '送达表' })
  await does('register', {})
  ;({ desk, second } = on('2026-10-18'))
  for (const unit of units) {
    const paper = { unit, received: '2026-10-18', choices, record: `纸质票 ${unit}` }
    good(await desk.post(`${VOTES}/${vote}/papers`, paper))
    good(await second.post(`${VOTES}/${vote}/papers`, paper))
  }
  ;({ desk, second } = on('2026-10-31'))
  await does('count', {})
  await does('post', { on: '2026-10-31', until: '2026-11-30', record: '公告栏' })
  if (!settle) return
  ;({ desk, second } = on('2026-12-01'))
  await does('settle', {})
}
