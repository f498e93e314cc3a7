import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readNoticeFile, yearOfFile } from './notice-file.ts'

const read = (text: string) => readNoticeFile(Buffer.from(text))
const days = [
  { date: '2027-01-01', off: '放假', name: '元旦' },
  { date: '2027-01-03', off: '上班', name: '元旦' },
]

test('CSV with Chinese or English headings, in any order', () => {
  for (const text of [
    '日期,类型,名称\n2027-01-01,放假,元旦\n2027-01-03,上班,元旦\n',
    '\ufeffname,date,off\r\n元旦,2027-01-01,放假\r\n元旦,2027-01-03,上班\r\n',
  ]) {
    const file = read(text)
    assert.ok(file.ok)
    assert.deepEqual(file.value.days, days)
    assert.equal(yearOfFile(file.value), 2027)
  }
})

test('JSON: a list, our own form, that of holiday-cn', () => {
  const list = read(JSON.stringify(days))
  assert.deepEqual(list.ok && list.value, { year: undefined, notices: [], days })
  const own = read(JSON.stringify({ year: 2027, source: 'x', notices: ['https://a/b'], days }))
  assert.deepEqual(own.ok && own.value, { year: 2027, notices: ['https://a/b'], days })
  const theirs = read(
    JSON.stringify({
      year: 2027,
      papers: ['https://a/b'],
      days: [{ date: '2027-01-01', isOffDay: true, name: '元旦' }],
    }),
  )
  assert.deepEqual(theirs.ok && theirs.value, {
    year: 2027,
    notices: ['https://a/b'],
    days: [{ date: '2027-01-01', off: true, name: '元旦' }],
  })
})

test('a file that is none says so', () => {
  const tagOf = (text: string) => {
    const file = read(text)
    return file.ok ? undefined : file.error[0]?.tag
  }
  assert.equal(tagOf('{"days":3}'), 'notice-unreadable')
  assert.equal(tagOf('[{]'), 'notice-unreadable')
  assert.equal(tagOf('date,name\n2027-01-01,元旦\n'), 'notice-headings')
  assert.equal(tagOf(''), 'notice-unreadable')
  assert.equal(tagOf('date,off,name\n"2027'), 'notice-unreadable')
})

test('a file of holiday-cn is read as it is', t => {
  const path = join(import.meta.dirname, '../../../../shared/data/cn-workday-calendar/holiday-cn-2026.json')
  if (!existsSync(path)) {
    t.diagnostic('no such file at hand (../shared/data/cn-workday-calendar)')
    return
  }
  const file = readNoticeFile(readFileSync(path))
  assert.ok(file.ok)
  assert.equal(file.value.days.length, 39)
  assert.equal(yearOfFile(file.value), 2026)
})
