import { randomUUID } from 'node:crypto'
import { partPlace } from '../../../src/features/work-order/import/task.ts'
import { policy as orderPolicy } from '../../../src/features/work-order/policy.ts'
import { putParts } from '../../../src/features/work-order/store/imports.ts'
import { PLACE, type Stage } from '../../../src/features/work-order/testing.ts'
import type { Actor } from '../../../src/platform/access/types.ts'
import { type CityDb, sql } from '../../../src/platform/db/types.ts'
import type { Route } from '../../../src/platform/http/types.ts'
import type { TestServer } from '../../../src/platform/testing/server.ts'
import { budgetThings } from './budgets.ts'
import { electionThings } from './elections.ts'
import { estateThings } from './estates.ts'
import { fundUseThings } from './fund-uses.ts'
import { fundThings } from './funds.ts'
import { ABSENT, type Kind } from './kinds.ts'
import { makeDecision, makeOrders, VILLAGE } from './made.ts'
import { type Planted, plant, relationsOf } from './orders.ts'
import { POLICIES, type Thing, tableSays } from './tables.ts'
import { makeTopics } from './topics.ts'
import { volunteerThings } from './volunteers.ts'
import { voteThings } from './votes.ts'

/** Something a route can be asked about: how its address is filled in, who sees that it is there, and where it stands. */
export type Thingy = {
  readonly name: string
  readonly fill: Readonly<Record<string, string>>
  readonly sees: (actor: Actor, route: Route) => boolean
  readonly thing: () => Thing
}
const NOWHERE: Thing = { area: null, related: () => [] }
const nobody = (): boolean => false
const everybody = (): boolean => true

const ORDER = sql(
  'test.order-thing',
  `select id, area, lead, array_remove(units, lead) as assists, assignee, requester, confidential, published
   from city.work_order where id = $1`,
)
const PUBLIC_FILE = sql('test.public-file', 'select public from city.work_order_file where file = $1')

export type Fixtures = {
  readonly things: Readonly<Record<Kind, readonly Thingy[]>>
  /** Reads again where the orders stand, after something was done to one. */
  readonly refresh: () => Promise<void>
  readonly orders: readonly string[]
}

const absent = (fill: Readonly<Record<string, string>>): Thingy => ({
  name: 'absent',
  fill,
  sees: nobody,
  thing: () => NOWHERE,
})

const PLANT = {
  party: sql('test.plant-party', `insert into city.party (id, kind, created_at) values ($1, 'person', now())`),
  session: sql(
    'test.plant-session',
    `insert into city.session (token_hash, id, party, realm, created_at, seen_at, idle_until, absolute_until)
     values (sha256($1::text::bytea), $1::uuid, $2::uuid, 'resident', now(), now(), now() + interval '9 years', now() + interval '9 years')`,
  ),
  view: sql(
    'test.plant-view',
    `insert into city.saved_view (id, owner, role, name, query, created_at) values ($1, $2, $3, '样例', '', now())`,
  ),
  decision: sql(
    'test.plant-decision',
    `insert into city.village_decision (id, no, version, facts, step, area, matter, title, body, procedure, proposed_at, changed_at,
       open_objections, ended, state)
     values ($1::uuid, $2, 1, 1, 'withdrawn', $3, 'other', '样例', '样例', 'village-decision@2026.1', now(), now(), 0, true,
       jsonb_build_object('step', 'withdrawn', 'area', $3::text, 'matter', 'other', 'review', false, 'procedure',
         'village-decision@2026.1', 'proposedAt', 1, 'metOn', '2026-03-02', 'body', null, 'posted', null, 'resultPosted', null,
         'objections', '[]'::jsonb))`,
  ),
  import: sql(
    'test.plant-import',
    `insert into city.work_order_import (id, file_name, bytes, source, area, map, dry_run, state, created_by, created_at)
     values ($1, 'a.csv', 1, 'x', $2, '{}', true, 'waiting', $3, now())`,
  ),
}
const OFFICE = sql('test.an-office', 'select id, area from city.office order by (area = $1) desc, id limit 1')
const HOTLINE = sql('test.a-hotline', 'select id from city.hotline order by position limit 1')

/** Everything the routes can be asked about: one's own, another person's, another area's, another city's, and nothing. */
export const makeFixtures = async (scene: Stage, server: TestServer, other: CityDb): Promise<Fixtures> => {
  const { city, cast, units } = scene
  const { db } = city
  const made = await makeOrders(scene, server)
  const known = new Map<string, Planted>()
  let isPublic = false
  const ids = [made.mine, made.other, made.confidential, made.elsewhere].map(({ id }) => String(id))
  const refresh = async (): Promise<void> => {
    for (const id of ids) known.set(id, await db.one<Planted & Record<string, unknown>>(ORDER, [id]))
    isPublic = (await db.one<{ public: boolean }>(PUBLIC_FILE, [made.photo])).public
  }
  await refresh()
  const at = (id: string): Planted => known.get(id) as Planted
  const views = (id: string, actor: Actor): boolean => tableSays(orderPolicy.view, actor, relationsOf(at(id)))
  const foreign: Planted = {
    id: randomUUID(),
    area: '440100001',
    lead: null,
    assists: [],
    assignee: null,
    requester: cast.resident.party,
    confidential: false,
    published: false,
  }
  // The same person by id, so that only the city tells the two apart.
  await other.run(PLANT.party, [cast.resident.party])
  await plant(other, foreign)
  const order = (name: string, id: string, more: Readonly<Record<string, string>> = {}): Thingy => ({
    name,
    fill: { id, ...more },
    sees: (actor, route) =>
      route.kind === 'page' && route.path === '/my/reports/:id'
        ? actor.party !== null && at(id).requester === actor.party
        : views(id, actor) || (more.file !== undefined && at(id).published && isPublic),
    thing: () => relationsOf(at(id)),
  })
  const [ownSession, otherSession, ownView, otherView, sharedView] = Array.from({ length: 5 }, () => randomUUID())
  for (const [id, party] of [
    [ownSession, cast.resident.party],
    [otherSession, cast.neighbour.party],
  ])
    await db.run(PLANT.session, [id, party])
  for (const [id, party, role] of [
    [ownView, cast.deskOperator.party, null],
    [otherView, cast.unitLead.party, null],
    [sharedView, null, 'deskLead'],
  ])
    await db.run(PLANT.view, [id, party, role])
  const [here, there] = [randomUUID(), randomUUID()]
  for (const [id, area] of [
    [here, '442000001'],
    [there, '442000002'],
  ])
    await db.run(PLANT.import, [id, area, cast.systemAdmin.party])
  for (const id of [here, there])
    await db.tx(tx => putParts(tx, id, 'receipt', server.vault.sealBytes(Buffer.from('row'), partPlace('receipt', id))))
  const village = { here: randomUUID(), there: randomUUID() }
  for (const [id, no, area] of [
    [village.here, '442000-V20260302-0001', PLACE],
    [village.there, '442000-V20260302-0002', '442000002003'],
  ])
    await db.run(PLANT.decision, [id, no, area])
  const decided = await makeDecision(scene, server)
  await other.run(PLANT.decision, [foreign.id, '440100-V20260302-0001', '440100001001'])
  const held = (lines: keyof typeof orderPolicy, area: string) => (actor: Actor) =>
    tableSays(orderPolicy[lines], actor, { area, related: () => [] })
  const owned = (party: string | null) => (actor: Actor) => actor.party === party
  const in_ =
    (area: string): (() => Thing) =>
    () => ({ area, related: () => [] })
  const office = await db.one<{ id: string; area: string }>(OFFICE, ['442000001'])
  const hotline = await db.one<{ id: string }>(HOTLINE)
  const nowhere = (): Thing => NOWHERE
  const sharing = (actor: Actor): boolean => tableSays(POLICIES['work-order']?.shareView, actor, NOWHERE)
  return {
    refresh,
    orders: ids,
    things: {
      order: [
        order('own', made.mine.id),
        order('another person’s', made.other.id),
        order('confidential', made.confidential.id),
        order('another area’s', made.elsewhere.id),
        { ...absent({ id: foreign.id }), name: 'another city’s' },
        absent({ id: ABSENT }),
      ],
      photo: [
        order('own', made.mine.id, { file: made.photo }),
        { ...absent({ id: made.other.id, file: made.photo }), name: 'under another order' },
        { ...absent({ id: foreign.id, file: foreign.id }), name: 'another city’s' },
        absent({ id: ABSENT, file: ABSENT }),
      ],
      session: [
        { name: 'own', fill: { session: String(ownSession) }, sees: owned(cast.resident.party), thing: nowhere },
        {
          name: 'another person’s',
          fill: { session: String(otherSession) },
          sees: owned(cast.neighbour.party),
          thing: nowhere,
        },
        absent({ session: ABSENT }),
      ],
      view: [
        { name: 'own', fill: { id: String(ownView) }, sees: owned(cast.deskOperator.party), thing: nowhere },
        { name: 'another person’s', fill: { id: String(otherView) }, sees: owned(cast.unitLead.party), thing: nowhere },
        { name: 'shared', fill: { id: String(sharedView) }, sees: sharing, thing: nowhere },
        absent({ id: ABSENT }),
      ],
      import: [
        { name: 'of the area', fill: { id: here }, sees: held('import', '442000001'), thing: in_('442000001') },
        { name: 'of another area', fill: { id: there }, sees: held('import', '442000002'), thing: in_('442000002') },
        absent({ id: ABSENT }),
      ],
      organisation: [
        { name: 'of a town', fill: { id: units.town }, sees: everybody, thing: in_('442000001') },
        { name: 'of a community', fill: { id: units.committee }, sees: everybody, thing: in_(PLACE) },
        absent({ id: ABSENT }),
      ],
      office: [
        { name: 'somebody’s', fill: { id: office.id }, sees: everybody, thing: in_(office.area) },
        absent({ id: ABSENT }),
      ],
      hotline: [
        { name: 'of the city', fill: { id: hotline.id }, sees: everybody, thing: in_('4420') },
        absent({ id: ABSENT }),
      ],
      kept: [absent({ id: ABSENT })],
      account: [absent({ party: ABSENT })],
      delivery: [absent({ consumer: 'work-order.tell', event: '999999999' })],
      number: [
        { ...absent({ no: made.mine.no }), name: 'not published' },
        { ...absent({ no: made.confidential.no }), name: 'confidential' },
        absent({ no: '442000-20260101-9999' }),
      ],
      receipt: [
        { ...absent({ no: made.mine.no, code: 'AAAA-AAAA-AAAA' }), name: 'with a wrong code' },
        absent({ no: '442000-20260101-9999', code: 'AAAA-AAAA-AAAA' }),
      ],
      decision: [
        { name: 'of the community', fill: { id: village.here }, sees: everybody, thing: in_(PLACE) },
        { name: 'of another town', fill: { id: village.there }, sees: everybody, thing: in_('442000002003') },
        { ...absent({ id: foreign.id }), name: 'another city’s' },
        absent({ id: ABSENT }),
      ],
      scan: [
        { name: 'of a village', fill: decided, sees: everybody, thing: in_(VILLAGE) },
        absent({ id: ABSENT, file: ABSENT }),
      ],
      'decision-number': [
        { name: 'of the community', fill: { no: '442000-V20260302-0001' }, sees: everybody, thing: in_(PLACE) },
        absent({ no: '442000-V20260101-9999' }),
      ],
      ...(await voteThings(scene, server, other)),
      ...(await electionThings(scene, server, other)),
      ...(await fundUseThings(db, other)),
      ...(await estateThings(db, other)),
      ...(await fundThings(db, scene)),
      ...(await budgetThings(scene, server.now, other)),
      ...(await makeTopics(scene, other)),
      ...(await volunteerThings(db, other)),
      none: [],
    },
  }
}
