import { z } from 'zod'
import { isWithin, parseAreaPath } from '../../kernel/area-code.ts'
import { kebab } from '../../kernel/kebab.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { may } from '../../platform/access/access.ts'
import { answerFile } from '../../platform/files/files.ts'
import { PHOTOS_MAX, preparePhotos } from '../../platform/files/receive.ts'
import { seenVersion } from '../../platform/http/etag.ts'
import { newestPage } from '../../platform/http/newest.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { communitiesOf, pathOfCity } from '../directory/index.ts'
import { actedOut, decisionOut, type FilterIn, filterIn, itemsOut, proposeIn } from './api.ts'
import { type Acted, act, nextNo, propose } from './commands.ts'
import { streamOf } from './journal.ts'
import { access, policy, subjectOf, viewedAreas } from './policy.ts'
import { FOUR_ONE_AND_TWO } from './rules/definition.ts'
import { shownDecision, shownItems } from './shown.ts'
import { decisionById } from './store/decisions.ts'
import { fileOf } from './store/facts.ts'
import { type Filter, listDecisions } from './store/lists.ts'
import { meetingOf, VERBS, type Verb, type VerbName } from './verbs.ts'

const ID = z.object({ id: z.uuid() })
const LIST = 'village-decision.list'
export const presentActed = ({ id, no, version, state, fact, leaf }: Acted): z.infer<typeof actedOut> => ({
  id,
  no,
  version,
  step: state.step,
  verdict: 'verdict' in fact ? fact.verdict : null,
  leaf,
})

/** A page of decisions, newest first. @param areas what the reader sees; undefined: everything, as the public does */
export const pageOfDecisions = async (
  ctx: Context,
  list: string,
  query: Pick<FilterIn, 'area' | 'step' | 'matter' | 'limit' | 'cursor'>,
  areas?: readonly string[],
) => {
  const filter: Filter = {
    areas,
    area: query.area !== undefined && parseAreaPath(query.area).ok ? query.area : undefined,
    steps: query.step === undefined ? undefined : query.step.split(','),
    matter: query.matter,
  }
  const found = await newestPage(
    list,
    query,
    page => listDecisions(ctx.db, filter, page),
    row => row.proposed_at,
  )
  if (!found.ok) return found
  const { items, next } = found.value
  return ok({ items: [...(await shownItems(ctx.db, ctx.actor, items))], next })
}

/** That a decision is there everybody knows; what was objected and who signed in is not everybody's. */
const NOT_YOURS = refuse([{ tag: 'not-yours', values: { action: 'progress' } }] as const)

/** One route per verb of the table, each with its own body, so that the API page and the access matrix know them all. */
const verbRoute = (name: VerbName): Route => {
  const verb: Verb = VERBS[name]
  return api({
    id: `village-decision.${kebab(name)}`,
    method: 'POST',
    path: `/api/village-decisions/:id/${kebab(name)}`,
    summary: `村级议事：${FOUR_ONE_AND_TWO.actions[name].zh}`,
    access: access(name),
    params: ID,
    body: verb.body,
    ...(verb.scans && { files: PHOTOS_MAX }),
    answer: actedOut,
    handler: async (ctx, { params, body, files, ifMatch }) => {
      const scans = await preparePhotos(ctx, files)
      if (!scans.ok) return scans
      return ctx.once(async tx => {
        const done = await act(tx, ctx, params.id, name, { body, scans: scans.value, version: seenVersion(ifMatch) })
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  })
}

/** Villages the reader may open a decision for. */
const villagesFor = async (ctx: Context) => {
  const clerks = ctx.actor.offices.filter(({ role }) => role === 'communityWorker').map(({ area }) => area)
  const city = pathOfCity(ctx.db.city)
  const all = (await communitiesOf(ctx.db, city)).filter(({ kind }) => kind === 'village')
  return all.filter(({ path }) =>
    clerks.some(area => {
      const over = parseAreaPath(area)
      return over.ok && isWithin(path, over.value)
    }),
  )
}

export const staffRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/village-decisions',
    summary: '村级议事决策列表（工作人员），最新提议在前',
    access: access('list'),
    query: filterIn,
    answer: itemsOut,
    handler: (ctx, { query }) => pageOfDecisions(ctx, LIST, query, viewedAreas(ctx.actor)),
  }),
  api({
    id: 'village-decision.villages',
    method: 'GET',
    path: '/api/village-decisions/villages',
    summary: '可以提议的村',
    access: access('propose'),
    answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
    refuses: [],
    handler: async ctx =>
      ok({ items: (await villagesFor(ctx)).map(({ path, name }) => ({ id: path as string, name })) }),
  }),
  api({
    id: 'village-decision.shown',
    method: 'GET',
    path: '/api/village-decisions/:id',
    summary: '一件村级议事决策：登记表、异议和经过',
    access: access('view'),
    params: ID,
    answer: decisionOut,
    refuses: ['not-found', 'not-yours'],
    version: answer => answer.version,
    handler: async (ctx, { params }) => {
      const row = await decisionById(ctx.db, params.id)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      return may(policy, 'view', ctx.actor, subjectOf(row.state)) ? ok(await shownDecision(ctx, row)) : NOT_YOURS
    },
  }),
  api({
    id: 'village-decision.scan',
    method: 'GET',
    path: '/api/village-decisions/:id/scans/:file',
    summary: '会议记录、签到表的扫描件（本村和镇街）',
    access: access('view'),
    params: z.object({ id: z.uuid(), file: z.uuid() }),
    query: z.object({ variant: z.enum(['shown', 'thumb', 'original']).default('shown') }),
    answer: z.unknown(),
    produces: 'image/jpeg',
    handler: async (ctx, { params, query }) => {
      const row = await decisionById(ctx.db, params.id)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      if (!may(policy, 'view', ctx.actor, subjectOf(row.state))) return NOT_YOURS
      if ((await fileOf(ctx.db, params.id, params.file)) === undefined) return refuse([{ tag: 'not-found' }])
      return answerFile(ctx, {
        id: params.file,
        owner: streamOf(params.id),
        variant: query.variant,
      })
    },
  }),
  api({
    id: 'village-decision.propose',
    method: 'POST',
    path: '/api/village-decisions',
    summary: '村党组织提议，开始一件四议两公开',
    access: access('propose'),
    body: proposeIn,
    files: PHOTOS_MAX,
    status: 201,
    answer: actedOut,
    location: ({ no }) => `/open/village-decisions/${no}`,
    handler: async (ctx, { body, files }) => {
      const scans = await preparePhotos(ctx, files)
      if (!scans.ok) return scans
      const no = await nextNo(ctx.system, ctx.now)
      return ctx.once(async tx => {
        const done = await propose(tx, ctx, { ...body, meeting: meetingOf(body), scans: scans.value }, no)
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  }),
  ...(Object.keys(VERBS) as VerbName[]).map(verbRoute),
]
