import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testCity } from '../testing/database.ts'
import { ensureDemoCity } from './demo.ts'
import { dropDemoCity, MigrationError, migrate } from './migrate.ts'
import { splitStatements } from './migration-files.ts'
import { type Module, sql } from './types.ts'

const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
test.after(() => rm(folder, { recursive: true }))
const things: Module = { id: 'things', folder }

const put = async (kind: string, name: string, up: string, check = 'select 1 where false;'): Promise<void> => {
  const path = join(folder, kind, name)
  await mkdir(path, { recursive: true })
  await Promise.all([
    writeFile(join(path, 'up.sql'), up),
    writeFile(join(path, 'check.sql'), check),
    writeFile(join(path, 'notes.md'), 'For a test.\n'),
  ])
}

test('statements end with a semicolon at the end of a line, before a blank line', () => {
  const text =
    "-- why\ncreate table a (b text default ';');\n\ncreate function f() returns int as $$\nbegin\n  return 1;\nend;\n$$ language plpgsql;\r\n\r\nselect 1;\n"
  assert.deepEqual(
    splitStatements(text).map(statement => statement.split('\n').at(-1)),
    ["create table a (b text default ';')", '$$ language plpgsql', 'select 1'],
  )
})

test('migrations', async t => {
  const { url, db, publicDb, addCity } = await testCity(t)
  await addCity('440100', '广州市')

  await t.test('run once per database and once per city, also when four processes start together', async () => {
    await put(
      'migrations-public',
      '0001-shared',
      'create table public.shared (id integer);\n\ninsert into public.shared values (1);\n',
    )
    await put('migrations', '0001-init', 'create table city.thing (n integer);\n\ninsert into city.thing values (1);\n')
    const all = await Promise.all([1, 2, 3, 4].map(() => migrate(url, [things])))
    assert.deepEqual(
      all
        .flat()
        .map(({ scope, name }) => `${scope} ${name}`)
        .sort(),
      ['c440100 0001-init', 'c442000 0001-init', 'public 0001-shared'],
    )
    assert.deepEqual(await db.rows(sql('t.thing', 'select n from city.thing')), [{ n: 1 }])
    assert.deepEqual(await publicDb.rows(sql('t.shared', 'select id from public.shared')), [{ id: 1 }])
  })

  await t.test('what is new is on the disk at once: a crash right after does not wait for it', async () => {
    const checkpoint = sql('t.checkpoint', 'select redo_lsn::text as at from pg_control_checkpoint()')
    const { at } = await publicDb.one<{ at: string }>(checkpoint)
    await migrate(url, [things])
    assert.equal((await publicDb.one<{ at: string }>(checkpoint)).at, at, 'nothing to apply, nothing to force')
    await put('migrations', '0002-more', 'create table city.more (n integer);\n')
    await migrate(url, [things])
    assert.notEqual((await publicDb.one<{ at: string }>(checkpoint)).at, at)
    await rm(join(folder, 'migrations', '0002-more'), { recursive: true })
  })

  await t.test('a check that finds rows keeps nothing of its migration', async () => {
    await put('migrations', '0002-bad', 'update city.thing set n = 2;\n', 'select n from city.thing where n > 1;\n')
    await assert.rejects(
      migrate(url, [things]),
      (error: unknown) => error instanceof MigrationError && /0002-bad.*check found 1 rows/s.test(error.message),
    )
    assert.deepEqual(await db.rows(sql('t.thing', 'select n from city.thing')), [{ n: 1 }])
    await rm(join(folder, 'migrations', '0002-bad'), { recursive: true })
  })

  await t.test('an applied migration that was changed is refused by name', async () => {
    await put('migrations', '0001-init', 'create table city.thing (n bigint);\n')
    await assert.rejects(migrate(url, [things]), /things\/0001-init \(c44\d{4}\) was changed after it had been applied/)
  })
})

test('a demonstration city is made once, made anew when it was interrupted, and never out of a real city', async t => {
  const { url, database } = await testCity(t)
  const [code, name] = ['440600', '佛山市']
  const put = sql('t.put', "insert into city.number_block (series, day, next) values ($1, '2026-01-02', 1)")
  const count = sql('t.count', 'select count(*) as n from city.number_block')
  const modules: readonly Module[] = [{ id: 'db', folder: import.meta.dirname }]
  const make = (series: string) => (): Promise<boolean> =>
    ensureDemoCity(url, database, modules, code, name, async db => {
      await db.run(put, [series])
    })

  await assert.rejects(
    ensureDemoCity(url, database, modules, code, name, async db => {
      await db.run(put, ['half'])
      throw new Error('killed')
    }),
    /killed/,
  )
  assert.deepEqual(await Promise.all([make('whole')(), make('whole')()]).then(made => made.sort()), [false, true])
  assert.deepEqual(await database.city(code).one(count), { n: 1 })
  assert.equal((await database.cities()).find(city => city.code === code)?.demo, true)

  const real = ensureDemoCity(url, database, modules, '442000', '中山市', async () => undefined)
  await assert.rejects(real, /正式城市/)
  await assert.rejects(dropDemoCity(url, '442000'), MigrationError)
})
