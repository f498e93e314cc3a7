import assert from 'node:assert/strict'
import { test } from 'node:test'
import { replay } from '../../src/features/deliberation/rules/evolve.ts'
import { factOf, factsOf } from '../../src/features/deliberation/store/facts.ts'
import { topicById } from '../../src/features/deliberation/store/topics.ts'
import { sql } from '../../src/platform/db/types.ts'
import { good, LINES, NOTICE, PATH, PREPARED, playing, RAISED, tags } from './support.ts'

test('a deliberation: from the topic to the rated result, over the API and in the journal', async t => {
  const play = await playing(t)
  const { scene, server, on } = play
  const { city, cast } = scene
  const { id, no } = good(await on('2026-03-02').post(PATH, RAISED))
  const does = (day: string, verb: string, body: object) => on(day).post(`${PATH}/${id}/${verb}`, body)

  await t.test('who may not, hears so; until it is listed nobody else knows of it', async () => {
    assert.equal((await server.post(PATH, RAISED)).status, 401)
    assert.equal((await server.as(cast.resident).post(PATH, RAISED)).status, 403)
    assert.deepEqual(tags(await on('2026-03-02').post(PATH, { ...RAISED, area: '442000001008' })), ['not-yours'])
    assert.deepEqual(tags(await on('2026-03-02').post(PATH, { ...RAISED, area: '440100001001' })), ['place-unknown'])
    assert.deepEqual(
      tags(await on('2026-03-02').post(PATH, { ...RAISED, foundOn: '2026-03-03', text: '找13800138000' })),
      ['in-future', 'public-text-personal'],
    )
    assert.equal((await server.get(`/api/open/deliberations/${no}`)).status, 404)
    assert.equal((await server.as(cast.resident).get(`/open/deliberations/${no}`, { accept: 'text/html' })).status, 404)
    assert.equal((await on('2026-03-02').get(`${PATH}/${id}`)).status, 200)
  })

  await t.test('five parts, those concerned and their seats: all that is missing at once', async () => {
    assert.deepEqual(tags(await does('2026-03-03', 'prepare', PREPARED)), ['wrong-step'])
    good(await does('2026-03-03', 'screen', { duty: 'self' }))
    const bare = { ...PREPARED, partRules: '', partExecution: ' ', lines: 'residents|delegates|1|居民' }
    assert.deepEqual(tags(await does('2026-03-04', 'prepare', bare)), [
      'part-missing',
      'part-missing',
      'sides-missing',
      'seats-missing',
    ])
    const refused = await does('2026-03-04', 'prepare', bare)
    assert.match(refused.text, /五项写了 3 项，规定 5 项都要写明/)
    assert.deepEqual(tags(await does('2026-03-04', 'prepare', { ...PREPARED, lines: 'nobody|delegates|x|' })), [
      'lines-unread',
    ])
    assert.equal(good(await does('2026-03-04', 'prepare', PREPARED)).step, 'prepared')
    assert.equal((await server.get(`/api/open/deliberations/${no}`)).status, 200)
  })

  await t.test('announced two days before; opened on its day; counted from who signed in', async () => {
    assert.deepEqual(tags(await does('2026-03-05', 'notice', { ...NOTICE, meetingOn: '2026-03-06', agenda: '' })), [
      'agenda-missing',
      'notice-short',
    ])
    assert.deepEqual(tags(await does('2026-03-05', 'notice', { ...NOTICE, time: '25:00' })), ['time-wrong'])
    good(await does('2026-03-05', 'notice', NOTICE))
    assert.deepEqual(tags(await does('2026-03-06', 'open', {})), ['meeting-later'])
    good(await does('2026-03-07', 'open', {}))
    assert.deepEqual(tags(await does('2026-03-07', 'conclude', { agree: 4 })), ['numbers-differ', 'minutes-missing'])
    good(await does('2026-03-07', 'attend', { line: 2, count: 3 }))
    good(await does('2026-03-07', 'attend', { line: 3, count: 1 }))
    assert.deepEqual(tags(await does('2026-03-07', 'attend', { line: 2, count: 6 })), ['line-full'])
    good(await on('2026-03-07').put(`${PATH}/${id}/minutes`, { text: '说明情况，表决。', version: 0 }))
    const three = { agree: 3, against: 1, resolution: '并为八个投放点' }
    assert.deepEqual(tags(await does('2026-03-07', 'conclude', three)), ['nobody-does-it'])
    const done = good(await does('2026-03-07', 'conclude', { ...three, executor: '物业公司', dueOn: '2026-06-01' }))
    assert.deepEqual([done.step, done.verdict], ['concluded', 'passed'])
    const [outcome] = good(await server.get(`/api/open/deliberations/${no}`)).outcomes
    assert.deepEqual([outcome.due, outcome.present, outcome.needed, outcome.agree], [6, 4, 4, 3])
  })

  await t.test('posted, objected, answered: words of residents are not everybody’s', async () => {
    const board = { on: '2026-03-08', record: '公开栏' }
    assert.deepEqual(tags(await does('2026-03-08', 'post', { ...board, until: '2026-03-22' })), ['posting-short'])
    good(await does('2026-03-08', 'post', { ...board, until: '2026-03-23' }))
    const resident = on('2026-03-09', cast.resident)
    const form = `/open/deliberations/${no}/object`
    assert.match((await resident.submit(form, { note: '打我电话13800138000' })).text, /里面有个人号码/)
    assert.equal((await resident.submit(form, { note: '先在我们楼下试' })).status, 303)
    const stranger = await server.get(`/open/deliberations/${no}`, { accept: 'text/html' })
    assert.doesNotMatch(stranger.text, /先在我们楼下试/)
    assert.match((await resident.get(`/open/deliberations/${no}`, { accept: 'text/html' })).text, /先在我们楼下试/)
    assert.deepEqual(tags(await does('2026-03-24', 'begin', {})), ['objections-open'])
    const [{ seq }] = good(await on('2026-03-24').get(`${PATH}/${id}`)).objections
    good(await does('2026-03-24', 'answer', { objection: seq, upheld: false, note: '第二批就在那里。' }))
    good(await does('2026-03-24', 'begin', {}))
  })

  await t.test('carried out, rated by those who took part alone, closed; every fact gives the row', async () => {
    good(await does('2026-04-01', 'progress', { note: '四个已改好。' }))
    good(await does('2026-04-20', 'complete', { on: '2026-04-20', note: '八个全部启用。' }))
    const rate = { score: 3, words: '方便多了' }
    assert.deepEqual(tags(await on('2026-04-21', cast.neighbour).post(`${PATH}/${id}/ratings`, rate)), ['took-no-part'])
    good(await does('2026-04-21', 'post-result', { on: '2026-04-21', until: '2026-05-06', record: '公开栏' }))
    assert.deepEqual(tags(await does('2026-05-06', 'close', {})), ['posting-runs'])
    assert.equal(good(await does('2026-05-07', 'close', {})).step, 'closed')
    const row = await topicById(city.db, id)
    const facts = (await factsOf(city.db, id)).map(factOf)
    assert.deepEqual(replay(facts), row?.state)
    const entries = await city.db.rows<{ body: string }>(
      sql('test.entries', 'select body from city.journal_entry where stream = $1 order by seq'),
      [`deliberation/${id}`],
    )
    assert.equal(entries.length, facts.length)
    assert.ok(entries.every(({ body }) => !body.includes('先在我们楼下试')))
    const shown = good(await server.get(`/api/open/deliberations/${no}`))
    assert.deepEqual([shown.daysToMeet, shown.daysToDone], [15, 44])
    assert.equal(shown.orders, undefined)
    const figures = good(await server.get('/api/open/deliberation-figures?year=2026'))
    assert.deepEqual(figures.items, [
      {
        town: '442000001',
        name: '石岐街道',
        listed: 1,
        meetings: 1,
        due: 6,
        present: 4,
        noQuorum: 0,
        talked: 1,
        resolved: 1,
        done: 1,
        daysToMeet: 15,
        daysToDone: 44,
        rated: 0,
        satisfied: 0,
      },
    ])
    assert.match((await server.get('/open/deliberations?state=ended', { accept: 'text/html' })).text, /垃圾投放点/)
  })
})

test('what is important, what the assembly decides, and what the town has to take', async t => {
  const play = await playing(t)
  const { scene, on } = play
  const { cast } = scene
  const { id } = good(await on('2026-03-02').post(PATH, RAISED))
  const does = (day: string, verb: string, body: object, who = cast.communityWorker) =>
    on(day, who).post(`${PATH}/${id}/${verb}`, body)
  good(await does('2026-03-03', 'screen', { duty: 'assist', important: true, assembly: true }))
  assert.deepEqual(tags(await does('2026-03-04', 'prepare', PREPARED)), ['party-not-first'])
  good(await does('2026-03-04', 'prepare', { ...PREPARED, partyOn: '2026-03-03' }))

  await t.test('S0-041 up to the town, which sends it down again and takes it the second time', async () => {
    assert.deepEqual(tags(await does('2026-03-04', 'send-down', { note: '退回' }, cast.unitLead)), ['not-yours'])
    good(await does('2026-03-04', 'escalate', { note: '涉及两个社区' }))
    assert.deepEqual(tags(await does('2026-03-04', 'screen', { duty: 'self' })), ['not-yours'])
    good(await does('2026-03-05', 'send-down', { note: '先在本社区议' }, cast.unitLead))
    good(await does('2026-03-05', 'escalate', { note: '议过，解决不了' }))
    const listed = good(await does('2026-03-05', 'screen', { duty: 'self', assembly: true }, cast.unitLead))
    assert.equal(listed.step, 'listed')
    assert.deepEqual(tags(await does('2026-03-05', 'prepare', PREPARED)), ['not-yours'])
    good(await does('2026-03-05', 'prepare', { ...PREPARED, lines: LINES }, cast.unitLead))
    good(await does('2026-03-05', 'notice', NOTICE, cast.unitLead))
    good(await does('2026-03-07', 'open', {}, cast.unitLead))
  })

  await t.test('C-104 too few came, then agreed: it goes to the assembly and is not posted as decided', async () => {
    const lead = on('2026-03-07', cast.unitLead)
    good(await lead.post(`${PATH}/${id}/attend`, { line: 2, count: 3 }))
    good(await lead.put(`${PATH}/${id}/minutes`, { text: '人数不足。', version: 0 }))
    const few = good(await does('2026-03-07', 'conclude', { agree: 3 }, cast.unitLead))
    assert.deepEqual([few.step, few.verdict], ['prepared', 'no-quorum'])
    const again = { ...NOTICE, on: '2026-03-08', meetingOn: '2026-03-10' }
    good(await does('2026-03-08', 'notice', again, cast.unitLead))
    good(await does('2026-03-10', 'open', {}, cast.unitLead))
    const chair = on('2026-03-10', cast.unitLead)
    good(await chair.post(`${PATH}/${id}/attend`, { line: 2, count: 4 }))
    good(await chair.put(`${PATH}/${id}/minutes`, { text: '第二次会议。', version: 0 }))
    const body = { agree: 4, resolution: '建议提交', executor: '居委会', dueOn: '2026-05-01' }
    assert.equal(good(await does('2026-03-10', 'conclude', body, cast.unitLead)).step, 'concluded')
    const board = { on: '2026-03-11', until: '2026-03-26', record: '公开栏' }
    assert.deepEqual(tags(await does('2026-03-11', 'post', board, cast.unitLead)), ['the-assemblys'])
    assert.equal(
      good(await does('2026-03-11', 'submit', { note: '提交居民代表会议' }, cast.unitLead)).step,
      'submitted',
    )
  })
})
