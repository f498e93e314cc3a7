import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { Tx } from '../../platform/db/types.ts'
import { api, type Context, form, type Redirect, type Route } from '../../platform/http/types.ts'
import { act } from './commands.ts'
import { access, type Verb } from './policy.ts'
import { topicAt } from './reads.ts'
import type { Opinion } from './rules/votes.ts'
import type { Score } from './store/ratings.ts'
import { rate, say, vote } from './talk.ts'
import { PATH, topicPage, triedOf } from './topic-page.ts'
import type { Tried } from './views/public/topic.tsx'

const ID = z.object({ id: z.uuid() })
const NO = z.object({ no: z.string().max(40) })
const DAY_MS = 86_400_000
const VOTES_A_DAY = 2_000

const sayIn = z.object({ statement: z.string().trim().min(4).max(140) })
const number = z.coerce.number().int()
const voteIn = z.object({ statement: number.min(1).max(2_147_483_647), opinion: number.min(-1).max(1) })
const rateIn = z.object({ score: number.min(1).max(3), words: z.string().trim().max(500).default('') })
const place = { after: number.min(0).max(2_147_483_647).default(0) }

/** One vote a second for half an hour is more than anybody reads. */
const withinDay = (ctx: Context) => ctx.limit('deliberation-votes', ctx.actor.party ?? ctx.address, VOTES_A_DAY, DAY_MS)

type Done = Promise<Result<unknown, readonly Refusal[]>>

/** A form on the page of a topic: does one thing, and comes back to where it was. */
const onPage = <B extends z.ZodType>(
  name: Tried['form'],
  verb: Verb,
  body: B,
  back: (done: z.output<B>) => string,
  work: (tx: Tx, ctx: Context, id: string, given: z.output<B>) => Done,
): Route =>
  form({
    id: `deliberation.${name}-form`,
    path: `${PATH}/:no/${name}`,
    access: access(verb),
    params: NO,
    body,
    submit: async (ctx, { params, body: given }): Promise<Result<Redirect, readonly Refusal[]>> => {
      const row = await topicAt(ctx, params.no)
      if (!row.ok) return row
      if (name === 'vote') {
        const limited = await withinDay(ctx)
        if (!limited.ok) return limited
      }
      const done = await ctx.once(async tx => {
        const taken = await work(tx, ctx, row.value.id, given as z.output<B>)
        return taken.ok ? ok({ done: true }) : taken
      })
      return done.ok ? ok({ redirect: `${PATH}/${params.no}${back(given as z.output<B>)}` }) : done
    },
    again: async (ctx, { params, body: given }, why) => {
      const after = Number(given.after)
      const shown = await topicPage(
        ctx,
        params.no,
        Number.isSafeInteger(after) && after >= 0 ? after : 0,
        triedOf(ctx, name, given, why),
      )
      return shown.ok ? shown.value : { redirect: PATH }
    },
  })

const query = (after: number): string => (after > 0 ? `?after=${after}` : '')
const opinionOf = (value: number): Opinion => (value > 0 ? 1 : value < 0 ? -1 : 0)

/** What residents do on a topic: say, agree or not, rate, object. */
export const talkRoutes: readonly Route[] = [
  onPage(
    'say',
    'speak',
    sayIn.extend(place),
    () => '#talk',
    (tx, ctx, id, { statement }) => say(tx, ctx, id, statement),
  ),
  onPage(
    'vote',
    'speak',
    voteIn.extend(place),
    ({ after, statement }) => `${query(after)}#statement-${statement}`,
    (tx, ctx, id, { statement, opinion }) => vote(tx, ctx, id, { statement, opinion: opinionOf(opinion) }),
  ),
  onPage(
    'rate',
    'rate',
    rateIn,
    () => '#rating',
    (tx, ctx, id, { score, words }) => rate(tx, ctx, id, { score: score as Score, words }),
  ),
  onPage(
    'object',
    'object',
    z.object({ note: z.string().trim().min(2).max(2000) }),
    () => '#objections',
    (tx, ctx, id, body) => act(tx, ctx, id, 'object', { body }),
  ),
  onPage(
    'withdraw',
    'withdraw',
    z.object({ note: z.string().trim().min(2).max(2000) }),
    () => '',
    (tx, ctx, id, body) => act(tx, ctx, id, 'withdraw', { body }),
  ),
  api({
    id: 'deliberation.say',
    method: 'POST',
    path: '/api/deliberations/:id/statements',
    summary: '在网上讨论里说一句',
    access: access('speak'),
    params: ID,
    body: sayIn,
    status: 201,
    answer: z.object({ seq: z.number().int() }),
    handler: (ctx, { params, body }) => ctx.once(tx => say(tx, ctx, params.id, body.statement)),
  }),
  api({
    id: 'deliberation.vote',
    method: 'POST',
    path: '/api/deliberations/:id/votes',
    summary: '对一句话赞成（1）、反对（-1）或跳过（0）；以最后一次为准',
    access: access('speak'),
    params: ID,
    body: voteIn,
    answer: z.object({ statement: z.number().int() }),
    handler: async (ctx, { params, body }) => {
      const limited = await withinDay(ctx)
      if (!limited.ok) return limited
      const given = { statement: body.statement, opinion: opinionOf(body.opinion) }
      return ctx.once(tx => vote(tx, ctx, params.id, given))
    },
  }),
  api({
    id: 'deliberation.rate',
    method: 'POST',
    path: '/api/deliberations/:id/ratings',
    summary: '参加的人评价：3 满意、2 基本满意、1 不满意；以最后一次为准',
    access: access('rate'),
    params: ID,
    body: rateIn,
    answer: z.object({ score: z.number().int() }),
    handler: (ctx, { params, body }) =>
      ctx.once(tx => rate(tx, ctx, params.id, { score: body.score as Score, words: body.words })),
  }),
]
