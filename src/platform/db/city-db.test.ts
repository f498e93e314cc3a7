import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '../../kernel/time.ts'
import { testCity } from '../testing/database.ts'
import { DatabaseError, DatabaseUnavailable, uniqueViolation } from './errors.ts'
import { build } from './kysely.ts'
import { sql, type Tx } from './types.ts'
import { ts } from './values.ts'

const add = sql('t.add', "insert into city.number_block (series, day, next) values ($1, '2026-01-02', $2)")
const list = sql('t.list', 'select series, next from city.number_block order by series')
const bump = sql('t.bump', 'update city.number_block set next = next + 1 where series = $1')

test('a city, its transactions and its errors', async t => {
  const { db, publicDb, another, addCity, database } = await testCity(t)

  await t.test('values are read as types.ts says', async () => {
    const at = instant(1_790_000_000_123)
    const row = await db.one(
      sql(
        't.values',
        `select $1::timestamptz as at, array[$1::timestamptz] as ats, date '2026-09-30' as day, 9007199254740991 as big,
           1.50::numeric as amount, '{"a":[1]}'::jsonb as doc, '\\x00ff'::bytea as bytes, null::timestamptz as none`,
      ),
      [ts(at)],
    )
    assert.deepEqual(row, {
      at,
      ats: [at],
      day: '2026-09-30',
      big: 9007199254740991,
      amount: '1.50',
      doc: { a: [1] },
      bytes: Buffer.from([0, 255]),
      none: null,
    })
    await assert.rejects(db.one(sql('t.big', 'select 9007199254740993 as big')), /exact range/)
  })

  await t.test('a bare number for an instant is refused', async () => {
    await assert.rejects(db.one(sql('t.bare', 'select $1::timestamptz as at'), [1_790_000_000_123]), DatabaseError)
  })

  await t.test('a throw rolls back, a value commits, and hints run only after a commit', async () => {
    const heard: string[] = []
    await assert.rejects(
      db.tx(async tx => {
        await tx.run(add, ['rolled', 1])
        tx.afterCommit(() => {
          heard.push('rolled')
        })
        throw new Error('no')
      }),
      /^Error: no$/,
    )
    await db.tx(async tx => {
      await tx.run(add, ['kept', 1])
      tx.afterCommit(() => {
        heard.push('kept')
      })
    })
    assert.deepEqual(await db.rows(list), [{ series: 'kept', next: 1 }])
    assert.deepEqual(heard, ['kept'])
  })

  await t.test('an error swallowed inside a transaction cannot pass for a commit', async () => {
    await assert.rejects(
      db.tx(async tx => tx.rows(sql('t.zero', 'select 1 / 0')).catch(() => [])),
      /swallowed/,
    )
  })

  await t.test('a write nobody waited for fails the transaction with its own error', async () => {
    const twice = (then: (tx: Tx) => Promise<unknown>) =>
      db.tx(async tx => {
        tx.write(add, ['twice', 1])
        tx.write(add, ['twice', 2])
        await then(tx)
      })
    const told = (promise: Promise<unknown>) => promise.then(() => undefined, uniqueViolation)
    assert.equal(await told(twice(async () => {})), 'number_block_pkey', 'at COMMIT')
    assert.equal(await told(twice(tx => tx.rows(list))), 'number_block_pkey', 'at the next statement')
    assert.deepEqual(await db.rows(list), [{ series: 'kept', next: 1 }])
  })

  await t.test('a transaction cannot be used when it is over', async () => {
    const leaked = await db.tx(async tx => tx)
    await assert.rejects(
      Promise.resolve().then(() => leaked.rows(list)),
      /over/,
    )
  })

  await t.test('two transactions that lock each other out both succeed', async () => {
    await db.run(add, ['left', 1])
    await db.run(add, ['right', 1])
    const cross = (first: string, second: string) => (): Promise<void> =>
      db.tx(async tx => {
        await tx.run(bump, [first])
        await tx.rows(sql('t.sleep', 'select pg_sleep(0.2)'))
        await tx.run(bump, [second])
      })
    await Promise.all([cross('left', 'right')(), cross('right', 'left')()])
    const rows = await db.rows(sql('t.two', "select next from city.number_block where series in ('left', 'right')"))
    assert.deepEqual(rows, [{ next: 3 }, { next: 3 }])
  })

  await t.test('a broken unique key is named, and the error quotes no value', async () => {
    const error = await db.run(add, ['kept', 1]).then(
      () => undefined,
      caught => caught,
    )
    assert.equal(uniqueViolation(error), 'number_block_pkey')
    const typed = await db.one(sql('t.typed', 'select $1::integer'), ['13800138000x']).then(
      () => '',
      caught => JSON.stringify(caught) + caught,
    )
    assert.doesNotMatch(typed, /13800138000/)
  })

  await t.test('what a reader asks within one turn is one transaction, and each is answered for itself', async () => {
    const reader = db.as({ breadth: 'whole' })
    const number = sql('t.number', 'select txid_current() as number')
    const broken = sql('t.broken', 'select 1 / $1::int as one')
    const vast = sql('t.vast', 'select 9007199254740993 as vast')
    const together = await Promise.all([reader.one(number), reader.one(number), reader.one(number)])
    assert.equal(new Set(together.map(row => row.number)).size, 1)
    assert.notDeepEqual(await reader.one(number), together[0])
    const outcomes = await Promise.allSettled([
      reader.one(sql('t.before', 'select 1 as one')),
      reader.one(broken, [0]),
      reader.one(sql('t.after', 'select 2 as two')),
      reader.one(vast),
      reader.one(sql('t.odd', 'select $1::text as odd'), [{ toPostgres: () => assert.fail('no value') }]),
      reader.one(sql('t.last', 'select 3 as three')),
    ])
    assert.deepEqual(
      outcomes.map(each => (each.status === 'fulfilled' ? each.value : String(each.reason))),
      [
        { one: 1 },
        'DatabaseError: t.broken@c442000/w: 22012 the value does not fit its type',
        { two: 2 },
        'Error: int8 out of the exact range: 9007199254740993',
        'AssertionError [ERR_ASSERTION]: no value',
        { three: 3 },
      ],
    )
    const who = sql(
      't.who',
      `select current_user = session_user as own, current_setting('linli.breadth', true) as breadth`,
    )
    for (let count = 0; count < 30; count++)
      assert.deepEqual({ ...(await db.one(who)), breadth: '' }, { own: true, breadth: '' })
  })

  await t.test('a write goes by itself: it holds although a read beside it fails', async () => {
    const reader = db.as({ breadth: 'whole', of: { author: ['t:one'] } })
    const note = sql(
      't.note',
      `insert into city.idempotency (actor, key, route, body_hash, at) values ($1, 'k', 'r', decode(repeat('00', 32), 'hex'), now())`,
    )
    const [written, failed] = await Promise.allSettled([
      reader.run(note, ['t:one']),
      reader.one(sql('t.nought', 'select 1 / $1::int as one'), [0]),
    ])
    assert.deepEqual([written, failed.status], [{ status: 'fulfilled', value: 1 }, 'rejected'])
    assert.equal((await db.rows(sql('t.notes', `select key from city.idempotency where actor = 't:one'`))).length, 1)
  })

  await t.test('what is sent in one turn of a transaction fails as one, with the first error', async () => {
    const told = await db
      .tx(async tx => {
        const all = await Promise.allSettled([
          tx.run(add, ['one-turn', 1]),
          tx.run(add, ['one-turn', 2]),
          tx.rows(list),
          tx.run(add, ['one-turn-more', 3]),
        ])
        return all.map(each => (each.status === 'fulfilled' ? each.value : uniqueViolation(each.reason)))
      })
      .catch(error => String(error))
    assert.match(String(told), /swallowed/)
    assert.ok(!(await db.rows<{ series: string }>(list)).some(({ series }) => series.startsWith('one-turn')))
  })

  await t.test('two statements under one name are a mistake that is told, and nothing is sent', async () => {
    await assert.rejects(
      db.tx(async tx => {
        await tx.one(sql('t.same', 'select 1 as one'))
        await tx.one(sql('t.same', 'select 2 as one'))
      }),
      /two statements under one name/,
    )
  })

  await t.test('one text serves two cities, and neither sees the other', async () => {
    const guangzhou = await addCity('440100', '广州市')
    await guangzhou.run(add, ['only-here', 1])
    assert.equal((await guangzhou.rows(list)).length, 1)
    assert.ok((await db.rows<{ series: string }>(list)).every(({ series }) => series !== 'only-here'))
    assert.deepEqual(await database.cities(), [
      { code: '440100', schema: 'c440100', name: '广州市', demo: false },
      { code: '442000', schema: 'c442000', name: '中山市', demo: false },
    ])
    await assert.rejects(publicDb.rows(list), /no_city/)
  })

  await t.test('a query built with Kysely asks the same city', async () => {
    const query = build<{ number_block: { series: string; next: number } }>()
      .selectFrom('number_block')
      .select(['series'])
      .where('series', '=', 'kept')
      .compile()
    assert.deepEqual(await db.built(query), [{ series: 'kept' }])
  })

  await t.test('a lost connection is DatabaseUnavailable, and the next query works', async () => {
    const mine = another().city('442000')
    const lost = mine.tx(async tx => {
      const { pid } = await tx.one<{ pid: number }>(sql('t.pid', 'select pg_backend_pid() as pid'))
      await publicDb.rows(sql('t.kill', 'select pg_terminate_backend($1)'), [pid])
      await tx.rows(list)
    })
    await assert.rejects(lost, DatabaseUnavailable)
    assert.ok((await mine.rows(list)).length > 0)
  })
})
