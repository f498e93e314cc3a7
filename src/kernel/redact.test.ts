import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { redact } from './redact.ts'

const hidden: readonly (readonly [text: string, shown: string])[] = [
  ['请回电13822731234,谢谢', '请回电138****1234,谢谢'],
  ['138-2273-1234', '138****1234'],
  ['138 2273 1234', '138****1234'],
  ['138.2273.1234', '138****1234'],
  ['1 3 8 2 2 7 3 1 2 3 4', '138****1234'],
  ['１３８２２７３１２３４', '138****1234'],
  ['+86 138 2273 1234', '+138****1234'],
  ['8613822731234', '138****1234'],
  ['013822731234', '138****1234'],
  ['微信wx13822731234', '微信wx138****1234'],
  ['幺三八二二七三幺二三四', '138****1234'],
  ['其一13822731234', '其一138****1234'],
  ['138\u200b2273\u200b1234', '138****1234'],
  ['2021-08-09 13822731234', '2021-08-09 138****1234'],
  ['1382273123413987654321', '139****4321'],
  ['13822731234、13987654321', '138****1234、139****4321'],
  ['身份证11010519491231002X。', '身份证1****************X。'],
  ['110105 19491231 002x', '1****************X'],
  ['卡号6222 0212 3456 7890 128', '卡号***************0128'],
  ['邮箱 zhang.san@example.com 可用', '邮箱 ***@example.com 可用'],
]
for (const [text, shown] of hidden) test(`hides ${text}`, () => assert.equal(redact(text).shown, shown))

const kept = [
  '工单 20260930-000123 已派',
  '区划 442000115200',
  '2021年8月9日第125100号',
  '共 1234567890 元',
  '门牌 113.512345678',
  '1382273****',
  '热线 12345、0760-88881234',
]
for (const text of kept) test(`keeps ${text}`, () => assert.deepEqual(redact(text), { shown: text, found: [] }))

test('says where each was, without repeating it', () => {
  const { found } = redact('甲13822731234 乙 a@b.cn')
  assert.deepEqual(found, [
    { kind: 'mobile', start: 1, end: 12 },
    { kind: 'email', start: 15, end: 21 },
  ])
})

const mobile = fc
  .tuple(fc.constantFrom('3', '5', '7', '8', '9'), fc.stringMatching(/^\d{9}$/))
  .map(([second, rest]) => `1${second}${rest}`)
const words = fc.string({
  unit: fc.constantFrom('路', '灯', '坏', ',', '。', '号', 'a', 'x', '-', '\n'),
  maxLength: 12,
})

test('a full mobile number never survives, whatever stands around it', () =>
  fc.assert(
    fc.property(words, mobile, words, mobile, words, (a, one, b, two, c) => {
      const { shown } = redact(`${a}${one} ${b}${two}${c}`)
      return !shown.includes(one) && !shown.includes(two)
    }),
  ))

test('separators and width do not help it through', () =>
  fc.assert(
    fc.property(
      mobile,
      fc.array(fc.constantFrom('', '', '-', ' ', '—', '\u3000'), { minLength: 11, maxLength: 11 }),
      fc.boolean(),
      (number, gaps, wide) => {
        const text = [...number]
          .map((digit, index) => (wide ? String.fromCodePoint(Number(digit) + 0xff10) : digit) + gaps[index])
          .join('')
        return redact(`电话:${text}`).found.length === 1
      },
    ),
  ))

test('text without digits or addresses stays as it is', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('路', '灯', 'x', ' ', '-', '@', '.') }), text =>
      !/[@].*[.]/.test(text) ? redact(text).shown === text : true,
    ),
  ))
