import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { instant } from '../kernel/time.ts'
import { openVault } from '../platform/crypto/keys.ts'
import { sql } from '../platform/db/types.ts'
import { SYSTEM } from '../platform/identity/sessions.ts'
import { assureVault } from '../platform/identity/vault-mark.ts'
import { append } from '../platform/journal/append.ts'
import { testCity } from '../platform/testing/database.ts'
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

  await t.test('a migration that was changed, and a database that is not there', async () => {
    await db.run(sql('t.sha', "update public.migration set sha256 = 'x' where scope = 'public'"))
    assert.equal(await health('数据库结构'), 'fail')
    const nowhere = await examine(settingsOf({ data, databaseUrl: 'postgres://nobody@127.0.0.1:1/x' }, {}))
    assert.equal(nowhere.find(({ what }) => what === '数据库')?.health, 'fail')
  })
})
