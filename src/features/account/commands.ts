import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { digitsOf, requestCode } from '../../platform/identity/codes.ts'
import { checkPhone } from '../../platform/identity/personal.ts'
import { recordSecurity } from '../../platform/identity/security-log.ts'
import { actorOf, endSession, endSessions } from '../../platform/identity/sessions.ts'
import { signInByCode, signInByLink } from '../../platform/identity/sign-in.ts'
import type { SignedIn } from '../../platform/identity/types.ts'
import { serviceOfSession } from '../../platform/oidc/origin.ts'
import { CODES_PER_ADDRESS, CODES_PER_DEVICE, TRIES_PER_ADDRESS } from './limits.ts'
import { traceFor } from './staff-commands.ts'

type Answer<T> = Promise<Result<T, readonly Refusal[]>>

/** Asked-for code. In the demonstration its digits come back too, because no message is sent. */
export type Asked = { readonly request: string; readonly until: Instant; readonly digits: string | null }

export const askForCode = async (ctx: Context, typed: string): Answer<Asked> => {
  const phone = checkPhone(typed)
  if (!phone.ok) return phone
  const allowed = await ctx.limit('account.code', ctx.address, CODES_PER_ADDRESS.most, CODES_PER_ADDRESS.windowMs)
  if (!allowed.ok) return allowed
  if (ctx.device !== undefined) {
    const { most, windowMs } = CODES_PER_DEVICE
    const free = await ctx.limit('account.code-device', ctx.device, most, windowMs)
    if (!free.ok) return free
  }
  const asked = await requestCode(
    ctx.system,
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
  return ok(await actorOf(ctx.system, secret, ctx.now))
}

const browserOf = ({ userAgent, actor }: Context) => ({ agent: userAgent, replaces: actor.session })

export const signInResident = async (
  ctx: Context,
  given: { readonly request: string; readonly digits: string },
): Answer<Actor> => {
  const allowed = await ctx.limit('account.try', ctx.address, TRIES_PER_ADDRESS.most, TRIES_PER_ADDRESS.windowMs)
  return allowed.ok
    ? enter(ctx, await signInByCode(ctx.system, ctx.vault, { ...given, ...browserOf(ctx) }, ctx.now))
    : allowed
}

/** In a city that is no demonstration there is no such thing as a link that signs in. */
export const enterDemo = async (ctx: Context, secret: string): Answer<Actor> =>
  ctx.demo
    ? enter(ctx, await signInByLink(ctx.system, { secret, ...browserOf(ctx), trace: traceFor(ctx) }, ctx.now))
    : refuse([{ tag: 'demo-only' }])

/** Ends the session of this browser; without one nothing happens. Returns the service it came about by, if any. */
export const signOut = async (ctx: Context): Promise<string | undefined> => {
  const { party, session } = ctx.actor
  const service = session === null ? undefined : await serviceOfSession(ctx.system, session)
  if (party !== null && session !== null) await endSession(ctx.db, party, session, ctx.now)
  ctx.setSession(null)
  return service
}

/** Ends one of the person's own sessions; another person's is as unknown as none. */
export const endOwnSession = async (ctx: Context, session: string): Answer<null> => {
  const { party } = ctx.actor
  const ended = party !== null && (await endSession(ctx.db, party, session, ctx.now))
  if (!ended) return refuse([{ tag: 'session-unknown' }])
  await recordSecurity(ctx.db, { kind: 'sessionEnded', party, trace: traceFor(ctx) }, ctx.now)
  if (session === ctx.actor.session) ctx.setSession(null)
  return ok(null)
}

/** Ends every session of the person but this one. */
export const endOtherSessions = async (ctx: Context): Promise<number> => {
  const { party, session } = ctx.actor
  if (party === null) return 0
  const ended = await endSessions(ctx.db, party, ctx.now, session)
  if (ended > 0)
    await recordSecurity(ctx.db, { kind: 'sessionsEnded', party, trace: traceFor(ctx), data: { ended } }, ctx.now)
  return ended
}
