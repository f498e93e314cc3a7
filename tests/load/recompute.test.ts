import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { fill } from '../../bench/support/fill.ts'
import { type Recomputed, recompute } from '../../src/features/work-order/recompute.ts'
import { at, type Stage, stage } from '../../src/features/work-order/testing.ts'
import { sql } from '../../src/platform/db/types.ts'

const NOW = at('2026-11-22 10:00')
const ORDERS = 2_000

const filled = async (t: TestContext, orders: number): Promise<Stage> => {
  const set = await stage(t)
  await fill(set.city.db, set.vault, { orders, seed: 42, now: NOW, days: 300 })
  return set
}

const whats = ({ shown }: Recomputed): readonly string[] => [...new Set(shown.map(({ what }) => what))].sort()

test('what is stored of two thousand generated orders is what their facts give', async t => {
  const { city } = await filled(t, ORDERS)
  const found = await recompute(city.db, NOW)
  assert.deepEqual(found.shown, [])
  assert.equal(found.orders, ORDERS)
  assert.equal(found.differences, 0)
  assert.ok(found.facts > 5 * ORDERS && found.clocks > ORDERS && found.rounds >= ORDERS && found.groups > 30)
})

/** Each alteration hits one row of its own and stays; what it must be found by. */
const PLANTED: readonly (readonly [name: string, statement: string, found: RegExp])[] = [
  [
    'due',
    `update city.clock set due_at = due_at + interval '1 day'
     where ctid = (select ctid from city.clock where name = 'close' and running limit 1)`,
    /^clock \d\/\d\/close due$/,
  ],
  [
    'fired-early',
    `update city.clock set next_at = next_at - interval '1 hour'
     where ctid = (select ctid from city.clock where next_at is not null and name = 'close' order by due_at desc limit 1)`,
    /^clock \d\/\d\/close next$/,
  ],
  [
    'half-older',
    `update city.clock set calendar = 'older', due_at = due_at + interval '1 day'
     where ctid = (select ctid from city.clock where name = 'contact' and stopped_at is not null limit 1)`,
    /^clock \d\/\d\/contact due$/,
  ],
  [
    'step',
    `update city.work_order set step = 'closed' where id = (select id from city.work_order where step = 'handling' limit 1)`,
    /^step$/,
  ],
  [
    'state',
    `update city.work_order set state = jsonb_set(state, '{extensions}', '9') where id = (select min(id::text)::uuid from city.work_order)`,
    /^state$/,
  ],
  [
    'rate',
    `update city.work_order_round set satisfaction = 'very-satisfied'
     where ctid = (select ctid from city.work_order_round where satisfaction is null limit 1)`,
    /^rates$/,
  ],
  [
    'clock',
    `delete from city.clock where ctid = (select ctid from city.clock where name = 'followUp' limit 1)`,
    /^clock \d\/\d\/followUp$/,
  ],
  [
    'fact',
    `delete from city.work_order_fact where ctid = (select ctid from city.work_order_fact where seq = 3 limit 1)`,
    /^facts$/,
  ],
]

test('what was altered behind the rules is found, each thing by its name', async t => {
  const { city } = await filled(t, 300)
  let before = 0
  for (const [name, statement, expected] of PLANTED) {
    assert.equal(await city.db.run(sql(`test.plant-${name}`, statement)), 1, name)
    const found = await recompute(city.db, NOW)
    assert.ok(found.differences > before, name)
    assert.ok(
      whats(found).some(what => expected.test(what)),
      `${name}: ${whats(found)}`,
    )
    before = found.differences
  }
})

test('a clock that ended under an older calendar stands as it was judged; one that still runs does not', async t => {
  const { city } = await filled(t, 300)
  const shift = (which: string) =>
    sql(
      `test.older-${which}`,
      `with chosen as (
         update city.clock as c set calendar = 'older', due_at = c.due_at + interval '1 day',
           detail = jsonb_set(c.detail, '{due,dueAt}', to_jsonb((c.detail #>> '{due,dueAt}')::bigint + 86400000))
         where c.ctid = (select k.ctid from city.clock k join city.work_order o on o.id = k.subject and o.round = k.round
           where k.name = 'close' and ${which === 'ended' ? 'k.stopped_at is not null' : 'k.running'} limit 1)
         returning c.subject, c.round)
       update city.work_order_round as r set close_due_at = r.close_due_at + interval '1 day'
       from chosen where (r.order_id, r.round) = (chosen.subject, chosen.round)`,
    )
  assert.equal(await city.db.run(shift('ended')), 1)
  const ended = await recompute(city.db, NOW)
  assert.deepEqual(ended.shown, [])
  assert.equal(ended.olderCalendar, 1)
  assert.equal(await city.db.run(shift('running')), 1)
  const running = await recompute(city.db, NOW)
  assert.equal(running.olderCalendar, 1)
  assert.ok(
    whats(running).some(what => /close due$/.test(what)),
    `${whats(running)}`,
  )
})
