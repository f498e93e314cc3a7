import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { api, type Context, form, page, type Route } from '../../platform/http/types.ts'
import { mustBeFresh } from '../../platform/identity/confirm.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { castIn, ownOut, receiptOut } from './api.ts'
import { ballotBody, cast, submitBallot } from './ballot-form.ts'
import { expectBallots, mayCast } from './cast.ts'
import { type Claim, claimsOf, ownVotes } from './claims.ts'
import { receiptPage } from './own-receipt.ts'
import { access } from './policy.ts'
import { shownItems } from './shown.ts'
import { ballotOf } from './store/ballots.ts'
import { motionsOf, voteById, voteByNo } from './store/votes.ts'
import type { views } from './views/index.ts'
import type { BallotTried, HeadShown } from './views/resident/ballot.tsx'

const view = viewsOf<typeof views>()
const HOME = '/me/votes'
const NO = z.object({ no: z.string().max(40) })
const ABSENT = refuse([{ tag: 'not-found' }] as const)

const headOf = async (ctx: Context, claim: Claim): Promise<HeadShown> => {
  const ballot = await ballotOf(ctx.system, claim.vote, claim.pseudonym)
  return {
    group: claim.pseudonym,
    units: claim.units,
    areaDm2: claim.areaDm2,
    as: claim.as,
    may: claim.may,
    state: ballot?.state ?? 'none',
    leaf: ballot?.leaf?.toString('hex') ?? null,
  }
}

/** The ballot of one head: its motions to be answered, or that it was cast. */
const ballotPage = async (
  ctx: Context,
  no: string,
  group: string,
  tried: BallotTried | null,
): Promise<Result<View, readonly Refusal[]>> => {
  const row = await voteByNo(ctx.db, no)
  if (row === undefined) return ABSENT
  const claims = await claimsOf(ctx.system, ctx.actor, row, ctx.now)
  const [item] = await shownItems(ctx.db, ctx.actor, [row])
  if (item === undefined) return ABSENT
  expectBallots([row], ctx.now)
  const heads = await Promise.all(claims.map(claim => headOf(ctx, claim)))
  const { opens, closes, step } = row.state
  const open = step === 'registered' && opens !== null && closes !== null && ctx.now >= opens && ctx.now <= closes
  const props = {
    vote: item,
    body: row.body,
    motions: await motionsOf(ctx.db, row.id),
    heads,
    chosen: heads.find(head => head.group === group)?.group ?? (heads.length === 1 ? (heads[0]?.group ?? '') : ''),
    open,
    real: ctx.actor.level === 'L2' || ctx.actor.level === 'L3',
    tried,
  }
  return ok(view('owners-vote.ballot', props, row.title))
}

const CHOICES_KEPT = /^c\d+$/

const pages: readonly Route[] = [
  page({
    id: 'owners-vote.own-page',
    path: HOME,
    access: access('own'),
    load: async ctx => {
      const rows = await ownVotes(ctx.system, ctx.actor, ctx.now)
      expectBallots(rows, ctx.now)
      const items = await shownItems(ctx.db, ctx.actor, rows)
      return ok(view('owners-vote.mine', { items }, ctx.t('owners-vote:mine.title')))
    },
  }),
  page({
    id: 'owners-vote.ballot-page',
    path: `${HOME}/:no`,
    access: access('cast'),
    params: NO,
    query: z.object({ group: z.string().max(80).default('') }),
    load: (ctx, { params, query }) => ballotPage(ctx, params.no, query.group, null),
  }),
  form({
    id: 'owners-vote.ballot-form',
    path: `${HOME}/:no/ballot`,
    access: access('cast'),
    params: NO,
    body: ballotBody,
    submit: (ctx, { params, body }) => submitBallot(ctx, params.no, body),
    again: async (ctx, { params, body }, why) => {
      const kept = Object.entries(body).filter(([name]) => CHOICES_KEPT.test(name))
      const shown = await ballotPage(ctx, params.no, typeof body.group === 'string' ? body.group : '', {
        said: why.map(refusal => ctx.say(refusal)),
        errors: formErrors(ctx, why),
        choices: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
      })
      return shown.ok ? shown.value : { redirect: HOME }
    },
  }),
  form({
    id: 'owners-vote.receipt-form',
    path: `${HOME}/:no/receipt`,
    access: access('cast'),
    params: NO,
    body: z.object({ group: z.string().max(80) }),
    submit: async (ctx, { params, body }) => {
      const vote = await voteByNo(ctx.db, params.no)
      if (vote === undefined) return ABSENT
      return receiptPage(ctx, vote, body.group)
    },
    again: async (ctx, { params, body }, why) => {
      const shown = await ballotPage(ctx, params.no, typeof body.group === 'string' ? body.group : '', {
        said: why.map(refusal => ctx.say(refusal)),
        errors: formErrors(ctx, why),
        choices: {},
      })
      return shown.ok ? shown.value : { redirect: HOME }
    },
  }),
]

const apis: readonly Route[] = [
  api({
    id: 'owners-vote.own',
    method: 'GET',
    path: '/api/me/votes',
    summary: '我可以投的票：每一户一行',
    access: access('own'),
    answer: ownOut,
    refuses: [],
    handler: async ctx => {
      const rows = await ownVotes(ctx.system, ctx.actor, ctx.now)
      expectBallots(rows, ctx.now)
      const items: z.infer<typeof ownOut>['items'][number][] = []
      for (const row of rows)
        for (const claim of await claimsOf(ctx.system, ctx.actor, row, ctx.now)) {
          const { units, areaDm2, as, may } = claim
          const ballot = await ballotOf(ctx.system, row.id, claim.pseudonym)
          const state = { no: row.no, group: claim.pseudonym, units: [...units], areaDm2, as, may }
          items.push({ ...state, cast: ballot?.state === 'cast' })
        }
      return ok({ items })
    },
  }),
  api({
    id: 'owners-vote.cast',
    method: 'POST',
    path: '/api/owners-votes/:id/ballots',
    summary: '投票：一户一张，先收到的有效；须实名，并在十分钟内验证过手机',
    access: access('cast'),
    params: z.object({ id: z.uuid() }),
    body: castIn,
    status: 201,
    answer: receiptOut,
    handler: async (ctx, { params, body }) => {
      const vote = await voteById(ctx.db, params.id)
      if (vote === undefined) return ABSENT
      const env = { actor: ctx.actor, now: ctx.now, vault: ctx.vault }
      const may = await mayCast(ctx.system, env, vote, body.group, body.choices)
      const fresh = may.ok ? await mustBeFresh(ctx) : may
      return fresh.ok || !may.ok ? cast(ctx, vote, body.group, body.choices) : fresh
    },
  }),
]

export const ownRoutes: readonly Route[] = [...pages, ...apis]
