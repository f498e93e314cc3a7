import { parseAreaPath } from '../../kernel/area-code.ts'
import { maskName } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, type LocalDate } from '../../kernel/time.ts'
import { may, ownParties } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import { ensureParty } from '../../platform/identity/parties.ts'
import { checkPhone } from '../../platform/identity/personal.ts'
import { append } from '../../platform/journal/append.ts'
import { openAccounts, openBook } from '../../platform/ledger/open.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { areaAt } from '../directory/index.ts'
import { volunteerOf } from '../volunteering/index.ts'
import {
  type Acted,
  absent,
  bookOf,
  closedGate,
  commonAccounts,
  type Done,
  type Env,
  KIND,
  memberPath,
  notYours,
  postMoves,
  schemeTaken,
} from './book.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Rules, SETS, type SetName } from './rules/scheme.ts'
import { insertMember, insertRelative, memberById } from './store/members.ts'
import { insertRules, insertScheme, rulesOn, type SchemeRow, schemeById, touchScheme } from './store/schemes.ts'

const PLACE_DIGITS: ReadonlySet<number> = new Set([9, 12])

const officeOf = ({ actor }: Env) => actor.offices[0] ?? null

/** Writes down what was done to a scheme; the row has the version it gets by it. @returns the leaf */
export const journal = async (
  tx: Tx,
  env: Env,
  row: SchemeRow,
  action: string,
  data: Readonly<Record<string, string>>,
  personal: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const stream = `time-bank/${row.id}`
  const entry = {
    stream,
    seq: row.version,
    verb: action,
    at: env.now,
    actor: env.actor,
    office: officeOf(env),
    data,
    personal,
  }
  return (await append(tx, entry)).leaf
}

export type NewScheme = {
  readonly area: string
  readonly name: string
  readonly ruleSet: SetName
  /** D-044: who makes it good when nobody can help. */
  readonly guarantee: string
}

/** Opens a scheme for a community or a town, with a place's set of rules. @returns or `not-yours`; all of `place-unknown`, `public-text-personal`; `scheme-known` */
export const openScheme = async (tx: Tx, env: Env, given: NewScheme): Done<Acted> => {
  const path = parseAreaPath(given.area)
  const place = path.ok && PLACE_DIGITS.has(path.value.length) ? await areaAt(tx, path.value) : undefined
  if (!may<Verb>(policy, 'run', env.actor, subjectOf(given))) return notYours
  const why: Refusal[] = [...heldBack({ name: given.name, guarantee: given.guarantee })]
  if (place === undefined) why.push({ tag: 'place-unknown', pointer: '/body/area' })
  if (why.length > 0) return refuse(why)
  const id = uuidv7(env.now)
  const book = await openBook(tx, { kind: KIND, unit: 'minute', area: given.area, subject: id }, env.now)
  const row: SchemeRow = { ...given, id, book: book.id, version: 1, openedOn: dateOf(env.now), closedOn: null }
  if (!(await insertScheme(tx, row, env.now))) return refuse([{ tag: 'scheme-known', pointer: '/body/area' }])
  const { rules, basis } = SETS[given.ruleSet]
  await insertRules(tx, id, { from: row.openedOn, rules, basis: basis.note }, env.now)
  await commonAccounts(tx, row, env.now)
  const leaf = await journal(tx, env, row, 'open', { area: given.area, name: given.name, ruleSet: given.ruleSet })
  return ok({ id, leaf })
}

/** Closes a scheme: nothing is credited any more; what is held can still be spent and donated. @returns or `not-found`, `not-yours`, `scheme-closed` */
export const closeScheme = async (tx: Tx, env: Env, id: string): Done<Acted> => {
  const row = await schemeTaken(tx, env, id)
  if (!row.ok) return row
  const closed = closedGate(row.value, env.now)
  if (closed.length > 0) return refuse(closed)
  await touchScheme(tx, id, dateOf(env.now))
  const leaf = await journal(tx, env, { ...row.value, version: row.value.version + 1 }, 'close', {
    on: dateOf(env.now),
  })
  return ok({ id, leaf })
}

const SWITCHES = ['gift', 'inherit', 'expiryMonths'] as const

export type NewRules = {
  readonly from: LocalDate
  /** Where it is laid down; whatever stays off without it (Z-11) cannot be turned on without it. */
  readonly basis: string
  readonly change: Partial<Rules>
}

/** Lays down rules from a day on; they never reach back. @returns or `not-found`, `not-yours`; all of `basis-missing`, `scheme-closed`, `public-text-personal`; `rule-known` */
export const setRules = async (tx: Tx, env: Env, id: string, { from, basis, change }: NewRules): Done<Acted> => {
  const row = await schemeTaken(tx, env, id)
  if (!row.ok) return row
  const before = await rulesOn(tx, id, from)
  const rules = { ...before.rules, ...change }
  const on = SWITCHES.filter(name => Boolean(rules[name]) && !before.rules[name])
  const why: Refusal[] = [...heldBack({ basis }), ...closedGate(row.value, env.now)]
  if (basis.trim().length < 2 && (on.length > 0 || from < dateOf(env.now)))
    why.push({ tag: 'basis-missing', pointer: '/body/basis' })
  if (why.length > 0) return refuse(why)
  const source = basis.trim() === '' ? before.basis : basis.trim()
  if (!(await insertRules(tx, id, { from, rules, basis: source }, env.now)))
    return refuse([{ tag: 'rule-known', values: { day: from }, pointer: '/body/from' }])
  await touchScheme(tx, id, null)
  const leaf = await journal(tx, env, { ...row.value, version: row.value.version + 1 }, 'rules', {
    from,
    basis: source,
  })
  return ok({ id, leaf })
}

/**
 * A volunteer joins the scheme of their place, having read who makes it good (D-044).
 * @returns or `not-found`; all of `not-a-volunteer`, `guarantee-unread`, `scheme-closed`; then `member-known`
 */
export const joinScheme = async (tx: Tx, env: Env, scheme: string, read: boolean): Done<Acted> => {
  const row = await schemeById(tx, scheme)
  if (row === undefined) return absent
  const who = await volunteerOf(tx, ownParties(env.actor))
  const why: Refusal[] = [...closedGate(row, env.now)]
  if (who === undefined || !who.area.startsWith(row.area)) why.push({ tag: 'not-a-volunteer' })
  if (!read) why.push({ tag: 'guarantee-unread', pointer: '/body/read' })
  if (why.length > 0 || who === undefined) return refuse(why)
  const [redeem, honour] = [memberPath(who.id, 'redeem'), memberPath(who.id, 'honour')]
  const of = [redeem, honour].map(path => ({ path, subject: who.id }))
  const ids = await openAccounts(tx, bookOf(row), of, env.now)
  const id = uuidv7(env.now)
  const accounts = { redeem: ids.get(redeem) ?? '', honour: ids.get(honour) ?? '' }
  const member = {
    id,
    scheme,
    party: who.party,
    volunteer: who.id,
    area: who.area,
    who: who.who,
    bornOn: who.bornOn,
    ...accounts,
  }
  if (!(await insertMember(tx, member, env.now))) return refuse([{ tag: 'member-known' }])
  const { rules } = await rulesOn(tx, scheme, dateOf(env.now))
  const entry = {
    stream: `time-bank-member/${id}`,
    seq: 1,
    verb: 'join',
    at: env.now,
    actor: env.actor,
    data: { scheme },
  }
  const { leaf } = await append(tx, { ...entry, personal: { volunteer: who.id } })
  if (rules.start > 0) {
    const { issue } = await commonAccounts(tx, row, env.now)
    const moves = [{ from: issue, to: accounts.redeem, minutes: BigInt(rules.start) }]
    const begun = { key: who.id, kind: 'start', on: dateOf(env.now), matter: `time-bank-member/${id}`, moves } as const
    const done = await postMoves(tx, env, row, begun)
    if (!done.ok) return done
  }
  return ok({ id, leaf })
}

export type NewRelative = { readonly name: string; readonly phone: string; readonly relation: string }

/**
 * Enters a relative for whom a member may pay, where the rules let it (D-032), by name and telephone.
 * @returns or `not-found`, `not-yours`; all of `switch-off`, `phone-wrong`, `name-missing`; then `relative-known`, for the member too
 */
export const addRelative = async (
  tx: Tx,
  env: Env & { readonly vault: Vault },
  member: string,
  { name, phone, relation }: NewRelative,
): Done<Acted> => {
  const of = await memberById(tx, member)
  if (of === undefined) return absent
  if (!may<Verb>(policy, 'run', env.actor, subjectOf(of)))
    return may<Verb>(policy, 'view', env.actor, subjectOf(of)) ? notYours : absent
  const { rules } = await rulesOn(tx, of.scheme, dateOf(env.now))
  const number = checkPhone(phone)
  const why: Refusal[] = [
    ...(rules.family ? [] : [{ tag: 'switch-off', values: { what: 'family' } }]),
    ...(number.ok ? [] : number.error),
    ...(name.trim() === '' ? [{ tag: 'name-missing', pointer: '/body/name' }] : []),
  ]
  if (why.length > 0 || !number.ok) return refuse(why)
  const whole = name.trim()
  const party = await ensureParty(tx, env.vault, { name: whole, phone: number.value, level: 'L0' }, env.now)
  const relative = { party, who: maskName(whole), relation }
  if (party === of.party || !(await insertRelative(tx, of, relative, env.now)))
    return refuse([{ tag: 'relative-known' }])
  const stream = `time-bank-relative/${uuidv7(env.now)}`
  const entry = {
    stream,
    seq: 1,
    verb: 'relative',
    at: env.now,
    actor: env.actor,
    office: officeOf(env),
    data: { relation },
  }
  const { leaf } = await append(tx, { ...entry, personal: { member, party } })
  return ok({ id: member, leaf })
}
