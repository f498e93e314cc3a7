import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from '../testing/browser.ts'
import { launchBrowser, newPage } from '../testing/browser.ts'
import { serveView } from './testing.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
/** All of the CSS and script of a resident page, compressed. The limit people are promised is 100 KB. */
const BYTES_MAX = 40 * 1024

type Finding = {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string }[]
}

let browser: Browser
let served: Awaited<ReturnType<typeof serveView>>

before(async () => {
  served = await serveView({ view: 'ui.gallery', props: {}, title: '部件' })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await served?.close()
})

const open = async (
  options: { readonly width?: number; readonly elder?: boolean; readonly javaScript?: boolean } = {},
): Promise<Page> => {
  const page = await newPage(browser, { ...options, base: served.url })
  await page.goto('/gallery')
  return page
}

for (const elder of [false, true]) {
  const mode = elder ? 'elder' : 'normal'

  test(`no part has a serious accessibility fault, ${mode}`, async () => {
    const page = await open({ elder })
    // The browser is told to trust our own test tool; the page's policy would refuse it, rightly.
    await page.evaluate(await (await import('node:fs/promises')).readFile(AXE, 'utf8'))
    const findings = (await page.evaluate('axe.run().then(result => result.violations)')) as readonly Finding[]
    const grave = findings.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    assert.deepEqual(
      grave.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`),
      [],
    )
    await page.context().close()
  })

  test(`everything fits a width of 320 px, ${mode}`, async () => {
    const page = await open({ width: 320, elder })
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320)
    await page.context().close()
  })

  test(`what can be pressed is large enough, ${mode}`, async () => {
    const page = await open({ elder })
    const small = await page.evaluate(
      least => {
        // Links inside a sentence, and controls whose label is the target, are the exceptions of WCAG 2.5.8.
        const targets = document.querySelectorAll(
          'a, button, select, summary, input:not([type="hidden"]), label.option',
        )
        const inSentence = (element: Element): boolean =>
          element.matches('p a, dd a, .pager > a, .filters > a, .skip, .option input, svg a')
        return [...targets].flatMap(element => {
          const box = element.getBoundingClientRect()
          const row = element.closest('.row')?.getBoundingClientRect()
          const height = element.matches('.row-head > a') ? (row?.height ?? 0) : box.height
          return box.width === 0 || inSentence(element) || height >= least
            ? []
            : [`${element.outerHTML.slice(0, 80)} ${Math.round(height)}`]
        })
      },
      elder ? 60 : 32,
    )
    assert.deepEqual(small, [])
    await page.context().close()
  })
}

test('buttons, fields and doors are at least 44 px high', async () => {
  const page = await open()
  const heights = await page.$$eval(
    '.button, .door, .option, .field select, .field input[type="text"], .tabs a, .link',
    all => all.map(one => one.getBoundingClientRect().height).filter(height => height > 0),
  )
  assert.ok(Math.min(...heights) >= 44, String(Math.min(...heights)))
  await page.context().close()
})

test('elder mode has no text below 24 px, line height 1.5, one column and a call button', async () => {
  const page = await open({ elder: true })
  const small = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement
      if (
        parent === null ||
        (node.textContent ?? '').trim() === '' ||
        parent.closest('svg, script, option, .unseen, .print-head') !== null ||
        parent.offsetParent === null
      )
        continue
      if (Number.parseFloat(getComputedStyle(parent).fontSize) < 24)
        found.push(`${parent.className} ${node.textContent}`)
    }
    return found
  })
  assert.deepEqual(small, [])
  assert.equal(
    await page.evaluate(
      'parseFloat(getComputedStyle(document.body).lineHeight) / parseFloat(getComputedStyle(document.body).fontSize)',
    ),
    1.5,
  )
  const doors = await page.$$eval('.door', all => all.map(one => one.getBoundingClientRect().left))
  assert.equal(new Set(doors).size, 1)
  assert.equal(await page.locator('.call a[href="tel:12345"]').count(), 1)
  await page.context().close()
})

test('a resident page weighs at most 40 KB of styles and script, and nothing comes from elsewhere', async () => {
  const page = await newPage(browser, { base: served.url })
  const bodies: Buffer[] = []
  const strange: string[] = []
  page.on('response', async response => {
    if (response.url().includes('/assets/')) bodies.push(await response.body())
    else if (!response.url().startsWith(served.url) && !response.url().startsWith('data:')) strange.push(response.url())
  })
  await page.goto('/gallery', { waitUntil: 'networkidle' })
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
  assert.ok(bodies.length >= 2)
  assert.ok(bytes <= BYTES_MAX, `${bytes} bytes`)
  assert.deepEqual(strange, [])
  await page.context().close()
})

test('the page complains about nothing under the content security policy', async () => {
  const page = await newPage(browser, { base: served.url })
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto('/gallery', { waitUntil: 'networkidle' })
  assert.deepEqual(complaints, [])
  await page.context().close()
})

test('the error summary has the focus, and leads to the field', async () => {
  const page = await open()
  assert.equal(await page.evaluate('document.activeElement.className'), 'error-summary')
  await page.click('.error-summary a[href="#phone"]')
  assert.equal(await page.evaluate('document.activeElement.id'), 'phone')
  const described = (await page.getAttribute('#phone', 'aria-describedby')) ?? ''
  assert.match((await page.textContent(`#${described.split(' ').at(-1)}`)) ?? '', /手机号应当是 11 位数字/)
  await page.context().close()
})

test('what is typed is still there after the page is lost', async () => {
  const page = await open()
  await page.fill('#what', '路口的井盖没了')
  await page.waitForFunction(() => JSON.stringify(localStorage).includes('路口的井盖没了'))
  // The example comes filled in; an empty field takes the draft.
  await page.route('**/gallery', async route => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replace('>井盖</textarea>', '></textarea>') })
  })
  await page.reload()
  assert.equal(await page.inputValue('#what'), '路口的井盖没了')
  assert.equal(await page.locator('.draft-kept').count(), 1)
  await page.context().close()
})

test('photos are made small and shown before they are sent', async () => {
  const page = await open()
  const { default: sharp } = await import('sharp')
  const noise = await sharp({
    create: {
      width: 3000,
      height: 2000,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg({ quality: 95 })
    .toBuffer()
  await page.setInputFiles('#photos', [{ name: 'a.jpg', mimeType: 'image/jpeg', buffer: noise }])
  await page.waitForSelector('.previews img')
  const size = await page.evaluate(async () => {
    const input = document.querySelector('#photos')
    const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined
    if (file === undefined) return null
    const bitmap = await createImageBitmap(file)
    return { width: bitmap.width, height: bitmap.height, bytes: file.size }
  })
  assert.equal(size?.width, 1600)
  assert.ok((size?.bytes ?? 0) < noise.length / 2)
  await page.click('.previews button')
  assert.equal(await page.locator('.previews img').count(), 0)
  await page.context().close()
})

test('without script every form, choice and link is still there', async () => {
  const page = await open({ javaScript: false })
  assert.ok(await page.locator('form button[type="submit"]').count())
  assert.ok(await page.locator('.no-script button').isVisible())
  assert.equal(await page.locator('form.choice button[name="elder"]').count(), 1)
  await page.context().close()
})
