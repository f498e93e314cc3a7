import { z } from 'zod'
import { kebab } from '../../kernel/kebab.ts'
import { ok } from '../../kernel/result.ts'
import { dateOf, type LocalDate } from '../../kernel/time.ts'
import { seenVersion } from '../../platform/http/etag.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { nextOrderNo } from '../work-order/index.ts'
import { actedOut, enterIn, filterIn, itemsOut, topicOut } from './api.ts'
import { type Acted, act } from './commands.ts'
import { access, viewedAreas } from './policy.ts'
import { nextNo, raise } from './raise.ts'
import { pageOfTopics, placesFor, topicFor } from './reads.ts'
import { DELIBERATION } from './rules/definition.ts'
import { shownTopic } from './shown-topic.ts'
import { VERBS, type Verb, type VerbName } from './verbs.ts'

const ID = z.object({ id: z.uuid() })
const LIST = 'deliberation.list'

export const presentActed = ({ id, no, version, state, fact, leaf }: Acted): z.infer<typeof actedOut> => ({
  id,
  no,
  version,
  step: state.step,
  verdict: fact.action === 'conclude' ? fact.verdict : null,
  order: fact.action === 'handOver' ? fact.order : '',
  leaf,
})

/** One route per verb of the table, each with its own body, so that the API page and the access matrix know them all. */
const verbRoute = (name: VerbName): Route => {
  const verb: Verb = VERBS[name]
  return api({
    id: `deliberation.${kebab(name)}`,
    method: 'POST',
    path: `/api/deliberations/:id/${kebab(name)}`,
    summary: `议事协商：${DELIBERATION.actions[name].zh}`,
    access: access(name),
    params: ID,
    body: verb.body,
    answer: actedOut,
    handler: async (ctx, { params, body, ifMatch }) => {
      const orderNo = name === 'handOver' ? await nextOrderNo(ctx.system, ctx.now) : undefined
      return ctx.once(async tx => {
        const done = await act(tx, ctx, params.id, name, { body, orderNo, version: seenVersion(ifMatch) })
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  })
}

export const staffRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/deliberations',
    summary: '议题列表（工作人员），最新提出在前',
    access: access('list'),
    query: filterIn,
    answer: itemsOut,
    handler: (ctx, { query }) => pageOfTopics(ctx, LIST, query, { areas: viewedAreas(ctx.actor) }),
  }),
  api({
    id: 'deliberation.places',
    method: 'GET',
    path: '/api/deliberations/places',
    summary: '可以提出议题的社区、村和镇街',
    access: access('enter'),
    answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
    refuses: [],
    handler: async ctx => ok({ items: [...(await placesFor(ctx))] }),
  }),
  api({
    id: 'deliberation.shown',
    method: 'GET',
    path: '/api/deliberations/:id',
    summary: '一个议题：五项内容、会议、结果、落实和经过',
    access: access('view'),
    params: ID,
    answer: topicOut,
    refuses: ['not-found', 'not-yours'],
    version: answer => answer.version,
    handler: async (ctx, { params }) => {
      const row = await topicFor(ctx, params.id, 'view')
      return row.ok ? ok(await shownTopic(ctx, row.value)) : row
    },
  }),
  api({
    id: 'deliberation.enter',
    method: 'POST',
    path: '/api/deliberations',
    summary: '工作人员提出议题，或从协商事项清单提出',
    access: access('enter'),
    body: enterIn,
    status: 201,
    answer: actedOut,
    location: ({ no }) => `/open/deliberations/${no}`,
    handler: async (ctx, { body }) => {
      const no = await nextNo(ctx.system, ctx.now)
      const { matter, foundOn, ...given } = body
      const raised = {
        ...given,
        origin: matter === '' ? ('staff' as const) : ('list' as const),
        foundOn: foundOn === '' ? dateOf(ctx.now) : (foundOn as LocalDate),
        matter: matter === '' ? undefined : matter,
      }
      return ctx.once(async tx => {
        const done = await raise(tx, ctx, raised, no)
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  }),
  ...(Object.keys(VERBS) as VerbName[]).map(verbRoute),
]
