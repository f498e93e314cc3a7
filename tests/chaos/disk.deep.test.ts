import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdirSync, rmSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { serverAccount } from '../../src/platform/db/cluster/account.ts'
import { runningOn } from '../../src/platform/db/cluster/server.ts'
import { hasRoom, RESERVE_BYTES } from '../../src/platform/db/room.ts'
import { dataFolder, startServer, type TestServer } from '../e2e/support/server.ts'
import { acknowledged, checkStored, sendAgain, startLoad, wait } from './support/load.ts'
import { eventually, openBehind, phoned, staff } from './support.ts'

const MEGABYTE = 1024 ** 2
const DISK_MB = 420
const WAL_MB = 300

/**
 * A small disk of its own. Needs the right to mount, as a root has that is not shut in.
 * @param stop whoever works on it, called before it is taken away: a database that outlives its disk would never end
 */
const smallDisk = async (t: TestContext, megabytes: number, stop: () => Promise<unknown>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder])
  t.after(async () => {
    await stop()
    execFileSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

const mayMount = (): boolean => {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return process.getuid?.() === 0
  } catch {
    return false
  }
}

const free = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Leaves so many bytes on a disk. */
const leave = (folder: string, bytes: number): void => {
  const [piece, file] = [Buffer.alloc(MEGABYTE), join(folder, 'rubbish')]
  try {
    for (let fill = free(folder) - bytes; fill > 0; fill = free(folder) - bytes)
      writeFileSync(file, piece.subarray(0, Math.min(fill, MEGABYTE)), { flag: 'a' })
  } catch (error) {
    // PostgreSQL took the last of it.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}
const tidyUp = (folder: string): void => rmSync(join(folder, 'rubbish'), { force: true })

const alarmOf = async (server: TestServer): Promise<string | undefined> =>
  /^linli_alarm\{alarm="storage-full"\} (\d)$/m.exec(await (await fetch(`${server.base}/metrics`)).text())?.[1]

const linesAbout = (server: TestServer): number =>
  server
    .log()
    .split('\n')
    .filter(line => line.includes('"alarm":"storage-full"') && line.includes('"level":50')).length

if (!mayMount())
  test('R-7 the disk is full: NOT ASKED HERE, because this account may not mount a small disk', t => {
    t.diagnostic('run the tests as root, outside of a container without CAP_SYS_ADMIN, to ask it')
    assert.equal(mayMount(), false)
  })
else {
  test('R-7 the disk fills up: writes are refused in words, reading goes on, nothing acknowledged is lost, and it heals', {
    timeout: 240_000,
  }, async t => {
    let server: TestServer | undefined
    const disk = await smallDisk(t, DISK_MB, async () => server?.stop())
    const data = join(disk, 'linli')
    mkdirSync(data)
    server = await startServer({ demo: false }, data)
    const behind = await openBehind(t, data)
    const desk = await staff(behind, 'deskOperator')
    const load = startLoad(server.base, desk, 100)
    t.after(() => load.stop())
    await eventually('writes are acknowledged', 30_000, async () => load.wishes.filter(acknowledged).length > 20)

    const read = async (path: string): Promise<number> => {
      const answer = await fetch(`${server.base}${path}`, { headers: { cookie: desk.cookie, accept: '*/*' } })
      await answer.arrayBuffer()
      return answer.status
    }
    const READ = ['/', '/open/work-orders', '/api/work-orders', '/api/me/sessions'] as const

    await t.test(
      'all at once: PostgreSQL says 53100, the answer is 507 with what to do, and reading goes on',
      async () => {
        leave(disk, 0)
        // Bigger than any page has room left.
        const big = { ...phoned(''), text: '路口的井盖没了。'.repeat(200) }
        let refused = await desk.post(server.base, '/api/staff/work-orders', big)
        for (let tries = 0; refused.status === 201 && tries < 200; tries++)
          refused = await desk.post(server.base, '/api/staff/work-orders', big)
        assert.equal(await hasRoom(behind.installation.database.publicDb), false, 'PostgreSQL itself says 53100')
        assert.equal(refused.status, 507, JSON.stringify(refused.json))
        assert.equal(refused.json.type, '/problems/storage-full')
        assert.match(String(refused.json.detail), /已经答复的都在/)
        for (const path of READ) assert.equal(await read(path), 200, path)
        assert.equal(await alarmOf(server), '1')
        await wait(3_000)
        assert.equal(linesAbout(server), 1)
        assert.equal(await alarmOf(server), '1', 'it does not end by itself')
      },
    )

    const healed = async (): Promise<number> => {
      tidyUp(disk)
      const [before, at] = [load.wishes.length, performance.now()]
      await eventually('served again without a restart', 20_000, async () =>
        load.wishes.slice(before).some(acknowledged),
      )
      return Math.round(performance.now() - at)
    }

    await t.test('room again: it heals by itself', async () => {
      t.diagnostic(`healed in ${await healed()} ms after there was room`)
      assert.equal(await alarmOf(server), '0')
    })

    await t.test('slowly: writing stops while PostgreSQL still has room for its log', async () => {
      const pid = runningOn(join(behind.installation.cluster?.home.folder ?? join(data, 'postgres'), 'data'))?.pid
      leave(disk, RESERVE_BYTES / 2)
      await eventually('the alarm', 10_000, async () => (await alarmOf(server)) === '1')
      const refused = await desk.post(server.base, '/api/staff/work-orders', phoned(''))
      assert.equal(refused.status, 507)
      for (const path of READ) assert.equal(await read(path), 200, path)
      assert.equal(runningOn(join(data, 'postgres/data'))?.pid, pid, 'PostgreSQL never stopped')
      t.diagnostic(`healed in ${await healed()} ms after there was room`)
    })

    const wishes = await load.stop()
    const statuses = new Set(wishes.map(({ answer }) => answer?.status))
    assert.deepEqual(
      [...statuses].filter(status => ![201, 507, 503].includes(status ?? 0)),
      [],
    )
    t.diagnostic(`${wishes.filter(acknowledged).length} of ${wishes.length} acknowledged`)
    await checkStored(behind.db, wishes, { all: false })
    await sendAgain(server.base, desk, behind.db, wishes)
  })

  test('R-7 the disk of PostgreSQL’s log is full: 503, then it comes back clean by itself', {
    timeout: 240_000,
  }, async t => {
    const data = await dataFolder()
    let server = await startServer({ demo: false }, data)
    await server.stopOnly()
    const wal = await smallDisk(t, WAL_MB, () => server.stop())
    const account = serverAccount()
    const [inside, outside] = [join(data, 'postgres/data/pg_wal'), join(wal, 'pg_wal')]
    assert.ok(existsSync(inside), 'the cluster is in the data folder')
    cpSync(inside, outside, { recursive: true })
    rmSync(inside, { recursive: true })
    symlinkSync(outside, inside)
    if (account !== undefined) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, outside])
    if (account !== undefined) chownSync(wal, account.uid, account.gid)

    server = await startServer({ demo: false }, data)
    const behind = await openBehind(t, data)
    const desk = await staff(behind, 'deskOperator')
    const load = startLoad(server.base, desk, 100)
    t.after(() => load.stop())
    await eventually('writes are acknowledged', 30_000, async () => load.wishes.filter(acknowledged).length > 20)
    // Faster than the watch, as a runaway import of somebody else would: the log itself meets the end of its disk.
    leave(wal, 0)
    await behind.db
      .tx(async tx => {
        await tx.run({
          name: 'test.flood',
          text: 'create table public.flood as select repeat(md5(n::text), 60) from generate_series(1, 60000) as n',
        })
      })
      .catch(() => undefined)
    await eventually('503 or 507 for everybody who writes', 30_000, async () => {
      const answer = await desk.post(server.base, '/api/staff/work-orders', phoned('')).catch(() => undefined)
      return answer?.status === 503 || answer?.status === 507
    })
    const [before, at] = [load.wishes.length, performance.now()]
    tidyUp(wal)
    await eventually('served again', 60_000, async () => load.wishes.slice(before).some(acknowledged))
    t.diagnostic(`back ${Math.round(performance.now() - at)} ms after there was room`)
    const wishes = await load.stop()
    t.diagnostic(
      [...Map.groupBy(wishes, ({ answer }) => answer?.status)]
        .map(([status, all]) => `${status}: ${all.length}`)
        .join(', '),
    )
    await eventually('the test can ask again', 10_000, () =>
      behind.installation.database.cities().then(
        () => true,
        () => false,
      ),
    )
    await checkStored(behind.db, wishes, { all: false })
    await sendAgain(server.base, desk, behind.db, wishes)
  })
}
