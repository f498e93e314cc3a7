import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditLedger } from '../../src/platform/ledger/audit.ts'
import { good, tags } from '../estate/support.ts'
import { csvOf, fundStage, RIGHT } from './support.ts'

type Taken = {
  rows: number
  fresh: number
  known: number
  matched: number
  waiting: number
  taken: boolean
  faults: readonly { line: number; column: string; why: string }[]
}
type Lines = { items: readonly { id: string; fen: string; reference: string; words: string }[] }
type State = {
  waiting: number
  bankFen: string | null
  differenceFen: string | null
  unconfirmed: readonly { posting: string; fen: string }[]
}

const HEAD = '交易日期,收入,支出,余额,流水号,摘要'

test('the bank’s word: taken in whole, matched, worked on by a clerk', { timeout: 180_000 }, async t => {
  const at = await fundStage(t)
  const { server, estate, keeper, keeperLead, banker, clerk } = at
  const path = `/api/funds/${estate}`
  const desk = server.as(keeper)
  const bank = server.as(banker)
  const send = (rows: readonly string[], more: Record<string, string> = {}) => {
    const frame = {
      from: '2026-09-01',
      to: '2026-09-30',
      opening: '0.00',
      closing: '20000.00',
      dryRun: 'false',
      ...more,
    }
    return bank.send(`${path}/statements`, frame, [csvOf(HEAD, rows)])
  }
  const lines = async () => good<Lines>(await bank.get(`${path}/lines`)).items
  const state = async () => good<State>(await bank.get(`${path}/reconciliation`))
  const deposit = (reference: string, on: string, code: string, yuan: string) =>
    desk.post(`${path}/deposits`, { kind: 'deposit-first', on, reference, parts: [{ code, yuan }] })

  good(await deposit('B1', '2026-09-02', '1-101', '8950.00'))
  good(await deposit('B2', '2026-09-03', '1-102', '8950.00'))

  await t.test('a broken statement is refused whole, each line with its fault', async () => {
    const rows = [
      '2026-09-02,8950.00,,8950.00,B1,交存',
      '2026-13-40,1.00,,,B5,',
      '2026-08-31,1.00,,,B6,',
      '2026-09-03,8950.00,5.00,,B7,',
      '2026-09-04,,,,B8,',
      '2026-09-04,-1.00,,,B9,',
      '2026-09-05,1.00,,,,',
      '2026-09-02,8950.00,,,B1,交存',
    ]
    const done = good<Taken>(await send(rows))
    assert.equal(done.taken, false)
    assert.deepEqual(
      done.faults.map(({ line, column }) => [line, column]),
      [
        [3, '交易日期'],
        [4, '交易日期'],
        [5, '支出'],
        [6, '金额'],
        [7, '收入'],
        [8, '流水号'],
        [9, '流水号'],
      ].map(([line, column]) => (line === 5 ? [5, '收入'] : [line, column])),
    )
    const broken = [
      '2026-09-02,8950.00,,8950.00,B1,',
      '2026-09-03,8950.00,,17999.00,B2,',
      '2026-09-04,1.00,,18000.00,B3,',
    ]
    const breaks = good<Taken>(await send(broken, { closing: '17901.00' }))
    assert.deepEqual(
      breaks.faults.map(({ line }) => line),
      [3],
      'where it breaks, once',
    )
    const short = good<Taken>(await send(['2026-09-02,8950.00,,,B1,']))
    assert.deepEqual(
      short.faults.map(({ line, column }) => [line, column]),
      [[2, '余额']],
    )
    assert.deepEqual(tags(await send(['2026-09-02,8950.00,,,B1,'], { to: '2026-10-31' })), ['in-future'])
    assert.deepEqual(await lines(), [])
    assert.deepEqual(tags(await server.as(clerk).send(`${path}/statements`, {}, [])), ['forbidden'])
  })

  await t.test('what is certain is matched at once; what is not waits; the same file again is known', async () => {
    const rows = [
      '2026-09-02,8950.00,,8950.00,B1,交存',
      '2026/9/4,8950.00,,"17,900.00",B2,交存 13900000000',
      '20260905,2000.00,,19900.00,B3,来款 张三',
      '2026年9月21日,110.00,-,20010.00,B4,结息',
      '2026-09-25,,10.00,20000.00,B5,手续费',
    ]
    const looked = good<Taken>(await send(rows, { dryRun: 'true' }))
    assert.deepEqual([looked.taken, looked.faults.length], [false, 0])
    const done = good<Taken>(await send(rows))
    assert.deepEqual([done.taken, done.fresh, done.known, done.matched, done.waiting], [true, 5, 0, 1, 4])
    assert.deepEqual(tags(await send(rows)), ['statement-known'])
    const waiting = await lines()
    assert.deepEqual(
      waiting.map(({ reference }) => reference),
      ['B2', 'B3', 'B4', 'B5'],
    )
    assert.deepEqual(
      waiting.map(({ words }) => words),
      ['交存', '来款', '结息', '手续费'],
    )
    const { unconfirmed, differenceFen, bankFen } = await state()
    assert.deepEqual([bankFen, differenceFen, unconfirmed.length], ['2000000', '0', 1])
  })

  await t.test('a clerk says which is which, enters what the bank received, and undoes what was wrong', async () => {
    const [b2, b3, b4, b5] = await lines()
    const [kept] = (await state()).unconfirmed
    assert.ok(b2 && b3 && b4 && b5 && kept)
    const to = (line: { id: string }, verb: string) => `${path}/lines/${line.id}/${verb}`
    assert.deepEqual(tags(await bank.post(to(b3, 'match'), { posting: kept.posting })), ['posting-differs'])
    const races = await Promise.all(
      Array.from({ length: 4 }, () => bank.post(to(b2, 'match'), { posting: kept.posting })),
    )
    assert.deepEqual(races.map(({ status }) => status).toSorted(), [200, 409, 409, 409])
    good(await bank.post(to(b2, 'unmatch'), { note: '对错了一笔' }))
    good(await bank.post(to(b2, 'match'), { posting: kept.posting }))
    assert.deepEqual(tags(await bank.post(to(b3, 'book'), { as: 'deposit-makeup', code: '7-7' })), ['code-unknown'])
    good(await bank.post(to(b3, 'book'), { as: 'unknown' }))
    good(await bank.post(to(b4, 'book'), { as: 'interest', from: '2026-09-01', to: '2026-09-21' }))
    assert.deepEqual(tags(await bank.post(to(b5, 'book'), { as: 'unknown' })), ['amount-wrong'])
    const assign = {
      kind: 'adjust',
      on: '2026-09-30',
      from: 'suspense',
      to: '1-103',
      yuan: '2000.00',
      note: '找到付款人',
    }
    const fee = {
      kind: 'adjust',
      on: '2026-09-25',
      from: '1-103',
      to: 'bank',
      yuan: '10.00',
      note: '手续费',
      reference: 'B5',
    }
    for (const body of [assign, fee]) {
      const { proposal } = good<{ proposal: string }>(await desk.post(`${path}/proposals`, body))
      good(await server.as(keeperLead).post(`${path}/proposals/${proposal}/approve`))
    }
    assert.deepEqual(await lines(), [], 'the fee was matched by its number as it was entered')
    const { unconfirmed, differenceFen, waiting } = await state()
    assert.deepEqual([unconfirmed, differenceFen, waiting], [[], '0', 0])
  })

  await t.test('a later file that repeats a line knows it; one that does not follow on is refused', async () => {
    const frame = { from: '2026-09-25', to: '2026-09-29', opening: '20010.00', closing: '20001.00' }
    const rows = ['2026-09-25,,10.00,,B5,手续费', '2026-09-28,1.00,,,B6,']
    const done = good<Taken>(await send(rows, frame))
    assert.deepEqual([done.fresh, done.known, done.waiting], [1, 1, 1])
    const gap = { from: '2026-09-30', to: '2026-09-30', opening: '5.00', closing: '6.00' }
    const wrong = good<Taken>(await send(['2026-09-30,1.00,,,B7,'], gap))
    assert.equal(wrong.taken, false)
    assert.match(wrong.faults[0]?.why ?? '', /上一份对账单/)
    assert.deepEqual(await auditLedger(at.scene.city.db), RIGHT)
  })
})
