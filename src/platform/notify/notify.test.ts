import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { SMTPServer } from 'smtp-server'
import { HOUR_MS, type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import { freshVault } from '../crypto/vault.ts'
import { type CityDb, sql } from '../db/types.ts'
import { translatorOf } from '../i18n/translate.ts'
import { ensureParty } from '../identity/parties.ts'
import { testCity } from '../testing/database.ts'
import { logAdapter, mailAdapter } from './adapters.ts'
import { inbox, markRead, notify, sendTo, unread } from './notify.ts'
import { backoffMs, forgetSweep, sendSweep } from './sweeps.ts'
import type { Adapter, Message, Notification, Outgoing } from './types.ts'
import { checkValues } from './values.ts'

const NOW = instant(1_790_000_000_000)
const later = (ms: number): Instant => instant(NOW + ms)
const vault = freshVault()
const PHONE = '13812345678'

const texts = { notify: { closed: { title: '{{number}} 已办结', body: '{{surname}}您好,{{number}} 已办结,请评价。' } } }
const translate = () => translatorOf({ 'zh-Hans': { demo: texts } }, 'zh-Hans')
const origin = (city: string): string => `https://linli.example.org/c/${city}`

const told = (party: string, dedupe = 'order-1/closed'): Notification => ({
  party,
  kind: 'demo:closed',
  values: { number: 'ZS20261122-0001', surname: '陈' },
  link: '/orders/1',
  dedupe,
  at: NOW,
})

const mail = (address: string, dedupe = 'order-1/closed'): Message => {
  const { party: _, ...rest } = told('', dedupe)
  return { ...rest, channel: 'email', address }
}

const person = (db: CityDb, phone: string): Promise<string> =>
  db.tx(tx => ensureParty(tx, vault, { phone, level: 'L1' }, NOW))

const MESSAGES = sql(
  'notify-test.messages',
  'select state, attempts, next_at as "nextAt", last_error as "lastError", address_sealed as address from city.message order by id',
)
type MessageRow = { state: string; attempts: number; nextAt: Instant; lastError: string; address: Buffer | null }

/** A mail server that keeps what it is given, and refuses everyone at nowhere.example. */
const sink = async (t: Pick<TestContext, 'after'>) => {
  const received: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, answer) =>
      answer(
        address.endsWith('nowhere.example')
          ? Object.assign(new Error(`no ${address} here`), { responseCode: 550 })
          : null,
      ),
    onData: (stream, _session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        received.push(Buffer.concat(parts).toString('utf8'))
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const adapter = mailAdapter({
    url: `smtp://127.0.0.1:${port}`,
    from: '邻里 <no-reply@example.org>',
    domain: 'example.org',
  })
  t.after(async () => {
    adapter.close()
    await new Promise<void>(resolve => server.close(resolve))
  })
  return { received, adapter }
}

const bodyOf = (raw: string): string => {
  const [head = '', body = ''] = raw.split('\r\n\r\n')
  return /base64/i.test(head) ? Buffer.from(body, 'base64').toString('utf8') : body
}

test('the inbox', async t => {
  const { db } = await testCity(t)
  const [chen, li] = [await person(db, PHONE), await person(db, '13912345678')]

  await t.test('nothing is told of what was rolled back', async () => {
    const failing = db.tx(async tx => {
      await notify(tx, told(chen))
      throw new Error('refused')
    })
    await assert.rejects(failing, /refused/)
    assert.equal(await unread(db, chen), 0)
  })

  await t.test('the same is told once, to each person', async () => {
    assert.equal(await db.tx(tx => notify(tx, told(chen))), true)
    assert.equal(await db.tx(tx => notify(tx, told(chen))), false)
    assert.equal(await db.tx(tx => notify(tx, told(li))), true)
    assert.deepEqual([await unread(db, chen), await unread(db, li)], [1, 1])
  })

  await t.test('one reads one’s own only, newest first, page by page', async () => {
    for (const n of [2, 3]) await db.tx(tx => notify(tx, { ...told(chen, `order-${n}`), at: later(n * 1000) }))
    const [newest, second] = await inbox(db, chen, { limit: 2 })
    assert.ok(newest !== undefined && second !== undefined)
    assert.deepEqual([newest.at, second.at], [later(3000), later(2000)])
    assert.deepEqual(
      (await inbox(db, chen, { before: second })).map(line => line.at),
      [NOW],
    )
    assert.equal(await markRead(db, li, NOW, [newest.id]), 0)
    assert.equal(await markRead(db, chen, NOW, [newest.id]), 1)
    assert.equal(await unread(db, chen), 2)
    assert.equal(await markRead(db, chen, NOW), 2)
  })
})

test('sending', async t => {
  const { db, another } = await testCity(t)
  const messages = (): Promise<readonly MessageRow[]> => db.rows<MessageRow>(MESSAGES)
  const clear = (): Promise<number> => db.run(sql('notify-test.clear', 'delete from city.message'))
  const via = (...adapters: Adapter[]) => sendSweep({ vault, adapters, translate, origin })

  await t.test('a mail goes out once, and its address is forgotten', async t => {
    const { received, adapter } = await sink(t)
    await db.tx(tx => sendTo(tx, vault, mail('chen@example.org')))
    await db.tx(tx => sendTo(tx, vault, mail('chen@example.org')))
    assert.ok((await messages())[0]?.address !== null)
    assert.equal(await via(adapter).run(db, NOW), 1)
    assert.equal(await via(adapter).run(db, later(HOUR_MS)), 0)
    assert.equal(received.length, 1)
    assert.match(received[0] ?? '', /^To: chen@example\.org/m)
    assert.match(received[0] ?? '', /^Message-ID: <[0-9a-f-]{36}@example\.org>/m)
    assert.equal(
      bodyOf(received[0] ?? '')
        .trim()
        .replaceAll('\r', ''),
      '陈您好,ZS20261122-0001 已办结,请评价。\n\nhttps://linli.example.org/c/442000/orders/1',
    )
    const [row] = await messages()
    assert.deepEqual([row?.state, row?.attempts, row?.address], ['sent', 1, null])
    await clear()
  })

  await t.test('a dead server is tried again later; an unknown mailbox is not', async t => {
    const { received, adapter } = await sink(t)
    const dead = mailAdapter({ url: 'smtp://127.0.0.1:1', from: 'a@example.org', domain: 'example.org' })
    t.after(() => dead.close())
    await db.tx(tx => sendTo(tx, vault, mail('chen@example.org')))
    await via(dead).run(db, NOW)
    const [waiting] = await messages()
    assert.deepEqual([waiting?.state, waiting?.nextAt], ['waiting', later(MINUTE_MS)])
    assert.equal(await via(adapter).run(db, later(MINUTE_MS - 1)), 0)
    assert.equal(await via(adapter).run(db, later(MINUTE_MS)), 1)
    assert.equal(received.length, 1)
    await clear()
    await db.tx(tx => sendTo(tx, vault, mail('wang@nowhere.example')))
    await via(adapter).run(db, NOW)
    const [over] = await messages()
    assert.deepEqual([over?.state, over?.address], ['dead', null])
    assert.ok(!over?.lastError.includes('wang'), over?.lastError)
    await clear()
  })

  await t.test(
    'without an address it goes to the person’s own phone; the log adapter says no more than the case',
    async () => {
      const lines: unknown[] = []
      const seen: Outgoing[] = []
      const party = await person(db, PHONE)
      await db.tx(tx => notify(tx, { ...told(party), by: ['sms', 'wechat'] }))
      const sms: Adapter = { channel: 'sms', send: async message => void seen.push(message) }
      await via(
        sms,
        logAdapter('wechat', line => lines.push(line)),
      ).run(db, NOW)
      assert.deepEqual(
        seen.map(({ address, title }) => [address, title]),
        [[PHONE, 'ZS20261122-0001 已办结']],
      )
      assert.deepEqual(lines, [{ channel: 'wechat', kind: 'demo:closed', number: 'ZS20261122-0001' }])
      await clear()
    },
  )

  await t.test('six processes send each message once; what a dead one had taken comes back', async () => {
    for (let n = 0; n < 40; n++) await db.tx(tx => sendTo(tx, vault, mail('chen@example.org', `order-${n}`)))
    const sent: string[] = []
    const adapter: Adapter = { channel: 'email', send: async ({ id }) => void sent.push(id) }
    const lost: Adapter = { channel: 'email', send: () => new Promise(() => undefined) }
    void via(lost).run(another().city('442000'), NOW)
    while ((await messages()).every(({ attempts }) => attempts === 0))
      await new Promise(resolve => setTimeout(resolve, 5))
    const processes = Array.from({ length: 6 }, () => another().city('442000'))
    // Connected already, so that they really reach for the same rows at once.
    await Promise.all(processes.map(one => one.rows(MESSAGES)))
    await Promise.all(processes.map(one => via(adapter).run(one, later(1000))))
    assert.deepEqual([sent.length, new Set(sent).size], [20, 20])
    await Promise.all(processes.map(one => via(adapter).run(one, later(HOUR_MS))))
    assert.deepEqual([sent.length, new Set(sent).size], [40, 40])
    assert.equal(await forgetSweep.run(db, later(31 * 24 * HOUR_MS)), 40)
  })

  await t.test('after eight attempts it is given up', async () => {
    await db.tx(tx => sendTo(tx, vault, mail('chen@example.org')))
    const failing: Adapter = { channel: 'email', send: () => Promise.reject(new Error('no')) }
    for (let day = 0; day < 9; day++) await via(failing).run(db, later(day * 24 * HOUR_MS))
    const [row] = await messages()
    assert.deepEqual([row?.state, row?.attempts, row?.address], ['dead', 8, null])
  })
})

test('values hold a surname at most, and nothing that looks like a phone or ID number', () => {
  checkValues({ number: 'ZS20261122-0001', surname: '欧阳', unit: '石岐街道办事处', count: 3 })
  const bad = [
    { surname: '陈大文' },
    { unit: `联系人 ${PHONE}` },
    { step: '11010519491231002X' },
    { status: 'x'.repeat(61) },
    { description: '门前积水' },
  ]
  for (const values of bad)
    assert.throws(() => checkValues(values as never), /notify: the value/, JSON.stringify(values))
})

test('attempts are further and further apart, never more than six hours', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), n => backoffMs(n) <= backoffMs(n + 1) && backoffMs(n) <= 6 * HOUR_MS),
  )
  assert.deepEqual(
    [1, 2, 3, 4, 5].map(backoffMs).map(ms => ms / MINUTE_MS),
    [1, 5, 25, 125, 360],
  )
})
