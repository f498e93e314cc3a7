import type { Page } from '../../src/platform/testing/browser.ts'

/** Put into every document before anything of its own: tells when a payload ran, and what the policy had to stop. */
const WATCH = `
  Object.defineProperty(window, '__xss', { get: () => undefined, set: n => console.error('XSS-RAN ' + n) });
  document.addEventListener('securitypolicyviolation', event =>
    console.error('XSS-STOPPED ' + event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample));
`

/** Everything a payload did on this page from now on; `at` says where it was last looked at. */
export const watched = async (page: Page): Promise<{ readonly heard: string[] }> => {
  const heard: string[] = []
  await page.addInitScript(WATCH)
  page.on('console', line => {
    if (line.text().startsWith('XSS-')) heard.push(`${page.url()}: ${line.text()}`)
  })
  page.on('dialog', dialog => {
    heard.push(`${page.url()}: a dialog said ${dialog.message()}`)
    void dialog.dismiss()
  })
  return { heard }
}

/** Elements and attributes of the page that no page of ours has: what a payload became, even if it could not run. */
export const madeOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const look = (root: Document | DocumentFragment): void => {
      for (const element of root.querySelectorAll('*')) {
        const tag = element.tagName.toLowerCase()
        if (['iframe', 'object', 'embed', 'base', 'marquee', 'math', 'foreignobject'].includes(tag)) found.push(tag)
        if (tag === 'meta' && element.hasAttribute('http-equiv')) found.push('meta http-equiv')
        for (const { name, value } of element.attributes) {
          if (name.startsWith('on') || name.startsWith('data-xss')) found.push(`${tag} ${name}`)
          const runs = /^(javascript|vbscript|data:text)/i.test(value.replaceAll(/[\t\n\r]/g, '').trim())
          if (runs && ['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'srcdoc'].includes(name))
            found.push(`${tag} ${name}=${value}`)
        }
        if (element instanceof HTMLTemplateElement) look(element.content)
      }
    }
    look(document)
    return found
  })
