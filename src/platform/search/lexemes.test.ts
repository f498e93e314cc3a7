import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lexemesOf, searchQuery } from './lexemes.ts'

test('neighbouring characters are lexemes, in simplified script', () => {
  assert.deepEqual(lexemesOf('鄰里中心'), ['邻里', '里中', '中心', '心'])
})

test('a number of an order is found by its parts', () => {
  assert.deepEqual(lexemesOf('442000-20260930-0117'), ['442000', '20260930', '0117'])
})

test('all words are required, and a single character finds what begins with it', () => {
  assert.equal(searchQuery('井盖 夜'), "'井盖' & '夜':*")
})

test('nothing to search for', () => assert.equal(searchQuery('，。 !'), null))

test('quotes cannot leave their lexeme', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), typed => {
      const query = searchQuery(typed)
      return query === null || /^('([^'\\]|''|\\\\)+'(:\*)?( & )?)+$/u.test(query)
    }),
  )
})

test('whatever a text holds, a part of two characters or more finds it', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[一-龟]{2,12}$/), fc.nat(), fc.nat(), (text, from, length) => {
      const start = from % (text.length - 1)
      const part = text.slice(start, start + 2 + (length % text.length))
      const held = new Set(lexemesOf(text))
      return lexemesOf(part)
        .filter(lexeme => [...lexeme].length === 2)
        .every(lexeme => held.has(lexeme))
    }),
  )
})
