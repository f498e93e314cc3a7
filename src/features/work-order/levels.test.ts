import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../app/features.ts'
import { testServer } from '../../platform/testing/server.ts'
import { levelToAct, levelToReport } from './levels.ts'
import { PLACE, stage } from './testing.ts'

const REPORT = { text: '路口一直有人乱停车', area: PLACE, place: '兴文路', category: 'parking', kind: 'complaint' }
const basis = { basis: '中府办〔2026〕2号', reason: '投诉要核验身份' }

test('U-A10 what level is needed is a dated value; who lacks it is told which, by what rule, and how to reach it', async t => {
  const { city, vault, cast } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-11-16T09:00:00+08:00', services: { vault } })
  const enter = async (key: string, value: string, from = '2026-11-16') => {
    const answer = await server.as(cast.systemAdmin).post(`/api/console/rule-values/${key}`, { value, from, ...basis })
    assert.ok(answer.status < 300, answer.text)
  }
  const report = (who: Parameters<typeof server.as>[0] | null, over: object = {}) =>
    (who === null ? server : server.as(who)).post('/api/work-orders', { ...REPORT, ...over })
  const tagOf = (answer: { json: () => { type: string } }) => answer.json().type.replace(/^.*\/problems\//, '')
  const resident = { ...cast.resident, level: 'L1' as const }

  assert.equal((await report(null)).status, 201, 'nobody needs to sign in where nothing was set')
  const before = await report(resident)
  assert.equal(before.status, 201)

  await enter(levelToReport.complaint.key, 'L2')
  await enter(levelToReport.report.key, 'L3', '2026-11-20')
  const stranger = await report(null)
  assert.deepEqual([stranger.status, tagOf(stranger)], [403, 'needs-L2'])
  const short = await report(resident)
  assert.deepEqual([short.status, tagOf(short)], [403, 'needs-L2'])
  assert.match(short.text, /您现在是 L1/)
  assert.match(short.json().next, /我的账号.*窗口.*12345/)
  assert.match(JSON.stringify(short.json()), /中府办〔2026〕2号/)
  assert.equal((await report({ ...resident, level: 'L2' })).status, 201)
  assert.equal((await report(null, { kind: 'help' })).status, 201, 'other kinds are as they were')
  assert.equal((await report(null, { kind: 'report' })).status, 201, 'a value counts from its day')
  const forOther = await server.as(cast.deskOperator).post('/api/staff/work-orders', { ...REPORT, channel: 'phone' })
  assert.equal(forOther.status, 201, forOther.text)

  await enter(levelToAct.withdraw.key, 'L2')
  const withdraw = (who: typeof resident) => server.as(who).post(`/api/work-orders/${before.json().id}/withdraw`, {})
  assert.equal(tagOf(await withdraw(resident)), 'needs-L2')
  assert.equal((await withdraw({ ...resident, level: 'L3' as never })).status, 200)
  const form = await server.as(resident).submit('/report', {
    text: REPORT.text,
    kind: 'complaint',
    town: PLACE.slice(0, 9),
    community: PLACE.slice(0, 12),
    address: '兴文路',
  })
  assert.equal(form.status, 403)
  assert.match(form.text, /乱停车/, 'what was typed is still there')
})
