import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { ownParties } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { redeemCode, requestCode } from '../../platform/identity/codes.ts'
import { ensureParty, partyLines } from '../../platform/identity/parties.ts'
import { openSession } from '../../platform/identity/sessions.ts'
import { peekFlow, takeFlow } from '../../platform/oidc/flows.ts'
import { findLink, linksOf, removeLink, strengthenLink } from '../../platform/oidc/links.ts'
import { mergeParties, undoMerge } from '../../platform/oidc/merges.ts'
import { noteOrigin, serviceOfSession } from '../../platform/oidc/origin.ts'
import type { Told } from '../../platform/oidc/types.ts'
import { type Answer, enterApart, goIn, joinTo, type Onwards, tie, type Waiting, waitFor, whole } from './enter.ts'
import { record } from './record.ts'
import { phoneOf } from './store.ts'

export const ACCOUNT = '/me/account'

const over: Result<never, readonly Refusal[]> = refuse([{ tag: 'join-over' }])

const keyOf = (kind: 'join' | 'merge', secret: string) => ({ kind, key: secret, browser: secret }) as const

/** What waits for this browser's second proof. */
export const waiting = async (ctx: Context, kind: 'join' | 'merge'): Promise<Waiting | undefined> => {
  const { secret } = ctx.journey
  if (secret === undefined) return undefined
  return (await peekFlow<Waiting>(ctx.system, ctx.vault, keyOf(kind, secret), ctx.now))?.content
}

/** Sends the code that shows that the phone a service told is in this person's hand. */
export const askJoinCode = async (ctx: Context): Answer<{ readonly request: string }> => {
  const kept = await waiting(ctx, 'join')
  if (kept?.told.phone == null) return over
  const asked = { phone: kept.told.phone, purpose: 'confirm' } as const
  const sent = await requestCode(ctx.system, ctx.vault, asked, ctx.now, ctx.deliverCode)
  return sent.ok ? ok({ request: sent.value.request }) : sent
}

/** Uses what waits, in the transaction that acts on it. */
const taken = async (tx: Tx, ctx: Context, kind: 'join' | 'merge'): Promise<Waiting | undefined> => {
  const { secret } = ctx.journey
  return secret === undefined
    ? undefined
    : (await takeFlow<Waiting>(tx, ctx.vault, keyOf(kind, secret), ctx.now))?.content
}

/**
 * Joins a service's person with the account of their phone, both having been shown. A wrong code is counted whatever
 * comes after it.
 * @returns or `join-over`; the refusals of `redeemCode`; `link-taken`
 */
export const join = async (
  ctx: Context,
  given: { readonly request: string; readonly digits: string },
): Answer<Onwards> => {
  const kept = await waiting(ctx, 'join')
  if (kept === undefined) return over
  const redeemed = await ctx.system.tx(tx => redeemCode(tx, ctx.vault, { ...given, purpose: 'confirm' }, ctx.now))
  if (!redeemed.ok) return redeemed
  const { phone } = redeemed.value
  const done = await whole(ctx, async tx => {
    const mine = await taken(tx, ctx, 'join')
    if (mine === undefined || mine.told.phone !== phone) return over
    const party = await ensureParty(tx, ctx.vault, { phone, level: 'L1' }, ctx.now)
    return joinTo(tx, ctx, mine.told, party)
  })
  if (!done.ok) return done
  ctx.journey.set(null)
  return ok(goIn(ctx, done.value, kept.next))
}

/** An account of its own, without the phone. */
export const stayApart = async (ctx: Context): Answer<Onwards> => {
  const kept = await waiting(ctx, 'join')
  const done = await whole(ctx, async tx => {
    const mine = await taken(tx, ctx, 'join')
    return mine === undefined ? over : enterApart(tx, ctx, mine.told)
  })
  if (!done.ok) return done
  ctx.journey.set(null)
  return ok(goIn(ctx, done.value, kept?.next ?? ''))
}

/**
 * What a service told while somebody is signed in is shown before anything is tied: a browser that was led to the service
 * by another page must not tie a stranger's identity to this account.
 */
export const linkTo = async (ctx: Context, told: Told): Answer<Onwards> => {
  const { party, kind } = ctx.actor
  if (party === null) return refuse([{ tag: 'journey-other-person' }])
  const link = await findLink(ctx.system, ctx.vault, told)
  const other = link === undefined || ownParties(ctx.actor).includes(link.party) ? {} : { absorbed: link.party }
  if ('absorbed' in other && kind === 'staff') return refuse([{ tag: 'merge-staff' }])
  return waitFor(ctx, 'merge', { told, next: '', survivor: party, ...other }, `${ACCOUNT}/confirm`)
}

/** The other account as the page of a merge names it; null when there is none. */
export const otherAccount = async (ctx: Context, { absorbed }: Waiting): Promise<string | null> => {
  if (absorbed === undefined) return null
  const [line] = await partyLines(ctx.system, [absorbed])
  return line === undefined ? '' : line.nameMasked || line.phoneMasked
}

const tieOwn = async (tx: Tx, ctx: Context, told: Told, party: string): Answer<{ readonly done: true }> => {
  const staff = ctx.actor.kind === 'staff'
  const tied = await tie(tx, ctx, told, party, staff ? 'password' : 'session')
  if (tied) return ok({ done: true })
  const link = await findLink(tx, ctx.vault, told)
  if (link === undefined || !ownParties(ctx.actor).includes(link.party)) return refuse([{ tag: 'link-taken' }])
  if (staff) await strengthenLink(tx, ctx.vault, told)
  return ok({ done: true })
}

type Both = { readonly absorbed: string; readonly survivor: string }

const mergeBoth = async (tx: Tx, ctx: Context, told: Told, both: Both): Answer<{ readonly done: true }> => {
  const link = await findLink(tx, ctx.vault, told)
  // Between the look and the yes the service's person may have been tied elsewhere.
  if (link?.party !== both.absorbed) return over
  const merged = await mergeParties(tx, both, ctx.now)
  if (!merged.ok) return merged
  const stream = `party-merge/${merged.value.merge}`
  const data = { service: told.service }
  await record(tx, ctx.actor, { stream, seq: 1, verb: 'merge', under: 'link', data, personal: both }, ctx.now)
  return ok({ done: true })
}

/**
 * The yes to what was shown: ties the service's person to this account; or merges the account they have with this one,
 * both having been shown.
 * @returns or `join-over`, `link-taken`, the refusals of `mergeParties`
 */
export const confirm = async (ctx: Context): Answer<Onwards> => {
  const done = await whole(ctx, async tx => {
    const mine = await taken(tx, ctx, 'merge')
    if (mine?.survivor === undefined || mine.survivor !== ctx.actor.party) return over
    const { told, absorbed, survivor } = mine
    return absorbed === undefined ? tieOwn(tx, ctx, told, survivor) : mergeBoth(tx, ctx, told, { absorbed, survivor })
  })
  if (!done.ok) return done
  ctx.journey.set(null)
  return ok({ redirect: ACCOUNT })
}

/** Undoes a merge. @returns or the refusals of `undoMerge` */
export const unmerge = async (tx: Tx, ctx: Context, id: string): Answer<{ readonly done: true }> => {
  const undone = await undoMerge(tx, id, ctx.actor.party, ctx.now)
  if (!undone.ok) return undone
  const deed = { stream: `party-merge/${id}`, seq: 2, verb: 'undoMerge', under: 'undoMerge', data: {} } as const
  await record(tx, ctx.actor, { ...deed, personal: undone.value }, ctx.now)
  return ok({ done: true })
}

/**
 * Unties a service from one's own account. The last way in stays.
 * @returns or `link-last`, `link-unknown`
 */
export const unlink = async (tx: Tx, ctx: Context, id: string): Answer<{ readonly done: true }> => {
  const mine = ownParties(ctx.actor)
  const links = await linksOf(tx, mine)
  const reachable = ctx.actor.kind === 'staff' || (await phoneOf(tx, ctx.actor.party ?? '')) !== ''
  if (links.length === 1 && !reachable) return refuse([{ tag: 'link-last' }])
  const service = await removeLink(tx, id, mine)
  if (service === undefined) return refuse([{ tag: 'link-unknown' }])
  const data = { service }
  const personal = { party: ctx.actor.party ?? '' }
  await record(
    tx,
    ctx.actor,
    { stream: `identity-link/${id}`, seq: 2, verb: 'unlink', under: 'link', data, personal },
    ctx.now,
  )
  return ok({ done: true })
}

/** Acts for oneself again, under a new secret. */
export const beSelf = async (ctx: Context): Answer<Onwards> => {
  const { party, session } = ctx.actor
  if (party === null || session === null || ctx.actor.onBehalf === undefined) return ok({ redirect: ACCOUNT })
  const opened = await ctx.system.tx(async tx => {
    const service = await serviceOfSession(tx, session)
    const signedIn = await openSession(
      tx,
      { party, realm: 'resident', agent: ctx.userAgent, replaces: session },
      ctx.now,
    )
    if (service !== undefined) await noteOrigin(tx, signedIn.secret, service, null)
    return signedIn
  })
  return ok(goIn(ctx, opened, ACCOUNT))
}
