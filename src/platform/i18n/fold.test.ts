import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fold } from './fold.ts'

test('traditional and simplified are found alike', () => {
  assert.equal(fold('鄰里中心'), fold('邻里中心'))
  assert.equal(fold('樂頭鄉鄰里中心'), '乐头乡邻里中心')
})

test('one-to-many characters keep their meaning', () => {
  assert.equal(fold('頭髮'), '头发')
  assert.equal(fold('皇后'), '皇后')
  assert.equal(fold('里程'), '里程')
})

test('full-width forms and letter case do not matter', () => {
  assert.equal(fold('ＡＢＣ１２３号'), 'abc123号')
})
