import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditLedger } from '../../src/platform/ledger/audit.ts'
import { good, tags } from '../estate/support.ts'
import { type FundScene, fundStage, RIGHT } from './support.ts'

type Acted = { id: string; leaf: string; posting: string | null }
type Units = {
  items: readonly { code: string; balanceFen: string; firstFen: string | null; low: boolean; heldFen: string }[]
}

const unitsOf = async ({ server, keeper, estate }: FundScene, query = '') => {
  const { items } = good<Units>(await server.as(keeper).get(`/api/funds/${estate}/units?limit=100${query}`))
  return Object.fromEntries(items.map(({ code, balanceFen }) => [code, balanceFen]))
}

test('by two people: bonds, a refund on loss, an entry undone', { timeout: 180_000 }, async t => {
  const at = await fundStage(t)
  const { server, estate, keeper, keeperLead } = at
  const { db } = at.scene.city
  const path = `/api/funds/${estate}`
  const desk = server.as(keeper)
  const lead = server.as(keeperLead)
  const parts = ['1-101', '1-102', '1-103', '2-101'].map(code => ({ code, yuan: '8000.00' }))
  good(await desk.post(`${path}/deposits`, { kind: 'deposit-first', on: '2026-09-01', reference: 'B0001', parts }))

  await t.test('C-244 bonds are bought by two people on a decision, and held to their day', async () => {
    const body = {
      kind: 'bonds',
      on: '2026-09-30',
      yuan: '10000.00',
      name: '2026年储蓄国债(三年)',
      matures: '2029-09-30',
      decision: 'YV-2026-0001',
      note: '业主大会决定',
    }
    assert.deepEqual(tags(await desk.post(`${path}/proposals`, { ...body, matures: '2026-09-30' })), ['bonds-short'])
    const { proposal } = good<{ proposal: string }>(await desk.post(`${path}/proposals`, body))
    good(await lead.post(`${path}/proposals/${proposal}/approve`))
    const fund = good<{ cashFen: string; bondsFen: string; balanceFen: string }>(await desk.get(path))
    assert.equal(fund.bondsFen, '1000000')
    assert.equal(BigInt(fund.cashFen) + 1_000_000n, BigInt(fund.balanceFen))
    const [bond] = good<{ items: readonly { id: string }[] }>(await desk.get(`${path}/bonds`)).items
    const early = { on: '2026-09-30', interest: '1.00', reference: 'R1' }
    assert.deepEqual(tags(await desk.post(`${path}/bonds/${bond?.id}/redeem`, early)), ['bond-early'])
    const more = good<{ proposal: string }>(await desk.post(`${path}/proposals`, { ...body, yuan: '99999.00' }))
    assert.deepEqual(tags(await lead.post(`${path}/proposals/${more.proposal}/approve`)), ['bank-short'])
  })

  await t.test('C-247 a unit that is gone gets its balance back, and its account is closed', async () => {
    const { proposal } = good<{ proposal: string }>(
      await desk.post(`${path}/proposals`, {
        kind: 'refund',
        on: '2026-09-30',
        code: '1-103',
        note: '房屋灭失',
        reference: 'F1',
      }),
    )
    good(await lead.post(`${path}/proposals/${proposal}/approve`))
    assert.equal((await unitsOf(at))['1-103'], '0')
    const late = { kind: 'deposit-makeup', on: '2026-09-30', reference: 'B9', parts: [{ code: '1-103', yuan: '1' }] }
    assert.deepEqual(tags(await desk.post(`${path}/deposits`, late)), ['unit-gone'])
  })

  await t.test('what was entered wrongly is undone by two people, and its number may be entered again', async () => {
    const body = {
      kind: 'deposit-makeup',
      on: '2026-09-30',
      reference: 'B0777',
      parts: [{ code: '2-1', yuan: '50.00' }],
    }
    const { posting } = good<Acted>(await desk.post(`${path}/deposits`, body))
    const { proposal } = good<{ proposal: string }>(
      await desk.post(`${path}/proposals`, { kind: 'reverse', on: '2026-09-30', posting, note: '记错户' }),
    )
    good(await lead.post(`${path}/proposals/${proposal}/approve`))
    good(await desk.post(`${path}/deposits`, { ...body, parts: [{ code: '2-101', yuan: '50.00' }] }))
    const strange = { kind: 'reverse', on: '2026-09-30', posting: estate, note: '演示' }
    assert.deepEqual(tags(await desk.post(`${path}/proposals`, strange)), ['posting-unknown'])
    const audit = good<{ accounts: string[]; uneven: boolean; postings: string[]; checked: number }>(
      await lead.get(`${path}/audit`),
    )
    assert.deepEqual([audit.accounts, audit.uneven, audit.postings], [[], false, []])
    assert.ok(audit.checked > 4)
    assert.deepEqual(await auditLedger(db), RIGHT)
  })
})
