import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { features } from '../../src/app/features.ts'
import { type Cast, stage } from '../../src/features/work-order/testing.ts'
import { couldEver } from '../../src/platform/access/access.ts'
import type { Vault } from '../../src/platform/crypto/vault.ts'
import type { Route } from '../../src/platform/http/types.ts'
import { openSession } from '../../src/platform/identity/sessions.ts'
import type { TestCity } from '../../src/platform/testing/database.ts'
import { type Answer, type TestServer, type TestServerOptions, testServer } from '../../src/platform/testing/server.ts'
import { uiModule } from '../../src/platform/ui/routes.ts'
import { benignOf, type Known, type Place, put } from './places.ts'

export const MODULES = [...features, uiModule]
export const ROUTES: readonly Route[] = MODULES.flatMap(({ routes }) => routes)
export const DEEP = process.env.LINLI_DEEP === '1'

const PEOPLE = [
  'deskLead',
  'systemAdmin',
  'securityAdmin',
  'auditAdmin',
  'unitLead',
  'gridWorker',
  'communityWorker',
  'auditor',
  'resident',
] as const

export type Attacked = {
  readonly server: TestServer
  readonly city: TestCity
  readonly vault: Vault
  readonly cast: Cast
  readonly known: Known
  /** The cookie of each of the cast, of a session as a sign-in opens it; '' for a stranger. */
  readonly cookies: Readonly<Record<keyof Cast | 'stranger', string>>
  /** Whom a route lets in, furthest first: of the cast the first whom its table knows, else a stranger. */
  readonly whoFor: (route: Route) => keyof Cast | 'stranger'
}

/** A city with people, a few orders (one of them public), and a server of every feature over it. */
export const attackedCity = async (
  t: Pick<TestContext, 'after'>,
  options: Partial<TestServerOptions> = {},
): Promise<Attacked> => {
  const { city, vault, cast, units } = await stage(t)
  const server = await testServer(t, city, {
    modules: MODULES,
    now: '2026-10-20T10:00:00+08:00',
    trustedProxies: ['127.0.0.1'],
    ...options,
    services: { vault, ...options.services },
  })
  const desk = server.as(cast.deskLead)
  const orders: { id: string; no: string; track: string }[] = []
  for (const text of ['路口的井盖没了', '楼道的灯不亮', '请问医保怎么办'])
    orders.push((await server.as(cast.resident).post('/api/work-orders', { text, area: '442000001007' })).json())
  const [first] = orders
  if (first === undefined) throw new Error('nothing was taken on')
  await desk.post(`/api/work-orders/${first.id}/admit`, {})
  await desk.post(`/api/work-orders/${first.id}/publish`, { title: '井盖已补', text: '路口的井盖已经补上。' })
  const known: Known = {
    id: first.id,
    no: first.no,
    code: first.track,
    track: first.track,
    lead: units.town,
    organisation: units.department,
    organisations: units.department,
    area: '442000001007',
    community: '442000001007',
    town: '442000001',
    parent: '442000001',
    year: '2026',
    month: '2026-09',
    token: 'A'.repeat(43),
    phone: '13800000000',
    digits: '000000',
    q: '井盖',
    key: 'work-order.reopen-days',
    source: '民法典',
  }
  const names = Object.keys(cast) as (keyof Cast)[]
  const opened = await city.db.tx(async tx => {
    const made: [string, string][] = []
    for (const name of names) {
      const { kind, party } = cast[name]
      const realm = kind === 'staff' ? 'staff' : 'resident'
      const { secret } = await openSession(tx, { party: party ?? '', realm, proved: realm === 'staff' }, server.now)
      made.push([name, `__Host-linli=${secret}`])
    }
    return made
  })
  return {
    server,
    city,
    vault,
    cast,
    known,
    cookies: { stranger: '', ...Object.fromEntries(opened) } as Attacked['cookies'],
    whoFor: ({ access }) =>
      PEOPLE.find(name => couldEver(access.policy, access.verb, cast[name])) ?? ('stranger' as const),
  }
}

/** A request to a route, every place of it filled with what fits. */
export type Shot = {
  readonly route: Route
  readonly path: Record<string, unknown>
  readonly query: Record<string, unknown>
  readonly body: Record<string, unknown>
  readonly headers: Record<string, string>
}

export const shotAt = (route: Route, known: Known): Shot => ({
  route,
  path: benignOf(route.params, known),
  query: route.kind === 'form' ? {} : benignOf(route.query, known),
  body: route.kind === 'page' ? {} : benignOf(route.body, known),
  headers: {},
})

/** The same request with one place taken by a text. */
export const aimed = (shot: Shot, place: Place, text: string): Shot =>
  place.where === 'header'
    ? { ...shot, headers: { ...shot.headers, [place.at[0] ?? '']: text } }
    : { ...shot, [place.where]: put(shot[place.where], place.at, text) as Record<string, unknown> }

const methodOf = (route: Route): 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' =>
  route.kind === 'api' ? route.method : route.kind === 'page' ? 'GET' : 'POST'

const said = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
const ODD = /[^\t\x20-\x7e\x80-\xff]/g

/** What goes over the wire: the address with its query, the body and the headers. */
export const wired = ({ route, path, query, body, headers }: Shot) => {
  const url = route.path
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(said(path[name] ?? 'x').toWellFormed()) || '%20')
    .replace('*', '0/000')
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, said(one).toWellFormed())
  const method = methodOf(route)
  const form = route.kind === 'form'
  const fields = new URLSearchParams({ _key: randomUUID() })
  if (form) for (const [name, value] of Object.entries(body)) fields.append(name, said(value).toWellFormed())
  const payload = method === 'GET' ? undefined : form ? fields.toString() : JSON.stringify(body)
  return {
    method,
    url: search.size === 0 ? url : `${url}?${search}`,
    ...(payload === undefined ? {} : { payload }),
    headers: {
      ...(payload === undefined
        ? {}
        : { 'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json' }),
      ...(form || route.kind === 'page' ? { accept: 'text/html' } : { 'idempotency-key': randomUUID() }),
      // A header holds bytes: what is beyond them cannot be sent at all.
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replaceAll(ODD, '?')])),
    },
  }
}

/** Fires; `cookie` is that of the person. */
export const fire = async ({ app }: TestServer, shot: Shot, cookie: string): Promise<Answer> => {
  const { headers, ...rest } = wired(shot)
  const all = { ...(cookie === '' ? {} : { cookie }), ...headers }
  const response = await app.inject({ ...rest, headers: all })
  return { status: response.statusCode, headers: response.headers, text: response.body, json: () => response.json() }
}
