import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { d, isoOf } from '../../../kernel/time.ts'
import { channelOf, dateIn, type HistoryFault, kindOf, readHistoric } from './history.ts'
import { mapHeader } from './history-header.ts'

const HEADER = [
  '编号',
  '诉求类型',
  '渠道',
  '标题',
  '内容',
  '日期',
  '答复',
  '答复天数',
  '转办次数',
  '区县',
  '地点',
  '匿名',
  '电话',
]
const { mapping } = mapHeader(HEADER, {})
const GOOD = {
  编号: '7',
  诉求类型: '投诉',
  渠道: '电话',
  标题: '路灯',
  内容: '路灯不亮',
  日期: '2019-08-05',
  答复: '已修',
  答复天数: '2.0',
  转办次数: '1',
  区县: '鼓楼区',
  地点: '无',
  匿名: '1',
  电话: '',
}
const read = (change: Readonly<Record<string, string>>) =>
  readHistoric({ ...GOOD, ...change }, mapping, d('2026-11-22'))
const faults = (change: Readonly<Record<string, string>>): readonly string[] => {
  const found = read(change)
  assert.ok(!('externalId' in found), 'it was read')
  return found.map(({ field, why }: HistoryFault) => `${field}/${why}`)
}

test('a request counts from the start of business of its date, an answer to the end of its day', () => {
  const past = read({})
  assert.ok('externalId' in past)
  assert.equal(isoOf(past.receivedAt), '2019-08-05T08:30:00+08:00')
  assert.equal(past.repliedAt === null ? '' : isoOf(past.repliedAt), '2019-08-07T17:30:00+08:00')
  assert.deepEqual(
    [past.kind, past.channel, past.channelSaid, past.place, past.anonymous, past.transfers],
    ['complaint', 'phone', '电话', '鼓楼区', true, 1],
  )
})

test('the words of other systems for kinds and channels', () => {
  assert.deepEqual(['咨询', '建议', '举报', '求助', '表扬', '别的'].map(kindOf), [
    'enquiry',
    'suggestion',
    'report',
    'help',
    'praise',
    undefined,
  ])
  assert.deepEqual(
    ['网站', '电话', 'e福州app', '微信', '12345app', 'qq', '微博', '短信', '邮件', '来访', '网格', '飞鸽'].map(
      channelOf,
    ),
    ['web', 'phone', 'web', 'web', 'web', 'web', 'web', 'phone', 'web', 'counter', 'grid', undefined],
  )
})

test('every fault of a row is said at once', () => {
  assert.deepEqual(faults({ 编号: '', 诉求类型: '其它', 日期: '2019-02-30', 内容: '' }), [
    'id/missing',
    'nature/unknown',
    'body/missing',
    'date/not-a-date',
  ])
  assert.deepEqual(faults({ 日期: '' }), ['date/missing'])
  assert.deepEqual(faults({ 日期: '2026-11-23', 答复: '', 答复天数: '' }), ['date/in-future'])
  assert.deepEqual(faults({ 日期: '2026-11-20', 答复天数: '9' }), ['replyDays/in-future'])
  assert.deepEqual(faults({ 答复天数: '两天' }), ['replyDays/not-a-number'])
  assert.deepEqual(faults({ 答复天数: '' }), ['reply/reply-undated'])
  assert.deepEqual(faults({ 内容: '长'.repeat(20_000) }), ['body/too-long'])
  assert.deepEqual(faults({ 日期: '1019-08-05', 答复: '', 答复天数: '' }), ['date/not-a-date'])
})

test('dates as people and spreadsheets write them', () => {
  for (const text of [
    '2019-08-05',
    '2019/8/5',
    '2019.8.5',
    '2019年8月5日',
    '20190805',
    '2019-08-05 10:20',
    '2019-08-05T10:20',
  ])
    assert.equal(dateIn(text), '2019-08-05', text)
  for (const text of ['', '8月5日', '2019-13-01', '43682', 'tomorrow']) assert.equal(dateIn(text), undefined, text)
})

test('every column that is missing is named, also one that was told wrongly', () => {
  assert.deepEqual(mapHeader(['编号', '标题'], {}).missing, ['诉求类型', '渠道', '内容', '日期'])
  assert.deepEqual(mapHeader(HEADER, { title: '题目' }).missing, ['题目'])
  assert.equal(mapHeader([...HEADER, '业务'], { nature: '业务' }).mapping.nature, '业务')
})

test('whatever stands in a row, it is read or says why, and what is read can be stored', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...HEADER), fc.string({ unit: 'binary' })), change => {
      const found = read(change)
      if (!('externalId' in found)) return found.length > 0
      const text = JSON.stringify(found)
      return (
        !text.includes('\\u0000') &&
        text.isWellFormed() &&
        (found.repliedAt === null || found.repliedAt > found.receivedAt)
      )
    }),
  )
})
