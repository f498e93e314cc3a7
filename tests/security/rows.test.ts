import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { policy as orderPolicy } from '../../src/features/work-order/policy.ts'
import { scopeOf } from '../../src/features/work-order/scope.ts'
import { type After, NOTHING } from '../../src/features/work-order/store/lists.ts'
import { listOrders } from '../../src/features/work-order/store/pages.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { type CityDb, sql } from '../../src/platform/db/types.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import { dice, HANGS, isPublicFile, type Planted, plant, relationsOf, someOrder } from './support/orders.ts'
import { ANONYMOUS, as, everybody, visible } from './support/readers.ts'
import { tableSays, withoutPolicies } from './support/tables.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const ORDERS = DEEP ? 2_000 : 200
const SEED = 20261125

/** As the table stands, also while it is switched off. */
const VIEW = [...orderPolicy.view]

/** Which planted orders have a row in a table for somebody: by the access table, and by what is public. */
const expectedIn = (table: string, actor: Actor, publicly: boolean) => {
  const files = table.includes('file')
  return (order: Planted): boolean => {
    const own = tableSays(VIEW, actor, relationsOf(order))
    if (!publicly) return own
    // As the public reads, somebody's words and numbers are not there, and photos are one's own or public.
    if (table === 'work_order_sealed' || table === 'work_order_caller') return false
    const visible = own || order.published
    const mine = actor.party !== null && order.requester === actor.party
    return files ? visible && (mine || isPublicFile(order.id)) : visible
  }
}

/** What is wrong with what one reader sees of the planted orders, table by table. */
const faultsOf = async (
  db: CityDb,
  name: string,
  actor: Actor,
  orders: readonly Planted[],
): Promise<readonly string[]> => {
  const faults: string[] = []
  const readers = { own: as(db, actor), public: as(db, actor).as({ breadth: 'open' }) }
  for (const [kind, reading] of Object.entries(readers))
    for (const [table, column] of Object.entries(HANGS)) {
      const expected = expectedIn(table, actor, kind === 'public' || actor.offices.length === 0)
      const seen = await visible(reading, table, column)
      for (const order of orders)
        if (seen.has(order.id) !== expected(order))
          faults.push(`${name} (${kind}) ${table}: ${expected(order) ? 'misses' : 'sees'} ${JSON.stringify(order)}`)
    }
  return faults
}

test('S-12 row-level security is a wall of its own', async t => {
  const scene = await stage(t)
  const { city, vault, cast, units } = scene
  const { db } = city
  const people = Object.values(cast).flatMap(({ party }) => party ?? [])
  const roll = dice(SEED)
  const areas = [
    '442000001',
    '442000001007',
    '442000001007A01',
    '442000001008',
    '442000002',
    '442000002003',
    '442000101',
  ]
  const orders: Planted[] = []
  for (let count = 0; count < ORDERS; count++) {
    const order = someOrder(roll, { areas, leads: [units.town, units.department], units: Object.values(units), people })
    await plant(db, order)
    orders.push(order)
  }

  await t.test('every reader sees just the rows that the access table gives them, in every table', async () => {
    const faults: string[] = []
    for (const [name, actor] of Object.entries(everybody(scene)))
      faults.push(...(await faultsOf(db, name, actor, orders)))
    assert.deepEqual(faults.slice(0, 5), [], `${faults.length} faults`)
  })

  await t.test('a list, page after page, holds what the access table gives, once and in its order', async () => {
    const compared: number[] = []
    for (const [name, actor] of Object.entries(everybody(scene))) {
      if (actor.offices.length === 0) continue
      for (const sort of ['received', 'due'] as const)
        for (const filter of [{}, { open: true }, { category: 'light' }]) {
          const whole = (await listOrders(db, { ...NOTHING, areas: ['4420'] }, filter, { sort, limit: 5_000 })).map(
            ({ id }) => id,
          )
          // What staff reported as residents is in their own list, not in that of their office.
          const inOffice = orders.filter(one => tableSays(VIEW, actor, relationsOf({ ...one, requester: null })))
          const mine = new Set(inOffice.map(({ id }) => id))
          const listed: string[] = []
          let after: After | undefined
          do {
            const page = await listOrders(as(db, actor), scopeOf(actor), filter, { sort, after, limit: 7 }, db)
            listed.push(...page.map(({ id }) => id))
            const last = page.length === 7 ? page.at(-1) : undefined
            after = last && { at: sort === 'due' ? last.next_due_at : last.received_at, id: last.id }
          } while (after !== undefined)
          assert.deepEqual(
            listed,
            whole.filter(id => mine.has(id)),
            `${name}, ${sort}, ${JSON.stringify(filter)}`,
          )
          compared.push(listed.length)
        }
    }
    assert.ok(compared.filter(length => length > 7).length > 10, compared.join(' '))
  })

  await t.test('with the access tables switched off, lists and orders of others are still not there', async () => {
    const server = await testServer(t, city, { modules: features, services: { vault } })
    let foreign = 0
    let asked = 0
    await withoutPolicies(async () => {
      for (const [name, actor] of Object.entries(everybody(scene))) {
        const rights = (order: Planted): boolean => tableSays(VIEW, actor, relationsOf(order))
        const listed = await listOrders(
          as(db, actor),
          { ...NOTHING, areas: ['4420'] },
          {},
          { sort: 'received', limit: 5_000 },
        )
        const seen = new Map(orders.map(order => [order.id, order]))
        foreign += listed.filter(({ id }) => {
          const order = seen.get(id)
          return order !== undefined && !rights(order) && !(order.published && actor.offices.length === 0)
        }).length
        asked += listed.length
        const caller = actor.kind === 'anonymous' ? server : server.as(actor)
        for (const order of orders.filter(one => !rights(one) && !one.published).slice(0, DEEP ? 200 : 5)) {
          const path = `/api/work-orders/${order.id}`
          for (const answer of [
            await caller.get(path),
            await caller.get(`${path}/shown`),
            await caller.get(`${path}/people`),
            await caller.get(`${path}/suggestions`),
            await caller.get(`${path}/photos/${order.id}`),
            await caller.post(`${path}/caller`, { reason: '想看看' }),
            await caller.post(`${path}/remind`, { note: '' }),
            await caller.post(`${path}/close`, { note: '' }),
          ]) {
            asked++
            if (answer.status !== 404) foreign++
            assert.equal(answer.status, 404, `${name}: ${answer.text}`)
          }
        }
      }
    })
    t.diagnostic(`${foreign} foreign rows of ${asked} looked at`)
    assert.equal(foreign, 0)
  })

  await t.test('a session, a notice, a kept answer, an account of another person', async () => {
    const [mine, theirs] = [cast.resident.party, cast.neighbour.party]
    for (const party of [mine, theirs]) {
      await db.run(
        sql(
          'test.session',
          `insert into city.session (token_hash, id, party, realm, created_at, seen_at, idle_until, absolute_until) values (sha256($1::text::bytea), gen_random_uuid(), $1::uuid, 'resident', now(), now(), now(), now())`,
        ),
        [party],
      )
      await db.run(
        sql(
          'test.notice',
          `insert into city.notification (id, party, kind, values, link, at, dedupe) values (gen_random_uuid(), $1, 'a:b', '{}', '', now(), 'x')`,
        ),
        [party],
      )
      await db.run(
        sql(
          'test.kept',
          `insert into city.idempotency (actor, key, route, body_hash, at) values ('party:' || $1::text, 'k', 'r', sha256('a'), now())`,
        ),
        [party],
      )
      await db.run(
        sql(
          'test.view',
          `insert into city.saved_view (id, owner, name, query, created_at) values (gen_random_uuid(), $1, 'v', '', now())`,
        ),
        [party],
      )
    }
    const owners = async (actor: Actor, table: string, column: string): Promise<readonly string[]> =>
      [...(await visible(as(db, actor), table, column))].sort()
    for (const [table, column] of [
      ['session', 'party'],
      ['notification', 'party'],
      ['saved_view', 'owner'],
    ] as const) {
      assert.deepEqual(await owners(cast.resident, table, column), [mine], table)
      assert.deepEqual(await owners(ANONYMOUS, table, column), [], table)
      assert.deepEqual(await owners(cast.deskLead, table, column), [], table)
    }
    assert.deepEqual(await owners(cast.resident, 'idempotency', 'actor'), [`party:${mine}`])
    assert.deepEqual(await owners(cast.resident, 'party', 'id'), [mine])
    const known = await owners(cast.deskLead, 'party', 'id')
    assert.equal(known.includes(mine ?? ''), false, 'a resident is not shown to the desk')
    assert.ok(known.includes(cast.unitLead.party ?? ''), 'a colleague is')
    for (const table of [
      'credential',
      'one_time_code',
      'sign_in_link',
      'sign_in_lock',
      'code_quota',
      'message',
      'journal_salt',
      'outbox',
      'delivery',
      'work_order_export',
      'vault_mark',
    ])
      for (const actor of [cast.systemAdmin, cast.deskLead, cast.resident, ANONYMOUS]) {
        const { n } = await as(db, actor).one<{ n: number }>(
          sql(`test.n-${table}`, `select count(*) as n from city.${table}`),
        )
        assert.equal(n, 0, `${table} as ${actor.kind}`)
      }
  })

  await t.test('nobody changes or removes what is not theirs, nor what is only added to', async () => {
    const victim = orders.find(
      order => order.requester === cast.resident.party && !tableSays(VIEW, cast.neighbour, relationsOf(order)),
    )
    assert.ok(victim)
    const change = sql('test.change', `update city.work_order set title = '改了' where id = $1`)
    const remove = sql('test.remove', 'delete from city.work_order_round where order_id = $1')
    const end = sql('test.end', 'update city.session set revoked_at = now() where party = $1')
    for (const actor of [cast.neighbour, ANONYMOUS, cast.systemAdmin]) {
      assert.equal(await as(db, actor).run(change, [victim.id]), 0)
      assert.equal(await as(db, actor).run(remove, [victim.id]), 0)
      assert.equal(await as(db, actor).run(end, [cast.resident.party]), 0)
    }
    const facts = sql('test.facts', `update city.work_order_fact set note = '改了' where order_id = $1`)
    const gone = sql('test.facts-gone', 'delete from city.work_order_fact where order_id = $1')
    assert.deepEqual(
      [await as(db, cast.deskLead).run(facts, [victim.id]), await as(db, cast.deskLead).run(gone, [victim.id])],
      [0, 0],
    )
    assert.equal(await as(db, cast.deskLead).run(change, [victim.id]), 1, 'the desk may')
  })
})
