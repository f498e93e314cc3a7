import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import type { Context } from '../../platform/http/types.ts'
import { makeLink, peekLink, revokeLink, takeUpLink } from '../../platform/identity/account-links.ts'
import { hashPassword, passwordRefusals } from '../../platform/identity/passwords.ts'
import { ruleValueOn } from '../locality/index.ts'
import { LINKS_PER_ADDRESS } from './limits.ts'
import { passwordPolicy } from './rule-values.ts'
import { unlessBusy } from './staff-commands.ts'

type Answer<T> = Promise<Result<T, readonly Refusal[]>>

/**
 * The link with which somebody gets an account, or a new password. It is shown this one time, to be handed over; so it
 * does not go through the kept answers of `once`, and pressing twice makes the first link void.
 */
export const inviteOrReset = async (
  ctx: Context,
  given: { readonly party: string; readonly username?: string | undefined },
): Answer<{ readonly path: string; readonly until: Instant; readonly purpose: 'invite' | 'reset' }> => {
  if (given.party === ctx.actor.party) return refuse([{ tag: 'account-own' }])
  const made = await ctx.system.tx(tx => makeLink(tx, { ...given, by: ctx.actor.party }, ctx.now))
  if (!made.ok) return made
  const { secret, until, purpose } = made.value
  return ok({ path: `${ctx.base}/staff/link/${secret}`, until, purpose })
}

export const voidLink = (ctx: Context, party: string): Answer<{ readonly done: true }> =>
  ctx.systemOnce(async tx =>
    (await revokeLink(tx, party, ctx.actor.party, ctx.now))
      ? ok({ done: true as const })
      : refuse([{ tag: 'link-none' }]),
  )

/** Chooses the password a link is for. A link that is unknown, used, void or over is one answer. */
export const choosePassword = (ctx: Context, secret: string, password: string): Answer<null> =>
  unlessBusy(async () => {
    const { most, windowMs } = LINKS_PER_ADDRESS
    const allowed = await ctx.limit('account.link', ctx.address, most, windowMs)
    if (!allowed.ok) return allowed
    const link = await peekLink(ctx.system, secret, ctx.now)
    if (link === undefined) return refuse([{ tag: 'link-over' }])
    const policy = (await ruleValueOn(ctx.system, passwordPolicy, dateOf(ctx.now))).value
    const refusals = passwordRefusals(password, link.username, policy)
    if (refusals.length > 0) return refuse(refusals)
    const hash = await hashPassword(password)
    const used = await ctx.system.tx(tx => takeUpLink(tx, secret, hash, ctx.now))
    return used.ok ? ok(null) : used
  })
