import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { LIMIT_DEFAULT } from '../../platform/http/paging.ts'
import { api, page, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { townOptions } from '../directory/index.ts'
import { filterIn, itemsOut, openTopicOut, talkOut } from './api.ts'
import { shownTalk } from './opinions.ts'
import { access } from './policy.ts'
import { procedurePage } from './procedure-page.ts'
import { pageOfTopics, topicAt } from './reads.ts'
import { THEMES } from './rules/kinds.ts'
import { shownTopic } from './shown-topic.ts'
import { PATH, topicPage } from './topic-page.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const LIST = 'deliberation.open-list'
const API_LIST = 'deliberation.open-api-list'
const NO = z.object({ no: z.string().max(40) })
const after = z.coerce.number().int().min(0).max(2_147_483_647).default(0)

/** States as people tell them apart; each stands for some steps. */
const STATES = {
  talk: 'listed,prepared,disputed,escalated',
  meet: 'noticed,meeting',
  posted: 'concluded,posted,result-posted',
  doing: 'executing,completed',
  ended: 'closed,submitted,withdrawn,declined,handed-over',
} as const
const isState = (state: string): state is keyof typeof STATES => Object.hasOwn(STATES, state)

const maybe = (most: number) => z.string().max(most).default('')
const query = z.object({ town: maybe(20), state: maybe(20), theme: maybe(30), cursor: z.string().max(500).optional() })

export const openRoutes: readonly Route[] = [
  page({
    id: LIST,
    path: PATH,
    shared: true,
    access: access('open-to-all'),
    query,
    load: async (ctx, { query: asked }) => {
      const found = await pageOfTopics(
        ctx,
        LIST,
        {
          area: asked.town === '' ? undefined : asked.town,
          step: isState(asked.state) ? STATES[asked.state] : undefined,
          theme: asked.theme === '' ? undefined : asked.theme,
          limit: LIMIT_DEFAULT,
          cursor: asked.cursor,
        },
        { published: true },
      )
      if (!found.ok) return found
      const { cursor, ...typed } = asked
      const props = {
        ...found.value,
        later: cursor !== undefined,
        typed,
        themes: [...THEMES],
        towns: await townOptions(ctx.db),
      }
      return ok(view('deliberation.list', props, ctx.t('deliberation:pages.list.title')))
    },
  }),
  page({
    id: 'deliberation.topic-page',
    path: `${PATH}/:no`,
    access: access('open-to-all'),
    params: NO,
    query: z.object({ after }),
    load: (ctx, { params, query: asked }) => topicPage(ctx, params.no, asked.after, null),
  }),
  page({
    id: 'deliberation.procedure-page',
    shared: true,
    path: '/open/procedures/deliberation',
    access: access('open-to-all'),
    query: z.object({ town: maybe(20) }),
    load: (ctx, { query: asked }) => procedurePage(ctx, asked.town),
  }),
  api({
    id: API_LIST,
    method: 'GET',
    path: '/api/open/deliberations',
    summary: '公开的议题，最新提出在前',
    access: access('open-to-all'),
    query: filterIn,
    answer: itemsOut,
    refuses: ['cursor-wrong'],
    handler: (ctx, { query: asked }) => pageOfTopics(ctx, API_LIST, asked, { published: true }),
  }),
  api({
    id: 'deliberation.open-topic',
    method: 'GET',
    path: '/api/open/deliberations/:no',
    summary: '一个公开的议题；no 可以是编号',
    access: access('open-to-all'),
    params: NO,
    answer: openTopicOut,
    refuses: ['not-found'],
    handler: async (ctx, { params }) => {
      const row = await topicAt(ctx, params.no)
      return row.ok ? ok(await shownTopic(ctx, row.value)) : row
    },
  }),
  api({
    id: 'deliberation.open-talk',
    method: 'GET',
    path: '/api/open/deliberations/:no/talk',
    summary: '网上讨论：发言、赞成反对跳过、意见群、共识',
    access: access('open-to-all'),
    params: NO,
    query: z.object({ after }),
    answer: talkOut,
    refuses: ['not-found'],
    handler: async (ctx, { params, query: asked }) => {
      const row = await topicAt(ctx, params.no)
      return row.ok ? ok(await shownTalk(ctx, row.value, asked.after)) : row
    },
  }),
]
