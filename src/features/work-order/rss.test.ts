import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseInstant } from '../../kernel/time.ts'
import { feedOf, mailDate, xmlText } from './rss.ts'

const at = parseInstant('2026-09-30T18:00:00+08:00')

test('a moment as RFC 822 writes it', () =>
  assert.equal(at === undefined ? '' : mailDate(at), 'Wed, 30 Sep 2026 18:00:00 +0800'))

test('markup in a text stays text, and what XML cannot hold is left out', () => {
  assert.equal(xmlText(`<b>"1" & '2'</b>\u0000\u000b\ufffe`), '&lt;b&gt;&quot;1&quot; &amp; &apos;2&apos;&lt;/b&gt;')
  assert.equal(xmlText('井盖\n😀'), '井盖\n😀')
  assert.equal(xmlText('\ud800'), '')
})

test('a feed holds its items, none twice', () => {
  const items = [{ title: ']]></title>', link: 'https://x/1?a=1&b=2', text: '', at: at ?? (0 as never) }]
  const text = feedOf({ title: 't', link: 'l', self: 's', about: 'a', language: 'zh-Hans', items })
  assert.equal(text.match(/<item>/g)?.length, 1)
  assert.ok(text.includes('<guid isPermaLink="true">https://x/1?a=1&amp;b=2</guid>'))
  assert.equal(text.match(/<\/title>/g)?.length, 2)
})
