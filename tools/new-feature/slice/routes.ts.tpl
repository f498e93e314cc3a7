import { z } from 'zod'
import { ok, refuse } from '../../kernel/result.ts'
import { instant } from '../../kernel/time.ts'
import { pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { closeBody, listOut, listQuery, openBody, out, params, present } from './api.ts'
import { close, open } from './commands.ts'
import { access } from './policy.ts'
import { listRows, oneRow } from './store.ts'

const LIST = '__kebab__.list'
const keys = z.tuple([z.number().transform(instant), z.uuid()])

export const routes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/__kebab__',
    summary: '__zh__列表,最新的在前',
    access: access('list'),
    query: listQuery,
    answer: listOut,
    refuses: ['cursor-wrong'],
    handler: async ({ db }, { query: { limit, cursor } }) => {
      const at = readCursor(LIST, keys, cursor)
      if (!at.ok) return at
      const before = at.value === undefined ? undefined : { at: at.value[0], id: at.value[1] }
      const page = pageOf(LIST, await listRows(db, before, limit + 1), limit, row => [row.opened_at, row.id])
      return ok({ items: page.items.map(present), next: page.next })
    },
  }),
  api({
    id: '__kebab__.view',
    method: 'GET',
    path: '/api/__kebab__/:id',
    summary: '一件__zh__',
    access: access('view'),
    params,
    answer: out,
    version: answer => answer.version,
    refuses: ['not-found'],
    handler: async ({ db }, { params: { id } }) => {
      const row = await oneRow(db, id)
      return row === undefined ? refuse([{ tag: 'not-found' }]) : ok(present(row))
    },
  }),
  api({
    id: '__kebab__.open',
    method: 'POST',
    path: '/api/__kebab__',
    summary: '提出__zh__',
    access: access('open'),
    body: openBody,
    answer: z.object({ id: z.uuid() }),
    status: 201,
    location: answer => `/api/__kebab__/${answer.id}`,
    refuses: ['area-unknown', 'not-yours', 'title-missing'],
    handler: async (ctx, { body }) => {
      const opened = await ctx.once(tx => open(tx, ctx, body))
      return opened.ok ? ok({ id: opened.value }) : opened
    },
  }),
  api({
    id: '__kebab__.close',
    method: 'POST',
    path: '/api/__kebab__/:id/close',
    summary: '办结__zh__',
    access: access('close'),
    params,
    body: closeBody,
    answer: z.object({ id: z.uuid() }),
    refuses: ['not-found', 'not-yours', 'wrong-step', 'outcome-missing'],
    handler: async (ctx, { params: { id }, body }) => {
      const closed = await ctx.once(tx => close(tx, ctx, id, body.outcome))
      return closed.ok ? ok({ id: closed.value }) : closed
    },
  }),
]
