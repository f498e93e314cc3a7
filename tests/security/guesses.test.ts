import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { trackCode, trackHash } from '../../src/features/work-order/receipt.ts'
import { orderByTrack } from '../../src/features/work-order/store/orders.ts'
import { PLACE, stage } from '../../src/features/work-order/testing.ts'
import { token, uuidv7 } from '../../src/platform/crypto/uuid.ts'
import { actorOf, openSession } from '../../src/platform/identity/sessions.ts'
import { createSignInLink, peekSignInLink } from '../../src/platform/identity/sign-in.ts'
import { type Answer, testServer } from '../../src/platform/testing/server.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const GUESSES = DEEP ? 1_000_000 : 1_000
const RECEIPTS = 10_000
const AT_ONCE = 50
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Each guess is one letter away from what is right, or the one before it counted on: nearer than chance. */
const mutated = (right: string, turn: number): string => {
  const at = turn % right.length
  const letter = right.charAt(at)
  if (letter === '-') return `${right.slice(0, at)}${right.slice(at + 1)}0`
  // A receipt is read leniently, so only its own letters make another one.
  const set = right === right.toUpperCase() ? LETTERS : BASE64URL
  const other = set.charAt(
    (set.indexOf(letter) + 1 + (Math.floor(turn / right.length) % (set.length - 1))) % set.length,
  )
  return right.slice(0, at) + other + right.slice(at + 1)
}

const counted = (right: string, turn: number): string => {
  const [left, last] = [right.slice(0, -4), LETTERS]
  return left + [15, 10, 5, 0].map(shift => last.charAt((turn >> shift) & 31)).join('')
}

/** Asks the look-up itself, past every limit; gives how many guesses hit. */
const guess = async (right: string, look: (guess: string) => Promise<boolean>): Promise<number> => {
  let hits = 0
  for (let turn = 0; turn < GUESSES; turn += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, index) => turn + index).map(each =>
      each % 3 === 0 ? mutated(right, each) : each % 3 === 1 ? counted(right, each) : token(),
    )
    const found = await Promise.all(some.filter(one => one !== right).map(look))
    hits += found.filter(Boolean).length
  }
  return hits
}

test('S-16 what grants access by itself has at least 122 random bits', () => {
  for (let count = 0; count < 1_000; count++) assert.match(token(), /^[A-Za-z0-9_-]{43}$/)
  const bits = Buffer.from(token(), 'base64url').length * 8
  assert.equal(bits, 256)
  assert.equal(new Set(Array.from({ length: 10_000 }, () => token())).size, 10_000)
  // Every bit of a token is used: none is the same in all of many.
  const all = Array.from({ length: 400 }, () => Buffer.from(token(), 'base64url'))
  for (let bit = 0; bit < bits; bit++) {
    const ones = all.filter(bytes => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1).length
    assert.ok(ones > 100 && ones < 300, `bit ${bit}: ${ones} of ${all.length}`)
  }
  // Ids name and never grant: two made in the same millisecond still share nothing to count on.
  const now = Date.parse('2026-10-20T10:00:00Z') as Parameters<typeof uuidv7>[0]
  assert.notEqual(uuidv7(now).slice(19), uuidv7(now).slice(19))
})

test('S-16 S-64 guessing sessions, sign-in links and receipts', async t => {
  const { city, vault, cast } = await stage(t)
  const { db } = city
  const server = await testServer(t, city, { modules: features, now: '2026-10-20T10:00:00+08:00', services: { vault } })
  const good = async (answer: Promise<Answer>) => {
    assert.ok((await answer).status < 300, (await answer).text)
    return (await answer).json()
  }
  const party = cast.resident.party ?? assert.fail('no party')
  const made = await good(server.post('/api/work-orders', { text: '路口的井盖没了', area: PLACE, place: '路口' }))

  await t.test('S-16 sessions', async () => {
    const { secret } = await db.tx(tx => openSession(tx, { party, realm: 'resident' }, server.now))
    const hits = await guess(secret, async one => (await actorOf(db, one, server.now)).party !== null)
    t.diagnostic(`sessions: ${hits} hits of ${GUESSES}`)
    assert.equal(hits, 0)
    assert.equal((await actorOf(db, secret, server.now)).party, party)
  })

  await t.test('S-16 sign-in links', async () => {
    const secret = await createSignInLink(db, { party, realm: 'resident' }, server.now)
    const hits = await guess(secret, async one => (await peekSignInLink(db, one, server.now)) !== undefined)
    t.diagnostic(`links: ${hits} hits of ${GUESSES}`)
    assert.equal(hits, 0)
    assert.ok(await peekSignInLink(db, secret, server.now))
    assert.equal((await server.get(`/demo/enter/${secret}`)).status, 404, 'a real city takes no link at all')
  })

  await t.test('S-16 receipts, past the limit', async () => {
    const anonymous = db.as({ breadth: 'open' })
    const look = async (code: string): Promise<boolean> => {
      const hash = trackHash(made.no, code)
      const seen = await orderByTrack(anonymous.as({ of: { receipt: [hash.toString('hex')] } }), made.no, hash)
      return seen !== undefined
    }
    assert.equal(await look(made.track), true)
    const hits = await guess(made.track, look)
    t.diagnostic(`receipts: ${hits} hits of ${GUESSES}`)
    assert.equal(hits, 0)
    const codes = new Set(Array.from({ length: 10_000 }, () => trackCode(randomBytes)))
    assert.equal(codes.size, 10_000)
    for (const code of codes) assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/, '60 bits')
  })

  await t.test('S-64 ten thousand receipts tried at the door: none opens, and the address has to wait', async () => {
    let [hits, waits, wrong] = [0, 0, 0]
    const paths = (turn: number): string => `/r/${made.no}/${counted('AAAA-AAAA-AAAA', turn)}`
    for (let turn = 0; turn < RECEIPTS; turn += AT_ONCE) {
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) => server.get(paths(turn + index), { accept: 'text/html' })),
      )
      for (const { status } of answers) {
        if (status === 200) hits++
        else if (status === 429) waits++
        else wrong++
      }
      if (!DEEP && turn >= 100) break
    }
    t.diagnostic(`receipts at the door: ${hits} hits, ${wrong} answered, ${waits} told to wait`)
    assert.equal(hits, 0)
    assert.ok(wrong <= 60 && waits > wrong, `${wrong} were answered`)
    assert.equal(
      (await server.get(`/r/${made.no}/${made.track}`, { accept: 'text/html' })).status,
      200,
      'who has it gets in',
    )
  })

  await t.test('S-16 an id is no key: knowing all of them opens nothing', async () => {
    const stranger = server.as(cast.neighbour)
    for (const path of [
      `/api/work-orders/${made.id}`,
      `/my/reports/${made.id}`,
      `/open/work-orders/${made.no}`,
      `/api/work-orders/imports/${randomUUID()}`,
    ])
      for (const who of [server, stranger]) assert.ok([303, 401, 403, 404].includes((await who.get(path)).status), path)
    const feed = await server.get('/open/work-orders.rss')
    assert.ok(!feed.text.includes(made.no), 'the feed has what is public and no key')
  })
})
