import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY_MS, HOUR_MS, instant, MINUTE_MS } from '../../kernel/time.ts'
import { freshVault } from '../crypto/vault.ts'
import { type CityDb, sql } from '../db/types.ts'
import { testCity } from '../testing/database.ts'
import { digitsOf, requestCode } from './codes.ts'
import { findPartyByPhone, partyLines } from './parties.ts'
import { actorOf, sessionsOf } from './sessions.ts'
import { createSignInLink, peekSignInLink, signInByCode, signInByLink } from './sign-in.ts'

const NOW = instant(1_790_000_000_000)
const PHONE = '13812345678'
const vault = freshVault()
const nobody = async () => undefined
const wrongOf = (digits: string): string => (digits === '000000' ? '000001' : '000000')
const COUNT = sql('test.count', 'select count(*)::int as count from city.session')
const count = async (db: CityDb) => (await db.one<{ count: number }>(COUNT)).count

const ask = async (db: CityDb, phone: string, at = NOW) => {
  const asked = await requestCode(db, vault, { phone, purpose: 'sign-in' }, at, nobody)
  assert.ok(asked.ok)
  return { request: asked.value.request, digits: digitsOf(vault, asked.value.request) }
}

const tagsOf = (answer: { ok: true } | { ok: false; error: readonly { tag: string }[] }) =>
  answer.ok ? ['ok'] : answer.error.map(({ tag }) => tag)

test('signing in by phone', async t => {
  const { db } = await testCity(t)

  await t.test('the code goes to its phone, and the first sign-in makes the person', async () => {
    const sent: string[] = []
    const asked = await requestCode(
      db,
      vault,
      { phone: PHONE, purpose: 'sign-in' },
      NOW,
      async ({ phone, digits, until }) => {
        sent.push(phone, digits)
        assert.equal(until, NOW + 5 * MINUTE_MS)
      },
    )
    assert.ok(asked.ok)
    const [phone, digits = ''] = sent
    assert.equal(phone, PHONE)
    assert.match(digits, /^\d{6}$/)
    assert.equal(await findPartyByPhone(db, vault, PHONE), undefined)
    const signedIn = await signInByCode(
      db,
      vault,
      { request: asked.value.request, digits, agent: 'Mozilla/5.0 (Linux; Android 14) Chrome/130.0' },
      NOW,
    )
    assert.ok(signedIn.ok)
    const { party, secret } = signedIn.value
    assert.equal(await findPartyByPhone(db, vault, PHONE), party)
    const actor = await actorOf(db, secret, NOW)
    assert.deepEqual(actor, {
      kind: 'resident',
      party,
      session: actor.session,
      name: '138****5678',
      offices: [],
      level: 'L1',
    })
    assert.deepEqual(
      (await sessionsOf(db, party, NOW)).map(({ agent }) => agent),
      ['Chrome · Android'],
    )
    assert.deepEqual(await partyLines(db, [party]), [
      { id: party, kind: 'person', nameMasked: '', phoneMasked: '138****5678', level: 'L1' },
    ])
  })

  await t.test('one code sent twenty times at once gives exactly one session, and one person', async () => {
    const given = await ask(db, '13900000001')
    const before = await count(db)
    const answers = await Promise.all(Array.from({ length: 20 }, () => signInByCode(db, vault, given, NOW)))
    assert.deepEqual(answers.flatMap(tagsOf).toSorted(), ['code-used', ...Array(18).fill('code-used'), 'ok'])
    assert.equal(await count(db), before + 1)
  })

  await t.test('ten first sign-ins of one phone at once make one person', async () => {
    const asked = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        ask(db, '13900000009', instant(NOW + index * MINUTE_MS)).catch(() => undefined),
      ),
    )
    const given = asked.flatMap(one => one ?? [])
    const answers = await Promise.all(given.map(one => signInByCode(db, vault, one, instant(NOW + 5 * MINUTE_MS - 1))))
    const parties = answers.flatMap(answer => (answer.ok ? [answer.value.party] : []))
    assert.ok(parties.length >= 1)
    assert.equal(new Set(parties).size, 1)
  })

  await t.test('twenty requests for one phone at once send one code', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        requestCode(db, vault, { phone: '13900000002', purpose: 'sign-in' }, NOW, nobody),
      ),
    )
    assert.deepEqual(answers.flatMap(tagsOf).toSorted(), [...Array(19).fill('code-too-soon'), 'ok'])
  })

  await t.test('a code is over after five minutes, to the millisecond', async () => {
    const given = await ask(db, '13900000003')
    assert.deepEqual(tagsOf(await signInByCode(db, vault, given, instant(NOW + 5 * MINUTE_MS))), ['code-expired'])
    assert.deepEqual(tagsOf(await signInByCode(db, vault, given, instant(NOW + 5 * MINUTE_MS - 1))), ['ok'])
  })

  await t.test('five wrong tries kill a code, even for the right digits; each says how many are left', async () => {
    const given = await ask(db, '13900000004')
    const wrong = { ...given, digits: wrongOf(given.digits) }
    for (const left of [4, 3, 2, 1]) {
      const answer = await signInByCode(db, vault, wrong, NOW)
      assert.ok(!answer.ok)
      assert.deepEqual(
        answer.error.map(({ tag, values }) => [tag, values?.left]),
        [['code-wrong', left]],
      )
    }
    assert.deepEqual(tagsOf(await signInByCode(db, vault, wrong, NOW)), ['code-dead'])
    assert.deepEqual(tagsOf(await signInByCode(db, vault, given, NOW)), ['code-dead'])
  })

  await t.test('guessing in parallel has five tries as well', async () => {
    const given = await ask(db, '13900000005')
    const wrong = { ...given, digits: wrongOf(given.digits) }
    const answers = await Promise.all(Array.from({ length: 30 }, () => signInByCode(db, vault, wrong, NOW)))
    assert.equal(answers.flatMap(tagsOf).filter(tag => tag === 'code-wrong').length, 4)
    assert.deepEqual(tagsOf(await signInByCode(db, vault, given, NOW)), ['code-dead'])
  })

  await t.test('the digits of one request do not open another, nor another purpose', async () => {
    const [one, two] = [await ask(db, '13900000006'), await ask(db, '13900000007')]
    const [tag] = tagsOf(await signInByCode(db, vault, { request: one.request, digits: two.digits }, NOW))
    assert.equal(tag, one.digits === two.digits ? 'ok' : 'code-wrong')
    const confirm = await requestCode(db, vault, { phone: '13900000008', purpose: 'confirm' }, NOW, nobody)
    assert.ok(confirm.ok)
    const { request } = confirm.value
    assert.deepEqual(tagsOf(await signInByCode(db, vault, { request, digits: digitsOf(vault, request) }, NOW)), [
      'code-expired',
    ])
  })

  await t.test('full-width digits and spaces are read', async () => {
    const given = await ask(db, '13900000010')
    const typed = ` ${given.digits.slice(0, 3)} ${[...given.digits.slice(3)].map(digit => String.fromCodePoint(Number(digit) + 0xff10)).join('')} `
    assert.deepEqual(tagsOf(await signInByCode(db, vault, { ...given, digits: typed }, NOW)), ['ok'])
  })

  await t.test('a link signs in once, asks first, and is over after an hour', async () => {
    const party = (await findPartyByPhone(db, vault, PHONE)) ?? assert.fail()
    const secret = await createSignInLink(db, { party, realm: 'resident' }, NOW)
    assert.deepEqual(await peekSignInLink(db, secret, NOW), { name: '138****5678', realm: 'resident' })
    assert.equal(await peekSignInLink(db, secret, instant(NOW + HOUR_MS)), undefined)
    const answers = await Promise.all(Array.from({ length: 10 }, () => signInByLink(db, { secret }, NOW)))
    assert.deepEqual(answers.flatMap(tagsOf).toSorted(), [...Array(9).fill('link-over'), 'ok'])
    const late = await createSignInLink(db, { party, realm: 'resident' }, NOW)
    assert.deepEqual(tagsOf(await signInByLink(db, { secret: late }, instant(NOW + DAY_MS))), ['link-over'])
  })
})
