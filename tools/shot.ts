import { launchBrowser, newPage } from '../src/platform/testing/browser.ts'

// ./linli tools/shot.ts URL OUT.png [--width 390] [--elder] [--full] [--locale en] [--cookie name=value]
// A picture of a page as a phone or a desk shows it. Prints what the page complained about.
const args = process.argv.slice(2)
const [url, out] = args.filter(
  (arg, index) => !arg.startsWith('--') && !/^--(width|cookie|locale)$/.test(args[index - 1] ?? ''),
)
const option = (name: string): string | undefined =>
  args.includes(`--${name}`) ? args[args.indexOf(`--${name}`) + 1] : undefined
if (url === undefined || out === undefined) {
  process.stderr.write(
    'usage: ./linli tools/shot.ts URL OUT.png [--width 390] [--elder] [--full] [--locale zh-Hans|zh-Hant|en] [--cookie name=value]\n',
  )
  process.exit(2)
}
const locale = (['zh-Hans', 'zh-Hant', 'en'] as const).find(one => one === option('locale')) ?? 'zh-Hans'
const browser = await launchBrowser()
const page = await newPage(browser, {
  base: new URL(url).origin,
  width: Number(option('width') ?? '390'),
  elder: args.includes('--elder'),
  locale,
})
const cookies = args.flatMap((arg, index) => (arg === '--cookie' ? [args[index + 1] ?? ''] : []))
await page.context().addCookies(
  cookies.map(text => ({
    name: text.slice(0, text.indexOf('=')),
    value: text.slice(text.indexOf('=') + 1),
    url: new URL(url).origin,
  })),
)
page.on('console', message => message.type() === 'error' && process.stderr.write(`${message.text()}\n`))
page.on('pageerror', error => process.stderr.write(`${error.message}\n`))
const answer = await page.goto(url, { waitUntil: 'networkidle' })
await page.screenshot({ path: out, fullPage: args.includes('--full') })
process.stdout.write(`${answer?.status() ?? '?'} ${await page.title()}\n`)
await browser.close()
