import assert from 'node:assert/strict'
import { test } from 'node:test'
import { act } from '../../src/features/fund-use/commands.ts'
import { shortOf } from '../../src/features/fund-use/store/money.ts'
import { scopeAccounts } from '../../src/features/maintenance-fund/index.ts'
import { sql } from '../../src/platform/db/types.ts'
import { code, give } from '../fund/support.ts'
import { APPLICATION, doTo, good, PATH, tags, useStage } from './support.ts'

const ASSEMBLY = sql('test.assembly', `update city.estate set assembly_on = '2021-01-01' where id = $1`)

const ROOF = {
  ...APPLICATION,
  route: 'assembly',
  scope: 'building',
  building: '2',
  part: 'roof',
  emergency: 'leak',
  title: '二栋屋顶漏水抢修',
  text: '连日大雨，顶层三处漏水，危及用电安全。',
  budget: '20000.00',
  quotations: [{ company: '丁防水工程公司', yuan: '20000', record: '报价单' }],
  record: '应急使用申请书',
}

test('an emergency roof: confirmed, short accounts asked, seven steps after the transfer, audited', {
  timeout: 180_000,
}, async t => {
  const scene = await useStage(t, 900_000n)
  const { estate, fund, unit } = scene
  const { db } = scene.scene.city
  await db.tx(tx => tx.run(ASSEMBLY, [estate]))
  const { desk, second, town, authority } = scene.on('2026-09-30')
  const on = '2026-09-30'
  const { id } = good(await desk.post(PATH, { ...ROOF, estate }))

  await t.test('no vote, but somebody else’s confirmation; the offer of one company will do', async () => {
    assert.deepEqual(tags(await doTo(desk, id, 'confirm', { record: '确认书', note: '属实' })), ['own-application'])
    assert.deepEqual(tags(await desk.post(`${PATH}/${id}/call-vote`, { record: '提议书' })), ['vote-not-now'])
    good(await doTo(town, id, 'confirm', { record: '街道确认书', note: '现场查看，属实' }))
    const other = good(await desk.post(PATH, { ...ROOF, estate }))
    assert.equal(good(await doTo(town, other.id, 'decline', { note: '不影响安全，请经表决使用' })).step, 'declined')
  })

  await t.test('C-237 what an account lacks is asked of its owners; nobody else’s is touched', async () => {
    good(await doTo(desk, id, 'propose-hold'))
    const before = await scopeAccounts(db, fund, null)
    assert.deepEqual(tags(await doTo(second, id, 'hold')), ['unit-short'])
    assert.deepEqual(await scopeAccounts(db, fund, null), before)
    good(await doTo(desk, id, 'ask-shortfall', { until: '2026-10-10' }))
    // 133.33 of 193.33 m² bear 13,793.00 of 20,000.00 yuan; 9,000.00 are there.
    assert.deepEqual(
      (await shortOf(db, id)).map(({ code: of, fen, until }) => [of, fen, until]),
      [['2-101', 479_300, '2026-10-10']],
    )
    await give(scene, unit('2-101'), 479_299n)
    assert.deepEqual(tags(await doTo(second, id, 'hold')), ['unit-short'])
    await give(scene, unit('2-101'), 1n)
  })

  await t.test('ten approvals at once in two processes: money is set aside once', async () => {
    const other = scene.scene.city.another().city(db.city.code)
    const body = { note: '' }
    const tries = Array.from({ length: 10 }, (_, index) =>
      (index % 2 === 0 ? db : other).tx(async tx => {
        const done = await act(tx, { actor: scene.other, now: scene.server.now }, id, 'hold', { body, files: [] })
        if (!done.ok) throw new Error(done.error.map(({ tag }) => tag).join(' '))
        return done.value
      }),
    )
    const came = await Promise.allSettled(tries)
    assert.equal(came.filter(({ status }) => status === 'fulfilled').length, 1)
    const standing = await scopeAccounts(db, fund, [unit('2-101'), unit('2-1')])
    assert.equal(
      standing.reduce((sum, { held }) => sum + held, 0n),
      2_000_000n,
    )
    assert.equal(code(standing, unit('2-101')).free, 0n)
    assert.deepEqual(await shortOf(db, id), [])
  })

  await t.test('the committee accepts and agrees, an auditor looks, the authority files, then it is paid', async () => {
    good(await doTo(desk, id, 'begin', { on }, true))
    good(await doTo(desk, id, 'complete', { on, note: '防水层已重做' }, true))
    assert.deepEqual(tags(await doTo(desk, id, 'accept', { on, acceptor: 'street', record: '验收单' })), [
      'other-acceptor',
    ])
    good(await doTo(desk, id, 'accept', { on, acceptor: 'owners-committee', record: '验收单' }))
    good(await doTo(desk, id, 'finalise', { amount: '19999.99', record: '决算书' }))
    assert.deepEqual(tags(await doTo(desk, id, 'waive-audit', { record: '同意' })), [
      'audit-needed',
      'emergency-audited',
    ])
    good(await doTo(desk, id, 'audit', { on, amount: '19999.99', auditor: '正平会计师事务所', record: '审计报告' }))
    good(await doTo(desk, id, 'request', { record: '列支申请' }))
    assert.deepEqual(tags(await doTo(authority, id, 'file', { record: '回执' })), ['wrong-step'])
    good(await doTo(desk, id, 'consent', { on, record: '业委会会议记录' }))
    good(await doTo(authority, id, 'send-back', { note: '缺发票' }))
    good(await doTo(desk, id, 'request', { record: '列支申请' }))
    good(await doTo(desk, id, 'consent', { on, record: '业委会会议记录' }))
    good(await doTo(authority, id, 'file', { record: '备案回执' }))
    good(await doTo(desk, id, 'propose-pay'))
    assert.equal(good(await doTo(second, id, 'pay')).step, 'paid')
    const standing = await scopeAccounts(db, fund, [unit('2-101'), unit('2-1')])
    assert.equal(
      standing.reduce((sum, { balance }) => sum + balance, 0n),
      900_000n * 2n + 479_300n - 1_999_999n,
    )
    assert.ok(standing.every(({ balance, held }) => balance >= 0n && held === 0n))
  })
})
