import type { TestContext } from 'node:test'
import { z } from 'zod'
import { cite, localDefault } from '../../kernel/cite.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { Actor, Policy } from '../access/types.ts'
import { sql } from '../db/types.ts'
import { translator } from '../i18n/catalog.ts'
import type { Locale, Translate } from '../i18n/types.ts'
import { testCity } from '../testing/database.ts'
import { type TestServer, type TestServerOptions, testServer } from '../testing/server.ts'
import { versionRefusals } from './etag.ts'
import { listOf, pageOf, paging, readCursor } from './paging.ts'
import type { Module } from './services.ts'
import { api, form, page } from './types.ts'

/** A small feature that the tests of this module serve: notes with a title and a version. */
const policy: Policy<'look' | 'write' | 'judge' | 'own'> = {
  look: [{ who: 'anyone', area: 'any', relation: 'any' }],
  write: [{ who: 'anyone', area: 'any', relation: 'any' }],
  own: [{ who: 'resident', area: 'any', relation: 'any' }],
  judge: [{ who: 'grid-lead', area: 'any', relation: 'any' }],
}

const CREATE = sql(
  'sample.create',
  'create table city.note (id int generated always as identity primary key, title text not null, version int not null)',
)
const ADD = sql('sample.add', 'insert into city.note (title, version) values ($1, 1) returning id, title, version')
const LIST = sql('sample.list', 'select id, title, version from city.note where id > $1 order by id limit $2')
const FIND = sql('sample.find', 'select id, title, version from city.note where id = $1')
const LOCK = sql('sample.lock', 'select id, title, version from city.note where id = $1 for update')
const EDIT = sql(
  'sample.edit',
  'update city.note set title = $2, version = version + 1 where id = $1 returning id, title, version',
)
const SLEEP = sql('sample.sleep', 'select pg_sleep(0.6)')
const BROKEN = sql('sample.broken', 'select secret_column from city.note where title = $1')

type Note = { readonly id: number; readonly title: string; readonly version: number }

const note = z.object({ id: z.number().int(), title: z.string(), version: z.number().int() })
const params = z.object({ id: z.coerce.number().int() })
const titled = z.object({ title: z.string().min(2).max(20), kind: z.enum(['pipe', 'lamp']).optional() })

const taken = (title: string): readonly Refusal[] => [
  {
    tag: 'taken',
    values: { title: title.length },
    basis: cite('civil-code', '第二百零一条', '按照年、月、日计算期间的，开始的当日不计入'),
    pointer: '/body/title',
  },
  { tag: 'late', basis: localDefault('X-1', '示例') },
]

const LIST_ID = 'sample.list'

export const sample: Module = {
  id: 'sample',
  refusals: { taken: { status: 409 }, late: { status: 422 } },
  routes: [
    api({
      id: LIST_ID,
      method: 'GET',
      path: '/api/notes',
      summary: '便条列表',
      access: { policy, verb: 'look' },
      query: z.object(paging),
      answer: listOf(note),
      handler: async (ctx, { query }) => {
        const from = readCursor(LIST_ID, z.object({ id: z.number().int() }), query.cursor)
        if (!from.ok) return from
        const rows = await ctx.db.rows<Note>(LIST, [from.value?.id ?? 0, query.limit + 1])
        return ok(pageOf(LIST_ID, rows, query.limit, row => ({ id: row.id })) as { items: Note[]; next: string | null })
      },
    }),
    api({
      id: 'sample.add',
      method: 'POST',
      path: '/api/notes',
      summary: '写便条',
      access: { policy, verb: 'write' },
      body: titled,
      answer: note,
      status: 201,
      location: answer => `/api/notes/${answer.id}`,
      handler: (ctx, { body }) =>
        ctx.once(async tx =>
          body.title === 'taken' ? refuse(taken(body.title)) : ok(await tx.one<Note>(ADD, [body.title])),
        ),
    }),
    api({
      id: 'sample.slow',
      method: 'POST',
      path: '/api/slow',
      summary: '慢慢写',
      access: { policy, verb: 'write' },
      body: titled,
      answer: note,
      handler: (ctx, { body }) =>
        ctx.once(async tx => {
          const added = await tx.one<Note>(ADD, [body.title])
          await tx.rows(SLEEP)
          return ok(added)
        }),
    }),
    api({
      id: 'sample.find',
      method: 'GET',
      path: '/api/notes/:id',
      summary: '看便条',
      access: { policy, verb: 'look' },
      params,
      answer: note,
      version: answer => answer.version,
      handler: async (ctx, { params: { id } }) => {
        const found = await ctx.db.maybe<Note>(FIND, [id])
        return found === undefined ? refuse([{ tag: 'not-found' }]) : ok({ ...found, secret: 'never leaves' })
      },
    }),
    api({
      id: 'sample.edit',
      method: 'PATCH',
      path: '/api/notes/:id',
      summary: '改便条',
      access: { policy, verb: 'write' },
      params,
      body: titled,
      answer: note,
      version: answer => answer.version,
      handler: (ctx, { params: { id }, body, ifMatch }) =>
        ctx.once(async tx => {
          const found = await tx.one<Note>(LOCK, [id])
          const stale = versionRefusals(ifMatch, found.version)
          return stale.length > 0 ? refuse(stale) : ok(await tx.one<Note>(EDIT, [id, body.title]))
        }),
    }),
    api({
      id: 'sample.broken',
      method: 'GET',
      path: '/api/broken',
      summary: '坏掉的',
      access: { policy, verb: 'look' },
      answer: note,
      handler: async ctx => ok(await ctx.db.one<Note>(BROKEN, ['13800138000'])),
    }),
    api({
      id: 'sample.limited',
      method: 'POST',
      path: '/api/limited',
      summary: '限次',
      access: { policy, verb: 'write' },
      answer: z.object({}),
      handler: async ctx => {
        const allowed = await ctx.limit('sample.limited', '13800138000', 3, 60_000)
        return allowed.ok ? ok({}) : allowed
      },
    }),
    api({
      id: 'sample.raw',
      method: 'GET',
      path: '/tile/*',
      summary: '字节',
      access: { policy, verb: 'look' },
      answer: z.unknown(),
      produces: 'text/plain',
      handler: async () =>
        ok({
          raw: true,
          type: 'text/plain; charset=utf-8',
          body: '树的一块',
          headers: { 'cache-control': 'public, max-age=60' },
        }),
    }),
    api({
      id: 'sample.upload',
      method: 'POST',
      path: '/api/photos',
      summary: '传照片',
      access: { policy, verb: 'write' },
      body: z.object({ title: z.string() }),
      files: 2,
      answer: z.object({ sizes: z.array(z.number()) }),
      handler: (ctx, { files }) => ctx.once(async () => ok({ sizes: files.map(({ bytes }) => bytes.length) })),
    }),
    api({
      id: 'sample.judge',
      method: 'POST',
      path: '/api/judge',
      summary: '评判',
      access: { policy, verb: 'judge' },
      body: titled,
      answer: z.object({}),
      handler: async () => ok({}),
    }),
    page({
      id: 'sample.page',
      path: '/notes',
      access: { policy, verb: 'look' },
      load: async () => ok({ view: 'notes', props: {}, title: '便条' }),
    }),
    page({
      id: 'sample.mine',
      path: '/mine',
      access: { policy, verb: 'own' },
      load: async () => ok({ view: 'mine', props: {}, title: '我的' }),
    }),
    page({
      id: 'sample.desk',
      path: '/desk',
      access: { policy, verb: 'judge' },
      load: async () => ok({ view: 'desk', props: {}, title: '工作台' }),
    }),
    page({
      id: 'sample.on',
      path: '/on',
      access: { policy, verb: 'look' },
      load: async () => ok({ redirect: '/notes' }),
    }),
    page({
      id: 'sample.away',
      path: '/away',
      access: { policy, verb: 'look' },
      load: async () => ok({ redirect: '//evil.test/x' }),
    }),
    form({
      id: 'sample.form',
      path: '/notes',
      access: { policy, verb: 'write' },
      body: titled,
      files: 1,
      submit: async (ctx, { body }) => {
        const added = await ctx.once(async tx =>
          body.title === 'taken' ? refuse(taken(body.title)) : ok(await tx.one<Note>(ADD, [body.title])),
        )
        return added.ok ? ok({ redirect: `/notes#${added.value.id}` }) : added
      },
      again: async (_ctx, { body }, why) => ({ view: 'form', props: { typed: body, why }, title: '再来' }),
    }),
    form({
      id: 'sample.enter',
      path: '/enter',
      access: { policy, verb: 'look' },
      body: z.object({}),
      submit: async ctx => {
        ctx.setSession({ secret: 's'.repeat(43), until: (ctx.now + 3_600_000) as typeof ctx.now })
        return ok({ redirect: '/notes' })
      },
      again: async () => ({ redirect: '/notes' }),
    }),
  ],
}

const WORDS: Readonly<Record<string, string>> = {
  'sample:refusals.taken.title': '已有人用',
  'sample:refusals.taken.detail': '这个标题已有人用',
  'sample:refusals.taken.next': '换一个',
  'sample:refusals.late.title': '已过期',
  'sample:refusals.late.detail': '已经过期',
  'sample:refusals.late.next': '下次早些',
}

const words = (locale: Locale): Translate => {
  const t = translator(locale)
  return (key, values) => WORDS[key] ?? t(key, values)
}

/** The sample feature on a server of its own. */
export const sampleServer = async (t: TestContext, options: Partial<TestServerOptions> = {}): Promise<TestServer> => {
  const city = await testCity(t)
  await city.db.run(CREATE)
  const services = { translate: words, ...options.services }
  return testServer(t, city, { modules: [sample], ...options, services })
}

export const resident = (party = '0199a000-0000-7000-8000-000000000001'): Actor => ({
  kind: 'resident',
  party,
  session: 'session',
  name: '王某',
  offices: [],
  level: 'L1',
})

const COUNT = sql('sample.count', 'select count(*)::int as n from city.note')
export const countNotes = async (server: TestServer): Promise<number> =>
  (await server.city.db.one<{ n: number }>(COUNT)).n
