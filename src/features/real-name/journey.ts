import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { MINUTE_MS } from '../../kernel/time.ts'
import { token } from '../../platform/crypto/uuid.ts'
import type { Context } from '../../platform/http/types.ts'
import type { Realm } from '../../platform/identity/types.ts'
import { beginFlow, takeFlow } from '../../platform/oidc/flows.ts'
import type { Told } from '../../platform/oidc/types.ts'

type Answer<T> = Promise<Result<T, readonly Refusal[]>>

/** What somebody goes to a service for. */
export type Purpose = 'sign-in' | 'link' | 'organisation'

/** What is kept, sealed, while the browser is away. */
type Kept = {
  readonly purpose: Purpose
  readonly realm: Realm
  readonly nonce: string
  readonly verifier: string
  readonly next: string
  /** Who set out; on coming back it must be the same person. */
  readonly party: string | null
}

const JOURNEYS_PER_ADDRESS = { most: 300, windowMs: 10 * MINUTE_MS }

/** Where services send people back to: one address of the city, known to the service beforehand. */
export const BACK = '/sign-in/back'
const backOf = (ctx: Context): string =>
  `${(ctx.identityServices.origin ?? ctx.origin).replace(/\/$/, '')}${ctx.base}${BACK}`

export const nameOf = (ctx: Context, service: string): string =>
  ctx.identityServices.settingsOf(ctx.city.code, service)?.name ?? service

/** The words of a fault of a service, with its name and what to do instead. */
const faulty = (ctx: Context, tag: string, service: string): Result<never, readonly Refusal[]> =>
  refuse([{ tag, values: { service: nameOf(ctx, service) } }])

/**
 * Sends the browser to a service. What must come back (state, nonce, verifier) is of this journey alone, kept sealed,
 * tied to a cookie of this browser, for ten minutes.
 * @returns the address to go to; or `too-many`, `service-unknown`, `service-down`
 */
export const setOut = async (
  ctx: Context,
  service: string,
  given: { readonly purpose: Purpose; readonly realm: Realm; readonly next: string },
): Answer<{ readonly away: string }> => {
  const { most, windowMs } = JOURNEYS_PER_ADDRESS
  const allowed = await ctx.limit('real-name.journey', ctx.address, most, windowMs)
  if (!allowed.ok) return allowed
  const { city, now, identityServices: services } = ctx
  if (!services.offered(city.code, given.realm).some(({ id }) => id === service))
    return faulty(ctx, 'service-unknown', service)
  const asking = { back: backOf(ctx), organisation: given.purpose === 'organisation' }
  const asked = await services.ask(city.code, service, asking, now)
  if (!asked.ok) return faulty(ctx, asked.error, service)
  const { url, state, nonce, verifier } = asked.value
  const browser = token()
  const content: Kept = { ...given, nonce, verifier, party: ctx.actor.party }
  const until = await beginFlow(ctx.system, ctx.vault, { kind: 'ask', key: state, browser }, { service, content }, now)
  ctx.journey.set({ secret: browser, until })
  return ok({ away: url })
}

export type Back = {
  readonly state?: string | undefined
  readonly code?: string | undefined
  readonly iss?: string | undefined
  readonly error?: string | undefined
}

export type Returned = { readonly told: Told; readonly kept: Pick<Kept, 'purpose' | 'realm' | 'next'> }

const addressOf = (ctx: Context, back: Back): URL => {
  const url = new URL(backOf(ctx))
  for (const name of ['state', 'code', 'iss', 'error'] as const) {
    const value = back[name]
    if (value !== undefined) url.searchParams.set(name, value)
  }
  return url
}

/**
 * Takes what a service sent back. The journey is used up before the service is asked, so that nothing can be tried
 * twice; it must be one that this very browser set out on, as the same person.
 * @returns what the service told; or `journey-foreign`, `service-refused`, `journey-other-person`, `service-down`,
 * `service-answer-wrong`
 */
export const comeBack = async (ctx: Context, back: Back): Answer<Returned> => {
  const { secret: browser } = ctx.journey
  ctx.journey.set(null)
  if (browser === undefined || back.state === undefined) return refuse([{ tag: 'journey-foreign' }])
  const key = { kind: 'ask', key: back.state, browser } as const
  const flow = await ctx.system.tx(tx => takeFlow<Kept>(tx, ctx.vault, key, ctx.now))
  if (flow === undefined) return refuse([{ tag: 'journey-foreign' }])
  const { service, content } = flow
  const { purpose, realm, next, nonce, verifier, party } = content
  if (back.error !== undefined || back.code === undefined) return faulty(ctx, 'service-refused', service)
  if (purpose !== 'sign-in' && party !== ctx.actor.party) return refuse([{ tag: 'journey-other-person' }])
  const answered = { url: addressOf(ctx, back), state: back.state, nonce, verifier }
  const told = await ctx.identityServices.answer(ctx.city.code, service, answered, ctx.now)
  return told.ok ? ok({ told: told.value, kept: { purpose, realm, next } }) : faulty(ctx, told.error, service)
}
