import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import { modules } from '../../src/app/modules.ts'
import { openDatabase } from '../../src/platform/db/database.ts'
import { DatabaseError } from '../../src/platform/db/errors.ts'
import { createCity, migrate } from '../../src/platform/db/migrate.ts'
import { missingRoles, rolesOf } from '../../src/platform/db/roles.ts'
import { type Database, sql } from '../../src/platform/db/types.ts'
import { testCity } from '../../src/platform/testing/database.ts'

const WHO = sql('test.who', 'select current_user as "user"')
const SESSION = sql(
  'test.session',
  `insert into city.session (token_hash, id, party, realm, created_at, seen_at, idle_until, absolute_until)
   values (sha256(gen_random_uuid()::text::bytea), gen_random_uuid(), $1, 'resident', now(), now(), now(), now())`,
)
const PARTY = sql('test.party', `insert into city.party (id, kind, created_at) values ($1, 'person', now())`)
const SESSIONS = sql('test.sessions', 'select party from city.session')
const FORCED = sql(
  'test.forced',
  `select count(*) filter (where relforcerowsecurity) as forced, count(*) as held from pg_class
   where relnamespace = $1::text::regnamespace and relrowsecurity`,
)

/** A database of this server that belongs to a login without rights to make roles, as a hosted one would. */
const hosted = async (
  t: { after: (work: () => Promise<void>) => void },
  testUrl: string,
  schema: string,
): Promise<{ readonly url: string; readonly login: string; readonly admin: (statement: string) => Promise<void> }> => {
  const serverUrl = Object.assign(new URL(testUrl), { pathname: '/postgres' }).href
  const login = `hosted_${randomUUID().slice(0, 8)}`
  const admin = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await admin(`create role ${login} login password 'hosted' nosuperuser nocreaterole`)
  await admin(`create database ${login} owner ${login} template template0`)
  const url = Object.assign(new URL(serverUrl), { username: login, password: 'hosted', pathname: `/${login}` }).href
  t.after(async () => {
    await admin(`drop database ${login} with (force)`)
    for (const role of [...rolesOf(schema).toReversed(), login]) await admin(`drop role if exists ${role}`)
  })
  for (const role of rolesOf(schema)) await admin(`drop role if exists ${role}`)
  return { url, login, admin }
}

/** Of two people's sessions each reader sees one, the system both. */
const holds = async (database: Database, code: string): Promise<void> => {
  const db = database.city(code)
  const [one, two] = [randomUUID(), randomUUID()]
  for (const party of [one, two]) {
    await db.run(PARTY, [party])
    await db.run(SESSION, [party])
  }
  const of = async (party: string) =>
    (await db.as({ of: { party: [party] } }).rows<{ party: string }>(SESSIONS)).map(row => row.party)
  assert.deepEqual(await of(one), [one])
  assert.deepEqual(await of(two), [two])
  assert.equal((await db.as({}).rows(SESSIONS)).length, 0)
  const all = (await db.rows<{ party: string }>(SESSIONS)).map(row => row.party)
  assert.ok([one, two].every(party => all.includes(party)))
}

test('S-12 a login that may not make roles: rows are held, and what to run is said', async t => {
  const { url: testUrl } = await testCity(t)
  // A city of its own: the roles of 442000 are there already, made by other tests of this server.
  const [code, schema] = ['650100', 'c650100']
  const { url, login, admin } = await hosted(t, testUrl, schema)
  await migrate(url, modules)
  await createCity(url, modules, code, '乌鲁木齐市')
  const database = openDatabase(url, { max: 4 })
  t.after(() => database.close())

  await t.test('without roles a reader is the login, and is held to the policies', async () => {
    assert.deepEqual(await database.city(code).as({}).one(WHO), { user: login })
    await holds(database, code)
    const { forced, held } = await database.publicDb.one<{ forced: number; held: number }>(FORCED, [schema])
    assert.ok(held > 20 && forced === held, `${forced} of ${held}`)
  })

  await t.test('what the doctor says to run is all that is missing', async () => {
    const missing = await missingRoles(database.publicDb, schema)
    assert.ok(missing.length > 0)
    for (const statement of missing) await admin(statement)
    await migrate(url, modules)
    assert.deepEqual(await missingRoles(database.publicDb, schema), [])
    const again = openDatabase(url, { max: 4 })
    t.after(() => again.close())
    assert.deepEqual(await again.city(code).as({ breadth: 'open' }).one(WHO), { user: `linli_${schema}_open` })
    await holds(again, code)
    const { forced } = await database.publicDb.one<{ forced: number }>(FORCED, [schema])
    assert.equal(forced, 0, 'with roles the login is the system again')
    await assert.rejects(
      again.city(code).as({}).rows(sql('test.foreign', 'select * from public.migration')),
      error => error instanceof DatabaseError && error.code === '42501',
    )
  })
})

test('S-12 four processes make the same cities and their roles at once', async t => {
  const { url, database } = await testCity(t)
  const codes = ['650200', '650300']
  await Promise.all([0, 1, 2, 3].flatMap(() => codes.map(code => createCity(url, modules, code, '某市'))))
  await Promise.all([migrate(url, modules), migrate(url, modules)])
  for (const code of codes) {
    assert.deepEqual(await missingRoles(database.publicDb, `c${code}`), [])
    await holds(database, code)
  }
})
