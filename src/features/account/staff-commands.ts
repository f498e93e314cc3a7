import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { enterStaff } from '../../platform/identity/enter.ts'
import { confirmFactor, factorSince, redeemFactor } from '../../platform/identity/factor.ts'
import { type Half, type Need, openHalf, peekHalf, takeHalf } from '../../platform/identity/half.ts'
import { deviceOf } from '../../platform/identity/known-devices.ts'
import { hashPassword, passwordRefusals, TooBusy } from '../../platform/identity/passwords.ts'
import { recordSecurity, type Trace, traceOf } from '../../platform/identity/security-log.ts'
import { actorOf } from '../../platform/identity/sessions.ts'
import { bookTry, clearTries } from '../../platform/identity/sign-in-lock.ts'
import {
  isPasswordOf,
  replacePassword,
  type StaffStep,
  signInStaff,
  usernameOfParty,
} from '../../platform/identity/staff.ts'
import { ruleValueOn } from '../locality/index.ts'
import { TRIES_PER_ADDRESS } from './limits.ts'
import { passwordPolicy } from './rule-values.ts'
import { signInRules, tellReplaced } from './sign-in-rules.ts'

type Answer<T> = Promise<Result<T, readonly Refusal[]>>

/** Where a sign-in has got to: in, or what is asked for next. */
export type Step = { readonly step: 'in' | Need; readonly actor: Actor }

export const traceFor = ({ vault, address, userAgent }: Context): Trace => traceOf(vault, address, userAgent)

export const mayTry = (ctx: Context) =>
  ctx.limit('account.try', ctx.address, TRIES_PER_ADDRESS.most, TRIES_PER_ADDRESS.windowMs)

/** A refusal in words for whoever comes when too many passwords wait to be looked at. */
export const unlessBusy = async <T>(work: () => Answer<T>): Answer<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TooBusy) return refuse([{ tag: 'sign-in-busy', values: { seconds: 2 } }])
    throw error
  }
}

/** Puts what came of a step into the cookies: a session, or a half one. */
const stepOn = async (ctx: Context, reached: StaffStep): Promise<Step> => {
  if (reached.step === 'half') {
    ctx.setHalf(reached)
    return { step: reached.needs[0] ?? 'code', actor: ctx.actor }
  }
  ctx.setHalf(null)
  ctx.setSession(reached)
  return { step: 'in', actor: await actorOf(ctx.system, reached.secret, ctx.now) }
}

export const signInWorker = async (
  ctx: Context,
  given: { readonly username: string; readonly password: string },
): Answer<Step> => {
  const allowed = await mayTry(ctx)
  if (!allowed.ok) return allowed
  return unlessBusy(async () => {
    const browser = { agent: ctx.userAgent, replaces: ctx.actor.session, device: ctx.device, trace: traceFor(ctx) }
    const reached = await signInStaff(
      ctx.system,
      ctx.vault,
      { ...given, ...browser },
      ctx.now,
      signInRules(ctx.vault, ctx.now),
    )
    return reached.ok ? ok(await stepOn(ctx, reached.value)) : reached
  })
}

/** The session of whoever has given everything, or the half session of what is still missing. */
const goOn = async (
  ctx: Context,
  tx: Tx,
  party: string,
  rest: readonly Need[],
  proved: boolean,
): Promise<StaffStep> => {
  if (rest.length > 0) return { step: 'half', ...((await openHalf(tx, party, rest, ctx.now)) satisfies Half) }
  const device = deviceOf(ctx.vault, ctx.device)
  const who = { party, agent: ctx.userAgent, replaces: ctx.actor.session, device, trace: traceFor(ctx) }
  const entered = await enterStaff(tx, { ...who, proved }, ctx.now)
  await tellReplaced(tx, entered, ctx.now)
  return { step: 'in', ...entered.session }
}

const OVER: readonly Refusal[] = [{ tag: 'half-over' }]

/** Books a try at a person's second factor, does it, and clears the book or writes the failure down. */
export const tryFactor = async <T>(ctx: Context, party: string, work: (tx: Tx) => Answer<T>): Answer<T> => {
  const allowed = await mayTry(ctx)
  if (!allowed.ok) return allowed
  const key = ctx.vault.blind(party, 'factor-lock')
  const booked = await bookTry(ctx.system, key, ctx.now)
  if (!booked.ok) return booked
  const done = await ctx.system.tx(work)
  if (done.ok) await clearTries(ctx.system, key)
  else
    await recordSecurity(
      ctx.system,
      { kind: 'factorWrong', party, trace: traceFor(ctx), data: { failed: booked.value.failed } },
      ctx.now,
    )
  return done
}

/** Second step of a sign-in: a code of the application, or a recovery code. */
export const giveFactor = async (ctx: Context, code: string): Answer<Step> => {
  const half = await peekHalf(ctx.system, ctx.half, ctx.now)
  if (half === undefined || half.needs[0] !== 'code') return refuse(OVER)
  const reached = await tryFactor(ctx, half.party, async (tx): Answer<StaffStep> => {
    const taken = await takeHalf(tx, ctx.half, 'code', ctx.now)
    if (!taken.ok) return taken
    const redeemed = await redeemFactor(tx, ctx.vault, half.party, code, ctx.now, traceFor(ctx))
    if (!redeemed.ok) return redeemed
    await taken.value.finish()
    return ok(await goOn(ctx, tx, half.party, taken.value.rest, true))
  })
  return reached.ok ? ok(await stepOn(ctx, reached.value)) : reached
}

/** Second step for whoever has no second factor yet and must have one: sets it up, and gives the recovery codes. */
export const enrolHalf = async (
  ctx: Context,
  code: string,
): Answer<Step & { readonly recoveryCodes: readonly string[] }> => {
  const half = await peekHalf(ctx.system, ctx.half, ctx.now)
  if (half === undefined || half.needs[0] !== 'enrol') return refuse(OVER)
  let recoveryCodes: readonly string[] = []
  const reached = await tryFactor(ctx, half.party, async (tx): Answer<StaffStep> => {
    const taken = await takeHalf(tx, ctx.half, 'enrol', ctx.now)
    if (!taken.ok) return taken
    const confirmed = await confirmFactor(tx, ctx.vault, half.party, code, ctx.now, traceFor(ctx))
    if (!confirmed.ok) return confirmed
    recoveryCodes = confirmed.value
    await taken.value.finish()
    return ok(await goOn(ctx, tx, half.party, taken.value.rest, true))
  })
  return reached.ok ? ok({ ...(await stepOn(ctx, reached.value)), recoveryCodes }) : reached
}

/** Everything wrong with a new password of this person's, the one they have included. @throws TooBusy */
export const newPasswordRefusals = async (
  ctx: Context,
  party: string,
  password: string,
): Promise<readonly Refusal[]> => {
  const policy = (await ruleValueOn(ctx.system, passwordPolicy, dateOf(ctx.now))).value
  const refusals = passwordRefusals(password, (await usernameOfParty(ctx.system, party)) ?? '', policy)
  if (refusals.length > 0) return refusals
  const same = await isPasswordOf(ctx.system, party, password)
  return same === true ? [{ tag: 'password-same', pointer: '/body/password' }] : []
}

/** Last step for whoever has had their password for too long. */
export const renewPassword = async (ctx: Context, password: string): Answer<Step> =>
  unlessBusy(async () => {
    const half = await peekHalf(ctx.system, ctx.half, ctx.now)
    if (half === undefined || half.needs[0] !== 'password') return refuse(OVER)
    const refusals = await newPasswordRefusals(ctx, half.party, password)
    if (refusals.length > 0) return refuse(refusals)
    const hash = await hashPassword(password)
    const reached = await ctx.system.tx(async (tx): Answer<StaffStep> => {
      const taken = await takeHalf(tx, ctx.half, 'password', ctx.now)
      if (!taken.ok) return taken
      await taken.value.finish()
      await replacePassword(tx, half.party, hash, ctx.now)
      const proved = (await factorSince(tx, half.party)) !== undefined
      return ok(await goOn(ctx, tx, half.party, taken.value.rest, proved))
    })
    return reached.ok ? ok(await stepOn(ctx, reached.value)) : reached
  })
