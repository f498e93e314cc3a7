import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { modules } from '../../src/app/modules.ts'
import { checkPackage, faultsOfCode, unpack } from '../../src/app/upgrade/package.ts'
import { VERSION } from '../../src/app/version.ts'
import { openDatabase } from '../../src/platform/db/database.ts'
import { createCity, migrate } from '../../src/platform/db/migrate.ts'
import { sql } from '../../src/platform/db/types.ts'
import { inDatabase, onServer } from '../../src/platform/testing/template.ts'
import { pack } from '../../tools/pack.ts'
import { openBehind } from '../chaos/support.ts'
import { dataFolder, ROOT, startServer } from '../e2e/support/server.ts'

const CITY = '442000'
const run = promisify(execFile)

type Ended = { readonly code: number; readonly out: string; readonly err: string }

const linli = (...args: readonly string[]): Promise<Ended> =>
  run(join(ROOT, 'linli'), [...args], { cwd: ROOT, env: { ...process.env, DATABASE_URL: '', LINLI_ARCHIVE: '' } }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    error => ({ code: Number(error.code), out: String(error.stdout), err: String(error.stderr) }),
  )
const lastLine = (text: string) => JSON.parse(text.trim().split('\n').at(-1) ?? '')

const COUNT = sql('t.count', 'select count(*) as n from public.migration')
const ENTRY = sql('t.entry', "select body from city.journal_entry where stream like 'upgrade/%'")
const FUTURE = sql(
  't.future',
  "insert into public.migration (scope, module, name, sha256, applied_at) values ('public', 'operations', '0999-from-tomorrow', 'x', now())",
)

test('U-K4 an upgrade of a given database: planned, backed up, applied, recorded; never to an older version', async t => {
  const server = process.env.LINLI_TEST_DATABASE_URL
  assert.ok(server !== undefined, 'run by tools/test.ts')
  const name = `upgrade_${process.pid}`
  await onServer(server, `drop database if exists ${name} with (force)`)
  await onServer(server, `create database ${name} template template0`)
  const url = inDatabase(server, name)
  const data = await dataFolder()
  const database = openDatabase(url, { max: 2 })
  t.after(async () => {
    await database.close()
    await onServer(server, `drop database if exists ${name} with (force)`)
    await rm(data, { recursive: true, force: true })
  })
  // As the version before left it: without the newest slice's steps.
  const before = modules.filter(({ id }) => id !== 'operations')
  await migrate(url, before)
  await createCity(url, before, CITY, '中山市')
  const count = async (): Promise<number> => (await database.publicDb.one<{ n: number }>(COUNT)).n
  const steps = await count()
  const wishes = ['--data', data, '--database-url', url, '--json']

  await t.test('what is wrong stops it, unless the operator says otherwise', async () => {
    const { code, err } = await linli('upgrade', ...wishes)
    assert.equal(code, 1)
    assert.match(err, /断电安全/)
    assert.equal(await count(), steps)
  })

  await t.test('a dry run tells the plan and changes nothing', async () => {
    const { code, out, err } = await linli('upgrade', '--dry-run', '--despite-doctor', ...wishes)
    assert.equal(code, 0, err)
    const plan = lastLine(out)
    assert.deepEqual(
      [plan.to, plan.done, plan.steps.toSorted()],
      [VERSION, false, ['c442000 operations/0001-maintenance', 'public operations/0001-versions']],
    )
    assert.ok(!existsSync(plan.backup))
    assert.equal(await count(), steps)
  })

  await t.test('it backs up, applies, and records what it did', async () => {
    const folder = join(data, 'kept')
    const { code, out, err } = await linli('upgrade', '--despite-doctor', '--backup', folder, ...wishes)
    assert.equal(code, 0, err)
    const done = lastLine(out)
    assert.deepEqual([done.done, done.steps.length, done.backup], [true, 2, folder])
    assert.equal(await count(), steps + 2)
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    assert.equal(manifest.format, 'linli-dump/1')
    const entries = await database.city(CITY).rows<{ body: string }>(ENTRY)
    assert.equal(entries.length, 1)
    assert.match(entries[0]?.body ?? '', new RegExp(`"to":"${VERSION}"`))
    const again = lastLine((await linli('upgrade', '--dry-run', '--despite-doctor', ...wishes)).out)
    assert.deepEqual([again.from, again.steps], [VERSION, []])

    const verified = await linli('verify-backup', folder, '--json')
    assert.equal(verified.code, 0, verified.err)
    assert.equal(lastLine(verified.out).sound, true)
    writeFileSync(join(folder, 'linli.dump'), 'altered')
    assert.match((await linli('verify-backup', folder)).err, /已损坏/)
  })

  await t.test('a database that a newer version has changed is refused by name', async () => {
    await database.publicDb.run(FUTURE)
    const { code, err } = await linli('upgrade', '--despite-doctor', ...wishes)
    assert.equal(code, 1)
    assert.match(err, /operations\/0999-from-tomorrow/)
  })

  await t.test('without pg_dump it says in words what to run, and does nothing', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'no-tools-'))
    t.after(() => rm(empty, { recursive: true, force: true }))
    const { findTool } = await import('../../src/platform/db/tools.ts')
    assert.equal(await findTool('pg_dump', 999, empty), undefined)
    const { backUpGiven } = await import('../../src/app/backup/dump.ts')
    const future = {
      url,
      database: {
        ...database,
        publicDb: { ...database.publicDb, one: async () => ({ version: '999', major: 999 }) as never },
      },
    }
    await assert.rejects(
      backUpGiven(future, join(empty, 'x'), 0 as never),
      /postgresql-client-999[\s\S]*pg_dump --format/,
    )
    assert.deepEqual(readdirSync(empty), [])
  })
})

test('U-K4 beside a running server on its private database, and from nothing else than the folder', async t => {
  const server = await startServer({ demo: false })
  t.after(() => server.stop())
  const { db, installation } = await openBehind(t, server.data)
  assert.equal(db.city.code, CITY)
  const { publicDb } = installation.database
  const older = [
    "delete from public.migration where module = 'operations'",
    'drop table public.version_served',
    ...(await installation.database.cities()).map(({ schema }) => `drop table ${schema}.maintenance`),
  ]
  for (const [index, statement] of older.entries()) await publicDb.run(sql(`t.older-${index}`, statement))
  const { code, out, err } = await linli('upgrade', '--data', server.data, '--json')
  assert.equal(code, 0, err)
  const done = lastLine(out)
  assert.equal(done.done, true)
  assert.ok(done.steps.includes('public operations/0001-versions'))
  assert.ok(existsSync(join(done.backup, 'manifest.json')))
  assert.equal((await fetch(`${server.base}/readyz`)).status, 200, 'it went on serving')
  const said = await linli('upgrade', '--data', server.data, '--dry-run')
  assert.match(said.out, /已是最新[\s\S]*什么都没有改/)
})

test('U-K1 a package that is damaged, altered, or signed by another is not unpacked', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-package-'))
  chmodSync(folder, 0o755)
  t.after(() => rm(folder, { recursive: true, force: true }))
  const key = (name: string): { readonly secret: string; readonly open: string } => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const [secret, open] = [join(folder, `${name}.key`), join(folder, `${name}.pub`)]
    writeFileSync(secret, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    writeFileSync(open, publicKey.export({ type: 'spki', format: 'pem' }))
    return { secret, open }
  }
  const [ours, theirs] = [key('ours'), key('theirs')]
  const { file, sha256 } = await pack({ dirty: true, packages: false, sign: ours.secret, into: folder })
  assert.equal(await checkPackage(file, ours.open), sha256)
  await assert.rejects(checkPackage(file, theirs.open), /不是这把公钥签的/)
  await assert.rejects(checkPackage(join(folder, 'none.tar.gz'), undefined), /没有文件/)

  const made = await unpack(file, folder)
  assert.equal(made, join(folder, `linli-${VERSION}`))
  assert.deepEqual(await faultsOfCode(made), [])
  assert.equal(await faultsOfCode(ROOT), undefined, 'a checkout has no list')
  appendFileSync(join(made, 'src/app/cli.ts'), '// altered')
  assert.deepEqual(await faultsOfCode(made), ['src/app/cli.ts 的内容变了'])
  await assert.rejects(unpack(file, folder), /已经有了/)

  appendFileSync(file, 'x')
  await assert.rejects(checkPackage(file, undefined), /不符/)
  const refused = await linli('upgrade', file)
  assert.equal(refused.code, 1)
  assert.match(refused.err, /不符/)
  await rm(`${file}.sha256`)
  await assert.rejects(checkPackage(file, undefined), /没有 .*sha256/)
})
