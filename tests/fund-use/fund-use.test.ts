import assert from 'node:assert/strict'
import { test } from 'node:test'
import { replay } from '../../src/features/fund-use/rules/evolve.ts'
import { factOf, factsOf } from '../../src/features/fund-use/store/facts.ts'
import { useById } from '../../src/features/fund-use/store/uses.ts'
import { scopeAccounts } from '../../src/features/maintenance-fund/index.ts'
import { auditLedger } from '../../src/platform/ledger/audit.ts'
import { code } from '../fund/support.ts'
import { APPLICATION, doTo, good, PATH, passVote, tags, useStage } from './support.ts'

const UNITS = ['1-101', '1-102', '1-103'] as const

test('an elevator is repaired: application, vote, hold, works, acceptance, audit, review, payment, publicity', async t => {
  const scene = await useStage(t)
  const { estate, fund, unit } = scene
  const { db } = scene.scene.city
  const balances = async (): Promise<readonly bigint[]> => {
    const standing = await scopeAccounts(db, fund, UNITS.map(unit))
    return UNITS.map(each => code(standing, unit(each)).balance)
  }
  let { desk, second, town, authority } = scene.on('2026-09-30')

  await t.test('what is missing is shown before it is sent, and who may not hears so', async () => {
    assert.equal((await scene.server.post(PATH, { ...APPLICATION, estate })).status, 401)
    assert.equal((await authority.post(PATH, { ...APPLICATION, estate })).status, 403)
    const poor = {
      ...APPLICATION,
      estate,
      cause: 'manager',
      budget: '99999999',
      quotations: [],
      warrantyUntil: '2027-01-01',
    }
    const looked = good(await desk.post(`${PATH}/check`, poor))
    assert.deepEqual(
      looked.missing.map(({ tag }: { tag: string }) => tag),
      ['excluded-manager', 'warranty-runs', 'quotations-few'],
    )
    assert.deepEqual([looked.units, looked.areaDm2, looked.short.units], [3, 26_700, 3])
    assert.deepEqual(tags(await desk.post(PATH, poor)), ['excluded-manager', 'warranty-runs', 'quotations-few'])
    assert.deepEqual(tags(await desk.post(PATH, { ...APPLICATION, estate, building: '9' })), ['scope-unknown'])
    assert.deepEqual(tags(await desk.post(PATH, { ...APPLICATION, estate, route: 'assembly' })), ['no-assembly'])
  })

  const { id, no } = good(await desk.post(PATH, { ...APPLICATION, estate })) as { id: string; no: string }
  const before = await balances()

  await t.test('no money before the vote is in force', async () => {
    assert.deepEqual(tags(await doTo(desk, id, 'propose-hold')), ['wrong-step'])
    assert.deepEqual(tags(await doTo(second, id, 'pay')), ['wrong-step'])
    assert.deepEqual(tags(await doTo(desk, id, 'pass', { vote: 'none', motion: 1 })), ['motion-unknown'])
  })

  const vote = await passVote(scene, id, { settle: false })
  ;({ desk, second, town, authority } = scene.on('2026-11-01'))
  assert.deepEqual(tags(await doTo(desk, id, 'pass', { vote: vote.no, motion: 1 })), ['vote-not-settled'])
  ;({ desk, second, town, authority } = scene.on('2026-12-01'))
  good(await desk.post(`/api/owners-votes/${vote.vote}/settle`, {}))
  good(await doTo(desk, id, 'pass', { vote: vote.no, motion: 1 }))

  await t.test('two people set it aside, by area to the fen', async () => {
    assert.deepEqual(tags(await doTo(second, id, 'hold')), ['not-proposed'])
    good(await doTo(desk, id, 'propose-hold'))
    assert.deepEqual(tags(await doTo(desk, id, 'hold')), ['same-person'])
    good(await doTo(second, id, 'hold'))
    const { items } = good(await desk.get(`${PATH}/${id}/parts`))
    assert.deepEqual(
      items.map((part: { code: string; heldFen: number }) => [part.code, part.heldFen]),
      [
        ['1-101', 413_834],
        ['1-102', 413_834],
        ['1-103', 406_899],
      ],
    )
  })

  await t.test('works with photos from before and after, then acceptance, audit, request and review', async () => {
    assert.deepEqual(tags(await doTo(desk, id, 'begin', { on: '2026-12-01' })), ['photos-missing'])
    good(await doTo(desk, id, 'begin', { on: '2026-12-01' }, true))
    ;({ desk, second, town, authority } = scene.on('2026-12-20'))
    good(await doTo(desk, id, 'complete', { on: '2026-12-20', note: '更换完毕，试运行正常。' }, true))
    const done = await desk.get(`/open/fund-uses/${no}`)
    assert.equal(done.status, 200)
    assert.equal(done.text.match(/\/files\//g)?.length, 2)
    good(await doTo(desk, id, 'accept', { on: '2026-12-20', acceptor: 'owners', record: '验收单' }))
    assert.deepEqual(tags(await doTo(desk, id, 'finalise', { amount: '12345.68', record: '决算书' })), ['over-budget'])
    good(await doTo(desk, id, 'finalise', { amount: '12000.00', record: '决算书' }))
    assert.deepEqual(tags(await doTo(desk, id, 'waive-audit', { record: '同意' })), ['audit-needed'])
    good(
      await doTo(desk, id, 'audit', {
        on: '2026-12-20',
        amount: '11999.99',
        auditor: '正平会计师事务所',
        record: '审计报告',
      }),
    )
    good(await doTo(desk, id, 'request', { record: '列支申请' }))
    assert.equal((await doTo(town, id, 'review', { record: '意见' })).status, 403)
    good(await doTo(authority, id, 'review', { record: '审核意见' }))
  })

  await t.test(
    'two people pay what was found right; each account is less by its part, and the rest is free again',
    async () => {
      good(await doTo(authority, id, 'propose-pay'))
      assert.deepEqual(tags(await doTo(authority, id, 'pay')), ['same-person'])
      good(await doTo(second, id, 'pay'))
      const { items } = good(await desk.get(`${PATH}/${id}/parts`)) as {
        items: { code: string; paidFen: number; beforeFen: number }[]
      }
      assert.equal(
        items.reduce((sum, part) => sum + part.paidFen, 0),
        1_199_999,
      )
      const after = await balances()
      for (const [index, part] of items.entries()) {
        assert.equal(BigInt(part.beforeFen), before[index])
        assert.equal(after[index], (before[index] ?? 0n) - BigInt(part.paidFen))
      }
      const standing = await scopeAccounts(db, fund, UNITS.map(unit))
      assert.ok(standing.every(({ held }) => held === 0n))
      assert.deepEqual(tags(await doTo(second, id, 'pay')), ['wrong-step'])
    },
  )

  await t.test('published, objected, answered, closed; the facts give the row and the books agree', async () => {
    good(await doTo(desk, id, 'post', { on: '2026-12-20', until: '2027-01-05', record: '公告栏' }))
    good(await doTo(desk, id, 'object', { note: '请公开发票。' }))
    ;({ desk, second, town, authority } = scene.on('2027-01-06'))
    assert.deepEqual(tags(await doTo(desk, id, 'close')), ['objections-open'])
    const row = await useById(db, id)
    const objection = row?.state.objections[0]?.seq
    good(await doTo(desk, id, 'answer', { objection, upheld: false, note: '发票在公告栏。' }))
    assert.equal(good(await doTo(desk, id, 'close')).step, 'closed')
    const closed = await useById(db, id)
    assert.deepEqual(replay((await factsOf(db, id)).map(factOf)), closed?.state)
    assert.deepEqual(Object.values(await auditLedger(db)).flat(), [])
  })
})
