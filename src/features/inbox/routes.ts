import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { ownParties } from '../../platform/access/access.ts'
import { newestPage } from '../../platform/http/newest.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import { inbox, markRead, unread } from '../../platform/notify/notify.ts'
import { textOf } from '../../platform/notify/text.ts'
import type { InboxLine } from '../../platform/notify/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { access } from './policy.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const LIST = 'inbox.page'
const SHOWN = 30

/** The words of a notification in the reader's language, where it leads, and whether it was read. */
const shown = (ctx: Context, line: InboxLine) => ({
  id: line.id,
  ...textOf(ctx.t, line.kind, line.values),
  at: line.at,
  link: line.link,
  read: line.readAt !== null,
})

export const routes: readonly Route[] = [
  page({
    id: LIST,
    path: '/inbox',
    access,
    query: z.object({ cursor: z.string().max(500).optional() }),
    load: async (ctx, { query }) => {
      const mine = ownParties(ctx.actor)
      const found = await newestPage(
        LIST,
        { limit: SHOWN, cursor: query.cursor },
        ({ after, limit }) => inbox(ctx.db, mine, { ...(after && { before: after }), limit }),
        line => line.at,
      )
      if (!found.ok) return found
      const { items, next } = found.value
      const props = {
        lines: items.map(line => shown(ctx, line)),
        unread: await unread(ctx.db, mine),
        next,
        later: query.cursor !== undefined,
      }
      return ok(view('inbox.list', props, ctx.t('inbox:title')))
    },
  }),
  form({
    id: 'inbox.read-form',
    path: '/inbox/read',
    access,
    // One notification, or all of them when none is named.
    body: z.object({ id: z.uuid().optional() }),
    submit: async (ctx, { body }) => {
      await markRead(ctx.db, ownParties(ctx.actor), ctx.now, body.id === undefined ? undefined : [body.id])
      return ok({ redirect: '/inbox' })
    },
    again: async () => ({ redirect: '/inbox' }),
  }),
]
