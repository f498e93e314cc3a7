import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testCity } from '../testing/database.ts'
import { openDatabase } from './database.ts'
import { AT_ONCE } from './pool.ts'
import { Turns } from './turns.ts'
import { sql } from './types.ts'

const SLOW = sql('t.slow', 'select pg_sleep(2), $1::int as n')
const QUICK = sql('t.quick', 'select $1::int as n')

test('turns are taken in order, and no more at once than there are places', async () => {
  const turns = new Turns(2)
  const told: string[] = []
  const [first, second] = [await turns.take(), await turns.take()]
  const waiting = ['third', 'fourth', 'fifth'].map(async name => {
    const end = await turns.take()
    told.push(name)
    return end
  })
  assert.equal(turns.waiting, 3)
  assert.deepEqual(told, [])
  first()
  first()
  await waiting[0]
  assert.deepEqual(told, ['third'], 'ending a turn twice hands it on once')
  second()
  await waiting[1]
  assert.deepEqual(told, ['third', 'fourth'])
  for (const one of waiting.slice(0, 2)) (await one)()
  ;(await waiting[2])?.()
  assert.equal(turns.waiting, 0)
})

test('a turn that was handed on is not taken by somebody who comes at that moment', async () => {
  const turns = new Turns(1)
  const end = await turns.take()
  const waiting = turns.take()
  end()
  const late = turns.take()
  assert.equal(turns.waiting, 1)
  ;(await waiting)()
  ;(await late)()
})

test('what takes long gives its turn up', async () => {
  const turns = new Turns(1, 5, 2 ** 31 - 1)
  await turns.take()
  // The first never ends its turn: without giving it up these two would wait for weeks.
  await turns.take()
  await turns.take()
  assert.equal(turns.waiting, 0)
})

test('who has waited for long goes on without a turn', async () => {
  const turns = new Turns(1, 2 ** 31 - 1, 5)
  const end = await turns.take()
  ;(await turns.take())()
  const waiting = turns.take()
  assert.equal(turns.waiting, 1, 'they took no place, so they gave none back')
  end()
  ;(await waiting)()
})

test('at the database', async t => {
  const city = await testCity(t)
  const database = openDatabase(city.url, { max: 4 * AT_ONCE })
  t.after(() => database.close())
  const { publicDb } = database

  await t.test('a crowd of short questions opens no more connections than work at once', async () => {
    // Opening one may take longer than a turn.
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => publicDb.one(QUICK, [n])))
    const answers = await Promise.all(
      Array.from({ length: 40 * AT_ONCE }, (_, n) => publicDb.one<{ n: number }>(QUICK, [n])),
    )
    assert.deepEqual(
      answers.map(({ n }) => n),
      answers.map((_, n) => n),
    )
    assert.ok(database.connections().total <= 2 * AT_ONCE, `${database.connections().total} connections`)
    assert.equal(database.connections().waiting, 0)
  })

  await t.test('slow questions in every place hold nobody up', async () => {
    const told: string[] = []
    const slow = Array.from({ length: AT_ONCE }, async (_, n) => {
      await publicDb.one(SLOW, [n])
      told.push('slow')
    })
    await publicDb.one(QUICK, [1])
    told.push('quick')
    await Promise.all(slow)
    assert.equal(told[0], 'quick')
    assert.equal(told.length, AT_ONCE + 1)
  })

  await t.test('transactions that ask beside themselves, in every place, come to an end', async () => {
    const done = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) =>
        publicDb.tx(async tx => {
          await tx.one(QUICK, [n])
          return (await publicDb.one<{ n: number }>(QUICK, [n])).n
        }),
      ),
    )
    assert.deepEqual(
      done,
      done.map((_, n) => n),
    )
  })

  await t.test('a place whose connection cannot be had is free again', async () => {
    const away = new URL(city.url)
    away.port = '1'
    const nobody = openDatabase(away.href, { max: 2 })
    t.after(() => nobody.close())
    for (let n = 0; n < 2 * AT_ONCE; n++) await assert.rejects(nobody.publicDb.one(QUICK, [n]))
    assert.equal(nobody.connections().waiting, 0)
  })
})
