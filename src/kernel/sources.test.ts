import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cite, source } from './cite.ts'
import { checkCite, citeOf } from './sources.ts'

const act = source({
  id: 'act',
  title: '某办法',
  kind: 'notice',
  issuer: '某市',
  from: '2021-01-01',
  confidence: 'V1',
  clauses: [{ article: '第二条', text: '期间的最后一日是法定休假日的，\n以法定休假日结束的次日为期间的最后一日。' }],
})

test('a citation taken from its source is right, whatever the line breaks', () => {
  assert.equal(checkCite(citeOf(act, '第二条', '法定休假日的，以法定休假日结束的次日'), [act]), undefined)
  assert.equal(checkCite(citeOf(act, '第二条'), [act]), undefined)
})

test('a citation that does not match its source says how', () => {
  assert.match(checkCite(cite('none', '第二条', '期间'), [act]) ?? '', /no source/)
  assert.match(checkCite(cite('act', '第三条', '期间'), [act]) ?? '', /has no 第三条/)
  assert.match(checkCite(cite('act', '第二条', '最后两日'), [act]) ?? '', /does not say/)
  assert.match(checkCite(cite('act', '第二条', ' '), [act]) ?? '', /without words/)
  assert.throws(() => citeOf(act, '第二条', '最后两日'))
})
