import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testCity } from '../testing/database.ts'
import { openDatabase } from './database.ts'
import { DatabaseUnavailable } from './errors.ts'
import { hostsOf } from './hosts.ts'
import { sql } from './types.ts'

test('a connection string with several servers is several connection strings', () => {
  assert.deepEqual(hostsOf('postgres://u:p@one:5432/linli'), ['postgres://u:p@one:5432/linli'])
  assert.deepEqual(hostsOf('postgres://u:p,w@one:5432,two/linli?target_session_attrs=read-write&sslmode=require'), [
    'postgres://u:p,w@one:5432/linli?sslmode=require',
    'postgres://u:p,w@two/linli?sslmode=require',
  ])
  assert.deepEqual(hostsOf('postgresql://one,[::1]:5433'), ['postgresql://one', 'postgresql://[::1]:5433'])
})

test('a server that is away is passed over, and whoever asks again is answered', async t => {
  const city = await testCity(t)
  const there = new URL(city.url)
  const url = `postgres://${there.username}:${there.password}@127.0.0.1:1,${there.host}${there.pathname}`
  const database = openDatabase(url, { max: 3 })
  t.after(() => database.close())
  const one = sql('t.one', 'select 1 as one')
  const ask = (): Promise<unknown> => database.publicDb.one(one)
  const burst = await Promise.allSettled([ask(), ask(), ask()])
  for (const answer of burst) if (answer.status === 'rejected') assert.ok(answer.reason instanceof DatabaseUnavailable)
  for (let n = 0; n < 5; n++) assert.deepEqual(await ask(), { one: 1 })
})
