import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { calendarYears, loadShippedCalendar } from '../features/calendar/index.ts'
import { instant, isoOf, parseInstant } from '../kernel/time.ts'
import { openVault } from '../platform/crypto/keys.ts'
import { sql } from '../platform/db/types.ts'
import { SYSTEM } from '../platform/identity/sessions.ts'
import { assureVault } from '../platform/identity/vault-mark.ts'
import { append } from '../platform/journal/append.ts'
import { openAccounts, openBook } from '../platform/ledger/open.ts'
import { testCity } from '../platform/testing/database.ts'
import { noteBackup, noteVerified } from './backup/note.ts'
import { doorway } from './doctor/own.ts'
import { calendar } from './doctor/server.ts'
import { examine, type Finding } from './doctor.ts'
import { settingsOf } from './settings.ts'

test('the doctor names what is wrong and what to do, and changes nothing', async t => {
  const city = await testCity(t)
  const data = mkdtempSync(join(tmpdir(), 'doctor-'))
  t.after(() => rmSync(data, { recursive: true, force: true }))
  const settings = settingsOf({ data, databaseUrl: city.url }, {})
  const { db } = city
  await assureVault(db, await openVault(settings.keys))
  const look = async (): Promise<ReadonlyMap<string, Finding>> =>
    new Map((await examine(settings, () => instant(Date.now()))).map(found => [found.what, found]))
  const health = async (what: string): Promise<string | undefined> => (await look()).get(what)?.health

  await t.test('what is in order is said to be', async () => {
    const found = await look()
    for (const what of [
      'Node',
      'PostgreSQL',
      '编码',
      '中文排序',
      '数据库结构',
      '密钥目录',
      '城市 442000 密钥',
      '城市 442000 公开日志',
      '城市 442000 账本',
    ])
      assert.equal(found.get(what)?.health, 'ok', `${what}: ${found.get(what)?.found}`)
    // The clusters of tests are not power-safe, and that is told.
    assert.equal(found.get('断电安全')?.health, 'fail')
    assert.ok([...found.values()].every(one => one.health === 'ok' || one.next !== ''))
  })

  await t.test('keys that others can read, and keys of another city', async () => {
    chmodSync(settings.keys, 0o755)
    assert.equal(await health('密钥目录'), 'fail')
    chmodSync(settings.keys, 0o700)
    await db.run(sql('t.mark', "update city.vault_mark set fingerprint = 'another'"))
    assert.equal(await health('城市 442000 密钥'), 'fail')
  })

  await t.test('one key file that others can read is enough', async () => {
    await db.run(sql('t.unmark', 'delete from city.vault_mark'))
    const file = join(settings.keys, 'seal-0001.key')
    chmodSync(file, 0o644)
    const found = (await look()).get('密钥目录')
    assert.equal(found?.health, 'fail')
    assert.match(found?.found ?? '', /seal-0001\.key/)
    assert.match(found?.next ?? '', /chmod 600/)
    chmodSync(file, 0o600)
    await assureVault(db, await openVault(settings.keys))
  })

  await t.test('no backup, a backup too old, one never tried, one that failed its trial', async () => {
    assert.equal(await health('备份'), 'warn')
    const shelf = mkdtempSync(join(tmpdir(), 'shelf-'))
    t.after(() => rmSync(shelf, { recursive: true, force: true }))
    const daysAgo = (days: number): string => isoOf(instant(Date.now() - days * 86_400_000))
    const ages = [
      [0.5, 'ok'],
      [2, 'warn'],
      [9, 'fail'],
    ] as const
    for (const [days, expected] of ages) {
      await noteBackup(data, { at: daysAgo(days), folder: shelf, bytes: 1 })
      assert.equal(await health('备份'), expected, `${days} days`)
    }
    assert.equal(await health('备份核对'), 'warn')
    for (const [days, sound, expected] of [
      [1, true, 'ok'],
      [40, true, 'warn'],
      [1, false, 'fail'],
    ] as const) {
      await noteVerified(shelf, { at: daysAgo(days), sound })
      assert.equal(await health('备份核对'), expected)
    }
  })

  await t.test('the log that is not kept, the way in, and the rights of the role', async () => {
    const found = await look()
    assert.equal(found.get('日志归档')?.health, 'warn')
    assert.match(found.get('HTTPS')?.found ?? '', /LINLI_ORIGIN/)
    const doors = [
      [{ origin: 'http://x.test' }, 'warn'],
      [{ origin: 'https://x.test' }, 'warn'],
      [{ origin: 'https://x.test', proxies: ['127.0.0.1'] }, 'ok'],
      [{ origin: 'https://x.test', host: '0.0.0.0' }, 'warn'],
    ] as const
    for (const [wish, expected] of doors) assert.equal(doorway({ ...settings, ...wish }).health, expected)
    // Tests sign in as the owner of the whole server; on a server of others that is more than Linli needs.
    assert.equal(found.get('数据库账号')?.health, 'warn')
    assert.match(found.get('数据库账号')?.found ?? '', /超级用户/)
  })

  await t.test('a year without its notice is told in December, not before', async () => {
    await loadShippedCalendar(city.publicDb, instant(Date.now()))
    const last = Math.max(...(await calendarYears(city.publicDb)))
    const on = (day: string) => calendar(city.publicDb, parseInstant(`${last}-${day}T10:00:00+08:00`) ?? instant(0))
    assert.deepEqual([(await on('11-30')).health, (await on('12-01')).health], ['ok', 'warn'])
    assert.match((await on('12-01')).next, /国务院办公厅/)
    const after = parseInstant(`${last + 1}-01-05T10:00:00+08:00`) ?? instant(0)
    assert.equal((await calendar(city.publicDb, after)).health, 'fail')
  })

  await t.test('reminders that are late', async () => {
    await db.run(
      sql(
        't.clock',
        `insert into city.clock (subject, kind, round, turn, name, running, calendar, detail, escalations, next_at)
         values (gen_random_uuid(), 't', 1, 1, 'x', true, '', '{}', '[]', now() - interval '10 minutes')`,
      ),
    )
    assert.equal(await health('城市 442000 时限提醒'), 'warn')
  })

  await t.test('events that wait, and events given up', async () => {
    await db.run(
      sql(
        't.old',
        "insert into city.outbox (topic, key, payload, at) values ('t', 'k', '1', now() - interval '1 hour')",
      ),
    )
    assert.equal(await health('城市 442000 待处理事件'), 'warn')
  })

  await t.test('a journal that was altered', async () => {
    const at = instant(Date.UTC(2026, 10, 24))
    await db.tx(tx => append(tx, { stream: 'trial/x', seq: 1, verb: 'note', at, actor: SYSTEM, data: {} }))
    await db.run(sql('t.open', 'alter table city.journal_head disable trigger user'))
    await db.run(sql('t.head', "update city.journal_head set size = 1, root = decode(repeat('00', 32), 'hex')"))
    assert.equal(await health('城市 442000 公开日志'), 'fail')
  })

  await t.test('books that were altered', async () => {
    const now = instant(Date.UTC(2026, 10, 24))
    const at = { kind: 'trial', unit: 'fen', area: '442000001001', subject: randomUUID() } as const
    await db.tx(async tx => openAccounts(tx, await openBook(tx, at, now), [{ path: 'bank', floor: null }], now))
    assert.equal(await health('城市 442000 账本'), 'ok')
    await db.run(sql('t.skim', "update city.ledger_account set balance = -1 where path = 'bank'"))
    const found = (await look()).get('城市 442000 账本')
    assert.equal(found?.health, 'fail')
    assert.match(found?.found ?? '', /accounts: bank/)
  })

  await t.test('a migration that was changed, and a database that is not there', async () => {
    await db.run(sql('t.sha', "update public.migration set sha256 = 'x' where scope = 'public'"))
    assert.equal(await health('数据库结构'), 'fail')
    const nowhere = await examine(settingsOf({ data, databaseUrl: 'postgres://nobody@127.0.0.1:1/x' }, {}))
    assert.equal(nowhere.find(({ what }) => what === '数据库')?.health, 'fail')
  })
})
