import assert from 'node:assert/strict'
import { test } from 'node:test'
import { own } from '../../src/features/deliberation/own-parts.ts'
import { at, type Stage } from '../../src/features/work-order/testing.ts'
import { d } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { takenBy } from '../../src/platform/testing/own.ts'
import { announced, delivered, good, PATH, playing, RAISED, tags } from './support.ts'

const crowd = async ({ city, vault }: Stage, count: number): Promise<readonly Actor[]> => {
  const people: Actor[] = []
  for (let number = 0; number < count; number++) {
    const phone = String(19_800_000_000 + number)
    const party = await city.db.tx(tx =>
      ensureParty(tx, vault, { phone, name: '演示人员', level: 'L1' }, at('2020-01-02 09:00')),
    )
    people.push({ kind: 'resident', party, session: null, name: '演***', offices: [], level: 'L1' })
  }
  return people
}

test('an online discussion: said once, without numbers, so many of one person; the last vote counts', async t => {
  const play = await playing(t)
  const { scene, server, on } = play
  const { cast, city } = scene
  const { id, no } = await announced(play)
  const say = (who: Actor, statement: string) => on('2026-03-05', who).post(`${PATH}/${id}/statements`, { statement })

  await t.test('what cannot be said, and why', async () => {
    assert.equal((await server.post(`${PATH}/${id}/statements`, { statement: '灯要亮一点' })).status, 401)
    assert.deepEqual(tags(await say(cast.resident, '有事打13800138000找我')), ['public-text-personal'])
    good(await say(cast.resident, '投放点要有灯'))
    assert.deepEqual(tags(await say(cast.neighbour, '投放點要有燈。')), ['said-already'])
    for (const text of ['早上开到九点半', '晚上开到十点', '要有洗手池', '每天清洗两次'])
      good(await say(cast.resident, text))
    assert.deepEqual(tags(await say(cast.resident, '第六句说不成了')), ['said-enough'])
  })

  await t.test('V-2 one live vote for each person and statement, however many are sent at once', async () => {
    const voter = on('2026-03-05', cast.neighbour)
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        voter.post(`${PATH}/${id}/votes`, { statement: 1, opinion: (index % 3) - 1 }),
      ),
    )
    assert.deepEqual([...new Set(sent.map(({ status }) => status))], [200])
    for (const opinion of [1, 0, -1]) {
      good(await voter.post(`${PATH}/${id}/votes`, { statement: 1, opinion }))
      const rows = await city.db.rows<{ opinion: number }>(
        sql('test.votes', 'select opinion from city.deliberation_vote where topic = $1'),
        [id],
      )
      assert.deepEqual(rows, [{ opinion }])
    }
    assert.deepEqual(tags(await voter.post(`${PATH}/${id}/votes`, { statement: 99, opinion: 1 })), [
      'no-such-statement',
    ])
    const at = { db: city.db, vault: scene.vault, now: server.now }
    const [said, voted] = [await takenBy(at, own, cast.resident.party), await takenBy(at, own, cast.neighbour.party)]
    assert.deepEqual([said.statements?.records.length, said.votes?.records], [5, []])
    assert.deepEqual([voted.statements?.records, voted.votes?.records.map(({ opinion }) => opinion)], [[], [-1]])
    assert.match(voted.votes?.lines[0] ?? '', /不同意$/)
  })

  await t.test('groups and what they share, the same for everybody; counts equal the votes', async () => {
    const people = await crowd(scene, 12)
    for (const [index, who] of people.entries()) {
      const voter = on('2026-03-05', who)
      for (const statement of [1, 2, 3, 4, 5]) {
        const opinion = statement === 1 ? 1 : (index + statement) % 2 === 0 ? 1 : -1
        good(await voter.post(`${PATH}/${id}/votes`, { statement, opinion }))
      }
    }
    server.now = at('2026-03-05 18:01')
    const talk = good(await server.get(`/api/open/deliberations/${no}/talk`))
    assert.equal(talk.people, 13)
    assert.deepEqual([talk.statements[0].agree, talk.statements[0].disagree], [12, 1])
    assert.equal(talk.groups.length, 2)
    assert.deepEqual(talk.agreed, [1])
    const page = await server.get(`/open/deliberations/${no}`, { accept: 'text/html' })
    assert.match(page.text, /"agreed":\[1\]/)
  })

  await t.test('without script: the form votes and comes back; what is refused stays typed', async () => {
    const resident = on('2026-03-05', cast.resident)
    const voted = await resident.submit(`/open/deliberations/${no}/vote`, { statement: '2', opinion: '1', after: '0' })
    assert.equal(voted.headers.location, `/open/deliberations/${no}#statement-2`)
    const neighbour = on('2026-03-05', cast.neighbour)
    const refused = await neighbour.submit(`/open/deliberations/${no}/say`, { statement: '投放点要有灯' })
    assert.equal(refused.status, 409)
    assert.match(refused.text, /投放点要有灯/)
    assert.match(refused.text, /这句话有人说过了/)
  })

  await t.test('a hidden statement is gone with its votes’ weight in groups; its reason is public', async () => {
    good(await on('2026-03-05').post(`${PATH}/${id}/hide`, { statement: 3, note: '与议题无关' }))
    assert.deepEqual(tags(await on('2026-03-05').post(`${PATH}/${id}/hide`, { statement: 3, note: '与议题无关' })), [
      'no-such-statement',
    ])
    const talk = good(await server.get(`/api/open/deliberations/${no}/talk`))
    assert.deepEqual(
      talk.statements.map(({ seq }: { seq: number }) => seq),
      [1, 2, 4, 5],
    )
    const { events } = good(await server.get(`/api/open/deliberations/${no}`))
    assert.equal(events.at(-1).note, '与议题无关')
    assert.deepEqual(
      tags(await on('2026-03-05', cast.neighbour).post(`${PATH}/${id}/votes`, { statement: 3, opinion: 1 })),
      ['no-such-statement'],
    )
  })
})

test('a discussion of many pages: each statement once', async t => {
  const play = await playing(t)
  const { id, no } = await announced(play)
  const people = await crowd(play.scene, 9)
  let said = 0
  for (const who of people)
    for (let turn = 0; turn < 5; turn++)
      good(await play.on('2026-03-05', who).post(`${PATH}/${id}/statements`, { statement: `第${++said}句不一样的话` }))
  const seen: number[] = []
  let after = 0
  for (let pages = 0; pages < 9; pages++) {
    const talk = good(await play.server.get(`/api/open/deliberations/${no}/talk?after=${after}`))
    seen.push(...talk.statements.map(({ seq }: { seq: number }) => seq))
    if (talk.next === null) break
    after = talk.next
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 45 }, (_, index) => index + 1),
  )
})

test('a resident raises a topic by two pages without script, sees it alone, and takes it back', async t => {
  const { scene, server, on } = await playing(t)
  const resident = on('2026-03-02', scene.cast.resident)
  const html = { accept: 'text/html' }
  assert.match((await resident.get('/my/topics/new', html)).text, /石岐街道/)
  assert.match((await resident.get('/my/topics/new?town=442000001', html)).text, /桂园社区/)
  const form = { ...RAISED, scope: 'building' }
  const wrong = await resident.submit('/my/topics/new', { ...form, title: '找13800138000' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /早晚异味大/)
  const raised = await resident.submit('/my/topics/new', form)
  assert.equal(raised.status, 303)
  const page = String(raised.headers.location)
  assert.match((await resident.get(page, html)).text, /"published":false/)
  assert.equal((await on('2026-03-02', scene.cast.neighbour).get(page, html)).status, 404)
  assert.match((await on('2026-03-02', scene.cast.resident).get('/my/topics', html)).text, /垃圾投放点/)
  const back = await on('2026-03-02', scene.cast.resident).submit(`${page}/withdraw`, { note: '已经解决了' })
  assert.equal(back.status, 303)
  assert.equal((await server.get(page, html)).status, 404)
})

test('C-106 a duty of the government’s becomes a work order of whoever raised it', async t => {
  const { scene, on } = await playing(t)
  const resident = on('2026-03-02', scene.cast.resident)
  const raised = await resident.submit('/my/topics/new', { ...RAISED, scope: 'whole', title: '路口红绿灯' })
  const no = String(raised.headers.location).split('/').at(-1)
  const desk = on('2026-03-03')
  const { items } = good(await desk.get(PATH))
  const item = items.find((each: { no: string }) => each.no === no)
  assert.deepEqual(tags(await desk.post(`${PATH}/${item.id}/hand-over`, { note: '找13800138000' })), [
    'public-text-personal',
  ])
  const done = good(await desk.post(`${PATH}/${item.id}/hand-over`, { note: '属交警职责，已转热线。' }))
  assert.equal(done.step, 'handed-over')
  assert.match(done.order, /^442000-20260303-\d{4}$/)
  const mine = await on('2026-03-03', scene.cast.resident).get('/my/reports', { accept: 'text/html' })
  assert.match(mine.text, /路口红绿灯/)
  const orders = await scene.city.db.rows<{ n: number }>(
    sql('test.orders', 'select count(*) as n from city.work_order'),
  )
  assert.equal(orders[0]?.n, 1)
  assert.equal(d('2026-03-03'), '2026-03-03')
})

test('whoever raised a topic hears what becomes of it, once for each step', async t => {
  const play = await playing(t)
  const { scene, on } = play
  const raised = await on('2026-03-02', scene.cast.resident).submit('/my/topics/new', { ...RAISED, scope: 'whole' })
  const no = String(raised.headers.location).split('/').at(-1)
  const { items } = good(await on('2026-03-03').get(PATH))
  const item = items.find((each: { no: string }) => each.no === no)
  good(await on('2026-03-03').post(`${PATH}/${item.id}/screen`, { duty: 'self' }))
  await delivered(play)
  await delivered(play)
  const inbox = await on('2026-03-03', scene.cast.resident).get('/inbox', { accept: 'text/html' })
  assert.equal(inbox.text.split('您提出的议题已列入协商').length, 2)
})
