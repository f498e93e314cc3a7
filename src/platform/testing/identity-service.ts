import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { type MutableResponse, type MutableToken, OAuth2Server } from 'oauth2-mock-server'
import { servicesOf } from '../oidc/services.ts'
import { parseServices } from '../oidc/settings.ts'
import type { IdentityServices } from '../oidc/types.ts'
import { parseAllowed } from '../outbound/allowed.ts'
import { outboundOf } from '../outbound/guard.ts'
import type { Answer, TestServer } from './server.ts'

export const CLIENT = 'linli'

/** An identity service on this machine: who signs in there, and what it says of them. */
export type TestIdentityService = {
  readonly server: OAuth2Server
  readonly issuer: string
  /** Claims of whoever signs in next. */
  person: Readonly<Record<string, unknown>>
  /** What is done to the identity token before it is signed; nothing unless set. */
  bend: (token: MutableToken) => void
  /** What is done to the answer of the token endpoint; nothing unless set. */
  answer: (response: MutableResponse) => void
  /** Requests to the token endpoint so far. */
  redeemed: number
  /** The services of a city that know it, through the guarded way. */
  readonly services: IdentityServices
  readonly failures: string[]
}

export type ServiceOver = Readonly<Record<string, unknown>>

/** Settings of a service as an operator writes them. */
export const settingsText = (issuer: string, over: ServiceOver = {}): string =>
  JSON.stringify([
    {
      id: 'yue',
      city: '442000',
      name: '粤省事',
      realms: ['resident', 'staff'],
      issuer,
      clientId: CLIENT,
      levels: { face: 'L3', 'id-card': 'L2' },
      organisationParameters: { user_type: 'legal' },
      ...over,
    },
  ])

/** The list entry that lets the product reach it. */
export const allowing = (issuer: string): string => `${issuer}=127.0.0.0/8,::1`

/** Starts one; it ends with the test. */
export const identityService = async (
  t: Pick<TestContext, 'after'>,
  over: ServiceOver = {},
): Promise<TestIdentityService> => {
  const server = new OAuth2Server()
  await server.issuer.keys.generate('RS256')
  await server.start(0, '127.0.0.1')
  const issuer = server.issuer.url ?? ''
  const settings = parseServices(settingsText(issuer, over))
  const allowed = parseAllowed(allowing(issuer))
  if (!settings.ok || !allowed.ok) throw new Error('the settings of the test are wrong')
  const outbound = outboundOf({ allowed: allowed.value, milliseconds: 3_000 })
  const failures: string[] = []
  const services = servicesOf({
    services: settings.value,
    secretOf: () => 'a secret of the test',
    outbound,
    onFailure: (_service, why) => failures.push(why),
  })
  const state: TestIdentityService = {
    server,
    issuer,
    person: { sub: randomUUID() },
    bend: () => undefined,
    answer: () => undefined,
    redeemed: 0,
    services,
    failures,
  }
  server.service.on('beforeTokenSigning', (token: MutableToken) => {
    Object.assign(token.payload, state.person)
    // The access token has no audience; what is bent is the identity token.
    if (token.payload.aud === CLIENT) state.bend(token)
  })
  server.service.on('beforeUserinfo', (response: MutableResponse) => {
    Object.assign(response.body, state.person)
  })
  server.service.on('beforeResponse', (response: MutableResponse) => {
    state.redeemed++
    state.answer(response)
  })
  t.after(async () => {
    await outbound.close()
    if (server.listening) await server.stop()
  })
  return state
}

/** A browser without pages: it keeps cookies, and follows nothing by itself. */
export type CookieBrowser = {
  readonly cookies: Map<string, string>
  get(path: string): Promise<Answer>
  submit(path: string, fields?: Readonly<Record<string, string>>): Promise<Answer>
}

export const cookieBrowser = (server: TestServer): CookieBrowser => {
  const cookies = new Map<string, string>()
  const header = () => ({
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    accept: 'text/html',
  })
  const keep = (answer: Answer): Answer => {
    for (const line of [answer.headers['set-cookie'] ?? []].flat().map(String)) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    cookies,
    get: async path => keep(await server.get(path, header())),
    submit: async (path, fields = {}) => keep(await server.submit(path, fields, { headers: header() })),
  }
}

/** Where an answer leads. */
export const leadsTo = (answer: Answer): string => String(answer.headers.location ?? '')

/** What the service does with a browser that comes with this address: signs the person in and sends it back. */
export const signInThere = async (authorize: string): Promise<string> => {
  const answer = await fetch(authorize, { redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '')
  return `${back.pathname}${back.search}`
}

/** Goes to the service and comes back with its answer. Returns where the browser stands then. */
export const passThrough = async (browser: CookieBrowser, begin: string): Promise<Answer> =>
  browser.get(await signInThere(leadsTo(await browser.get(begin))))
