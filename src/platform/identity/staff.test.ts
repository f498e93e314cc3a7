import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { instant, MINUTE_MS } from '../../kernel/time.ts'
import { freshVault, VaultError } from '../crypto/vault.ts'
import { leaveOfMachine } from '../personal/purposes.ts'
import { testCity } from '../testing/database.ts'
import { createStaff } from './new-staff.ts'
import { ensureParty, findPartyByIdNumber, recordIdentity, revealContact } from './parties.ts'
import { checkIdNumber, checkPhone } from './personal.ts'
import { actorOf } from './sessions.ts'
import { findPartyByUsername, setPassword, signInStaff } from './staff.ts'
import { assureVault } from './vault-mark.ts'

const NOW = instant(1_790_000_000_000)
const GOOD = '南头河边的三棵榕树下再见'
const vault = freshVault()
const tagsOf = (answer: { ok: true } | { ok: false; error: readonly { tag: string }[] }) =>
  answer.ok ? ['ok'] : answer.error.map(({ tag }) => tag)

/** Every row of every table of the city as text, as a stolen backup would show it (bytea in hex). */
const dump = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: tables } = await client.query(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    )
    const rows: string[] = []
    for (const { name } of tables)
      rows.push(...(await client.query(`select t::text as line from ${name} as t`)).rows.map(({ line }) => line))
    return rows.join('\n')
  } finally {
    await client.end()
  }
}

test('staff sign in by password', async t => {
  const { db } = await testCity(t)
  const made = await createStaff(
    db,
    vault,
    { username: 'Chen.Desk', password: GOOD, name: '陈坐席', phone: '13600000001' },
    NOW,
  )
  assert.ok(made.ok)
  const { party } = made.value
  const tryAs = (username: string, password: string, at = NOW) => signInStaff(db, vault, { username, password }, at)

  await t.test('the name is read in any case and width; the session is a staff session', async () => {
    for (const username of ['chen.desk', ' CHEN.desk ', 'chen.desk']) {
      const answer = await tryAs(username, GOOD)
      assert.ok(answer.ok)
      assert.deepEqual([(await actorOf(db, answer.value.secret, NOW)).kind, answer.value.party], ['staff', party])
    }
    assert.equal(await findPartyByUsername(db, 'chen.desk'), party)
  })

  await t.test('an unknown name and a wrong password get the same answer, also when locked', async () => {
    const known = await tryAs('chen.desk', 'x')
    assert.deepEqual(await tryAs('nobody.here', 'x'), known)
    assert.deepEqual(tagsOf(known), ['sign-in-wrong'])
    for (const username of ['chen.desk', 'nobody.here']) {
      const answers: string[] = []
      for (let tries = 2; tries <= 6; tries++) answers.push(...tagsOf(await tryAs(username, 'x')))
      assert.deepEqual(
        answers,
        ['sign-in-wrong', 'sign-in-wrong', 'sign-in-wrong', 'sign-in-wrong', 'account-locked'],
        username,
      )
      const locked = await tryAs(username, GOOD, instant(NOW + 1_000))
      assert.ok(!locked.ok)
      assert.deepEqual(locked.error, [{ tag: 'account-locked', values: { seconds: 29 } }])
    }
    assert.deepEqual(tagsOf(await tryAs('chen.desk', 'x', instant(NOW + 30_000))), ['sign-in-wrong'])
    assert.deepEqual(
      tagsOf(await tryAs('chen.desk', GOOD, instant(NOW + 89_999))),
      ['account-locked'],
      'the second wait is a minute',
    )
    assert.deepEqual(tagsOf(await tryAs('chen.desk', GOOD, instant(NOW + 90_000))), ['ok'])
    assert.deepEqual(
      tagsOf(await tryAs('chen.desk', 'x', instant(NOW + 90_000))),
      ['sign-in-wrong'],
      'success clears the book',
    )
  })

  await t.test('forty guesses at once are looked at five times', async () => {
    const answers = (await Promise.all(Array.from({ length: 40 }, () => tryAs('li.grid', 'x')))).flatMap(tagsOf)
    assert.equal(answers.filter(tag => tag === 'sign-in-wrong').length, 5)
    assert.equal(answers.filter(tag => tag === 'account-locked').length, 35)
  })

  await t.test('a new password ends the sessions and the old password', async () => {
    const before = await tryAs('chen.desk', GOOD, instant(NOW + 200_000))
    assert.ok(before.ok)
    assert.deepEqual(tagsOf(await setPassword(db, party, 'short', NOW)), ['password-short'])
    assert.deepEqual(tagsOf(await setPassword(db, party, '岐江夜游的第七班船', NOW)), ['password-short'])
    assert.deepEqual(tagsOf(await setPassword(db, party, '岐江夜游的第七班船晚八点开', NOW)), ['ok'])
    const later = instant(NOW + 201_000)
    assert.equal((await actorOf(db, before.value.secret, later)).kind, 'anonymous')
    assert.deepEqual(tagsOf(await tryAs('chen.desk', GOOD, later)), ['sign-in-wrong'])
    assert.deepEqual(tagsOf(await tryAs('chen.desk', '岐江夜游的第七班船晚八点开', later)), ['ok'])
  })

  await t.test('bad names, taken names and people who have one already are refused', async () => {
    const make = async (username: string, phone?: string) =>
      tagsOf(
        await createStaff(
          db,
          vault,
          { username, password: GOOD, name: '某某', ...(phone === undefined ? {} : { phone }) },
          NOW,
        ),
      )
    assert.deepEqual(await make('13612345678'), ['username-wrong'])
    assert.deepEqual(await make('chen.desk'), ['username-taken'])
    assert.deepEqual(await make('other.name', '13600000001'), ['party-has-credential'])
    assert.deepEqual((await Promise.all([make('same.name'), make('same.name')])).flat().includes('ok'), true)
    assert.deepEqual(tagsOf(await createStaff(db, vault, { username: '李', password: 'x', name: '李' }, NOW)), [
      'username-wrong',
      'password-short',
      'password-plain',
    ])
  })
})

test('personal fields', async t => {
  const { db, url } = await testCity(t)
  const ID = '11010519491231002X'

  await t.test('phones and ID numbers are read as people type them, and refused with the reason', () => {
    assert.deepEqual(checkPhone('+86 138-1234-5678'), { ok: true, value: '13812345678' })
    assert.deepEqual(tagsOf(checkPhone('12345')), ['phone-wrong'])
    assert.deepEqual(checkIdNumber('11010519491231002x', NOW), { ok: true, value: ID })
    assert.deepEqual(tagsOf(checkIdNumber('110105194912310021', NOW)), ['id-check'])
    assert.deepEqual(tagsOf(checkIdNumber('99', NOW)), ['id-format'])
  })

  await t.test('one ID number has one party; a second leaves its transaction whole', async () => {
    const [one, two] = await Promise.all(
      ['13500000001', '13500000002'].map(phone =>
        db.tx(tx => ensureParty(tx, vault, { phone, name: '欧阳小明', level: 'L1' }, NOW)),
      ),
    )
    assert.ok(one !== undefined && two !== undefined)
    const identity = (party: string) => ({ party, name: '欧阳小明', idNumber: ID, level: 'L2' as const })
    assert.deepEqual(tagsOf(await db.tx(tx => recordIdentity(tx, vault, identity(one)))), ['ok'])
    assert.deepEqual(tagsOf(await db.tx(tx => recordIdentity(tx, vault, identity(one)))), ['ok'])
    assert.deepEqual(tagsOf(await db.tx(tx => recordIdentity(tx, vault, identity(two)))), ['id-taken'])
    assert.equal(await findPartyByIdNumber(db, vault, ID), one)
    assert.deepEqual(await revealContact(db, vault, one, leaveOfMachine('export')), {
      name: '欧阳小明',
      phone: '13500000001',
    })
  })

  await t.test('a dump of the database has neither phone, nor name, nor ID number, nor secret', async () => {
    const text = await dump(url)
    assert.match(text, /135\*\*\*\*0001/, 'the dump has the rows')
    for (const plain of ['13500000001', '13500000002', '欧阳小明', ID, '110105', '19491231']) {
      assert.equal(text.includes(plain), false, plain)
      assert.equal(text.includes(Buffer.from(plain).toString('hex')), false, `${plain} in hex`)
    }
  })

  await t.test('a city remembers its vault and refuses another', async () => {
    await assureVault(db, vault)
    await assureVault(db, vault)
    await assert.rejects(assureVault(db, freshVault()), VaultError)
  })

  await t.test('a lock lasts minutes, not days', async () => {
    for (let tries = 0; tries < 40; tries++)
      await signInStaff(db, vault, { username: 'x.y', password: 'x' }, instant(NOW + tries * 15 * MINUTE_MS))
    const answer = await signInStaff(db, vault, { username: 'x.y', password: 'x' }, instant(NOW + 40 * 15 * MINUTE_MS))
    assert.deepEqual(tagsOf(answer), ['sign-in-wrong'])
  })
})
