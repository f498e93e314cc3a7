import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditLedger } from '../../src/platform/ledger/audit.ts'
import { good, tags } from '../estate/support.ts'
import { csvOf, type FundScene, fundStage, RIGHT, setCost } from './support.ts'

type Acted = { id: string; leaf: string; posting: string | null }
type Units = {
  items: readonly { code: string; balanceFen: string; firstFen: string | null; low: boolean; heldFen: string }[]
}

const unitsOf = async ({ server, keeper, estate }: FundScene, query = '') => {
  const { items } = good<Units>(await server.as(keeper).get(`/api/funds/${estate}/units?limit=100${query}`))
  return Object.fromEntries(items.map(({ code, balanceFen }) => [code, balanceFen]))
}

test('the books of a fund: first deposits, an import, interest, proceeds, bonds, by hand', {
  timeout: 180_000,
}, async t => {
  const at = await fundStage(t)
  const { server, estate, keeper, keeperLead, clerk, town, banker } = at
  const { db } = at.scene.city
  const path = `/api/funds/${estate}`
  const desk = server.as(keeper)
  const lead = server.as(keeperLead)

  await t.test('who may not, hears so', async () => {
    const body = { kind: 'deposit-first', on: '2026-09-30', reference: 'X1', parts: [{ code: '1-101', yuan: '1' }] }
    assert.equal((await server.post(`${path}/deposits`, body)).status, 401)
    assert.deepEqual(tags(await server.as(at.scene.cast.resident).post(`${path}/deposits`, body)), ['forbidden'])
    for (const actor of [town, banker])
      assert.deepEqual(tags(await server.as(actor).post(`${path}/deposits`, body)), ['not-yours'])
    assert.equal((await server.as(clerk).get(path)).status, 200)
    assert.equal((await server.as(at.scene.cast.auditor).get(`${path}/audit`)).status, 200)
    assert.deepEqual(tags(await server.as(clerk).get(`${path}/audit`)), ['forbidden'])
  })

  await t.test('C-221 a first deposit is area × published cost × rate; without a cost nothing is due', async () => {
    assert.deepEqual(tags(await desk.post(`${path}/assess`, { on: '2026-09-30' })), ['cost-unset'])
    await setCost(at, 200_000)
    const { units, fen } = good<{ units: number; fen: string }>(await desk.post(`${path}/assess`, { on: '2026-09-30' }))
    // 5 % of 2,000 yuan a square metre: 100 yuan on each of 89.50 + 89.50 + 88.00 + 133.33 + 60.00 m².
    assert.deepEqual([units, fen], [5, '4603300'])
    assert.deepEqual(tags(await desk.post(`${path}/assess`, { on: '2026-09-30' })), ['nothing-to-assess'])
  })

  await t.test(
    'a deposit of several units is one line at the bank; nothing is entered twice or for the future',
    async () => {
      const parts = [
        { code: '1-101', yuan: '8950.00' },
        { code: '1-102', yuan: '8950' },
      ]
      const body = { kind: 'deposit-first', on: '2026-09-01', reference: 'B0001', parts }
      good<Acted>(await desk.post(`${path}/deposits`, body))
      assert.deepEqual(tags(await desk.post(`${path}/deposits`, body)), ['reference-known'])
      const wrong = [
        { code: '9-999', yuan: '1' },
        { code: '1-101', yuan: '0' },
        { code: '1-101', yuan: '1' },
      ]
      const refused = await desk.post(`${path}/deposits`, { ...body, reference: 'B0002', parts: wrong })
      assert.deepEqual(tags(refused), ['code-unknown', 'amount-wrong', 'code-twice'])
      assert.equal(
        (await desk.post(`${path}/deposits`, { ...body, parts: [{ code: '1-101', yuan: '-5' }] })).status,
        400,
      )
      const early = { ...body, reference: 'B0003', on: '2026-10-01' }
      assert.deepEqual(tags(await desk.post(`${path}/deposits`, early)), ['in-future'])
      assert.deepEqual(await unitsOf(at), {
        '1-101': '895000',
        '1-102': '895000',
        '1-103': '0',
        '2-1': '0',
        '2-101': '0',
      })
    },
  )

  await t.test('accounts of another office: looked at, refused whole with every fault, taken once', async () => {
    const send = (rows: readonly string[], dryRun: boolean, sum = '') =>
      desk.send(`${path}/import`, { on: '2026-08-31', sum, dryRun: String(dryRun) }, [
        csvOf('房号,余额,首期应交', rows),
      ])
    type Done = {
      taken: boolean
      fresh: number
      already: number
      fileFen: string
      leaf: string | null
      faults: readonly { line: number; column: string }[]
    }
    const rows = ['1-103,"8,800.00",8800', '2-101,3999.90,13333.00']
    const looked = good<Done>(await send(rows, true))
    assert.deepEqual([looked.taken, looked.fresh, looked.fileFen, looked.leaf], [false, 2, '1279990', null])
    const bad = good<Done>(await send(['1-103,-5,', '9-9,1,', '2-101,1.234,', '2-101,1,', ',1,'], false))
    assert.equal(bad.taken, false)
    assert.deepEqual(
      bad.faults.map(({ line, column }) => [line, column]),
      [
        [2, '余额'],
        [3, '房号'],
        [4, '余额'],
        [5, '房号'],
        [6, '房号'],
      ],
    )
    assert.deepEqual(tags(await send(rows, false, '1.00')), ['sum-differs'])
    const done = good<Done>(await send(rows, false, '12799.90'))
    assert.equal(done.taken, true)
    assert.match(done.leaf ?? '', /^[0-9a-f]{64}$/)
    const again = good<Done>(await send(rows, false))
    assert.deepEqual([again.fresh, again.already, again.leaf], [0, 2, null])
    const other = good<Done>(await send(['1-103,1.00,'], false))
    assert.deepEqual(
      other.faults.map(({ line }) => line),
      [2],
    )
    const text = Buffer.from('房号,余额\n')
    assert.deepEqual(tags(await desk.send(`${path}/import`, { on: '2026-08-31' }, [text])), ['file-empty'])
  })

  await t.test('C-227 30 % of the first deposit is not below it; one fen less is', async () => {
    // 2-101 has 3,999.90 of 13,333.00: exactly 30 %.
    assert.deepEqual(Object.keys(await unitsOf(at, '&low=true')), ['2-1'])
    good(
      await desk.post(`${path}/proposals`, {
        kind: 'adjust',
        on: '2026-09-30',
        from: '2-101',
        to: 'suspense',
        yuan: '0.01',
        note: '演示',
      }),
    )
    assert.deepEqual(Object.keys(await unitsOf(at, '&low=true')), ['2-1'], 'a proposal moves nothing')
  })

  await t.test('L-10 who proposed does not approve; another does, once', async () => {
    type Proposals = { items: readonly { id: string; state: string; mine: boolean }[] }
    const [open] = good<Proposals>(await desk.get(`${path}/proposals`)).items
    const to = `${path}/proposals/${open?.id}`
    assert.equal(open?.mine, true)
    assert.deepEqual(tags(await desk.post(`${to}/approve`)), ['forbidden'])
    const own = good<{ proposal: string }>(
      await lead.post(`${path}/proposals`, {
        kind: 'adjust',
        on: '2026-09-30',
        from: 'suspense',
        to: '2-101',
        yuan: '0.01',
        note: '演示',
      }),
    )
    assert.deepEqual(tags(await lead.post(`${path}/proposals/${own.proposal}/approve`)), ['same-person'])
    const races = await Promise.all(Array.from({ length: 6 }, () => lead.post(`${to}/approve`)))
    assert.deepEqual(races.map(({ status }) => status).toSorted(), [200, 409, 409, 409, 409, 409])
    assert.deepEqual(Object.keys(await unitsOf(at, '&low=true')), ['2-1', '2-101'])
    const second = server.as(at.secondLead)
    good(await second.post(`${path}/proposals/${own.proposal}/approve`))
    assert.deepEqual(Object.keys(await unitsOf(at, '&low=true')), ['2-1'])
  })

  await t.test('C-245 interest goes to every account by its daily products, exact to the fen', async () => {
    const before = await unitsOf(at)
    const body = { yuan: '100.01', from: '2026-09-01', to: '2026-10-01', on: '2026-09-30', reference: 'I1' }
    const { posting } = good<Acted>(await desk.post(`${path}/interest`, body))
    assert.ok(posting)
    const after = await unitsOf(at)
    const gained = Object.fromEntries(
      Object.entries(after).map(([code, fen]) => [code, BigInt(fen) - BigInt(before[code] ?? 0)]),
    )
    // 30 days of 8,950 twice, of 8,800, of 3,999.90 (less 0.01 out and in on the last day).
    assert.equal(
      Object.values(gained).reduce((sum, fen) => sum + fen, 0n),
      10_001n,
    )
    assert.equal(gained['2-1'], 0n)
    // Two of equal products, three bearing parts: 2,914.9 each of 30,699.90; the odd fen goes to one of them.
    const [one = 0n, other = 0n] = [gained['1-101'], gained['1-102']]
    assert.ok(one === other || one - other === 1n || other - one === 1n)
    assert.deepEqual(tags(await desk.post(`${path}/interest`, { ...body, reference: 'I2', to: '2026-09-01' })), [
      'term-wrong',
    ])
    assert.deepEqual(
      tags(await desk.post(`${path}/interest`, { ...body, reference: 'I2', from: '2020-01-01', to: '2020-02-01' })),
      ['nothing-to-divide'],
    )
  })

  await t.test('C-243 proceeds of common parts go to every unit by area', async () => {
    const before = await unitsOf(at)
    const body = { kind: 'proceeds', yuan: '460.33', on: '2026-09-30', reference: 'P1', note: '电梯广告' }
    good(await desk.post(`${path}/proceeds`, body))
    const after = await unitsOf(at)
    assert.equal(BigInt(after['2-1'] ?? 0) - BigInt(before['2-1'] ?? 0), 6_000n)
    assert.equal(BigInt(after['1-101'] ?? 0) - BigInt(before['1-101'] ?? 0), 8_950n)
  })

  assert.deepEqual(await auditLedger(db), RIGHT)
})
