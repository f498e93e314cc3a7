import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { ownedBy, unitsOn } from '../../src/features/estate/index.ts'
import { consumers, matchOwner, matchTask } from '../../src/features/estate/match.ts'
import { ownDataOf } from '../../src/features/privacy/own-data.ts'
import { LEVEL_RAISED } from '../../src/features/real-name/index.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import { sql } from '../../src/platform/db/types.ts'
import { ensureParty, recordIdentity } from '../../src/platform/identity/parties.ts'
import { actorOf, openSession } from '../../src/platform/identity/sessions.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import { ESTATE, good, idOf, PATH, people, tags } from './support.ts'

const EVENTS = sql('t.events', `select topic from city.outbox where topic = $1`)
const ORDERED = sql(
  't.ordered',
  `select payload -> 'input' as input from city.outbox where payload ->> 'task' = 'estate.match'`,
)
const HOME = { building: '1', stairwell: '1', kind: 'home', area: '89.5' }

test('an owner without an account is a party too, and becomes the person when the name is verified', async t => {
  const scene = await stage(t)
  const { city, vault, cast } = scene
  const { db } = city
  const server = await testServer(t, city, { modules: features, now: '2026-09-30T10:00:00+08:00', services: { vault } })
  const desk = server.as(people(scene).clerk)
  const { id } = good(await desk.post(PATH, ESTATE))
  const resident = cast.resident.party ?? ''
  const neighbour = cast.neighbour.party ?? ''
  const enter = async (code: string, n: number, name = `演示业主${n}`) => {
    const { id: unit } = good(await desk.post(`${PATH}/${id}/units`, { ...HOME, code }))
    const owners = [{ name, number: idOf(n) }]
    return desk.post(`${PATH}/${id}/units/${unit}/enter`, {
      on: '2020-03-05',
      handedOn: '2020-03-05',
      owners,
      basis: 'register',
    })
  }
  const verify = (party: string, n: number, name = `演示业主${n}`) =>
    db.tx(tx => recordIdentity(tx, vault, { party, name, idNumber: idOf(n), level: 'L2' }))
  const match = (party: string) => db.tx(tx => matchOwner(tx, vault, party, server.now))
  const ownersNow = async () => (await unitsOn(db, id, { kind: 'estate' }, server.now)).map(({ owners }) => owners)

  good(await enter('1-1-101', 1))
  const [before] = await ownersNow()

  await t.test('nobody verified yet: the owner stands for nobody who signs in', async () => {
    assert.equal(await match(resident), 'none')
    assert.deepEqual(await ownedBy(db, resident, server.now), [])
    assert.notEqual(before?.[0], resident)
  })

  await t.test('verified: the two are one person; the register’s own ids do not move', async () => {
    assert.ok((await verify(resident, 1)).ok)
    assert.equal(await match(resident), 'joined')
    assert.equal(await match(resident), 'same')
    assert.deepEqual((await ownersNow())[0], before)
    const [owned] = await ownedBy(db, resident, server.now)
    assert.deepEqual(
      owned?.units.map(({ code }) => code),
      ['1-1-101'],
    )
    const session = await db.tx(tx => openSession(tx, { party: resident, realm: 'resident', agent: '' }, server.now))
    const actor = await actorOf(db, session.secret, server.now)
    assert.deepEqual(actor?.also, before)
    const page = await server.as(session.secret).get('/my/estates', { accept: 'text/html' })
    assert.match(page.text, /1-1-101/, 'also past the second wall')
    const taken = await ownDataOf(db, vault, resident, server.now, [])
    assert.deepEqual(
      taken.property,
      [{ estate: ESTATE.name, unit: '1-1-101', areaDm2: 8950 }],
      'taken away with the rest',
    )
  })

  await t.test('a second unit is the same owner’s: one head', async () => {
    good(await enter('1-1-102', 1))
    const owners = await ownersNow()
    assert.deepEqual(owners[1], owners[0])
  })

  await t.test('who is verified already is the owner at once; another name under the number is told', async () => {
    assert.ok((await verify(neighbour, 2)).ok)
    assert.deepEqual(tags(await enter('1-1-103', 2, '演示别人')), ['owner-name-differs'])
    const { items } = good<{ items: { id: string; code: string }[] }>(await desk.get(`${PATH}/${id}/units`))
    const unit = items.find(({ code }) => code === '1-1-103')?.id
    const owners = [{ name: '演示业主2', number: idOf(2) }]
    good(
      await desk.post(`${PATH}/${id}/units/${unit}/enter`, {
        on: '2020-03-05',
        handedOn: '2020-03-05',
        owners,
        basis: 'register',
      }),
    )
    assert.deepEqual((await ownersNow())[2], [neighbour])
  })

  await t.test('verified under another name than the register has: joined with nobody, and a fault', async () => {
    good(await enter('1-1-104', 3))
    const stranger = cast.otherUnit.party ?? ''
    assert.ok((await verify(stranger, 3, '演示改名')).ok)
    assert.equal(await match(stranger), 'disputed')
    const { faults } = good<{ faults: { kind: string; units: string[] }[] }>(await desk.get(`${PATH}/${id}`))
    assert.deepEqual(faults, [{ kind: 'name-differs', count: 1, units: ['1-1-104'] }])
  })

  await t.test('whoever raises a level says so, and this slice listens', async () => {
    const estate = features.find(({ id: each }) => each === 'estate')
    assert.deepEqual(
      estate?.consumers?.map(({ topic }) => topic),
      [LEVEL_RAISED],
    )
    const phone = '19912345678'
    await db.tx(tx => ensureParty(tx, vault, { phone, level: 'L1' }, server.now))
    const typed = { name: '演示业主5', idNumber: idOf(5), phone, document: 'id-card' }
    good(await desk.post('/api/console/levels', typed))
    assert.equal((await db.rows(EVENTS, [LEVEL_RAISED])).length, 1)
  })

  await t.test('the event orders the match, and the match may run again', async () => {
    good(await enter('1-1-105', 5))
    const phone = '19912345679'
    const party = await db.tx(tx => ensureParty(tx, vault, { phone, level: 'L1' }, server.now))
    good(await enter('1-1-106', 6))
    good(await desk.post('/api/console/levels', { name: '演示业主6', idNumber: idOf(6), phone, document: 'id-card' }))
    const event = { id: '1', topic: LEVEL_RAISED, key: party, payload: { party }, at: server.now }
    const [consumer] = consumers
    assert.ok(consumer)
    await db.tx(tx => consumer.handle(tx, event, server.now))
    assert.deepEqual(
      (await db.rows<{ input: object }>(ORDERED)).map(({ input }) => input),
      [{ party }],
    )
    for (let times = 0; times < 2; times++)
      await matchTask.run({ party }, { db, now: server.now, id: 'x', vault, own: [] })
    assert.deepEqual(
      (await ownedBy(db, party, server.now)).map(({ units }) => units.map(({ code }) => code)),
      [['1-1-106']],
    )
  })
})
