import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { villageDecision } from '../../src/features/village-decision/index.ts'
import { replay } from '../../src/features/village-decision/rules/evolve.ts'
import { decisionById } from '../../src/features/village-decision/store/decisions.ts'
import { factOf, factsOf } from '../../src/features/village-decision/store/facts.ts'
import { drawPhoto } from '../../src/features/work-order/demo-photo.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { sql } from '../../src/platform/db/types.ts'
import { takenBy } from '../../src/platform/testing/own.ts'
import { type Caller, testServer } from '../../src/platform/testing/server.ts'

import { good, met, PATH, PROPOSAL, people, TOWN, tags, VILLAGE } from './support.ts'

test('a village decides: from the proposal to the posted result, over the API and in the journal', async t => {
  const scene = await stage(t)
  const { city, vault, cast } = scene
  const server = await testServer(t, city, { modules: features, now: '2026-03-02T18:00:00+08:00', services: { vault } })
  const { clerk, town, elsewhere } = await people(scene)
  let desk: Caller = server.as(clerk)
  const { id, no } = good(await desk.post(PATH, PROPOSAL))
  /** Sessions are of the day. */
  const on = (day: string): Caller => {
    server.now = at(`${day} 18:00`)
    desk = server.as(clerk)
    return desk
  }
  const does = async (day: string, verb: string, body: object) => {
    on(day)
    return desk.post(`${PATH}/${id}/${verb}`, body)
  }

  await t.test('who may not, hears so; who is elsewhere has no such village', async () => {
    assert.equal((await server.post(PATH, PROPOSAL)).status, 401)
    assert.equal((await server.as(cast.resident).post(PATH, PROPOSAL)).status, 403)
    assert.deepEqual(tags(await server.as(elsewhere).post(PATH, PROPOSAL)), ['not-yours'])
    assert.deepEqual(tags(await desk.post(PATH, { ...PROPOSAL, area: '440100001001' })), ['place-unknown'])
    assert.deepEqual(
      tags(await server.as({ ...clerk, offices: elsewhere.offices }).post(PATH, { ...PROPOSAL, area: '442000001007' })),
      ['not-a-village'],
    )
    assert.equal((await server.as(elsewhere).get(`${PATH}/${id}`)).status, 403)
    const { items } = (await desk.get(`${PATH}/villages`)).json()
    assert.deepEqual(
      items.map(({ id: each }: { id: string }) => each),
      [VILLAGE],
    )
  })

  await t.test('steps in their order, with all reasons at once', async () => {
    assert.deepEqual(
      tags(
        await does('2026-03-20', 'resolve', {
          ...met('2026-03-20', 52, 45, 40),
          body: 'villagers-representatives',
          noticedOn: '2026-03-12',
        }),
      ),
      ['wrong-step'],
    )
    good(await does('2026-03-03', 'discuss', met('2026-03-03', 7, 7, 6)))
    const late = { ...met('2026-03-08', 46, 38, 30), members: 40, materialsOn: '2026-03-07' }
    assert.deepEqual(tags(await does('2026-03-08', 'deliberate', late)), ['more-than-members', 'materials-late'])
    const few = good(
      await does('2026-03-08', 'deliberate', {
        ...met('2026-03-08', 46, 30, 30),
        members: 48,
        materialsOn: '2026-03-04',
      }),
    )
    assert.deepEqual([few.step, few.verdict], ['discussed', 'no-quorum'])
    const sheet = await drawPhoto(1)
    on('2026-03-09')
    const fields = { ...met('2026-03-09', 46, 38, 30), members: 48, materialsOn: '2026-03-04' }
    const words = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
    assert.equal(good(await desk.send(`${PATH}/${id}/deliberate`, words, [sheet])).step, 'deliberated')
  })

  await t.test('what the law asks is counted, not typed', async () => {
    const meeting = { ...met('2026-03-20', 52, 45, 40), body: 'villagers-representatives', noticedOn: '2026-03-12' }
    assert.deepEqual(tags(await does('2026-03-20', 'resolve', meeting)), ['not-empowered'])
    const two = { ...meeting, mode: 'households', empowered: true }
    assert.deepEqual(tags(await does('2026-03-20', 'resolve', two)), ['no-rule'])
    const passed = good(await does('2026-03-20', 'resolve', { ...meeting, empowered: true }))
    assert.deepEqual([passed.step, passed.verdict], ['resolved', 'passed'])
  })

  await t.test('posted, objected, answered: words of residents are not everybody’s', async () => {
    assert.deepEqual(
      tags(await does('2026-03-21', 'post', { on: '2026-03-21', until: '2026-04-04', record: '公开栏' })),
      ['posting-short'],
    )
    const personal = { on: '2026-03-21', until: '2026-04-05', record: '公开栏', note: '找王五13800138000' }
    assert.deepEqual(tags(await does('2026-03-21', 'post', personal)), ['public-text-personal'])
    good(await does('2026-03-21', 'post', { on: '2026-03-21', until: '2026-04-05', record: '公开栏' }))
    const resident = server.as(cast.resident)
    const form = `/open/village-decisions/${no}/object`
    const refused = await resident.submit(form, { note: '打我电话13800138000' })
    assert.match(refused.text, /里面有个人号码/)
    assert.equal((await resident.submit(form, { note: '路应该先修到我们组' })).status, 303)
    const [open, own, inside] = await Promise.all([
      server.get(`/open/village-decisions/${no}`, { accept: 'text/html' }),
      resident.get(`/open/village-decisions/${no}`, { accept: 'text/html' }),
      desk.get(`${PATH}/${id}`),
    ])
    assert.match(open.text, /"openObjections":1/)
    assert.doesNotMatch(open.text, /先修到我们组/)
    assert.match(own.text, /先修到我们组/)
    const shown = inside.json()
    assert.deepEqual(
      shown.objections.map(({ text, state }: { text: string; state: string }) => [text, state]),
      [['路应该先修到我们组', 'open']],
    )
    on('2026-04-06')
    assert.deepEqual(tags(await desk.post(`${PATH}/${id}/begin`, {})), ['objections-open'])
    const seq = shown.objections[0].seq
    good(await desk.post(`${PATH}/${id}/answer`, { objection: seq, upheld: false, note: '第二期修到第三组。' }))
    assert.equal((await resident.submit(form, { note: '来晚了也想说' })).status, 409)
    const at = { db: city.db, vault, now: server.now }
    const taken = await takenBy(at, villageDecision.own ?? [], cast.resident.party)
    assert.deepEqual(
      taken.objections?.records.map(({ note }) => note),
      ['路应该先修到我们组'],
    )
    assert.deepEqual((await takenBy(at, villageDecision.own ?? [], cast.neighbour.party)).objections?.records, [])
  })

  await t.test('sheets with names: for the village and the town, for nobody else', async () => {
    const [scan] = (await desk.get(`${PATH}/${id}`)).json().forms.flatMap(({ scans }: { scans: string[] }) => scans)
    assert.equal((await desk.get(scan)).status, 200)
    assert.equal((await server.as(town).get(scan)).status, 200)
    for (const other of [server, server.as(cast.resident), server.as(elsewhere), server.as(cast.deskLead)])
      assert.ok([401, 403].includes((await other.get(scan)).status))
  })

  await t.test('carried out, posted, closed; every fact gives the row, every fact is in the journal', async () => {
    good(await does('2026-04-06', 'begin', {}))
    good(await does('2026-04-20', 'progress', { note: '已修一半。' }))
    good(await does('2026-05-20', 'complete', { note: '已完工并验收。' }))
    good(await does('2026-05-21', 'post-result', { on: '2026-05-21', until: '2026-06-05', record: '公开栏' }))
    assert.deepEqual(tags(await does('2026-06-05', 'close', {})), ['posting-runs'])
    assert.equal(good(await does('2026-06-06', 'close', {})).step, 'closed')
    const row = await decisionById(city.db, id)
    const facts = (await factsOf(city.db, id)).map(factOf)
    assert.deepEqual(replay(facts), row?.state)
    const entries = await city.db.rows<{ seq: number; body: string }>(
      sql('test.entries', 'select seq, body from city.journal_entry where stream = $1 order by seq'),
      [`village-decision/${id}`],
    )
    assert.equal(entries.length, facts.length)
    assert.ok(entries.every(({ body }) => !body.includes('先修到我们组')))
    const figures = (await server.get('/api/open/village-figures?year=2026')).json()
    assert.deepEqual(figures.items, [
      {
        town: TOWN,
        name: '古镇镇',
        proposed: 1,
        meetings: 5,
        due: 5 + 7 + 46 + 46 + 52,
        present: 5 + 7 + 30 + 38 + 45,
        noQuorum: 1,
        voted: 1,
        passed: 1,
        done: 1,
        daysToPass: 18,
        daysToDone: 61,
      },
    ])
    const list = (await server.get('/open/village-decisions?state=ended', { accept: 'text/html' })).text
    assert.match(list, /村道硬化/)
  })
})
