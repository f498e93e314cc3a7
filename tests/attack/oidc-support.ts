import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { features } from '../../src/app/features.ts'
import { instant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import {
  cookieBrowser,
  identityService,
  leadsTo,
  type ServiceOver,
} from '../../src/platform/testing/identity-service.ts'
import { type Answer, testServer } from '../../src/platform/testing/server.ts'

export const BEGIN = '/sign-in/by/yue'

/** A city with an identity service, and a browser before it. */
export const start = async (t: TestContext, over: ServiceOver = {}) => {
  const idp = await identityService(t, over)
  const city = await testCity(t)
  const server = await testServer(t, city, { modules: features, services: { identityServices: idp.services } })
  server.now = instant(Date.now())
  return { idp, server, browser: cookieBrowser(server) }
}

export const COUNTS = sql(
  'oidc-test.counts',
  `select (select count(*)::int from city.session) as sessions, (select count(*)::int from city.party) as parties,
     (select count(*)::int from city.identity_link) as links`,
)

export const SESSION = '__Host-linli'

/** A page in words, with status 400. */
export const refusedAs = (answer: Answer, tag: string): void => {
  assert.equal(answer.status, 400, `${answer.status} ${leadsTo(answer)}`)
  assert.match(answer.text, new RegExp(`"tag":"${tag}"`))
}
