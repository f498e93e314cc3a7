import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scopeAccounts } from '../../src/features/maintenance-fund/index.ts'
import { auditLedger } from '../../src/platform/ledger/audit.ts'
import { csvOf, setCost } from '../fund/support.ts'
import { APPLICATION, doTo, good, PATH, passVote, tags, useStage } from './support.ts'

const HEAD = '房号,售房单位,售房款,楼型,收款日期'
const SOLD = ['1-102,红星机械厂,86500.00,多层,2026-09-01', '1-103,红星机械厂,80000.01,高层,2026-09-20']

type Taken = { taken: boolean; fresh: number; already: number; ownerFen: string; sellerFen: string; faultCount: number }
type Line = { code: string; firstFen: string | null; sellerLacksFen: string | null; sellerDueOn: string | null }
type Part = { code: string; heldFen: number; sellerHeldFen: number | null; sellerPaidFen: number | null }

test('C-222 C-226 C-234 public housing: what is paid in, what a repair costs owners and seller, and what the seller lacks', async t => {
  const scene = await useStage(t, 1_000_000n)
  const { estate, fund, unit, server, keeper } = scene
  const { db } = scene.scene.city
  const funds = `/api/funds/${estate}`
  let { desk, second, authority } = scene.on('2026-09-30')
  const kept = server.as(keeper)
  const send = (rows: readonly string[], dryRun: boolean) =>
    kept.send(`${funds}/housing`, { dryRun: String(dryRun) }, [csvOf(HEAD, rows)])
  const lines = async (): Promise<readonly Line[]> => good(await kept.get(`${funds}/units?limit=100`)).items

  await t.test('who may not, hears so; without a published price, and with faults, nothing is written', async () => {
    const file = [csvOf(HEAD, SOLD)]
    assert.deepEqual(tags(await desk.send(`${funds}/housing`, { dryRun: 'false' }, file)), ['forbidden'])
    const unset = good(await send(SOLD, false))
    assert.deepEqual([unset.taken, unset.faultCount], [false, 2])
    assert.match(unset.faults[0].why, /没有公布的房改成本价/)
    await setCost(scene, 145_000, 'housing-cost')
    const wrong = good(await send([...SOLD, '9-999,某厂,1,多层,2026-09-01', '2-101,某厂,1,多层,2026-10-01'], false))
    assert.deepEqual(
      wrong.faults.map((fault: { line: number; column: string }) => `${fault.line} ${fault.column}`),
      ['4 房号', '5 收款日期'],
    )
    assert.ok((await lines()).every(({ sellerLacksFen }) => sellerLacksFen === null))
  })

  await t.test('what owners and seller pay in, and by when; the same file again does nothing', async () => {
    const looked: Taken = good(await send(SOLD, true))
    assert.deepEqual([looked.taken, looked.fresh], [false, 2])
    const done: Taken = good(await send(SOLD, false))
    // Owners: 89.50 and 88.00 m² at 29 yuan. Seller: 20 % of 86,500.00 and 30 % of 80,000.01, up to the fen.
    assert.deepEqual(
      [done.taken, done.ownerFen, done.sellerFen],
      [true, `${259_550 + 255_200}`, `${1_730_000 + 2_400_001}`],
    )
    const again: Taken = good(await send(SOLD, false))
    assert.deepEqual([again.taken, again.fresh, again.already], [true, 0, 2])
    const differs = good(await send(['1-102,红星机械厂,86500.01,多层,2026-09-01'], false))
    assert.deepEqual([differs.taken, differs.faultCount], [false, 1])
    const sold = (await lines()).filter(({ sellerLacksFen }) => sellerLacksFen !== null)
    assert.deepEqual(
      sold.map(each => [each.code, each.firstFen, each.sellerLacksFen, each.sellerDueOn]),
      [
        ['1-102', '259550', '1730000', '2026-10-01'],
        ['1-103', '255200', '2400001', '2026-10-20'],
      ],
    )
  })

  await t.test('the seller pays in some of it and lacks the rest', async () => {
    const parts = [
      { code: '1-102', yuan: '30.00', part: 'owner' },
      { code: '1-102', yuan: '173.00', part: 'seller' },
      { code: '1-103', yuan: '240.00', part: 'seller' },
    ]
    good(await kept.post(`${funds}/deposits`, { kind: 'deposit-first', on: '2026-09-30', reference: 'GF1', parts }))
    const lacks = (await lines()).flatMap(({ sellerLacksFen }) => (sellerLacksFen === null ? [] : [sellerLacksFen]))
    assert.deepEqual(lacks, [`${1_730_000 - 17_300}`, `${2_400_001 - 24_000}`])
  })

  const { id } = good(await desk.post(PATH, { ...APPLICATION, estate })) as { id: string }
  const vote = await passVote(scene, id)
  ;({ desk, second, authority } = scene.on('2026-12-01'))
  good(await doTo(desk, id, 'pass', { vote: vote.no, motion: 1 }))
  const partsHeld = async (): Promise<readonly Part[]> => good(await desk.get(`${PATH}/${id}/parts`)).items

  await t.test(
    'what the seller’s accounts lack is asked of the seller alone; what makes it up changes no share',
    async () => {
      good(await doTo(desk, id, 'propose-hold'))
      assert.deepEqual(tags(await doTo(second, id, 'hold')), ['unit-short', 'unit-short'])
      good(await doTo(desk, id, 'ask-shortfall', { until: '2026-12-31' }))
      const { short } = good(await desk.get(`${PATH}/${id}`)) as {
        short: { code: string; part: string; fen: number }[]
      }
      assert.deepEqual(
        short.map(({ code, part }) => `${code} ${part}`),
        ['1-102 seller', '1-103 seller'],
      )
      const parts = short.map(({ code, part, fen }) => ({
        code,
        part,
        yuan: `${Math.floor(fen / 100)}.${`${fen % 100}`.padStart(2, '0')}`,
      }))
      good(await kept.post(`${funds}/deposits`, { kind: 'deposit-makeup', on: '2026-12-01', reference: 'GF2', parts }))
      good(await doTo(second, id, 'hold'))
    },
  )

  await t.test('a cost is divided by area, and what falls on public housing by what was paid in', async () => {
    // 12,345.67 yuan by area: 4,138.34 for 1-102 and 4,068.99 for 1-103; paid in 30 yuan by owners, 173 and 240 by the seller.
    const share = 413_834n + 406_899n
    const weights = [3_000n, 17_300n, 24_000n]
    const all = weights.reduce((sum, each) => sum + each, 0n)
    const exact = weights.map(weight => Number((share * weight) / all))
    const held = await partsHeld()
    assert.deepEqual(
      held.map(({ code }) => code),
      ['1-101', '1-102', '1-103'],
    )
    assert.equal(held[0]?.heldFen, 413_834)
    assert.equal(held[0]?.sellerHeldFen, null)
    const near = (is: number | null | undefined, want = 0): void =>
      assert.ok(Math.abs((is ?? 0) - want) <= 1, `${is} ${want}`)
    near((held[1]?.heldFen ?? 0) + (held[2]?.heldFen ?? 0), exact[0])
    near(held[1]?.sellerHeldFen, exact[1])
    near(held[2]?.sellerHeldFen, exact[2])
    assert.equal(
      held.reduce((sum, each) => sum + each.heldFen + (each.sellerHeldFen ?? 0), 0),
      1_234_567,
    )
    const page = good(await desk.get(`${PATH}/${id}`))
    assert.deepEqual(page.buildings, [{ building: '1', units: 3, areaDm2: 26_700, fen: 1_234_567 }])
  })

  await t.test('an owner sees the own part and nothing of the seller', async () => {
    const resident = { ...scene.scene.cast.resident }
    const sold = await db.as({ breadth: 'rows', of: { party: [resident.party ?? ''] } }).rows({
      name: 'test.seller-parts',
      text: 'select use from city.fund_use_seller_part',
    })
    assert.deepEqual(sold, [])
    assert.equal(
      (await db.rows({ name: 'test.all-seller-parts', text: 'select use from city.fund_use_seller_part' })).length,
      2,
    )
  })

  await t.test('it is paid from both accounts, each by its part; the books agree', async () => {
    const units = ['1-101', '1-102', '1-103'].map(unit)
    const before = await scopeAccounts(db, fund, units)
    good(await doTo(desk, id, 'begin', { on: '2026-12-01' }, true))
    good(await doTo(desk, id, 'complete', { on: '2026-12-01', note: '更换完毕，试运行正常。' }, true))
    good(await doTo(desk, id, 'accept', { on: '2026-12-01', acceptor: 'owners', record: '验收单' }))
    good(await doTo(desk, id, 'finalise', { amount: '12000.00', record: '决算书' }))
    good(
      await doTo(desk, id, 'audit', {
        on: '2026-12-01',
        amount: '12000.00',
        auditor: '正平会计师事务所',
        record: '审计报告',
      }),
    )
    good(await doTo(desk, id, 'request', { record: '列支申请' }))
    good(await doTo(authority, id, 'review', { record: '审核意见' }))
    good(await doTo(authority, id, 'propose-pay'))
    good(await doTo(second, id, 'pay'))
    const after = await scopeAccounts(db, fund, units)
    const paid = before.map((each, index) => each.balance - (after[index]?.balance ?? 0n))
    assert.equal(
      paid.reduce((sum, each) => sum + each, 0n),
      1_200_000n,
    )
    assert.ok(after.every(({ held }) => held === 0n))
    const sellers = (await partsHeld()).reduce((sum, { sellerPaidFen }) => sum + (sellerPaidFen ?? 0), 0)
    const took = before.reduce((sum, { part }, index) => (part === 'seller' ? sum + (paid[index] ?? 0n) : sum), 0n)
    assert.equal(BigInt(sellers), took)
    assert.deepEqual(Object.values(await auditLedger(db)).flat(), [])
  })
})
