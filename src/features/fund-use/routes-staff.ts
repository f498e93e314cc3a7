import { z } from 'zod'
import { kebab } from '../../kernel/kebab.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { PHOTOS_MAX, preparePhotos } from '../../platform/files/receive.ts'
import { seenVersion } from '../../platform/http/etag.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { estatesUnder } from '../estate/index.ts'
import { nextVoteNo } from '../owners-vote/index.ts'
import {
  type ApplyIn,
  actedOut,
  applyIn,
  calledOut,
  callVoteIn,
  checkedOut,
  filterIn,
  itemsOut,
  partsIn,
  partsOut,
  useOut,
} from './api.ts'
import { apply, check, nextNo, type Request } from './apply.ts'
import { callVote } from './call-vote.ts'
import { type Acted, act } from './commands.ts'
import { pageOfUses } from './page-of-uses.ts'
import { access, policy, subjectOf, viewedAreas } from './policy.ts'
import { BEFORE_TRANSFER } from './rules/definition.ts'
import { shownUse } from './shown-use.ts'
import { partsOf } from './store/money.ts'
import { useById } from './store/uses.ts'
import { fenOf, MOVES_MONEY, VERBS, type Verb, type VerbName } from './verbs.ts'

const ID = z.object({ id: z.uuid() })
const LIST = 'fund-use.list'
const PATH = '/api/fund-uses'

const presentActed = ({ id, no, version, state, leaf }: Acted): z.infer<typeof actedOut> => ({
  id,
  no,
  version,
  step: state.step,
  leaf,
})

/** That a use is there everybody knows; what was objected and what a unit bears is not everybody's. */
const NOT_YOURS = refuse([{ tag: 'not-yours', values: { action: 'view' } }] as const)
const ABSENT = refuse([{ tag: 'not-found' }] as const)

/** An application as the rules read it. */
export const requestOf = (body: ApplyIn): Request => {
  const { scope, building, stairwell, budget, quotations, warrantyUntil, emergency, ...rest } = body
  return {
    ...rest,
    scope:
      scope === 'estate'
        ? { kind: 'estate' }
        : scope === 'building'
          ? { kind: scope, building }
          : { kind: scope, building, stairwell },
    emergency: emergency === '' ? null : emergency,
    budgetFen: fenOf(budget),
    quotations: quotations.map(({ company, yuan, record }) => ({ company, fen: fenOf(yuan), record })),
    warrantyUntil: warrantyUntil === '' ? null : (warrantyUntil as LocalDate),
  }
}

/** One route per verb of the table, each with its own body, so that the API page and the access matrix know them all. */
const verbRoute = (name: VerbName): Route => {
  const verb: Verb = VERBS[name]
  return api({
    id: `fund-use.${kebab(name)}`,
    method: 'POST',
    path: `${PATH}/:id/${kebab(name)}`,
    summary: `维修资金使用：${BEFORE_TRANSFER.actions[name].zh}`,
    access: access(name),
    params: ID,
    body: verb.body,
    ...(verb.files && { files: PHOTOS_MAX }),
    answer: actedOut,
    handler: async (ctx, { params, body, files, ifMatch }) => {
      const pictures = await preparePhotos(ctx, files)
      if (!pictures.ok) return pictures
      const once: Context['once'] = work => (MOVES_MONEY.has(name) ? ctx.systemOnce(work) : ctx.once(work))
      return once(async tx => {
        const input = { body, files: pictures.value, version: seenVersion(ifMatch) }
        const done = await act(tx, ctx, params.id, name, input)
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  })
}

/** Estates for which the reader may apply. */
const estatesFor = async (ctx: Context) => {
  const clerks = ctx.actor.offices.filter(({ role }) => role === 'communityWorker').map(({ area }) => area)
  const found = await Promise.all(clerks.map(area => estatesUnder(ctx.db, area)))
  const lines = found.flat().map(({ id, name, hasAssembly }) => [id, { id, name, hasAssembly }] as const)
  return [...new Map(lines).values()]
}

const readRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: PATH,
    summary: '维修资金使用列表（工作人员），最新申请在前',
    access: access('list'),
    query: filterIn,
    answer: itemsOut,
    handler: (ctx, { query }) => pageOfUses(ctx, LIST, query, viewedAreas(ctx.actor)),
  }),
  api({
    id: 'fund-use.estates',
    method: 'GET',
    path: `${PATH}/estates`,
    summary: '可以申请使用维修资金的小区',
    access: access('apply'),
    answer: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), hasAssembly: z.boolean() })) }),
    refuses: [],
    handler: async ctx => ok({ items: await estatesFor(ctx) }),
  }),
  api({
    id: 'fund-use.shown',
    method: 'GET',
    path: `${PATH}/:id`,
    summary: '一次维修资金使用：依据、分摊、照片、异议和经过',
    access: access('view'),
    params: ID,
    answer: useOut,
    refuses: ['not-found', 'not-yours'],
    version: answer => answer.version,
    handler: async (ctx, { params }) => {
      const row = await useById(ctx.db, params.id)
      if (row === undefined) return ABSENT
      return may(policy, 'view', ctx.actor, subjectOf(row.state)) ? ok(await shownUse(ctx, row)) : NOT_YOURS
    },
  }),
  api({
    id: 'fund-use.parts',
    method: 'GET',
    path: `${PATH}/:id/parts`,
    summary: '每户分摊：冻结、划转和划转前的余额',
    access: access('view'),
    params: ID,
    query: partsIn,
    answer: partsOut,
    refuses: ['not-found', 'not-yours'],
    handler: async (ctx, { params, query }) => {
      const row = await useById(ctx.db, params.id)
      if (row === undefined) return ABSENT
      if (!may(policy, 'view', ctx.actor, subjectOf(row.state))) return NOT_YOURS
      const items = await partsOf(ctx.db, row.id, query.after, query.limit + 1)
      const shown = items.slice(0, query.limit)
      return ok({ items: shown, next: items.length > query.limit ? (shown.at(-1)?.code ?? null) : null })
    },
  }),
]

export const staffRoutes: readonly Route[] = [
  ...readRoutes,
  api({
    id: 'fund-use.check',
    method: 'POST',
    path: `${PATH}/check`,
    summary: '看一份申请还缺什么，各栋分摊多少，多少户余额不足；不写入',
    access: access('apply'),
    body: applyIn,
    answer: checkedOut,
    handler: async (ctx, { body }) => {
      const done = await check(ctx.db, ctx, requestOf(body))
      if (!done.ok) return done
      const { missing, units, areaDm2, buildings, short } = done.value
      const words = missing.map(why => {
        const { tag, title, detail, next, pointer } = ctx.say(why)
        return { tag, title, detail, next, ...(pointer !== undefined && { pointer }) }
      })
      return ok({ missing: words, units, areaDm2, buildings, short })
    },
  }),
  api({
    id: 'fund-use.apply',
    method: 'POST',
    path: PATH,
    summary: '申请使用维修资金',
    access: access('apply'),
    body: applyIn,
    files: PHOTOS_MAX,
    status: 201,
    answer: actedOut,
    location: ({ no }) => `/open/fund-uses/${no}`,
    handler: async (ctx, { body, files }) => {
      const scans = await preparePhotos(ctx, files)
      if (!scans.ok) return scans
      const no = await nextNo(ctx.system, ctx.now)
      return ctx.once(async tx => {
        const done = await apply(tx, ctx, requestOf(body), { no, files: scans.value })
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  }),
  api({
    id: 'fund-use.call-vote',
    method: 'POST',
    path: `${PATH}/:id/call-vote`,
    summary: '为一次使用拟定业主表决：范围相同，议题写明编号和预算',
    access: access('callVote'),
    params: ID,
    body: callVoteIn,
    files: PHOTOS_MAX,
    answer: calledOut,
    handler: async (ctx, { params, body, files }) => {
      const scans = await preparePhotos(ctx, files)
      if (!scans.ok) return scans
      const no = await nextVoteNo(ctx.system, ctx.now)
      return ctx.once(tx => callVote(tx, ctx, params.id, { no, record: body.record, scans: scans.value }))
    },
  }),
  ...(Object.keys(VERBS) as VerbName[]).map(verbRoute),
]
