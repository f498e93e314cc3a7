import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { SERVICE_RECORDED } from '../../src/features/volunteering/index.ts'
import { matchVolunteer } from '../../src/features/volunteering/match-person.ts'
import { instant } from '../../src/kernel/time.ts'
import { ensureParty, recordIdentity } from '../../src/platform/identity/parties.ts'
import { deliver } from '../../src/platform/jobs/deliver.ts'
import { at, good, idOf, join, MINE, PLACE, PROFILE, playing, tags } from './support.ts'

const NEED = {
  area: PLACE,
  topic: 'elder-care',
  text: '陪老人去医院复诊',
  where: '桂园路 3 号，电话 13800000000',
  skill: 'companionship',
  language: 'cantonese',
  risk: 'none',
  on: '2026-03-07',
  from: '09:00',
  to: '11:00',
}

test('help by telephone: entered, matched with reasons, asked, answered, done, confirmed by the one who was helped', async t => {
  const play = await playing(t)
  const { on, server, scene } = play
  const ann = await play.person(1)
  const far = await play.person(2)
  await join(play, ann)
  assert.equal(
    (await on('2026-03-02 09:00', far).submit(`${MINE}/join`, { ...PROFILE, area: '442000002003' })).status,
    303,
  )
  const desk = on('2026-03-03 09:00')
  assert.deepEqual(
    tags(await desk.post('/api/volunteer-needs', { ...NEED, text: '电话 13800000000', name: '', phone: '1' })),
    ['public-text-personal', 'phone-wrong', 'name-missing'],
  )
  const { id } = good(await desk.post('/api/volunteer-needs', { ...NEED, name: '陈婆婆', phone: '13811112222' }))
  type Detail = {
    candidates: { volunteer: string; reasons: { kind: string }[] }[]
    matches: { id: string; state: string }[]
  }
  const { candidates } = good<Detail>(await desk.get(`/api/volunteer-needs/${id}`))
  // The one of another town goes no further than their community.
  assert.deepEqual(
    candidates.map(({ reasons }) => reasons.map(({ kind }) => kind)),
    [['community', 'skill', 'wish', 'language', 'time', 'fresh']],
  )
  const all = good<{ items: { no: string; candidates: unknown[] }[] }>(await desk.get('/api/volunteer-needs/matches'))
  assert.deepEqual(
    all.items.map(one => one.candidates.length),
    [1],
  )
  const volunteer = candidates[0]?.volunteer ?? ''
  const { id: match } = good(await desk.post(`/api/volunteer-needs/${id}/ask`, { volunteer }))
  assert.deepEqual(tags(await desk.post(`/api/volunteer-needs/${id}/ask`, { volunteer })), ['asked-already'])
  const own = on('2026-03-03 10:00', ann)
  assert.doesNotMatch((await own.get(`${MINE}/matches/${match}`)).text, /桂园路/)
  assert.match((await own.submit(`${MINE}/matches/${match}/answer`, { accept: 'true' })).text, /risk-unread/)
  assert.equal((await own.submit(`${MINE}/matches/${match}/answer`, { accept: 'true', risk: 'true' })).status, 303)
  assert.match((await own.get(`${MINE}/matches/${match}`)).text, /桂园路 3 号/)
  assert.equal((await server.as(far).get(`${MINE}/matches/${match}`)).status, 404)
  const did = { on: '2026-03-07', from: '09:05', to: '10:35' }
  assert.match((await on('2026-03-07 10:00', ann).submit(`${MINE}/matches/${match}/finish`, did)).text, /time-wrong/)
  assert.equal((await on('2026-03-07 11:00', ann).submit(`${MINE}/matches/${match}/finish`, did)).status, 303)
  const { items } = good<{ items: { id: string; minutes: number; source: string }[] }>(
    await on('2026-03-07 11:30').get('/api/volunteer-services'),
  )
  assert.deepEqual(
    items.map(({ minutes, source }) => [minutes, source]),
    [[90, 'need']],
  )
  // She has no internet: the community worker confirms what she says on the telephone.
  good(await on('2026-03-07 11:30').post(`/api/volunteer-services/${items[0]?.id}/confirm`, {}))
  const heard: unknown[] = []
  const consumer = {
    id: 'test.heard',
    topic: SERVICE_RECORDED,
    handle: async (_: unknown, event: { payload: unknown }) => void heard.push(event.payload),
  }
  const failures: unknown[] = []
  await deliver(
    scene.city.db,
    [consumer, ...features.flatMap(({ consumers: some = [] }) => some)] as never,
    instant(server.now),
    failure => failures.push(failure.error),
  )
  assert.deepEqual(failures, [])
  assert.equal((await server.get('/api/open/volunteering-figures')).status, 200)
})

test('no one is forced: a no leaves the need open, and whoever promised may still take it back', async t => {
  const play = await playing(t)
  const { on } = play
  const [ann, ben] = [await play.person(1), await play.person(2)]
  await join(play, ann)
  await join(play, ben)
  const asker = await play.person(5)
  assert.equal((await on('2026-03-03 09:00', asker).submit('/my/help/new', NEED)).status, 303)
  const desk = on('2026-03-03 10:00')
  const [need] = good<{ items: { id: string; state: string }[] }>(await desk.get('/api/volunteer-needs')).items
  const id = need?.id ?? ''
  const { candidates } = good<{ candidates: { volunteer: string }[] }>(await desk.get(`/api/volunteer-needs/${id}`))
  assert.equal(candidates.length, 2)
  const asked = []
  for (const { volunteer } of candidates)
    asked.push(good(await desk.post(`/api/volunteer-needs/${id}/ask`, { volunteer })).id)
  const [first = '', second = ''] = asked
  good(await desk.post(`/api/volunteer-matches/${first}/answer`, { accept: false }))
  good(await desk.post(`/api/volunteer-matches/${second}/answer`, { accept: true, risk: true }))
  assert.deepEqual(tags(await desk.post(`/api/volunteer-matches/${first}/answer`, { accept: true, risk: true })), [
    'wrong-state',
  ])
  good(await desk.post(`/api/volunteer-matches/${second}/withdraw`, {}))
  const { state, matches } = good<{ state: string; matches: { state: string }[] }>(
    await desk.get(`/api/volunteer-needs/${id}`),
  )
  assert.deepEqual([state, matches.map(one => one.state).toSorted()], ['open', ['declined', 'withdrawn']])
  assert.equal(
    (await on('2026-03-03 11:00', asker).submit(`/my/help/needs/${id}/close`, { note: '不需要了' })).status,
    303,
  )
  assert.deepEqual(tags(await on('2026-03-03 11:00').post(`/api/volunteer-needs/${id}/close`, { note: '不需要了' })), [
    'wrong-state',
  ])
})

test('a volunteer the community worker entered is the resident who verifies the same number later', async t => {
  const play = await playing(t)
  const { on, scene, server } = play
  const who = { ...PROFILE, name: '林志愿', idNumber: idOf(77), phone: '13822223333' }
  const desk = on('2026-03-02 09:00')
  const { id } = good(await desk.post('/api/volunteers', who))
  assert.deepEqual(tags(await desk.post('/api/volunteers', who)), ['volunteer-known'])
  assert.deepEqual(
    tags(await desk.post('/api/volunteers', { ...who, idNumber: '1', phone: '1', name: '' })).toSorted(),
    ['id-format', 'name-missing', 'phone-wrong'],
  )
  assert.deepEqual(tags(await desk.post('/api/volunteers', { ...who, area: '442000002003' })), ['not-yours'])
  const found = async (q: string) =>
    good<{ items: { id: string; who: string }[] }>(await desk.get(`/api/volunteers?q=${encodeURIComponent(q)}`)).items
  assert.deepEqual(
    (await found('林志愿')).map(one => [one.id, one.who]),
    [[id, '林**']],
  )
  assert.deepEqual(
    (await found(idOf(77))).map(one => one.id),
    [id],
  )
  assert.deepEqual(await found('林'), [])
  const seen = good<{ name: string; phone: string }>(
    await desk.post(`/api/volunteers/${id}/see`, { reason: '通知集合时间', purpose: 'volunteers' }),
  )
  assert.deepEqual([seen.name, seen.phone], ['林志愿', '13822223333'])
  const party = await scene.city.db.tx(async tx => {
    const made = await ensureParty(
      tx,
      scene.vault,
      { phone: '13822223333', name: '林志愿', level: 'L1' },
      at('2026-03-03 09:00'),
    )
    await recordIdentity(tx, scene.vault, { party: made, name: '林志愿', idNumber: idOf(77), level: 'L2' })
    return made
  })
  assert.equal(await scene.city.db.tx(tx => matchVolunteer(tx, scene.vault, party, at('2026-03-03 09:00'))), 'joined')
  assert.equal(await scene.city.db.tx(tx => matchVolunteer(tx, scene.vault, party, at('2026-03-03 09:00'))), 'same')
  void server
})

test('a minor needs a guardian, an activity its training, and what could hurt its insurance', async t => {
  const play = await playing(t)
  const { on } = play
  const young = await play.person(6, 2010)
  await join(play, young)
  const desk = on('2026-03-02 10:00')
  const risky = { area: PLACE, title: '清理河道', topic: 'other', risk: 'bodily', riskNotice: '水边湿滑' }
  assert.deepEqual(tags(await desk.post('/api/volunteer-activities', risky)), ['insurance-missing'])
  const course = { ...risky, title: '急救站', risk: 'none', course: 'first-aid', minAge: '14' }
  const { id } = good(await desk.post('/api/volunteer-activities', course))
  const { id: shift } = good(
    await desk.post(`/api/volunteer-activities/${id}/shifts`, {
      on: '2026-03-08',
      from: '09:00',
      to: '11:00',
      capacity: 2,
    }),
  )
  const refused = await on('2026-03-03 09:00', young).submit(`${MINE}/shifts/${shift}`, { risk: 'true' })
  assert.match(refused.text, /guardian-missing/)
  assert.match(refused.text, /training-missing/)
  const [row] = good<{ items: { id: string; minor: boolean }[] }>(
    await on('2026-03-03 09:00').get('/api/volunteers'),
  ).items
  assert.equal(row?.minor, true)
  good(await on('2026-03-03 09:00').post(`/api/volunteers/${row?.id}/guardian`, { guardian: '监护人某' }))
  good(
    await on('2026-03-03 09:00').post(`/api/volunteers/${row?.id}/training`, { course: 'first-aid', on: '2026-03-01' }),
  )
  assert.equal((await on('2026-03-03 10:00', young).submit(`${MINE}/shifts/${shift}`, { risk: 'true' })).status, 303)
})
