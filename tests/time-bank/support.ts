import assert from 'node:assert/strict'
import { features } from '../../src/app/features.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { deliver } from '../../src/platform/jobs/deliver.ts'
import { auditLedger } from '../../src/platform/ledger/audit.ts'
import { good, join, PLACE, type Play } from '../volunteering/support.ts'

export const PATH = '/api/time-banks'
export const SCHEME = { area: PLACE, name: '桂园时间银行', ruleSet: 'local', guarantee: '由街道公益项目优先安排' }

const SUMS = sql(
  'test.sums',
  `select s.id, sum(a.balance)::bigint as total, min(a.balance) filter (where a.path ^@ 'member/' or a.path = 'pool')::bigint as least
   from city.time_bank_scheme s join city.ledger_account a on a.book = s.book group by s.id`,
)

/** T-18: whatever happened, all accounts add up to nothing and nobody is below it; and the books stand the audit. */
export const balanced = async ({ scene }: Play): Promise<void> => {
  for (const { total, least } of await scene.city.db.rows<{ total: number; least: number }>(SUMS)) {
    assert.equal(total, 0)
    assert.ok(least >= 0)
  }
  for (const [kind, faults] of Object.entries(await auditLedger(scene.city.db))) assert.deepEqual(faults, [], kind)
}

export const delivered = async ({ scene, server }: Play): Promise<void> => {
  const failures: unknown[] = []
  const consumers = features.flatMap(({ consumers: some = [] }) => some)
  await deliver(scene.city.db, consumers, server.now, failure => failures.push(failure.error))
  assert.deepEqual(failures, [])
}

const NEED = { area: PLACE, topic: 'elder-care', text: '陪诊', where: '门口等', risk: 'none' }

/** Somebody helps somebody for so many hours on a day, both say so, and the worker has heard. @returns the service */
export const helped = async (play: Play, helper: Actor, asker: Actor, day: string, hours: number): Promise<string> => {
  const { on } = play
  const before = '2026-03-03'
  const times = { on: day, from: '08:00', to: `${String(8 + hours).padStart(2, '0')}:00` }
  const asked = await on(`${before} 09:00`, asker).submit('/my/help/new', { ...NEED, ...times })
  assert.equal(asked.status, 303, asked.text)
  const desk = on(`${before} 10:00`)
  const list = good<{ items: { id: string; state: string }[] }>(await desk.get('/api/volunteer-needs?state=open')).items
  const need = list[0]?.id ?? ''
  const { candidates } = good<{ candidates: { volunteer: string; who: string }[] }>(
    await desk.get(`/api/volunteer-needs/${need}`),
  )
  const { items } = good<{ items: { id: string }[] }>(
    await desk.get(`/api/volunteers?q=${encodeURIComponent(helper.name)}`),
  )
  assert.ok(candidates.some(({ volunteer }) => volunteer === items[0]?.id))
  const { id: match } = good(await desk.post(`/api/volunteer-needs/${need}/ask`, { volunteer: items[0]?.id }))
  good(await desk.post(`/api/volunteer-matches/${match}/answer`, { accept: true, risk: true }))
  const { id } = good(await on(`${day} 20:00`).post(`/api/volunteer-matches/${match}/finish`, times))
  assert.equal((await on(`${day} 20:00`, helper).submit(`/my/volunteering/services/${id}/confirm`, {})).status, 303)
  await delivered(play)
  await delivered(play)
  return id
}

export type Mine = {
  accounts: {
    id: string
    redeem: number
    honour: number
    scheme: { id: string }
    moves: { kind: string; note: string }[]
  }[]
  payable: { id: string }[]
}
export const mineOf = async (play: Play, who: Actor): Promise<Mine> => {
  const { text } = await play.server.as(who).get('/my/time-bank')
  const [, props = '{}'] = /<body[^>]*>([\s\S]*)<\/body>/.exec(text) ?? []
  return JSON.parse(props.replaceAll('&lt;', '<')) as Mine
}

export type Member = { id: string; no: string; redeem: number; relatives: { who: string; relation: string }[] }
export const memberOf = async ({ server, scene }: Play, scheme: string, id: string): Promise<Member> => {
  const desk = server.as(scene.cast.communityWorker)
  const { items } = good<{ items: Member[] }>(await desk.get(`${PATH}/${scheme}/members`))
  return items.find(one => one.id === id) ?? assert.fail('no such member')
}

export const joined = async (play: Play, who: Actor, scheme: string): Promise<string> => {
  await join(play, who)
  const form = `/my/time-bank/schemes/${scheme}/join`
  assert.match((await play.on('2026-03-02 10:00', who).submit(form, {})).text, /guarantee-unread/)
  assert.equal((await play.on('2026-03-02 10:00', who).submit(form, { read: 'true' })).status, 303)
  return (await mineOf(play, who)).accounts[0]?.id ?? ''
}
