import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { cite, localDefault } from '../../kernel/cite.ts'
import { d, instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import { testCity } from '../../platform/testing/database.ts'
import { enterRuleValue } from './enter.ts'
import { ruleLines } from './overview.ts'
import { defineRuleValue } from './registry.ts'
import { conflictsOf } from './store.ts'
import { ruleValueOn } from './values.ts'

const NOW = instant(Date.UTC(2026, 10, 22, 2))
const operator = (area: string): Actor => ({
  kind: 'staff',
  party: '0193a000-0000-7000-8000-000000000001',
  session: null,
  name: '',
  level: 'L1',
  offices: [
    {
      id: '0193a000-0000-7000-8000-000000000002',
      organisation: '0193a000-0000-7000-8000-000000000003',
      organisationKind: 'cityGovernment',
      role: 'systemAdmin',
      area,
    },
  ],
})

const days = defineRuleValue({
  key: 'test.reply-days',
  zh: '答复工作日',
  schema: z.number().int().min(1).max(60),
  default: [
    { from: d('2000-01-01'), value: 15, basis: localDefault('B-034', '示例') },
    { from: d('2022-09-01'), value: 2, basis: cite('guangdong-hotline-2022', '办理时限', '咨询2个工作日') },
  ],
  stricter: (a: number, b: number) => a < b,
})

test('a key is declared once, and its default must fit', () => {
  assert.throws(() => defineRuleValue({ ...days }), /declared twice/)
  const wrong = {
    ...days,
    key: 'test.other',
    default: [{ from: d('2000-01-01'), value: 0, basis: localDefault('X', '示例') }],
  }
  assert.throws(() => defineRuleValue(wrong))
})

test('the operator enters values; law that is stricter goes on holding, and is told once', async t => {
  const { db } = await testCity(t, { features: [{ id: 'locality', folder: import.meta.dirname }] })
  const entry = { key: days.key, value: 5, from: d('2021-01-01'), basis: '市政府文件', reason: '统一时限' }
  const enter = (change: Partial<Parameters<typeof enterRuleValue>[2]> = {}, area = '4420') =>
    db.tx(tx => enterRuleValue(tx, operator(area), { ...entry, ...change }, NOW))
  const tags = async (result: ReturnType<typeof enter>) => {
    const answer = await result
    return answer.ok ? ['ok'] : answer.error.map(({ tag }) => tag)
  }

  await t.test('before anything is entered the default holds', async () => {
    assert.equal((await ruleValueOn(db, days, d('2021-06-01'))).value, 15)
    assert.equal((await ruleValueOn(db, days, d('2026-06-01'))).value, 2)
    await assert.rejects(ruleValueOn(db, days, d('1999-12-31')), /no value on/)
  })

  await t.test('all faults at once', async () => {
    assert.deepEqual(await tags(enter({ value: 0, to: d('2020-01-01'), reason: ' ' })), [
      'value-wrong',
      'rule-dates',
      'reason-missing',
    ])
    assert.deepEqual(await tags(enter({ key: 'no.such' })), ['rule-unknown'])
    assert.deepEqual(await tags(enter({}, '442000001')), ['forbidden'])
    assert.deepEqual(await tags(enter({}, '4401')), ['forbidden'])
  })

  await t.test('a value holds from its day, until law asks for more', async () => {
    const made = await enter()
    assert.ok(made.ok)
    assert.deepEqual(
      made.value.conflicts.map(each => each.day),
      ['2022-09-01'],
    )
    assert.equal((await ruleValueOn(db, days, d('2020-12-31'))).value, 15)
    assert.equal((await ruleValueOn(db, days, d('2021-01-01'))).value, 5)
    const held = await ruleValueOn(db, days, d('2022-09-01'))
    assert.deepEqual([held.value, held.layer], [2, 'national'])
  })

  await t.test('a conflict is written once, however often it is noticed', async () => {
    await enter({ value: 1, from: d('2026-12-01') })
    assert.equal((await conflictsOf(db)).length, 1)
    assert.equal((await ruleValueOn(db, days, d('2026-12-01'))).value, 1)
  })

  await t.test('a later entry for the same day replaces the earlier; the list shows how it came', async () => {
    await enter({ value: 4 })
    assert.equal((await ruleValueOn(db, days, d('2021-01-01'))).value, 4)
    const line = (await ruleLines(db, d('2021-01-01'))).find(each => each.rule.key === days.key)
    assert.equal(line?.held?.value, 4)
    assert.deepEqual(
      line?.history.map(each => `${each.layer} ${each.from} ${each.value}`),
      ['national 2000-01-01 15', 'national 2022-09-01 2', 'operator 2021-01-01 4', 'operator 2026-12-01 1'],
    )
  })
})
