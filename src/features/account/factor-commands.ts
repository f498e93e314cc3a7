import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { beginFactor, confirmFactor, factorSince, redeemFactor, removeFactor } from '../../platform/identity/factor.ts'
import { makeRecoveryCodes } from '../../platform/identity/recovery.ts'
import { recordSecurity } from '../../platform/identity/security-log.ts'
import { rotateSession } from '../../platform/identity/sessions.ts'
import { isPasswordOf } from '../../platform/identity/staff.ts'
import type { SignedIn } from '../../platform/identity/types.ts'
import { traceFor, tryFactor, unlessBusy } from './staff-commands.ts'

type Answer<T> = Promise<Result<T, readonly Refusal[]>>

const FIRST: readonly Refusal[] = [{ tag: 'sign-in-first' }]

/** The session goes on under a new secret, in which the second factor has just been given. */
const rotated = async (ctx: Context, tx: Tx): Answer<SignedIn> => {
  const session = ctx.actor.session === null ? undefined : await rotateSession(tx, ctx.actor.session, ctx.now)
  return session === undefined ? refuse(FIRST) : ok(session)
}

/** In a demonstration nobody has to own an authenticator to see what is behind the question. */
const isExcused = async (ctx: Context, party: string): Promise<boolean> =>
  ctx.demo && (await factorSince(ctx.system, party)) === undefined

/** Gives the second factor again, in the middle of a session. @returns or `factor-missing`, `factor-wrong`, … */
export const prove = async (ctx: Context, code: string): Answer<null> => {
  const { party } = ctx.actor
  if (party === null) return refuse(FIRST)
  const excused = await isExcused(ctx, party)
  const session = await tryFactor(ctx, party, async (tx): Answer<SignedIn> => {
    const given = excused ? ok(null) : await redeemFactor(tx, ctx.vault, party, code, ctx.now, traceFor(ctx))
    if (!given.ok) return given
    await recordSecurity(tx, { kind: 'proved', party, trace: traceFor(ctx) }, ctx.now)
    return rotated(ctx, tx)
  })
  if (!session.ok) return session
  ctx.setSession(session.value)
  return ok(null)
}

/** Shows a secret to be set up; whoever has one already gives it up first (`replaceFactor`). */
export const begin = async (ctx: Context): Answer<null> => {
  const { party } = ctx.actor
  if (party === null) return refuse(FIRST)
  if ((await factorSince(ctx.system, party)) !== undefined) return refuse([{ tag: 'factor-set' }])
  await beginFactor(ctx.system, ctx.vault, party, ctx.now)
  return ok(null)
}

/**
 * Confirms the second factor from within a session. The password is asked for again, so that a session left open is
 * not enough to lock its owner out; people of the demonstration have none.
 */
export const enrol = (
  ctx: Context,
  typed: { readonly password: string; readonly code: string },
): Answer<readonly string[]> =>
  unlessBusy(async () => {
    const { party } = ctx.actor
    if (party === null) return refuse(FIRST)
    let codes: readonly string[] = []
    const session = await tryFactor(ctx, party, async (tx): Answer<SignedIn> => {
      if ((await isPasswordOf(ctx.system, party, typed.password)) === false)
        return refuse([{ tag: 'password-wrong', pointer: '/body/password' }])
      const confirmed = await confirmFactor(tx, ctx.vault, party, typed.code, ctx.now, traceFor(ctx))
      if (!confirmed.ok) return confirmed
      codes = confirmed.value
      return rotated(ctx, tx)
    })
    if (!session.ok) return session
    ctx.setSession(session.value)
    return ok(codes)
  })

/** Gives one's own second factor up and begins another, for a new telephone. The route asks for the present one. */
export const replaceFactor = async (ctx: Context): Answer<null> => {
  const { party } = ctx.actor
  if (party === null) return refuse(FIRST)
  await ctx.system.tx(async tx => {
    if (!(await removeFactor(tx, party))) return
    await recordSecurity(tx, { kind: 'factorRemoved', party, trace: traceFor(ctx) }, ctx.now)
    await beginFactor(tx, ctx.vault, party, ctx.now)
  })
  return ok(null)
}

/** Ten new recovery codes; the old ones are void. */
export const renewRecovery = async (ctx: Context): Answer<readonly string[]> => {
  const { party } = ctx.actor
  if (party === null) return refuse(FIRST)
  return ctx.system.tx(async (tx): Answer<readonly string[]> => {
    if ((await factorSince(tx, party)) === undefined) return refuse([{ tag: 'factor-missing' }])
    await recordSecurity(tx, { kind: 'recoveryMade', party, trace: traceFor(ctx) }, ctx.now)
    return ok(await makeRecoveryCodes(tx, ctx.vault, party, ctx.now))
  })
}
