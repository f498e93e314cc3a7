import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, inventPassword, isWeak, passwordRefusals, TooBusy, verifyPassword } from './passwords.ts'

const GOOD = '南头河边的三棵榕树下见'
const tags = (password: string, username = 'wang.desk') =>
  passwordRefusals(password, username).map(reason => reason.tag)

test('a hash says its parameters, is salted, and fits its password only', async () => {
  const [one, two] = [await hashPassword(GOOD), await hashPassword(GOOD)]
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.notEqual(one, two)
  assert.equal(await verifyPassword(GOOD, one), true)
  assert.equal(await verifyPassword(`${GOOD} `, one), false)
  assert.equal(await verifyPassword(GOOD, undefined), false)
})

test('full-width digits of a Chinese keyboard are the digits', async () => {
  assert.equal(await verifyPassword('树下集合 ２０２６ 冬', await hashPassword('树下集合 2026 冬')), true)
})

test('a hash made with weaker parameters still opens, and is known to be weak', async () => {
  const made = await hashPassword(GOOD)
  assert.equal(isWeak(made), false)
  assert.equal(isWeak(made.replace('m=19456', 'm=9216')), true)
})

test('a flood of sign-ins is refused at the door instead of queueing without end', async () => {
  const stored = await hashPassword(GOOD)
  const answers = await Promise.allSettled(Array.from({ length: 80 }, () => verifyPassword('wrong', stored)))
  const busy = answers.filter(answer => answer.status === 'rejected')
  assert.equal(busy.length, 16)
  assert.ok(busy.every(answer => answer.reason instanceof TooBusy))
  assert.equal(await verifyPassword(GOOD, stored), true)
})

test('a bad password hears everything that is wrong with it', () => {
  assert.deepEqual(tags('1111'), ['password-short', 'password-plain'])
  assert.deepEqual(tags('Password1234'), ['password-common'])
  assert.deepEqual(tags('admin12345678'), ['password-common'])
  assert.deepEqual(tags('Wang.Desk is at the river'), ['password-username'])
  assert.deepEqual(tags('x'.repeat(129)), ['password-long', 'password-plain'])
  assert.deepEqual(tags('correct horse battery'), [])
})

test('an invented password passes the rules and never repeats', () => {
  const made = Array.from({ length: 200 }, () => inventPassword())
  for (const password of made) {
    assert.match(password, /^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$/)
    assert.deepEqual(tags(password), [])
  }
  assert.equal(new Set(made).size, made.length)
})
