import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { type Browser, launchBrowser, newPage } from './browser.ts'

let browser: Browser
before(async () => {
  browser = await launchBrowser()
})
after(() => browser?.close())

const inked = async (text: string): Promise<Buffer> => {
  const page = await newPage(browser, { width: 400, height: 120 })
  await page.setContent(`<body style="margin:0;font:60px serif">${text}</body>`)
  const picture = await page.screenshot()
  await page.context().close()
  return sharp(picture).greyscale().raw().toBuffer()
}

test('Chinese, traditional and rare characters are drawn, each differently from a missing glyph', async () => {
  const box = await inked('\u{10fffd}')
  const drawn = await Promise.all(['邻', '鄰', '㵘'].map(inked))
  for (const [place, picture] of drawn.entries()) {
    assert.ok(!picture.equals(box), `character ${place} is a box`)
    assert.ok(drawn.every((other, at) => at === place || !other.equals(picture)))
  }
})

test('the browser outlives a closed context', async () => {
  const page = await newPage(browser)
  await page.context().close()
  const next = await newPage(browser, { width: 1366, locale: 'zh-Hant' })
  assert.equal(await next.evaluate(() => navigator.language), 'zh-HK')
  assert.equal(await next.evaluate(() => innerWidth), 1366)
  await next.context().close()
})

test('a browser that hangs is killed, and what waits for it fails', async () => {
  const hanging = await launchBrowser(2_000)
  const page = await newPage(hanging)
  const waits = page.evaluate(() => new Promise(() => undefined))
  await assert.rejects(waits, /closed/)
  await hanging.close()
  assert.equal(hanging.isConnected(), false)
})
