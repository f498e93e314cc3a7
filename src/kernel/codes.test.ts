import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  idCheckCharacter,
  maskId,
  maskName,
  maskPhone,
  parseIdNumber,
  parseMobile,
  parseOrganisationCode,
  parseUscc,
  upgradeLegacyId,
} from './codes.ts'
import { d } from './time.ts'

const today = d('2026-11-22')
const faults = (text: string) => {
  const read = parseIdNumber(text, today)
  return read.ok ? [] : read.error
}

test('GB 11643: the two published numbers are right and read', () => {
  assert.deepEqual(parseIdNumber('11010519491231002x', today), {
    ok: true,
    value: { number: '11010519491231002X', kind: 'citizen', region: '110105', birth: '1949-12-31', sex: 'female' },
  })
  assert.deepEqual(faults('440524188001010014'), [])
})

test('every fault is named at once', () => {
  assert.deepEqual(faults('110105194912310021'), ['check'])
  assert.deepEqual(faults('99'), ['format'])
  assert.deepEqual(faults('011305194913310020'), ['region', 'birth', 'check'])
  assert.deepEqual(faults(`11010520990101001${idCheckCharacter('11010520990101001')}`), ['birth'])
})

test('residence permits of Hong Kong, Macao and Taiwan use the same check', () => {
  const first17 = '81000019900101001'
  const read = parseIdNumber(first17 + idCheckCharacter(first17), today)
  assert.ok(read.ok)
  assert.equal(read.value.kind, 'hk-macao-tw')
})

test('any one wrong digit is caught', () =>
  fc.assert(
    fc.property(fc.nat({ max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const right = '440524188001010014'
      const wrong = right.slice(0, at) + ((Number(right[at]) + by) % 10) + right.slice(at + 1)
      return !parseIdNumber(wrong, today).ok
    }),
  ))

test('15-digit numbers become 18-digit ones, on import only', () => {
  assert.equal(upgradeLegacyId('110105491231002'), '11010519491231002X')
  assert.equal(upgradeLegacyId('110105491331002'), undefined)
  assert.deepEqual(faults('110105491231002'), ['format'])
})

test('GB 32100: 统一社会信用代码', () => {
  assert.equal(parseUscc('91350100m000100y43'), '91350100M000100Y43')
  assert.equal(parseUscc('51442000MJ10000130'), '51442000MJ10000130', 'a sum that leaves nothing: check character 0')
  assert.equal(parseUscc('91350100M000100Y44'), undefined)
  assert.equal(parseUscc('91350100I000100Y43'), undefined)
})

test('GB 11714: 组织机构代码, with and without hyphen', () => {
  assert.equal(parseOrganisationCode('D2143569X'), 'D2143569X')
  assert.equal(parseOrganisationCode('D2143569-X'), 'D2143569X')
  assert.equal(parseOrganisationCode('M000100Y4'), 'M000100Y4')
  assert.equal(parseOrganisationCode('M000100Y5'), undefined)
})

test('mobile numbers however written', () => {
  for (const text of ['13822731234', '+86 138-2273-1234', '１３８２２７３１２３４', '0086 138 2273 1234']) {
    assert.equal(parseMobile(text), '13822731234')
  }
  for (const text of ['12822731234', '1382273123', '138227312345', '076088881234', ''])
    assert.equal(parseMobile(text), undefined)
})

test('masks', () => {
  assert.equal(maskPhone('13800008000'), '138****8000')
  assert.equal(maskPhone('88881234'), '******34')
  assert.equal(maskId('11010519491231002X'), '1****************X')
  assert.equal(maskName('张三'), '张*')
  assert.equal(maskName('欧阳小明'), '欧***')
  assert.equal(maskName('张'), '*')
})
