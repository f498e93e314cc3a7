import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { HOUR_MS, type Instant, MINUTE_MS } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { digitsOf, requestCode } from '../../platform/identity/codes.ts'
import { TooBusy } from '../../platform/identity/passwords.ts'
import { checkPhone } from '../../platform/identity/personal.ts'
import { actorOf, endSession, endSessions } from '../../platform/identity/sessions.ts'
import { signInByCode, signInByLink } from '../../platform/identity/sign-in.ts'
import { signInStaff } from '../../platform/identity/staff.ts'
import type { SignedIn } from '../../platform/identity/types.ts'

/**
 * What one network address may ask for. Generous, since a village may share one; the limits that count are those
 * of a phone and of an account.
 */
const CODES_PER_ADDRESS = { most: 300, windowMs: HOUR_MS }
const TRIES_PER_ADDRESS = { most: 200, windowMs: 10 * MINUTE_MS }

type Answer<T> = Promise<Result<T, readonly Refusal[]>>

/** Asked-for code. In the demonstration its digits come back too, because no message is sent. */
export type Asked = { readonly request: string; readonly until: Instant; readonly digits: string | null }

export const askForCode = async (ctx: Context, typed: string): Answer<Asked> => {
  const phone = checkPhone(typed)
  if (!phone.ok) return phone
  const allowed = await ctx.limit('account.code', ctx.address, CODES_PER_ADDRESS.most, CODES_PER_ADDRESS.windowMs)
  if (!allowed.ok) return allowed
  const asked = await requestCode(
    ctx.db,
    ctx.vault,
    { phone: phone.value, purpose: 'sign-in' },
    ctx.now,
    ctx.deliverCode,
  )
  return asked.ok ? ok({ ...asked.value, digits: shownDigits(ctx, asked.value.request) }) : asked
}

/** The digits a demonstration page shows; nothing anywhere else. */
export const shownDigits = (ctx: Pick<Context, 'demo' | 'vault'>, request: string): string | null =>
  ctx.demo ? digitsOf(ctx.vault, request) : null

/** Puts the new session into the cookie, and tells who it is. */
const enter = async (ctx: Context, signedIn: Result<SignedIn, readonly Refusal[]>): Answer<Actor> => {
  if (!signedIn.ok) return signedIn
  const { secret, until } = signedIn.value
  ctx.setSession({ secret, until })
  return ok(await actorOf(ctx.db, secret, ctx.now))
}

const browserOf = ({ userAgent, actor }: Context) => ({ agent: userAgent, replaces: actor.session })

export const signInResident = async (
  ctx: Context,
  given: { readonly request: string; readonly digits: string },
): Answer<Actor> => {
  const allowed = await ctx.limit('account.try', ctx.address, TRIES_PER_ADDRESS.most, TRIES_PER_ADDRESS.windowMs)
  return allowed.ok
    ? enter(ctx, await signInByCode(ctx.db, ctx.vault, { ...given, ...browserOf(ctx) }, ctx.now))
    : allowed
}

export const signInWorker = async (
  ctx: Context,
  given: { readonly username: string; readonly password: string },
): Answer<Actor> => {
  const allowed = await ctx.limit('account.try', ctx.address, TRIES_PER_ADDRESS.most, TRIES_PER_ADDRESS.windowMs)
  if (!allowed.ok) return allowed
  try {
    return await enter(ctx, await signInStaff(ctx.db, ctx.vault, { ...given, ...browserOf(ctx) }, ctx.now))
  } catch (error) {
    if (error instanceof TooBusy) return refuse([{ tag: 'sign-in-busy' }])
    throw error
  }
}

/** In a city that is no demonstration there is no such thing as a link that signs in. */
export const enterDemo = async (ctx: Context, secret: string): Answer<Actor> =>
  ctx.demo
    ? enter(ctx, await signInByLink(ctx.db, { secret, ...browserOf(ctx) }, ctx.now))
    : refuse([{ tag: 'demo-only' }])

/** Ends the session of this browser; without one nothing happens. */
export const signOut = async (ctx: Context): Promise<void> => {
  const { party, session } = ctx.actor
  if (party !== null && session !== null) await endSession(ctx.db, party, session, ctx.now)
  ctx.setSession(null)
}

/** Ends one of the person's own sessions; another person's is as unknown as none. */
export const endOwnSession = async (ctx: Context, session: string): Answer<null> => {
  const { party } = ctx.actor
  const ended = party !== null && (await endSession(ctx.db, party, session, ctx.now))
  if (!ended) return refuse([{ tag: 'session-unknown' }])
  if (session === ctx.actor.session) ctx.setSession(null)
  return ok(null)
}

/** Ends every session of the person but this one. */
export const endOtherSessions = async (ctx: Context): Promise<number> => {
  const { party, session } = ctx.actor
  return party === null ? 0 : endSessions(ctx.db, party, ctx.now, session)
}
