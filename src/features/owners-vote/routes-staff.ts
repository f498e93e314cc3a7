import { z } from 'zod'
import { kebab } from '../../kernel/kebab.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { answerFile } from '../../platform/files/files.ts'
import { PHOTOS_MAX, preparePhotos } from '../../platform/files/receive.ts'
import { seenVersion } from '../../platform/http/etag.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { findPartyByPhone } from '../../platform/identity/parties.ts'
import { estatesUnder } from '../estate/index.ts'
import { actedOut, conveneIn, filterIn, itemsOut, paperIn, paperOut, proxyIn, voteOut } from './api.ts'
import { choicesOf, logRefused, prepare } from './cast.ts'
import { type Acted, act } from './commands.ts'
import { convene, nextNo } from './convene.ts'
import { countBallots } from './count-ballots.ts'
import { streamOf } from './journal.ts'
import { pageOfVotes } from './page-of-votes.ts'
import { type Entered, enterPaper, enterProxy, headFor, isSecond } from './paper.ts'
import { access, policy, subjectOf, viewedAreas } from './policy.ts'
import { OWNERS_VOTE } from './rules/definition.ts'
import type { Scope } from './rules/state.ts'
import { shownVote } from './shown.ts'
import { fileOf } from './store/facts.ts'
import { voteById } from './store/votes.ts'
import { VERBS, type Verb, type VerbName } from './verbs.ts'

const ID = z.object({ id: z.uuid() })
const LIST = 'owners-vote.list'
const PATH = '/api/owners-votes'

const presentActed = ({ id, no, version, state, leaf }: Acted): z.infer<typeof actedOut> => ({
  id,
  no,
  version,
  step: state.step,
  leaf,
})

/** That a vote is there everybody knows; what was objected and who signed is not everybody's. */
const NOT_YOURS = refuse([{ tag: 'not-yours', values: { action: 'view' } }] as const)
const ABSENT = refuse([{ tag: 'not-found' }] as const)

/** Counting takes some time with many ballots, so it is done before the transaction; nothing moves after the closing. */
const countedFor = async (ctx: Context, name: VerbName, id: string) => {
  if (name !== 'count') return undefined
  const vote = await voteById(ctx.system, id)
  if (vote?.state.step !== 'registered' || vote.state.closes === null || ctx.now <= vote.state.closes) return undefined
  return may(policy, 'count', ctx.actor, subjectOf(vote.state)) ? countBallots(ctx.system, ctx.vault, vote) : undefined
}

/** One route per verb of the table, each with its own body, so that the API page and the access matrix know them all. */
const verbRoute = (name: VerbName): Route => {
  const verb: Verb = VERBS[name]
  return api({
    id: `owners-vote.${kebab(name)}`,
    method: 'POST',
    path: `${PATH}/:id/${kebab(name)}`,
    summary: `业主表决：${OWNERS_VOTE.actions[name].zh}`,
    access: access(name),
    params: ID,
    body: verb.body,
    ...(verb.scans && { files: PHOTOS_MAX }),
    answer: actedOut,
    handler: async (ctx, { params, body, files, ifMatch }) => {
      const scans = await preparePhotos(ctx, files)
      if (!scans.ok) return scans
      const counted = await countedFor(ctx, name, params.id)
      return ctx.once(async tx => {
        const input = { body, scans: scans.value, version: seenVersion(ifMatch), counted }
        const done = await act(tx, ctx, params.id, name, input)
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  })
}

const scopeOf = ({ scope, building, stairwell }: z.output<typeof conveneIn>): Scope =>
  scope === 'estate'
    ? { kind: 'estate' }
    : scope === 'building'
      ? { kind: 'building', building }
      : { kind: 'stairwell', building, stairwell }

/** Estates for which the reader may convene a vote. */
const estatesFor = async (ctx: Context) => {
  const clerks = ctx.actor.offices.filter(({ role }) => role === 'communityWorker').map(({ area }) => area)
  const found = await Promise.all(clerks.map(area => estatesUnder(ctx.db, area)))
  return [...new Map(found.flat().map(({ id, name }) => [id, { id, name }])).values()]
}

const paperEntered = async (
  ctx: Context,
  id: string,
  body: z.output<typeof paperIn>,
): Promise<Result<Entered, readonly Refusal[]>> => {
  const vote = await voteById(ctx.db, id)
  if (vote === undefined) return ABSENT
  const choices = choicesOf(vote, body.choices)
  const paper = {
    unit: body.unit,
    received: body.received as LocalDate,
    choices: choices.ok ? choices.value : [],
    record: body.record,
  }
  const head = await headFor(ctx.db, ctx, vote, paper)
  if (!head.ok) await logRefused(ctx.system, vote, head.error, 'paper', ctx.now)
  if (!head.ok || !choices.ok) return refuse([...(head.ok ? [] : head.error), ...(choices.ok ? [] : choices.error)])
  const second = await isSecond(ctx.db, ctx, vote, head.value)
  const given = { pseudonym: head.value.pseudonym, choices: choices.value, day: paper.received }
  const prepared = second ? await prepare(ctx.vault, ctx.city.code, vote, given) : undefined
  const done = await ctx.once(tx => enterPaper(tx, ctx, vote, head.value, paper, prepared))
  if (!done.ok) await logRefused(ctx.system, vote, done.error, 'paper', ctx.now)
  return done
}

const paperRoutes: readonly Route[] = [
  api({
    id: 'owners-vote.paper',
    method: 'POST',
    path: `${PATH}/:id/papers`,
    summary: '录入一张纸质票：两人各录一次，一致才算数',
    access: access('paper'),
    params: ID,
    body: paperIn,
    answer: paperOut,
    handler: async (ctx, { params, body }) => {
      const done = await paperEntered(ctx, params.id, body)
      return done.ok ? ok({ state: done.value.state, leaf: done.value.receipt?.leaf ?? null }) : done
    },
  }),
  api({
    id: 'owners-vote.proxy',
    method: 'POST',
    path: `${PATH}/:id/proxies`,
    summary: '登记一份书面委托',
    access: access('proxy'),
    params: ID,
    body: proxyIn,
    status: 201,
    answer: z.object({ given: z.boolean() }),
    handler: async (ctx, { params, body }) => {
      const vote = await voteById(ctx.db, params.id)
      if (vote === undefined) return ABSENT
      // Whose a telephone is no policy shows to a clerk, and the answer tells no more than that there is an account.
      const agent = await findPartyByPhone(ctx.system, ctx.vault, body.phone)
      return ctx.once(tx => enterProxy(tx, ctx, vote, { ...body, agent }))
    },
  }),
]

export const staffRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: PATH,
    summary: '业主表决列表（工作人员），最新拟定在前',
    access: access('list'),
    query: filterIn,
    answer: itemsOut,
    handler: (ctx, { query }) => pageOfVotes(ctx, LIST, query, viewedAreas(ctx.actor)),
  }),
  api({
    id: 'owners-vote.estates',
    method: 'GET',
    path: `${PATH}/estates`,
    summary: '可以拟定表决的小区',
    access: access('convene'),
    answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
    refuses: [],
    handler: async ctx => ok({ items: await estatesFor(ctx) }),
  }),
  api({
    id: 'owners-vote.shown',
    method: 'GET',
    path: `${PATH}/:id`,
    summary: '一次业主表决：议题、送达、参与、结果、异议和经过',
    access: access('view'),
    params: ID,
    answer: voteOut,
    refuses: ['not-found', 'not-yours'],
    // Ballots come and go without a step of the vote.
    version: ({ version, turnout, refused }) =>
      [version, turnout.heads, turnout.waiting, ...refused.map(({ count }) => count)].join('-'),
    handler: async (ctx, { params }) => {
      const row = await voteById(ctx.db, params.id)
      if (row === undefined) return ABSENT
      return may(policy, 'view', ctx.actor, subjectOf(row.state)) ? ok(await shownVote(ctx, row)) : NOT_YOURS
    },
  }),
  api({
    id: 'owners-vote.scan',
    method: 'GET',
    path: `${PATH}/:id/scans/:file`,
    summary: '通知、送达和结果公示的扫描件（社区和镇街）',
    access: access('view'),
    params: z.object({ id: z.uuid(), file: z.uuid() }),
    query: z.object({ variant: z.enum(['shown', 'thumb', 'original']).default('shown') }),
    answer: z.unknown(),
    produces: 'image/jpeg',
    handler: async (ctx, { params, query }) => {
      const row = await voteById(ctx.db, params.id)
      if (row === undefined) return ABSENT
      if (!may(policy, 'view', ctx.actor, subjectOf(row.state))) return NOT_YOURS
      if ((await fileOf(ctx.db, params.id, params.file)) === undefined) return ABSENT
      return answerFile(ctx, { id: params.file, owner: streamOf(params.id), variant: query.variant })
    },
  }),
  api({
    id: 'owners-vote.convene',
    method: 'POST',
    path: PATH,
    summary: '拟定一次业主表决的议题',
    access: access('convene'),
    body: conveneIn,
    files: PHOTOS_MAX,
    status: 201,
    answer: actedOut,
    location: ({ no }) => `/open/owners-votes/${no}`,
    handler: async (ctx, { body, files }) => {
      const scans = await preparePhotos(ctx, files)
      if (!scans.ok) return scans
      const no = await nextNo(ctx.system, ctx.now)
      return ctx.once(async tx => {
        const done = await convene(tx, ctx, { ...body, scope: scopeOf(body), scans: scans.value } as never, no)
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  }),
  ...paperRoutes,
  ...(Object.keys(VERBS) as VerbName[]).map(verbRoute),
]
