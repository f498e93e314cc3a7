import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseInstant } from '../../kernel/time.ts'
import { missing, translatorOf } from './translate.ts'

const catalog = {
  'zh-Hans': { desk: { due: '到 {{at, moment}}', n: '共 {{count, number}} 件', raw: '{{text}}', only: '只有简体' } },
  en: {
    desk: { due: 'by {{at, moment}}', n_one: '{{count}} order', n_other: '{{count, number}} orders', raw: '{{text}}' },
  },
}
const at = parseInstant('2026-09-30T18:00:00+08:00') ?? 0

test('values are put in and formatted', () => {
  const t = translatorOf(catalog, 'zh-Hans')
  assert.equal(t('desk:due', { at }), '到 9 月 30 日 18:00')
  assert.equal(t('desk:n', { count: 1234 }), '共 1,234 件')
})

test('plural forms', () => {
  const t = translatorOf(catalog, 'en')
  assert.equal(t('desk:n', { count: 1 }), '1 order')
  assert.equal(t('desk:n', { count: 2000 }), '2,000 orders')
})

test('a value is never read as a template', () => {
  assert.equal(translatorOf(catalog, 'en')('desk:raw', { text: '<b> {{at}} $t(desk:due)' }), '<b> {{at}} $t(desk:due)')
})

test('a key missing in a language is shown in Chinese; one missing everywhere is noted', () => {
  const t = translatorOf(catalog, 'en')
  assert.equal(t('desk:only'), '只有简体')
  assert.equal(t('desk:none'), 'none')
  assert.ok(missing.has('en desk:none'))
  missing.delete('en desk:none')
})
