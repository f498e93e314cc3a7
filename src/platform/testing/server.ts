import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { ok, refuse } from '../../kernel/result.ts'
import { type Instant, parseInstant } from '../../kernel/time.ts'
import type { Actor } from '../access/types.ts'
import { guardedVault } from '../crypto/guard.ts'
import { freshVault, type Vault } from '../crypto/vault.ts'
import { sql } from '../db/types.ts'
import { citiesOf } from '../http/cities.ts'
import { buildServer, type ServerOptions } from '../http/server.ts'
import type { Module, Readiness, Services, StepUp } from '../http/services.ts'
import { translator } from '../i18n/catalog.ts'
import { actorOf } from '../identity/sessions.ts'
import type { DeliverCode } from '../identity/types.ts'
import { signerOf } from '../journal/signer.ts'
import type { Surroundings, View } from '../ui/types.ts'
import type { TestCity } from './database.ts'
import { TEST_CITY } from './template.ts'

export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly text: string
  /** The body as JSON; throws when it is none. */
  readonly json: () => ReturnType<typeof JSON.parse>
}

export type Sending = {
  /** Idempotency key; a fresh one when left out, none when null. */
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

/** Somebody at a browser or a program. */
export type Caller = {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  post(path: string, body?: unknown, sending?: Sending): Promise<Answer>
  put(path: string, body?: unknown, sending?: Sending): Promise<Answer>
  patch(path: string, body?: unknown, sending?: Sending): Promise<Answer>
  delete(path: string, sending?: Sending): Promise<Answer>
  /** Sends a multipart body to the API, as a page with a photo field does. */
  send(path: string, fields: Readonly<Record<string, string>>, photos: readonly Buffer[]): Promise<Answer>
  /** Sends an HTML form; `_key` is added like a page would. */
  submit(path: string, fields: Readonly<Record<string, string | readonly string[]>>, sending?: Sending): Promise<Answer>
}

export type TestServer = Caller & {
  readonly app: FastifyInstance
  readonly city: TestCity
  readonly vault: Vault
  /** The present of the server; set it to travel. */
  now: Instant
  readiness: Readiness
  /** Codes sent to phones so far. */
  readonly codes: Parameters<DeliverCode>[0][]
  /** Acts as this actor, or with this session secret. */
  as(who: Actor | string): Caller
}

export type TestServerOptions = Partial<Omit<ServerOptions, 'modules' | 'services'>> & {
  readonly modules: readonly Module[]
  readonly now?: string
  /** Stands in for the views: by default a page shows its view's name and props. */
  readonly render?: (view: View, surroundings: Surroundings) => string
  readonly services?: Partial<Services>
  /** How the second factor is asked for again; without it what is sensitive is refused to whoever gave it long ago. */
  readonly stepUp?: StepUp
}

const SESSION = '__Host-linli'
/** Known, so that a test can check what was signed. */
export const TEST_SIGNER = signerOf(new Uint8Array(32).fill(7))
const PING = sql('testing.ping', 'select 1 as one')

const showView = (view: View, surroundings: Surroundings): string =>
  `<!doctype html><html lang="${surroundings.locale}"><head><title>${view.title}</title></head><body data-view="${view.view}" data-key="${surroundings.formKey}" data-base="${surroundings.base}" data-elder="${surroundings.elder}">${JSON.stringify(view.props).replaceAll('<', '&lt;')}</body></html>`

const instantOf = (text: string): Instant => {
  const at = parseInstant(text)
  if (at === undefined) throw new Error(`not an instant: ${text}`)
  return at
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const callerOf = (app: FastifyInstance, cookie: string | undefined): Caller => {
  const send = async (
    method: Method,
    url: string,
    headers: Readonly<Record<string, string>>,
    payload?: string,
  ): Promise<Answer> => {
    const all = { ...(cookie === undefined ? {} : { cookie }), ...headers }
    const response = await app.inject({ method, url, headers: all, ...(payload === undefined ? {} : { payload }) })
    return { status: response.statusCode, headers: response.headers, text: response.body, json: () => response.json() }
  }
  const write =
    (method: Method) =>
    (path: string, body?: unknown, { key, headers = {} }: Sending = {}): Promise<Answer> =>
      send(
        method,
        path,
        {
          ...(key === null ? {} : { 'idempotency-key': key ?? randomUUID() }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body === undefined ? undefined : JSON.stringify(body),
      )
  return {
    get: (path, headers = {}) => send('GET', path, headers),
    post: write('POST'),
    put: write('PUT'),
    patch: write('PATCH'),
    delete: (path, sending) => write('DELETE')(path, undefined, sending),
    send: async (path, fields, photos) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      for (const bytes of photos)
        form.append('photos', new File([new Uint8Array(bytes)], 'photo.jpg', { type: 'image/jpeg' }))
      const request = new Request('http://x', { method: 'POST', body: form })
      const headers = {
        ...(cookie === undefined ? {} : { cookie }),
        'idempotency-key': randomUUID(),
        'content-type': request.headers.get('content-type') ?? '',
      }
      const payload = Buffer.from(await request.arrayBuffer())
      const response = await app.inject({ method: 'POST', url: path, headers, payload })
      return {
        status: response.statusCode,
        headers: response.headers,
        text: response.body,
        json: () => response.json(),
      }
    },
    submit: (path, fields, { key, headers = {} } = {}) => {
      const form = new URLSearchParams(key === null ? {} : { _key: key ?? randomUUID() })
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one)
      const type = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
      return send('POST', path, { ...type, ...headers }, form.toString())
    },
  }
}

/**
 * A server with these features on a test city, without a port. It ends with the test.
 * @param options.modules the features under test, or all of src/app/features.ts
 */
export const testServer = async (
  t: Pick<TestContext, 'after'>,
  city: TestCity,
  options: TestServerOptions,
): Promise<TestServer> => {
  const {
    modules,
    now: start = '2026-11-22T10:00:00+08:00',
    render = showView,
    services: given,
    stepUp,
    ...rest
  } = options
  const vault = guardedVault(given?.vault ?? freshVault())
  const actors = new Map<string, Actor>()
  const codes: Parameters<DeliverCode>[0][] = []
  const state: { now: Instant; readiness: Readiness } = { now: instantOf(start), readiness: 'ready' }
  const services: Services = {
    cities: citiesOf(city.database, {
      defaultCode: TEST_CITY.code,
      settings: () => ({ phone: '12345', demo: false }),
      now: () => state.now,
    }),
    identity: {
      actorOf: async (db, secret, now) => {
        const handed = actors.get(secret)
        // Whoever is handed in has just given the second factor, unless it says otherwise.
        return handed === undefined ? actorOf(db, secret, now) : { provedAt: now, ...handed }
      },
      signIn: { resident: '/sign-in', staff: '/staff/sign-in' },
      ...(stepUp !== undefined && { stepUp }),
    },
    deliverCode: async code => {
      codes.push(code)
    },
    signer: TEST_SIGNER,
    render,
    translate: translator,
    now: () => state.now,
    sourceTitle: source => source,
    readiness: () => state.readiness,
    ping: () => city.db.one(PING).then(() => ok(undefined), refuse),
    ...given,
    vault,
  }
  const app = await buildServer({ checkAnswers: true, ...rest, modules, services })
  await app.ready()
  t.after(() => app.close())
  const as = (who: Actor | string): Caller => {
    const secret = typeof who === 'string' ? who : `test-${randomUUID()}`
    if (typeof who !== 'string') actors.set(secret, who)
    return callerOf(app, `${SESSION}=${secret}`)
  }
  return Object.assign(state, callerOf(app, undefined), { app, city, vault, codes, as })
}
