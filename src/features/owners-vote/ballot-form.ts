import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import type { Context } from '../../platform/http/types.ts'
import { digitsOf } from '../../platform/identity/codes.ts'
import { askToConfirm, confirm, mustBeFresh } from '../../platform/identity/confirm.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { castOnline, logRefused, mayCast, prepare, type Receipt, type Said, taken } from './cast.ts'
import { ballotOf } from './store/ballots.ts'
import { motionsOf, type VoteRow, voteByNo } from './store/votes.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const HOME = '/me/votes'
const ABSENT = refuse([{ tag: 'not-found' }] as const)

const CHOICE = z.string().max(20).default('')
export const ballotBody = z.object({
  group: z.string().max(80).default(''),
  sure: z.string().max(10).default(''),
  request: z.string().max(100).default(''),
  digits: z.string().max(40).default(''),
  c1: CHOICE,
  c2: CHOICE,
  c3: CHOICE,
  c4: CHOICE,
  c5: CHOICE,
  c6: CHOICE,
  c7: CHOICE,
  c8: CHOICE,
  c9: CHOICE,
  c10: CHOICE,
})
type BallotBody = z.output<typeof ballotBody>

const saidOf = (body: BallotBody): readonly Said[] =>
  Array.from({ length: 10 }, (_, index) => ({
    no: index + 1,
    choice: body[`c${index + 1}` as keyof BallotBody],
  })).filter(({ choice }) => choice !== '')

/** Seals and casts, once for the request's key. */
export const cast = async (
  ctx: Context,
  vote: VoteRow,
  group: string,
  said: readonly Said[],
): Promise<Result<Receipt, readonly Refusal[]>> => {
  const env = { actor: ctx.actor, now: ctx.now, vault: ctx.vault }
  const choices = await mayCast(ctx.system, env, vote, group, said)
  if (!choices.ok) {
    await logRefused(ctx.system, vote, choices.error, 'online', ctx.now)
    return choices
  }
  const given = { pseudonym: group, choices: choices.value, day: dateOf(ctx.now) }
  // Nothing is sealed for a place that is taken; the same request again still hears its first answer.
  const free = (await ballotOf(ctx.system, vote.id, group)) === undefined
  const prepared = free ? await prepare(ctx.vault, ctx.city.code, vote, given) : undefined
  const done = await ctx.systemOnce(tx =>
    prepared === undefined ? taken(tx, vote, group) : castOnline(tx, env, vote, prepared),
  )
  if (!done.ok) await logRefused(ctx.system, vote, done.error, 'online', ctx.now)
  return done
}

/** The choices once more before they are final; with a code to the phone when the last one is too long ago. */
const surePage = async (
  ctx: Context,
  vote: VoteRow,
  body: BallotBody,
  request: string,
  why: readonly Refusal[],
): Promise<View> => {
  const motions = await motionsOf(ctx.db, vote.id)
  const props = {
    no: vote.no,
    title: vote.title,
    group: body.group,
    request,
    shown: ctx.demo && request !== '' ? digitsOf(ctx.vault, request) : null,
    choices: motions.map(motion => ({
      no: motion.no,
      title: motion.title,
      choice: String(body[`c${motion.no}` as keyof BallotBody]),
    })),
    errors: formErrors(ctx, why),
  }
  return view('owners-vote.sure', props, ctx.t('owners-vote:ballot.sure'))
}

/** Shows who it is, when need be, with the code; the page again when it was wrong. */
const shownAgain = async (ctx: Context, body: BallotBody): Promise<Result<null, readonly Refusal[]>> => {
  const fresh = await mustBeFresh(ctx)
  if (fresh.ok || body.request === '') return fresh
  return confirm(ctx, { request: body.request, digits: body.digits })
}

/** Takes the form of a ballot: first its choices once more, with a code when need be; then it is cast. */
export const submitBallot = async (
  ctx: Context,
  no: string,
  body: BallotBody,
): Promise<Result<{ readonly redirect: string } | View, readonly Refusal[]>> => {
  const vote = await voteByNo(ctx.db, no)
  if (vote === undefined) return ABSENT
  const env = { actor: ctx.actor, now: ctx.now, vault: ctx.vault }
  const may = await mayCast(ctx.system, env, vote, body.group, saidOf(body))
  if (!may.ok) return may
  if (body.sure !== 'yes') {
    if ((await mustBeFresh(ctx)).ok) return ok(await surePage(ctx, vote, body, '', []))
    const asked = await askToConfirm(ctx)
    return asked.ok ? ok(await surePage(ctx, vote, body, asked.value, [])) : asked
  }
  const shown = await shownAgain(ctx, body)
  if (!shown.ok) return ok(await surePage(ctx, vote, body, body.request, shown.error))
  const done = await cast(ctx, vote, body.group, saidOf(body))
  return done.ok ? ok({ redirect: `${HOME}/${no}?group=${body.group}#cast` }) : done
}
