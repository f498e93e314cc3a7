import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEMO_ESTATE_NAME, estate, estateByName } from '../../src/features/estate/index.ts'
import { fundOf, maintenanceFund, scopeAccounts } from '../../src/features/maintenance-fund/index.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { auditLedger } from '../../src/platform/ledger/audit.ts'
import { RIGHT } from './support.ts'

const NOW = at('2026-09-30 10:00')

test('the demonstration’s estate has a fund of 280 accounts that a year’s interest went to', async t => {
  const { city, vault } = await stage(t)
  const { db } = city
  await estate.demo?.(db, NOW, vault)
  await maintenanceFund.demo?.(db, NOW, vault)
  const line = await estateByName(db, DEMO_ESTATE_NAME, NOW)
  assert.ok(line)
  const fund = await fundOf(db, line.id)
  assert.ok(fund)
  const standing = await scopeAccounts(db, fund, null)
  assert.equal(standing.length, 300)
  assert.ok(standing.filter(({ balance }) => balance > 0n).length > 260)
  assert.deepEqual(await auditLedger(db), RIGHT)
})
