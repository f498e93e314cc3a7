import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { isOwn, may, ownParties } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { openAccounts } from '../../platform/ledger/open.ts'
import { lockAccounts } from '../../platform/ledger/store.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { type ServiceRow, serviceById, volunteerByNo } from '../volunteering/index.ts'
import {
  type Acted,
  absent,
  bookOf,
  clearingPath,
  commonAccounts,
  type Done,
  type Env,
  notYours,
  postingId,
  postMoves,
  schemeTaken,
} from './book.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import {
  insertPayment,
  type MemberRow,
  memberById,
  memberOf,
  membersOf,
  type Payment,
  relativesOf,
} from './store/members.ts'
import { rulesOn, type SchemeRow, schemeById } from './store/schemes.ts'

type Whose = { readonly scheme: SchemeRow; readonly member: MemberRow }

/** One's own membership. */
const own = async (tx: Tx, env: Env, id: string): Done<Whose> => {
  const member = await memberById(tx, id)
  const scheme = member === undefined ? undefined : await schemeById(tx, member.scheme)
  if (member === undefined || scheme === undefined || !isOwn(env.actor, member.party)) return absent
  return ok({ scheme, member })
}

/** A member of a scheme by the number they have as a volunteer, which people can tell each other. */
const memberByNo = async (tx: Tx, scheme: SchemeRow, no: string): Promise<MemberRow | undefined> => {
  const volunteer = await volunteerByNo(tx, no.normalize('NFKC').trim().toUpperCase())
  return volunteer === undefined ? undefined : memberOf(tx, scheme.id, volunteer.id)
}

/** A recorded service for somebody, which is what time is spent on. */
const received = async (tx: Tx, id: string): Promise<ServiceRow | undefined> => {
  const service = await serviceById(tx, id)
  return service?.state === 'recorded' && service.requester !== null ? service : undefined
}

const pay = async (
  tx: Tx,
  env: Env,
  scheme: SchemeRow,
  paid: Omit<Payment, 'scheme' | 'posting' | 'minutes'>,
  move: { readonly kind: 'spend' | 'grant'; readonly from: string; readonly minutes: bigint },
): Done<Acted> => {
  const posting = postingId(scheme.id, move.kind, paid.service)
  if (!(await insertPayment(tx, { ...paid, scheme: scheme.id, minutes: move.minutes, posting }, env.now)))
    return refuse([{ tag: 'paid-already' }])
  const { issue } = await commonAccounts(tx, scheme, env.now)
  const moves = [{ from: move.from, to: issue, minutes: move.minutes }]
  const matter = `volunteer-service/${paid.service}`
  return postMoves(tx, env, scheme, { key: paid.service, kind: move.kind, on: dateOf(env.now), matter, moves })
}

/**
 * Pays with time for a service one received, or a relative did where the rules let it. A service is paid once.
 * @returns or `not-found`; all of `service-unknown`, `not-yet`, `switch-off`; then `paid-already`, `short-of-time`
 */
export const spend = async (tx: Tx, env: Env, id: string, serviceId: string): Done<Acted> => {
  const found = await own(tx, env, id)
  if (!found.ok) return found
  const { scheme, member } = found.value
  const { rules } = await rulesOn(tx, scheme.id, dateOf(env.now))
  const service = await received(tx, serviceId)
  const mine = service !== undefined && isOwn(env.actor, service.requester)
  const relative = service !== undefined && (await relativesOf(tx, id)).some(({ party }) => party === service.requester)
  const why: Refusal[] = []
  if (!mine && !relative) why.push({ tag: 'service-unknown', pointer: '/body/service' })
  if (!mine && relative && !rules.family) why.push({ tag: 'switch-off', values: { what: 'family' } })
  if (member.earned < rules.redeemFrom)
    why.push({ tag: 'not-yet', values: { least: Math.floor(rules.redeemFrom / 60) } })
  if (why.length > 0 || service === undefined) return refuse(why)
  const paid = {
    service: serviceId,
    payer: mine ? ('own' as const) : ('family' as const),
    party: member.party,
    area: member.area,
    note: '',
  }
  return pay(tx, env, scheme, paid, { kind: 'spend', from: member.redeem, minutes: BigInt(service.minutes) })
}

/** The care pool pays for somebody's service, with a reason. @returns or `not-found`, `not-yours`; all of `service-unknown`, `public-text-personal`; `paid-already`, `short-of-time` */
export const grant = async (
  tx: Tx,
  env: Env,
  schemeId: string,
  given: { readonly service: string; readonly note: string },
): Done<Acted> => {
  const found = await schemeTaken(tx, env, schemeId)
  if (!found.ok) return found
  const service = await received(tx, given.service)
  const why: Refusal[] = [...heldBack({ note: given.note })]
  if (service === undefined || !service.area.startsWith(found.value.area) || isOwn(env.actor, service.requester))
    why.push({ tag: 'service-unknown', pointer: '/body/service' })
  if (why.length > 0 || service === undefined) return refuse(why)
  const { pool } = await commonAccounts(tx, found.value, env.now)
  const paid = {
    service: given.service,
    payer: 'pool' as const,
    party: service.requester ?? '',
    area: service.area,
    note: given.note,
  }
  return pay(tx, env, found.value, paid, { kind: 'grant', from: pool, minutes: BigInt(service.minutes) })
}

/** Gives minutes to the care pool. @returns or `not-found`; `switch-off`; `short-of-time` */
export const donate = async (tx: Tx, env: Env, id: string, minutes: number): Done<Acted> => {
  const found = await own(tx, env, id)
  if (!found.ok) return found
  const { scheme, member } = found.value
  const { rules } = await rulesOn(tx, scheme.id, dateOf(env.now))
  if (!rules.donate) return refuse([{ tag: 'switch-off', values: { what: 'donate' } }])
  const { pool } = await commonAccounts(tx, scheme, env.now)
  const moves = [{ from: member.redeem, to: pool, minutes: BigInt(minutes) }]
  const key = uuidv7(env.now)
  return postMoves(tx, env, scheme, {
    key,
    kind: 'donate',
    on: dateOf(env.now),
    matter: `time-bank-member/${id}`,
    moves,
  })
}

/** Gives minutes to another member of the scheme, where a local rule lets it (Z-11). @returns or `not-found`; all of `switch-off`, `not-a-member`; `short-of-time` */
export const give = async (
  tx: Tx,
  env: Env,
  id: string,
  given: { readonly to: string; readonly minutes: number },
): Done<Acted> => {
  const found = await own(tx, env, id)
  if (!found.ok) return found
  const { scheme, member } = found.value
  const { rules } = await rulesOn(tx, scheme.id, dateOf(env.now))
  const other = await memberByNo(tx, scheme, given.to)
  const why: Refusal[] = []
  if (!rules.gift) why.push({ tag: 'switch-off', values: { what: 'gift' } })
  if (other === undefined || other.id === id) why.push({ tag: 'not-a-member', pointer: '/body/to' })
  if (why.length > 0 || other === undefined) return refuse(why)
  const moves = [{ from: member.redeem, to: other.redeem, minutes: BigInt(given.minutes) }]
  const key = uuidv7(env.now)
  return postMoves(tx, env, scheme, { key, kind: 'give', on: dateOf(env.now), matter: `time-bank-member/${id}`, moves })
}

/** An heir gets what a member left, where a local rule lets it (Z-11). @returns or `not-found`, `not-yours`; all of `switch-off`, `not-a-member`; `short-of-time` */
export const inherit = async (tx: Tx, env: Env, id: string, heir: string): Done<Acted> => {
  const member = await memberById(tx, id)
  const scheme = member === undefined ? undefined : await schemeById(tx, member.scheme)
  if (member === undefined || scheme === undefined || !may<Verb>(policy, 'view', env.actor, subjectOf(member)))
    return absent
  if (!may<Verb>(policy, 'run', env.actor, subjectOf(member))) return notYours
  const { rules } = await rulesOn(tx, scheme.id, dateOf(env.now))
  const other = await memberByNo(tx, scheme, heir)
  const why: Refusal[] = []
  if (!rules.inherit) why.push({ tag: 'switch-off', values: { what: 'inherit' } })
  if (other === undefined || other.id === id) why.push({ tag: 'not-a-member', pointer: '/body/heir' })
  if (why.length > 0 || other === undefined) return refuse(why)
  const [account] = await lockAccounts(tx, [member.redeem])
  const moves = [{ from: member.redeem, to: other.redeem, minutes: account?.balance ?? 0n }]
  if ((account?.balance ?? 0n) <= 0n) return refuse([{ tag: 'short-of-time', values: { minutes: 0 } }])
  return postMoves(tx, env, scheme, {
    key: id,
    kind: 'inherit',
    on: dateOf(env.now),
    matter: `time-bank-member/${id}`,
    moves,
  })
}

/** In the other book nobody is short of time: what its side lacks is room between the two. */
const fullFor = (why: Refusal): Refusal =>
  why.tag === 'short-of-time' ? { tag: 'clearing-full', values: why.values ?? {} } : why

/**
 * Takes minutes along to another scheme one belongs to. Books never mix: each writes what it owes the other, up to the cap
 * of both; the two sides add up to nothing.
 * @returns or `not-found`; `not-a-member`, `same-scheme`, `scheme-closed`; `short-of-time`, `clearing-full`
 */
export const transfer = async (
  tx: Tx,
  env: Env,
  id: string,
  given: { readonly to: string; readonly minutes: number },
): Done<Acted> => {
  const found = await own(tx, env, id)
  if (!found.ok) return found
  const { scheme, member } = found.value
  const other = (await membersOf(tx, ownParties(env.actor))).find(one => one.scheme === given.to)
  const there = await schemeById(tx, given.to)
  if (given.to === scheme.id) return refuse([{ tag: 'same-scheme', pointer: '/body/to' }])
  if (other === undefined || there === undefined) return refuse([{ tag: 'not-a-member', pointer: '/body/to' }])
  if (there.closedOn !== null) return refuse([{ tag: 'scheme-closed', values: { day: there.closedOn } }])
  const caps = [await rulesOn(tx, scheme.id, dateOf(env.now)), await rulesOn(tx, there.id, dateOf(env.now))]
  const cap = BigInt(Math.min(...caps.map(({ rules }) => rules.clearing)))
  const clearing = async (of: SchemeRow, towards: SchemeRow): Promise<string> => {
    const path = clearingPath(towards.id)
    const ids = await openAccounts(tx, bookOf(of), [{ path, floor: -cap, ceiling: cap, gathers: true }], env.now)
    return ids.get(path) ?? ''
  }
  const minutes = BigInt(given.minutes)
  const [here, away] = [await clearing(scheme, there), await clearing(there, scheme)]
  const on = dateOf(env.now)
  const key = uuidv7(env.now)
  const matter = `time-bank-member/${id}`
  const sides = [
    { scheme, moves: [{ from: member.redeem, to: here, minutes }] },
    { scheme: there, moves: [{ from: away, to: other.redeem, minutes }] },
  ].toSorted((a, b) => (a.scheme.book < b.scheme.book ? -1 : 1))
  let leaf = ''
  // In the order of the books, so that two people who cross do not wait for each other.
  for (const side of sides) {
    const done = await postMoves(tx, env, side.scheme, { key, kind: 'transfer', on, matter, moves: side.moves })
    if (!done.ok) return side.scheme.id === scheme.id ? done : refuse(done.error.map(fullFor))
    if (side.scheme.id === scheme.id) leaf = done.value.leaf
  }
  return ok({ id: key, leaf })
}
