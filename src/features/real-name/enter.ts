import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Actor } from '../../platform/access/types.ts'
import { token } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { enterStaff } from '../../platform/identity/enter.ts'
import { deviceOf } from '../../platform/identity/known-devices.ts'
import { ensureParty, findPartyByPhone } from '../../platform/identity/parties.ts'
import { traceOf } from '../../platform/identity/security-log.ts'
import { ANONYMOUS, openSession } from '../../platform/identity/sessions.ts'
import type { Realm, SignedIn } from '../../platform/identity/types.ts'
import { beginFlow, type FlowKind } from '../../platform/oidc/flows.ts'
import { addLink, findLink, givePhone, type Proof } from '../../platform/oidc/links.ts'
import { standingOf } from '../../platform/oidc/merges.ts'
import { ensureOrganisation, noteOrigin } from '../../platform/oidc/origin.ts'
import type { Told } from '../../platform/oidc/types.ts'
import { tellReplaced } from '../account/index.ts'
import { raiseByService } from './levels.ts'
import { record } from './record.ts'

export type Answer<T> = Promise<Result<T, readonly Refusal[]>>

/** Where to go on. */
export type Onwards = { readonly redirect: string }

/** Carries refusals out of a transaction that is to be rolled back. */
class Refused extends Error {
  readonly why: readonly Refusal[]
  constructor(why: readonly Refusal[]) {
    super('refused')
    this.why = why
  }
}

/** A transaction that keeps nothing when it refuses. */
export const whole = async <T>(ctx: Context, work: (tx: Tx) => Answer<T>): Answer<T> => {
  try {
    return await ctx.system.tx(async tx => {
      const done = await work(tx)
      if (!done.ok) throw new Refused(done.error)
      return done
    })
  } catch (error) {
    if (error instanceof Refused) return refuse(error.why)
    throw error
  }
}

/** Who a person is before the session is open: the journal's actor of what signing in itself changes. */
const selfOf = (party: string): Actor => ({ ...ANONYMOUS, kind: 'resident', party })

type Standing = { readonly party: string; readonly realm: Realm }

/** As by password: one session of an administrator at a time, and a line in the log. The service gave the second factor. */
const enterAsStaff = async (tx: Tx, ctx: Context, party: string): Promise<SignedIn> => {
  const { vault, now, userAgent: agent } = ctx
  const device = deviceOf(vault, ctx.device)
  const trace = traceOf(vault, ctx.address, agent)
  const entered = await enterStaff(tx, { party, agent, replaces: ctx.actor.session, device, trace, proved: true }, now)
  await tellReplaced(tx, entered, now)
  return entered.session
}

/**
 * Opens the session: for an organisation when the service said so, with a code that holds; and raises the level by what
 * the service vouches for. A number somebody else has raises nothing: it is told on the account's page.
 */
const open = async (tx: Tx, ctx: Context, told: Told, { party, realm }: Standing): Answer<SignedIn> => {
  const { vault, now } = ctx
  const said = realm === 'resident' ? told.organisation : null
  const organisation = said === null ? ok(null) : await ensureOrganisation(tx, vault, said, now)
  if (!organisation.ok) return organisation
  if (realm === 'resident') await raiseByService(tx, { actor: selfOf(party), vault, now }, party, told)
  const browser = { agent: ctx.userAgent, replaces: ctx.actor.session }
  const signedIn =
    realm === 'staff' ? await enterAsStaff(tx, ctx, party) : await openSession(tx, { party, realm, ...browser }, now)
  await noteOrigin(tx, signedIn.secret, told.service, organisation.value)
  return ok(signedIn)
}

/** Ties a person to what a service told, and writes it down. False when the subject is tied already. */
export const tie = async (tx: Tx, ctx: Context, told: Told, party: string, proof: Proof): Promise<boolean> => {
  const link = await addLink(tx, ctx.vault, told, party, proof, ctx.now)
  if (link === undefined) return false
  const data = { service: told.service, proof }
  const deed = {
    stream: `identity-link/${link}`,
    seq: 1,
    verb: 'link',
    under: 'enter',
    data,
    personal: { party },
  } as const
  await record(tx, selfOf(party), deed, ctx.now)
  return true
}

/** Goes in: the cookie is set once everything is written. */
export const goIn = (ctx: Context, { secret, until }: SignedIn, next: string): Onwards => {
  ctx.setSession({ secret, until })
  return { redirect: next === '' ? '/' : next }
}

/** Waits for the second proof: what the service told is kept sealed, for this browser. */
export const waitFor = async (
  ctx: Context,
  kind: Exclude<FlowKind, 'ask'>,
  content: Waiting,
  redirect: string,
): Answer<Onwards> => {
  const secret = token()
  const key = { kind, key: secret, browser: secret } as const
  const kept = { service: content.told.service, content }
  ctx.journey.set({ secret, until: await beginFlow(ctx.system, ctx.vault, key, kept, ctx.now) })
  return ok({ redirect })
}

/** What is kept while a second proof or a confirmation is waited for. */
export type Waiting = {
  readonly told: Told
  readonly next: string
  /** Of a merge: the party the service means, and the one signed in. */
  readonly absorbed?: string
  readonly survivor?: string
}

/** A new party for somebody whom nobody knows; undefined when their phone turns out to be known. */
const makeParty = async (tx: Tx, ctx: Context, { name, phone }: Told): Promise<string | undefined> => {
  const party = await ensureParty(tx, ctx.vault, { level: 'L1', ...(name === null ? {} : { name }) }, ctx.now)
  return phone === null || (await givePhone(tx, ctx.vault, party, phone)) ? party : undefined
}

const PHONE_KNOWN = 'phone-known'

/** Makes a person of what a service told, with the phone it verified, or refuses because the phone is somebody's. */
const asNewcomer = (ctx: Context, told: Told): Answer<SignedIn> =>
  whole(ctx, async tx => {
    const party = await makeParty(tx, ctx, told)
    if (party === undefined || !(await tie(tx, ctx, told, party, 'first'))) return refuse([{ tag: PHONE_KNOWN }])
    return open(tx, ctx, told, { party, realm: 'resident' })
  })

const asKnown = async (ctx: Context, told: Told, standing: Standing, next: string): Answer<Onwards> => {
  const entered = await whole(ctx, tx => open(tx, ctx, told, standing))
  return entered.ok ? ok(goIn(ctx, entered.value, next)) : entered
}

const hasFactor = (ctx: Context, { service, factors }: Told): boolean =>
  (ctx.identityServices.settingsOf(ctx.city.code, service)?.staffFactors ?? []).some(one => factors.includes(one))

/** Staff come in by a link shown from a staff session, and by more than one factor: an office is worth more than a phone. */
const enterWorker = async (ctx: Context, told: Told, next: string): Answer<Onwards> => {
  if (!hasFactor(ctx, told)) return refuse([{ tag: 'staff-one-factor' }])
  const link = await findLink(ctx.system, ctx.vault, told)
  if (link === undefined || link.proof !== 'password') return refuse([{ tag: 'staff-unlinked' }])
  return asKnown(ctx, told, { party: link.party, realm: 'staff' }, next === '' ? '/console' : next)
}

/**
 * Signs somebody in by what a service told. Who is known by it comes in; who is not, and whose phone nobody has, becomes
 * known; whose phone has an account here must first show that the phone is theirs.
 */
export const enter = async (ctx: Context, told: Told, realm: Realm, next: string): Answer<Onwards> => {
  if (realm === 'staff') return enterWorker(ctx, told, next)
  const link = await findLink(ctx.system, ctx.vault, told)
  if (link !== undefined) {
    const party = await standingOf(ctx.system, link.party)
    return asKnown(ctx, told, { party, realm: 'resident' }, next)
  }
  const known = told.phone === null ? undefined : await findPartyByPhone(ctx.system, ctx.vault, told.phone)
  if (known === undefined) {
    const made = await asNewcomer(ctx, told)
    if (made.ok) return ok(goIn(ctx, made.value, next))
    // In the moment between, somebody signed in with this phone, or the same person twice.
    if (made.error[0]?.tag !== PHONE_KNOWN) return made
    if ((await findLink(ctx.system, ctx.vault, told)) !== undefined) return enter(ctx, told, realm, next)
  }
  return waitFor(ctx, 'join', { told, next }, '/sign-in/join')
}

/** The second proof is given: the phone's account is this person's. */
export const joinTo = (tx: Tx, ctx: Context, told: Told, party: string): Answer<SignedIn> =>
  tie(tx, ctx, told, party, 'phone').then(async tied =>
    tied
      ? open(tx, ctx, told, { party: await standingOf(tx, party), realm: 'resident' })
      : refuse([{ tag: 'link-taken' }]),
  )

/** The phone's account is not this person's, or they do not want it joined: an account of its own, without the phone. */
export const enterApart = (tx: Tx, ctx: Context, told: Told): Answer<SignedIn> =>
  makeParty(tx, ctx, { ...told, phone: null }).then(async party =>
    party !== undefined && (await tie(tx, ctx, told, party, 'first'))
      ? open(tx, ctx, told, { party, realm: 'resident' })
      : refuse([{ tag: 'link-taken' }]),
  )

/** Opens the session anew for an organisation, or for oneself again: a change of rights is a change of secret. */
export const represent = async (ctx: Context, told: Told, next: string): Answer<Onwards> => {
  if (told.organisation === null) return refuse([{ tag: 'organisation-missing' }])
  const link = await findLink(ctx.system, ctx.vault, told)
  const party = link === undefined ? undefined : await standingOf(ctx.system, link.party)
  if (party === undefined || party !== ctx.actor.party) return refuse([{ tag: 'journey-other-person' }])
  return asKnown(ctx, told, { party, realm: 'resident' }, next)
}
