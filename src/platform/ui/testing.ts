import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, extname, join } from 'node:path'
import { parseInstant } from '../../kernel/time.ts'
import { ELDER, LANGUAGE } from '../http/cookies.ts'
import { loadRenderer } from './render.ts'
import type { Surroundings, View } from './types.ts'

/** The afternoon the examples of the parts are set in. */
export const EXAMPLE_NOW = parseInstant('2026-11-22T15:00:00+08:00') ?? 0

/** Surroundings for looking at a view without a city behind it. */
export const exampleSurroundings = (over: Partial<Surroundings> = {}): Surroundings => ({
  city: { code: '442000', name: '中山市' },
  base: '',
  path: '/',
  locale: 'zh-Hans',
  elder: false,
  demo: true,
  nonce: 'example',
  person: null,
  formKey: '019a0000-0000-7000-8000-000000000000',
  phone: '12345',
  now: EXAMPLE_NOW,
  ...over,
})

const TYPES: Readonly<Record<string, string>> = { '.css': 'text/css', '.js': 'text/javascript' }

/** The policy pages are served under; a view that needs more would fail here first. */
const POLICY =
  "default-src 'self'; script-src 'self' 'nonce-example'; style-src 'self' 'nonce-example'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'"

/** Serves one view at every path, with the built files, for browser tests of views. The cookies of elder mode and language count. */
export const serveView = async (view: View): Promise<{ readonly url: string; readonly close: () => Promise<void> }> => {
  const { render, assetsFolder } = await loadRenderer()
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const cookie = request.headers.cookie ?? ''
    const send = async (): Promise<void> => {
      if (path.startsWith('/assets/')) {
        const file = basename(path)
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
        response.end(await readFile(join(assetsFolder, file)))
        return
      }
      const locale = (['zh-Hant', 'en'] as const).find(one => cookie.includes(`${LANGUAGE}=${one}`)) ?? 'zh-Hans'
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader('content-security-policy', POLICY)
      response.end(render(view, exampleSurroundings({ path, locale, elder: cookie.includes(`${ELDER}=1`) })))
    }
    send().catch((cause: unknown) => {
      response.statusCode = 500
      response.end(String(cause))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}
