import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { xmlText } from '../../src/features/work-order/rss.ts'
import { launchBrowser, newPage } from '../../src/platform/testing/browser.ts'
import { loadRenderer } from '../../src/platform/ui/render.ts'
import { ROOT } from '../e2e/support/server.ts'
import { attackedCity } from './city.ts'

/**
 * What people write is shown as they wrote it: there is no markup of any kind in it, no links are made of it, no
 * pictures, no formulas. Each line is what is written; what is shown is the same line.
 */
const GOLDEN = [
  '**粗** _斜_ ~~删~~ `码`',
  '# 标题',
  '- 一\n- 二',
  '> 引用',
  '[链接](https://elsewhere.test)',
  '[链接](javascript:alert(1))',
  '![图](https://elsewhere.test/a.png)',
  '<https://elsewhere.test>',
  'https://elsewhere.test/?a=1&b=2',
  'www.elsewhere.test',
  '<b>粗</b><i>斜</i>',
  '<svg width="9" height="9"><circle r="4"/></svg>',
  '<math><mi>x</mi></math>',
  '$$\\frac{1}{2}$$',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '&amp; &lt; &nbsp; &#x41;',
  '<!-- 注 -->',
  '```html\n<script>x</script>\n```',
  ':smile: @somebody #话题',
] as const

test('S-44 Markdown, HTML, SVG, MathML and addresses in what people write are shown as text: golden outputs', async t => {
  const { assetsFolder, render } = await loadRenderer()
  const { server, cast, cookies, known } = await attackedCity(t, { assets: assetsFolder, services: { render } })
  const [desk, unit, resident] = [server.as(cast.deskLead), server.as(cast.unitHandler), server.as(cast.resident)]
  const own = (await resident.post('/api/work-orders', { text: GOLDEN.join('\n'), area: known.area })).json()
  await desk.post(`/api/work-orders/${own.id}/admit`, {})
  await desk.post(`/api/work-orders/${own.id}/dispatch`, { lead: known.lead })
  await unit.post(`/api/work-orders/${own.id}/sign`, {})
  for (const note of GOLDEN)
    assert.equal((await unit.post(`/api/work-orders/${own.id}/progress`, { note })).status, 200)
  assert.equal(
    (await desk.post(`/api/work-orders/${own.id}/publish`, { title: GOLDEN[0], text: GOLDEN.join('\n') })).status,
    200,
  )

  const base = await server.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  t.after(() => browser.close())
  for (const [who, path, texts] of [
    ['resident', `/my/reports/${own.id}`, GOLDEN],
    ['stranger', `/open/work-orders/${own.no}`, GOLDEN],
    ['deskLead', `/console/work-orders/${own.id}`, GOLDEN],
  ] as const) {
    const page = await newPage(browser, { base, width: 1440 })
    const [name = '', value = ''] = cookies[who].split('=')
    if (value !== '')
      await page
        .context()
        .addCookies([{ name, value, domain: '127.0.0.1', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' }])
    await page.goto(path, { waitUntil: 'networkidle' })
    const main = page.locator('main').first()
    await main.getByText('**粗** _斜_').first().waitFor({ state: 'attached' })
    const shown = ((await main.textContent()) ?? '').replaceAll(/\s+/g, ' ')
    for (const text of texts)
      assert.ok(shown.includes(text.replaceAll(/\s+/g, ' ')), `${path}: ${text}\n${shown.slice(0, 2000)}`)
    const made = await main.evaluate(element => ({
      away: [...element.querySelectorAll('a[href]')]
        .map(a => (a as HTMLAnchorElement).href)
        .filter(href => href.includes('elsewhere')),
      // What each line would have made: an element that holds just the word between the signs.
      marks: [...element.querySelectorAll('*')]
        .filter(one => ['粗', '斜', '删', '标题', '引用', '链接', '一', '注', '话题'].includes(one.textContent.trim()))
        .map(one => one.outerHTML),
      drawn: element.querySelectorAll('math, circle[r="4"], img[src*=elsewhere], table td:only-child').length,
    }))
    assert.deepEqual(made, { away: [], marks: [], drawn: 0 }, path)
    await page.close()
  }
  const feed = await server.get('/open/work-orders.rss')
  for (const text of GOLDEN) assert.ok(feed.text.includes(xmlText(text)), text)
  assert.doesNotMatch(feed.text, /<script|<svg|<b>|CDATA/)
})

test('S-44 nothing in the product turns text into markup: no reader of Markdown, no maker of links', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const makers = Object.keys(dependencies).filter(name =>
    /mark(down|ed)|remark|rehype|showdown|linkify|autolink|sanitize|dompurify|tiptap|quill|prosemirror|slate|ckeditor|tinymce|katex|mathjax/i.test(
      name,
    ),
  )
  assert.deepEqual(makers, [])
})
