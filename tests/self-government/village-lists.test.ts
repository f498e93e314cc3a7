import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { firstVillage, organisationFor } from '../../src/features/directory/index.ts'
import { demo } from '../../src/features/village-decision/demo.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { instant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { type Answer, testServer } from '../../src/platform/testing/server.ts'

import { good, met, PATH, PROPOSAL, people, VILLAGE } from './support.ts'

test('whoever works for two villages: filters and pages hold for both', async t => {
  const scene = await stage(t)
  const now = '2026-03-03T18:00:00+08:00'
  const server = await testServer(t, scene.city, { modules: features, now, services: { vault: scene.vault } })
  const { clerk } = await people(scene)
  const [office] = clerk.offices
  assert.ok(office !== undefined)
  const other = '442000105203'
  const desk = server.as({ ...clerk, offices: [office, { ...office, area: other }] })
  for (const area of [VILLAGE, other, VILLAGE, other]) good(await desk.post(PATH, { ...PROPOSAL, area }))
  const { items: all } = (await desk.get(PATH)).json()
  good(await desk.post(`${PATH}/${all[0].id}/discuss`, met('2026-03-03', 7, 7, 6)))
  const ids = (answer: Answer): readonly string[] => answer.json().items.map(({ id }: { id: string }) => id)
  assert.deepEqual(ids(await desk.get(`${PATH}?step=discussed`)), [all[0].id])
  assert.deepEqual(ids(await desk.get(`${PATH}?matter=planning`)), [])
  const paged: string[] = []
  let cursor = ''
  do {
    const page = await desk.get(`${PATH}?limit=1${cursor}`)
    paged.push(...ids(page))
    const { next } = page.json()
    cursor = next === null ? '' : `&cursor=${encodeURIComponent(next)}`
  } while (cursor !== '' && paged.length < 9)
  assert.deepEqual(
    paged,
    all.map(({ id }: { id: string }) => id),
  )
})

test('two who press at once do one thing; the version somebody saw is kept to', async t => {
  const scene = await stage(t)
  const server = await testServer(t, scene.city, {
    modules: features,
    now: '2026-03-03T18:00:00+08:00',
    services: { vault: scene.vault },
  })
  const desk = server.as((await people(scene)).clerk)
  const { id } = good(await desk.post(PATH, PROPOSAL))
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => desk.post(`${PATH}/${id}/discuss`, met('2026-03-03', 7, 7, 6))),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409, 409, 409, 409, 409, 409, 409])
  const key = crypto.randomUUID()
  const twice = [await desk.post(PATH, PROPOSAL, { key }), await desk.post(PATH, PROPOSAL, { key })]
  assert.equal(twice[0]?.json().id, twice[1]?.json().id)
})

test('the demonstration tells five matters, each further on than the next, through the same commands', async t => {
  const scene = await stage(t)
  const { db } = scene.city
  const village = await firstVillage(db)
  assert.ok(village !== undefined)
  const committee = await organisationFor(db, village.path, 'villagersCommittee')
  await db.run(
    sql(
      'test.office',
      `insert into city.office (id, party, organisation, role, area, from_date, granted_at)
       values (gen_random_uuid(), $1, $2, 'communityWorker', $3, '2020-01-02', now())`,
    ),
    [scene.cast.communityWorker.party, committee?.id, village.path],
  )
  await demo(db, instant(at('2026-11-24 10:00')))
  const rows = await db.rows<{ step: string }>(
    sql('test.steps', 'select step from city.village_decision order by proposed_at'),
  )
  assert.deepEqual(
    rows.map(({ step }) => step),
    ['closed', 'executing', 'posted', 'deliberated', 'proposed'],
  )
})
