import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { estate as estateFeature } from '../../src/features/estate/feature.ts'
import { DEMO_ESTATE_NAME, estateByName } from '../../src/features/estate/index.ts'
import { fundUse } from '../../src/features/fund-use/index.ts'
import { fundOf, openFund, scopeAccounts } from '../../src/features/maintenance-fund/index.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { sql } from '../../src/platform/db/types.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { SYSTEM } from '../../src/platform/identity/sessions.ts'
import { post } from '../../src/platform/ledger/post.ts'
import { accountsAt } from '../../src/platform/ledger/store.ts'
import { people } from '../estate/support.ts'
import { tagsOf } from '../fund/support.ts'

const NOW = at('2026-09-30 10:00')
const OFFICE = sql(
  'test.office',
  `insert into city.office (id, party, organisation, role, area, from_date, granted_at) values ($1, $2, $3, 'unitLead', $4, '2020-01-01', now())`,
)
const STEPS = sql('test.steps', 'select title, step from city.fund_use order by title')

test('the demonstration: an elevator part way, a roof that could not wait, a gate applied for', {
  timeout: 240_000,
}, async t => {
  const scene = await stage(t)
  const { city, vault, units } = scene
  const { db } = city
  const { town } = people(scene)
  await estateFeature.demo?.(db, NOW, vault)
  const line = await estateByName(db, DEMO_ESTATE_NAME, NOW)
  assert.ok(line)
  for (const [organisation, area] of [
    [units.town, line.area.slice(0, 9)],
    [units.department, '4420'],
  ] as const)
    await db.tx(async tx => {
      const party = await ensureParty(tx, vault, { name: '负责人', level: 'L0' }, NOW)
      await tx.run(OFFICE, [randomUUID(), party, organisation, area])
    })
  const opening = { estate: line.id, keeper: units.department, bank: '样例银行', bankAccount: '6222000011112222' }
  const here = { ...town, offices: town.offices.map(office => ({ ...office, area: line.area.slice(0, 9) })) }
  assert.deepEqual(tagsOf(await db.tx(tx => openFund(tx, { actor: here, now: NOW }, opening))), [])
  const fund = await fundOf(db, line.id)
  assert.ok(fund)
  const [bank] = await accountsAt(db, fund.book, ['bank'])
  const standing = await scopeAccounts(db, fund, null)
  const lines = standing.map(({ account }) => ({
    do: 'move' as const,
    id: randomUUID(),
    from: bank?.id ?? '',
    to: account,
    amount: 800_000n,
  }))
  const posting = { id: randomUUID(), book: fund.book, kind: 'deposit', effectiveOn: '2020-01-01' as never, lines }
  assert.deepEqual(tagsOf(await db.tx(tx => post(tx, { actor: SYSTEM, now: NOW }, posting))), [])
  await fundUse.demo?.(db, NOW, vault)
  assert.deepEqual(
    (await db.rows<{ title: string; step: string }>(STEPS, [])).map(({ title, step }) => [title, step]),
    [
      ['一栋电梯大修', 'working'],
      ['二栋一单元屋顶漏水抢修', 'posted'],
      ['更换出入口门禁和监控', 'applied'],
    ].toSorted(),
  )
})
