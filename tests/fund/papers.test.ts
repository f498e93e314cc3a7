import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { holdForUse, payHeld, scopeAccounts } from '../../src/features/maintenance-fund/index.ts'
import { own } from '../../src/features/maintenance-fund/own-parts.ts'
import { paperXlsx } from '../../src/features/maintenance-fund/paper-files.ts'
import { paperAgain } from '../../src/features/maintenance-fund/papers.ts'
import { paperAt } from '../../src/features/maintenance-fund/store/papers.ts'
import { d } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { SYSTEM } from '../../src/platform/identity/sessions.ts'
import { bytesSource, openTable } from '../../src/platform/tables/tables.ts'
import { takenBy } from '../../src/platform/testing/own.ts'
import { good, idOf, tags } from '../estate/support.ts'
import { as } from '../security/support/readers.ts'
import { csvOf, type FundScene, fundStage, give, now, setCost, withoutUses } from './support.ts'

const PARTY = sql(
  't.owner',
  'select parties[1] as party from city.estate_title where unit = $1 and upto is null and voided_at is null',
)
const ENTRY = sql('t.entry', 'select body from city.journal_entry where leaf = $1')
const ACCOUNTS = sql('t.accounts', 'select path from city.ledger_account order by path')
const MOVES = sql('t.moves', 'select count(*) as n from city.ledger_transfer')

/** The owner of a unit as somebody who signed in: the test's way around a real name. */
const ownerOf = async ({ scene }: FundScene, unit: string): Promise<Actor> => {
  const { party } = await scene.city.db.one<{ party: string }>(PARTY, [unit])
  return { ...scene.cast.resident, party, level: 'L2' }
}

type Paper = { id: string; digest: string; leaf: string; openingFen: string; closingFen: string }
type Own = {
  items: readonly {
    code: string
    balanceFen: string
    moves: readonly { fen: string; business: string; use: string | null }[]
  }[]
}

test('statements, the owner’s own page, what is published, and who sees what', { timeout: 180_000 }, async t => {
  const at = await fundStage(t)
  await withoutUses(at)
  const { server, estate, fund, unit, keeper, clerk } = at
  const { db } = at.scene.city
  const path = `/api/funds/${estate}`
  const [mine, next] = [unit('1-101'), unit('1-102')]
  for (const code of ['1-101', '1-102', '1-103']) await give(at, unit(code), 500_000n, d('2026-09-01'))
  const env = { actor: SYSTEM, now }
  const use = randomUUID()
  const parts = [mine, next].map(each => ({ unit: each, fen: 120_000n }))
  const named = { no: 'ZX-2026-0001', title: '更换1幢电梯' }
  const held = await db.tx(tx => holdForUse(tx, env, { fund: estate, use, parts, named }))
  assert.ok(held.ok)
  const paid = await db.tx(tx => payHeld(tx, env, { fund: estate, use, rest: 'release' }))
  assert.ok(paid.ok)
  const owner = await ownerOf(at, mine)
  const home = server.as(owner)

  await t.test('an owner sees the own account, what each use took of it, and nobody else’s', async () => {
    const { items } = good<Own>(await home.get('/api/me/funds'))
    assert.deepEqual(
      items.map(({ code, balanceFen }) => [code, balanceFen]),
      [['1-101', '380000']],
    )
    assert.deepEqual(
      items[0]?.moves.map(({ fen, use: no }) => [fen, no]),
      [
        ['-120000', 'ZX-2026-0001'],
        ['500000', null],
      ],
    )
    const page = await home.get('/my/fund')
    assert.equal(page.status, 200)
    assert.match(page.text, /更换1幢电梯/)
    assert.doesNotMatch(page.text, /1-102/)
    assert.ok(Buffer.byteLength(page.text) < 100_000)
    const reader = as(db, owner)
    assert.deepEqual(await reader.rows(ACCOUNTS), [{ path: 'unit/1/1-101/owner' }])
    assert.deepEqual((await scopeAccounts(reader, fund, null)).length, 1)
    assert.deepEqual(
      tags(await home.post(`${path}/papers`, { scope: 'unit', unit: next, from: '2026-01-01', to: '2026-09-30' })),
      ['not-yours'],
    )
    assert.deepEqual(tags(await home.post(`${path}/papers`, { scope: 'fund', from: '2026-01-01', to: '2026-09-30' })), [
      'not-yours',
    ])
    assert.deepEqual(tags(await home.get(path)), ['forbidden'])
    const stranger = as(db, at.scene.cast.neighbour)
    assert.deepEqual([await stranger.rows(ACCOUNTS), await stranger.rows(MOVES)], [[], [{ n: 0 }]])
  })

  await t.test(
    'opening + moves = closing; the hash is in the journal; the same file again, whatever came later',
    async () => {
      const body = { scope: 'unit', unit: mine, from: '2026-01-01', to: '2026-09-30' }
      const made = good<Paper>(await home.post(`${path}/papers`, body))
      assert.deepEqual([made.openingFen, made.closingFen], ['0', '380000'])
      const { body: entry } = await db.one<{ body: string }>(ENTRY, [Buffer.from(made.leaf, 'hex')])
      assert.equal(JSON.parse(entry).data.sha256, made.digest)
      assert.doesNotMatch(entry, new RegExp(mine), 'which unit it is of is a commitment only')
      await give(at, mine, 1_000n)
      const pdf = await home.get(`/api/fund-papers/${made.id}?format=pdf`)
      assert.match(String(pdf.headers['content-type']), /pdf/)
      assert.equal(pdf.text.slice(0, 5), '%PDF-')
      const xlsx = await home.get(`/api/fund-papers/${made.id}?format=xlsx`)
      assert.equal(xlsx.text.slice(0, 2), 'PK')
      const row = await paperAt(db, made.id)
      assert.ok(row)
      const table = await openTable(bytesSource('a.xlsx', await paperXlsx(paperAgain(row), row)))
      assert.ok(table.ok)
      const rows: string[] = []
      for await (const { cells } of table.value.rows()) rows.push(Object.values(cells).join(' '))
      assert.ok(rows.some(row => row.includes('1-101') && row.includes('3800')))
      assert.deepEqual(tags(await server.as(await ownerOf(at, next)).get(`/api/fund-papers/${made.id}`)), ['not-found'])
      const whole = good<Paper>(await server.as(keeper).post(`${path}/papers`, { ...body, scope: 'fund' }))
      assert.deepEqual([whole.openingFen, whole.closingFen], ['0', '1261000'])
      const building = good<Paper>(
        await server.as(clerk).post(`${path}/papers`, { ...body, scope: 'building', building: '2' }),
      )
      assert.equal(building.closingFen, '0')
      assert.deepEqual(
        tags(await server.as(clerk).post(`${path}/papers`, { ...body, from: '2026-09-30', to: '2026-01-01' })),
        ['term-wrong'],
      )
    },
  )

  await t.test('sums of buildings are published, never one unit’s; two small buildings are one figure', async () => {
    type Open = {
      total: { balance: string }
      buildings: readonly { buildings: string[]; units: number }[]
      uses: readonly { no: string; fen: string }[]
    }
    const open = good<Open>(await server.get(`/api/open/funds/${estate}`))
    assert.equal(open.total.balance, '1261000')
    // Building 2 has two units.
    assert.deepEqual(
      open.buildings.map(({ buildings, units }) => [buildings, units]),
      [[['1', '2'], 5]],
    )
    assert.deepEqual(
      open.uses.map(({ no, fen }) => [no, fen]),
      [['ZX-2026-0001', '240000']],
    )
    const page = await server.get(`/open/funds/${estate}`)
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.text, /1-101|演示业主/)
    assert.equal((await server.get('/open/funds')).status, 200)
  })

  await t.test('C-246 a sold home takes its balance along: the buyer sees it, the seller no more', async () => {
    const sale = {
      on: '2026-09-30',
      owners: [{ name: '演示业主9', number: idOf(9) }],
      basis: 'contract',
      handedOn: '2026-09-30',
    }
    good(await server.as(clerk).post(`/api/estates/${estate}/units/${mine}/transfer`, sale))
    assert.deepEqual(good<Own>(await home.get('/api/me/funds')).items, [])
    assert.deepEqual(await as(db, owner).rows(ACCOUNTS), [])
    const buyer = await ownerOf(at, mine)
    const { items } = good<Own>(await server.as(buyer).get('/api/me/funds'))
    assert.deepEqual(
      items.map(({ balanceFen }) => balanceFen),
      ['381000'],
    )
    const asking = { db, vault: at.scene.vault, now: server.now }
    const [sold, bought] = [await takenBy(asking, own, owner.party), await takenBy(asking, own, buyer.party)]
    assert.deepEqual([sold.accounts?.records, sold.moves?.records], [[], []])
    assert.deepEqual(
      bought.accounts?.lines.map(line => line.split('  ').slice(1)),
      [['1-101', '3,810.00']],
    )
    assert.equal(
      bought.moves?.records.reduce((sum, { fen }) => sum + Number(fen), 0),
      381_000,
    )
  })

  await t.test('C-226 a home is not handed over before its first deposit is paid', async () => {
    const desk = server.as(clerk)
    const row = `3-101,住宅,100.00,建设单位,,,2020-03-05,,`
    const file = csvOf('房号,用途,建筑面积,业主,证件号,份额,取得日期,交付日期,权证号', [row])
    good(await desk.send(`/api/estates/${estate}/import`, { dryRun: 'false' }, [file]))
    await setCost(at, 200_000)
    good(await server.as(keeper).post(`${path}/assess`, { on: '2026-09-30' }))
    const standing = await scopeAccounts(db, fund, null)
    const home3 = standing.find(({ code }) => code === '3-101')?.unit
    const to = `/api/estates/${estate}/units/${home3}`
    const sale = { on: '2026-09-29', owners: [{ name: '演示业主8', number: idOf(8) }], basis: 'contract' }
    assert.deepEqual(tags(await desk.post(`${to}/transfer`, { ...sale, handedOn: '2026-09-30' })), ['deposit-unpaid'])
    good(await desk.post(`${to}/transfer`, sale))
    assert.deepEqual(tags(await desk.post(`${to}/hand-over`, { on: '2026-09-30' })), ['deposit-unpaid'])
    const pay = (reference: string, yuan: string) =>
      server.as(keeper).post(`${path}/deposits`, {
        kind: 'deposit-first',
        on: '2026-09-30',
        reference,
        parts: [{ code: '3-101', yuan }],
      })
    good(await pay('G1', '9999.99'))
    assert.deepEqual(tags(await desk.post(`${to}/hand-over`, { on: '2026-09-30' })), ['deposit-unpaid'])
    good(await pay('G2', '0.01'))
    good(await desk.post(`${to}/hand-over`, { on: '2026-09-30' }))
  })
})
