import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '../../kernel/time.ts'
import {
  hashPassword,
  inventPassword,
  isOutdated,
  isWeak,
  passwordRefusals,
  TooBusy,
  verifyPassword,
} from './passwords.ts'

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

test('what is put together from a word, a run of keys, a date or a repetition is common, whatever the signs', () => {
  const common = [
    'Zhongshan2026!',
    'Woaini5201314',
    'P@ssw0rd2025!',
    'qwerty123456789',
    'Guangdong#19881001',
    'zhangsan-wangwu-1',
    'abcabcabcabc123',
    '1qaz2wsx3edc!!',
    'ADMIN_admin_2024',
    '147258369147258',
  ]
  for (const password of common) assert.ok(tags(password).includes('password-common'), password)
  const fine = [
    '荔枝湾的船晚上七点半开',
    'seven blue herons by the lock',
    'k7-plum-otter-ninety',
    '我家门口有三棵老榕树',
  ]
  for (const password of fine) assert.ok(!tags(password).includes('password-common'), password)
})

test('sixty-four characters and more may be used, and every one of them counts', async () => {
  const long = Array.from({ length: 100 }, (_, at) => String.fromCharCode(0x4e00 + at * 7)).join('')
  assert.deepEqual(tags(long), [])
  const stored = await hashPassword(long)
  assert.equal(await verifyPassword(long, stored), true)
  assert.equal(await verifyPassword(`${long.slice(0, -1)}x`, stored), false, 'the last one counts')
  const mixed = await hashPassword('Seven Blue Herons By The Lock')
  assert.equal(await verifyPassword('seven blue herons by the lock', mixed), false, 'so do capitals')
  assert.equal(await verifyPassword('Seven Blue Herons By The Lock ', mixed), false, 'and blanks')
})

test('two schools: no rule of kinds and no change by the calendar, or both', () => {
  const made = instant(0)
  const days = (count: number) => instant(count * 86_400_000)
  const plain = 'seven blue herons by the lock'
  assert.deepEqual(passwordRefusals(plain, '', 'asvs'), [])
  assert.deepEqual(passwordRefusals(plain, '', 'mlps3'), [
    { tag: 'password-kinds', values: { min: 3, kinds: 1 }, pointer: '/body/password' },
  ])
  assert.deepEqual(passwordRefusals('Seven-blue-herons-7', '', 'mlps3'), [])
  assert.deepEqual(
    [days(90), days(91), days(4_000)].map(now => [isOutdated('asvs', made, now), isOutdated('mlps3', made, now)]),
    [
      [false, false],
      [false, true],
      [false, true],
    ],
  )
})
