import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { features } from '../../src/app/features.ts'
import { PLACE, stage } from '../../src/features/work-order/testing.ts'
import { idCheckCharacter } from '../../src/kernel/codes.ts'
import { instant } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import {
  type CookieBrowser,
  cookieBrowser,
  identityService,
  leadsTo,
  type ServiceOver,
} from '../../src/platform/testing/identity-service.ts'
import { testServer } from '../../src/platform/testing/server.ts'

export const BEGIN = '/sign-in/by/yue'
export const SESSION = '__Host-linli'
export const PHONE = '13812345678'
export const USCC = '91350100M000100Y43'
export const GOOD = '南头河边的三棵榕树下再见'

/** A number nobody has: it names a region and a day, and its check character holds. */
export const idNumber = (serial: number): string => {
  const first = `442000199001${String(10_000 + serial).slice(-5)}`
  return first + idCheckCharacter(first)
}

/** The city with an identity service, and ways to act in it as a browser does. */
export const start = async (t: TestContext, over: ServiceOver = {}) => {
  const idp = await identityService(t, over)
  const { city, vault } = await stage(t)
  const services = { identityServices: idp.services, vault }
  const server = await testServer(t, city, { modules: features, services })
  const at = (browser: CookieBrowser) => server.as(browser.cookies.get(SESSION) ?? '')
  const me = async (browser: CookieBrowser) => (await at(browser).get('/api/me')).json()
  const byPhone = async (phone = PHONE): Promise<CookieBrowser> => {
    const browser = cookieBrowser(server)
    server.now = instant(server.now + 61_000)
    const asked = leadsTo(await browser.submit('/sign-in', { phone, next: '' }))
    const request = new URL(asked, 'http://x').searchParams.get('request') ?? ''
    await browser.submit('/sign-in/code', { request, digits: server.codes.at(-1)?.digits ?? '', next: '' })
    return browser
  }
  const report = async (browser: CookieBrowser, text: string): Promise<string> => {
    const made = await at(browser).post('/api/work-orders', {
      text,
      area: PLACE,
      place: '兴文路',
      kind: 'help',
    })
    assert.equal(made.status, 201, made.text)
    return made.json().id
  }
  const mine = async (browser: CookieBrowser): Promise<string> =>
    (await at(browser).get('/my/reports', { accept: 'text/html' })).text
  return { idp, server, db: city.db, at, me, byPhone, report, mine }
}

export const staffOf = (party: string | null, role: string): Actor => ({
  kind: 'staff',
  party,
  session: null,
  name: '',
  offices: [
    {
      id: '01939d6e-0000-7000-8000-000000000003',
      organisation: '01939d6e-0000-7000-8000-000000000003',
      organisationKind: 'serviceCentre',
      role,
      area: '442000',
    },
  ],
  level: 'L2',
})
export const CLERK = staffOf('01939d6e-0000-7000-8000-000000000001', 'communityWorker')
export const OPERATOR = staffOf('01939d6e-0000-7000-8000-000000000002', 'securityAdmin')

export const tagOf = (answer: { json: () => { type: string } }): string =>
  answer.json().type.replace(/^.*\/problems\//, '')
