import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, HOUR_MS } from '../../kernel/time.ts'
import { LIMIT_DEFAULT } from '../../platform/http/paging.ts'
import { api, type Context, page, type Route } from '../../platform/http/types.ts'
import { objectionForm } from '../../platform/ui/objection-form.ts'
import type { Tried } from '../../platform/ui/parts/objections.tsx'
import { procedureProps } from '../../platform/ui/procedure.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { ownersRule } from '../ballots/index.ts'
import { townOptions } from '../directory/index.ts'
import { shownBasis } from '../law/index.ts'
import { bundleOf } from './bundle.ts'
import { act } from './commands.ts'
import { streamOf } from './journal.ts'
import { pageOfVotes } from './page-of-votes.ts'
import { paramsOn } from './params.ts'
import { access } from './policy.ts'
import { reportPdf } from './report.ts'
import * as basis from './rules/basis.ts'
import { OWNERS_VOTE } from './rules/definition.ts'
import { shownVote } from './shown.ts'
import { rollUnits } from './store/roll.ts'
import { voteByNo } from './store/votes.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const LIST = 'owners-vote.open-list'
const PATH = '/open/owners-votes'
const NO = z.object({ no: z.string().max(40) })
const ROLL_PAGE = 100
const REPORTS_AN_HOUR = 20

/** States as people tell them apart; each stands for some steps. */
const STATES = {
  coming: 'convened,noticed',
  voting: 'registered',
  result: 'counted,posted',
  ended: 'settled,withdrawn,revoked',
} as const
const isState = (state: string): state is keyof typeof STATES => Object.hasOwn(STATES, state)

const maybe = (most: number) => z.string().max(most).default('')
const query = z.object({ town: maybe(20), state: maybe(20), cursor: z.string().max(500).optional() })

const votePage = async (ctx: Context, no: string, tried: Tried | null): Promise<Result<View, readonly Refusal[]>> => {
  const row = await voteByNo(ctx.db, no)
  if (row === undefined) return refuse([{ tag: 'not-found' }])
  const vote = await shownVote(ctx, row)
  const { opens, closes } = row.state
  const rule = ownersRule(row.state.motions[0]?.item ?? 9, row.state.noticedOn ?? dateOf(ctx.now))
  const props = {
    vote,
    tried,
    signedIn: ctx.actor.party !== null,
    posted: vote.step === 'posted',
    open: vote.step === 'registered' && opens !== null && closes !== null && ctx.now >= opens && ctx.now <= closes,
    journal: `/journal/export?stream=${encodeURIComponent(streamOf(row.id))}`,
    basis: (rule?.basis ?? [basis.SHARES]).map(each => shownBasis(each, ctx.city.code)),
  }
  return ok(view('owners-vote.vote', props, vote.title))
}

const readRoutes: readonly Route[] = [
  page({
    id: LIST,
    path: PATH,
    shared: true,
    access: access('open'),
    query,
    load: async (ctx, { query: asked }) => {
      const found = await pageOfVotes(ctx, LIST, {
        area: asked.town === '' ? undefined : asked.town,
        step: isState(asked.state) ? STATES[asked.state] : undefined,
        limit: LIMIT_DEFAULT,
        cursor: asked.cursor,
      })
      if (!found.ok) return found
      const { cursor, ...typed } = asked
      const props = {
        ...found.value,
        later: cursor !== undefined,
        typed,
        towns: await townOptions(ctx.db),
      }
      return ok(view('owners-vote.list', props, ctx.t('owners-vote:pages.list.title')))
    },
  }),
  page({
    id: 'owners-vote.vote-page',
    path: `${PATH}/:no`,
    access: access('open'),
    params: NO,
    load: (ctx, { params }) => votePage(ctx, params.no, null),
  }),
  page({
    id: 'owners-vote.roll-page',
    path: `${PATH}/:no/roll`,
    access: access('open'),
    params: NO,
    query: z.object({ after: maybe(40) }),
    load: async (ctx, { params, query: { after } }) => {
      const row = await voteByNo(ctx.db, params.no)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      const units = await rollUnits(ctx.db, row.id, after, ROLL_PAGE + 1)
      const props = {
        no: row.no,
        title: row.title,
        roll: row.state.roll,
        units: units.slice(0, ROLL_PAGE),
        next: units.length > ROLL_PAGE ? (units[ROLL_PAGE - 1]?.code ?? null) : null,
        later: after !== '',
      }
      return ok(view('owners-vote.roll', props, ctx.t('owners-vote:pages.roll.title')))
    },
  }),
  page({
    id: 'owners-vote.screen-page',
    path: `${PATH}/:no/screen`,
    access: access('open'),
    params: NO,
    load: async (ctx, { params }) => {
      const row = await voteByNo(ctx.db, params.no)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      return ok(view('owners-vote.screen', { vote: await shownVote(ctx, row) }, row.title))
    },
  }),
  api({
    id: 'owners-vote.report',
    method: 'GET',
    path: `${PATH}/:no/report`,
    summary: '打印一次业主表决的登记表和计票报告（PDF）',
    access: access('open'),
    params: NO,
    answer: z.unknown(),
    produces: 'application/pdf',
    refuses: ['not-found', 'too-many'],
    handler: async (ctx, { params }) => {
      const row = await voteByNo(ctx.db, params.no)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      const allowed = await ctx.limit('owners-vote.report', ctx.address, REPORTS_AN_HOUR, HOUR_MS)
      if (!allowed.ok) return allowed
      const body = await reportPdf(await shownVote(ctx, row))
      const headers = { 'content-disposition': `attachment; filename="report-${row.no}.pdf"` }
      return ok({ raw: true as const, type: 'application/pdf', body, headers })
    },
  }),
  api({
    id: 'owners-vote.bundle',
    method: 'GET',
    path: `${PATH}/:no/bundle`,
    summary: '下载一次业主表决的验证包：名册、密封选票、合计和日志，用 ./linli verify 离线验证',
    access: access('open'),
    params: NO,
    answer: z.unknown(),
    produces: 'application/jsonl',
    refuses: ['not-found', 'not-counted-yet'],
    handler: async (ctx, { params }) => {
      const row = await voteByNo(ctx.db, params.no)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      const out = await bundleOf(ctx, row)
      if (!out.ok) return out
      const headers = { 'content-disposition': `attachment; filename="${out.value.name}"` }
      return ok({ raw: true as const, type: 'application/jsonl; charset=utf-8', body: out.value.lines, headers })
    },
  }),
]

export const openRoutes: readonly Route[] = [
  ...readRoutes,
  objectionForm({
    id: 'owners-vote.object-form',
    list: PATH,
    access: access('object'),
    find: voteByNo,
    object: (tx, ctx, id, body) => act(tx, ctx, id, 'object', { body, scans: [] }),
    page: votePage,
  }),
  page({
    id: 'owners-vote.procedure-page',
    shared: true,
    path: '/open/procedures/owners-vote',
    access: access('open'),
    load: async ctx => {
      const params = await paramsOn(ctx.db, dateOf(ctx.now))
      const t = (key: string, values?: Record<string, number>): string =>
        ctx.t(`owners-vote:pages.procedure.${key}`, values)
      const window = { least: params.windowDaysMin, most: params.windowDaysMax }
      const basisOf = (each: Basis) => shownBasis(each, ctx.city.code)
      const props = procedureProps(OWNERS_VOTE, 'owners-vote', ctx.t, basisOf, [
        ['notice', t('days', { count: params.noticeDays }), params.basis.notice],
        ['turnout', t('share.turnout'), basis.SHARES],
        ['ordinary', t('share.ordinary'), basis.SHARES],
        ['special', t('share.special'), basis.SHARES],
        ['heads', t('share.heads'), basis.HEADS],
        ['window', t('window', window), params.basis.window],
        ['extensions', t('times', { count: params.extensionsMax }), params.basis.extensions],
        ['proxies', t('units', { count: params.proxiesMax }), params.basis.proxies],
        ['posting', t('days', { count: params.postingDays }), params.basis.posting],
      ])
      return ok(view('owners-vote.procedure', props, t('title')))
    },
  }),
]
