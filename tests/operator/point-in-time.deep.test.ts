import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, renameSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { addCity } from '../../src/app/cities.ts'
import { clusterFolder } from '../../src/platform/db/cluster/backup.ts'
import { openDatabase } from '../../src/platform/db/database.ts'
import { type PublicDb, sql } from '../../src/platform/db/types.ts'
import { score } from '../../src/platform/testing/score.ts'
import { eventually, newMark, openBehind, phoned, staff } from '../chaos/support.ts'
import { dataFolder, ROOT, startServer } from '../e2e/support/server.ts'

const CITY = '442000'
const DEEP = process.env.LINLI_DEEP === '1'
const RPO_MS_MAX = 300_000

const MARKS = sql('t.marks', `select substring(body from '标记[a-p]+') as mark from city.work_order`)
const NOW = sql('t.now', `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`)
const SWITCH = sql('t.switch', 'select pg_walfile_name(pg_switch_wal()) as name')
const ARCHIVED = sql(
  't.archived',
  "select coalesce(last_archived_wal, '') as name, failed_count as failed from pg_stat_archiver",
)

const linli = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(join(ROOT, 'linli'), [...args], { cwd: ROOT })).stdout
const lastLine = (text: string) => JSON.parse(text.trim().split('\n').at(-1) ?? '')
const refusal = (...args: readonly string[]): Promise<string> =>
  linli(...args).then(
    () => 'done',
    (error: { readonly stderr?: string }) => String(error.stderr),
  )

/** Hands the present piece of log over and waits until it is kept. */
const handOver = async (db: PublicDb): Promise<string> => {
  const { name } = await db.one<{ name: string }>(SWITCH)
  await eventually(`${name} is kept`, 30_000, async () => (await db.one<{ name: string }>(ARCHIVED)).name >= name)
  return name
}

test('R-8 point in time: a base backup and the log restore any moment since, no other', async t => {
  const shelf = await mkdtemp(join(tmpdir(), 'linli-archive-'))
  await chmod(shelf, 0o777)
  t.after(() => rm(shelf, { recursive: true, force: true }))
  const server = await startServer({ demo: false, env: { LINLI_ARCHIVE: shelf } })
  t.after(() => server.stop())
  const behind = await openBehind(t, server.data)
  const { publicDb } = behind.installation.database
  await addCity(behind.installation, CITY)
  const desk = await staff(behind, 'deskOperator')
  const write = async (count: number): Promise<readonly string[]> => {
    const marks = Array.from({ length: count }, newMark)
    for (const mark of marks)
      assert.equal((await desk.post(server.base, '/api/staff/work-orders', phoned(mark))).status, 201)
    return marks
  }
  const before = await write(3)
  const backed = lastLine(await server.cli('backup', '--base', '--json'))
  assert.equal(backed.folder.startsWith(join(shelf, 'base')), true)
  const kept = await write(5)
  const { at } = await publicDb.one<{ at: string }>(NOW)
  const later = await write(5)
  await handOver(publicDb)

  const restoredMarks = async (until: string): Promise<ReadonlySet<string>> => {
    const data = await dataFolder()
    const checked = lastLine(
      await linli('restore', shelf, '--until', until, '--data', data, '--keys', join(server.data, 'keys'), '--json'),
    )
    assert.equal(checked.sound, true, JSON.stringify(checked))
    const { db } = await openBehind(t, data)
    t.after(() => rm(clusterFolder(data).home, { recursive: true, force: true }))
    t.after(() => rm(data, { recursive: true, force: true }))
    return new Set((await db.rows<{ mark: string }>(MARKS)).map(({ mark }) => mark))
  }

  await t.test('up to a moment: what was answered before it is there, what came after is not', async () => {
    const found = await restoredMarks(at)
    const lost = [...before, ...kept].filter(mark => !found.has(mark))
    score('acked writes lost', lost.length, before.length + kept.length)
    assert.deepEqual(lost, [])
    assert.deepEqual(
      later.filter(mark => found.has(mark)),
      [],
    )
  })

  await t.test('up to the end of the log: everything handed over', async () => {
    const found = await restoredMarks('latest')
    const all = [...before, ...kept, ...later]
    const lost = all.filter(mark => !found.has(mark))
    score('acked writes lost', lost.length, all.length)
    assert.deepEqual(lost, [])
  })

  await t.test('verify-backup replays the log and notes it', async () => {
    assert.equal(lastLine(await linli('verify-backup', shelf, '--json')).sound, true)
    assert.ok(readdirSync(shelf).includes('verified.json'))
  })

  await t.test(
    'a moment before the first base, one the log does not reach, and a gap are refused in words',
    async () => {
      const data = await dataFolder()
      t.after(() => rm(data, { recursive: true, force: true }))
      assert.match(await refusal('restore', shelf, '--until', '2020-01-01T00:00', '--data', data), /最早只能恢复到/)
      assert.match(await refusal('restore', shelf, '--until', 'noon', '--data', data), /2026-11-25T10:05/)
      const far = await dataFolder()
      t.after(() => rm(clusterFolder(far).home, { recursive: true, force: true }))
      assert.match(await refusal('restore', shelf, '--until', '2099-01-01T00:00', '--data', far), /到不了/)
      await write(1)
      const missing = await handOver(publicDb)
      await write(1)
      await handOver(publicDb)
      renameSync(join(shelf, 'wal', `${missing}.gz`), join(shelf, 'hidden.gz'))
      assert.match(await refusal('restore', shelf, '--until', 'latest', '--data', data), /缺口/)
    },
  )

  await t.test('the log is handed over within five minutes by itself, and never over what is there', async () => {
    const { rows } = {
      rows: await publicDb.rows<{ s: number }>(
        sql(
          't.timeout',
          "select current_setting('archive_timeout') as raw, extract(epoch from current_setting('archive_timeout')::interval)::int as s",
        ),
      ),
    }
    assert.ok((rows[0]?.s ?? Infinity) * 1000 < RPO_MS_MAX)
    const home = clusterFolder(server.data).home
    const [name = ''] = readdirSync(join(shelf, 'wal')).filter(one => /^[0-9A-F]{24}\.gz$/.test(one))
    const store = (from: string): Promise<unknown> =>
      promisify(execFile)('/bin/sh', [join(home, 'archive.sh'), from, name.replace('.gz', ''), join(shelf, 'wal')])
    await assert.rejects(store('/etc/hostname'), /not overwritten/)
    if (!DEEP) return
    const begun = performance.now()
    await write(1)
    const { name: open } = await publicDb.one<{ name: string }>(
      sql('t.open', 'select pg_walfile_name(pg_current_wal_lsn()) as name'),
    )
    await eventually(
      'handed over',
      RPO_MS_MAX,
      async () => (await publicDb.one<{ name: string }>(ARCHIVED)).name >= open,
    )
    t.diagnostic(`handed over after ${Math.round((performance.now() - begun) / 1000)} s`)
  })
})

test('R-8 verbs that start the database by themselves keep the log as well', async t => {
  const shelf = await mkdtemp(join(tmpdir(), 'linli-archive-'))
  await chmod(shelf, 0o777)
  const data = await dataFolder()
  t.after(async () => {
    await rm(clusterFolder(data).home, { recursive: true, force: true })
    await rm(data, { recursive: true, force: true })
    await rm(shelf, { recursive: true, force: true })
  })
  const first = await startServer({ demo: false, env: { LINLI_ARCHIVE: shelf } }, data)
  await first.kill()
  // Nothing tells this verb of the archive but the folder itself.
  await linli('city', 'add', CITY, '--data', data)
  const { db, installation } = await openBehind(t, data)
  assert.equal(db.city.code, CITY)
  const { url } = installation
  const other = openDatabase(url, { max: 1 })
  try {
    await handOver(other.publicDb)
  } finally {
    await other.close()
  }
})
