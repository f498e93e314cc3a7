import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { type Administrator, isAdministrator } from '../../platform/identity/administrator-roles.ts'
import { administratorsOn } from '../../platform/identity/administrators.ts'
import { BREAK_GLASS_MINUTES_MAX, breakGlass, mendGlass, tookGlass } from '../../platform/identity/break-glass.ts'
import { removeFactor } from '../../platform/identity/factor.ts'
import { endHalves } from '../../platform/identity/half.ts'
import { forgetDevices } from '../../platform/identity/known-devices.ts'
import { recordSecurity, type Trace } from '../../platform/identity/security-log.ts'
import { endSessions } from '../../platform/identity/sessions.ts'
import { usernameOfParty } from '../../platform/identity/staff.ts'
import { append } from '../../platform/journal/append.ts'
import { notify } from '../../platform/notify/notify.ts'
import { policy, type Verb } from './policy.ts'

type Answer<T> = Promise<Result<T, readonly Refusal[]>>

/** Who does it, when, and from where. */
export type Env = { readonly actor: Actor; readonly now: Instant; readonly trace: Trace }

const REASON_MIN = 10

const reasonRefusals = (reason: string): readonly Refusal[] =>
  [...reason.trim()].length >= REASON_MIN
    ? []
    : [{ tag: 'reason-short', values: { min: REASON_MIN }, pointer: '/body/reason' }]

/** Writes an act of an administrator into the public journal: roles and times in clear, people and reasons as commitments. */
const journal = async (
  tx: Tx,
  env: Env,
  verb: Verb | 'resetFactorHere',
  data: Readonly<Record<string, string | number>>,
  personal: Readonly<Record<string, string>>,
): Promise<void> => {
  const office =
    verb === 'resetFactorHere' ? null : officeFor(policy, verb, env.actor, { area: null, relations: () => new Set() })
  await append(tx, {
    stream: `security/${uuidv7(env.now)}`,
    seq: 1,
    verb,
    at: env.now,
    actor: env.actor,
    office,
    data: { ...data },
    personal: { ...personal },
  })
}

/**
 * Takes somebody's second factor away, because their telephone is lost: by another person, with a reason, in the
 * journal. Their sessions end, and at the next sign-in they set up a new one.
 * @returns or all of `reason-short`, `factor-own`; then `factor-none`
 */
export const resetFactor = async (
  tx: Tx,
  env: Env,
  given: { readonly party: string; readonly reason: string },
): Answer<{ readonly done: true }> => {
  const { actor, now } = env
  if ((await usernameOfParty(tx, given.party)) === undefined) return refuse([{ tag: 'not-found' }])
  const own: readonly Refusal[] = given.party === actor.party ? [{ tag: 'factor-own' }] : []
  const faults = [...reasonRefusals(given.reason), ...own]
  if (faults.length > 0) return refuse(faults)
  if (!(await removeFactor(tx, given.party))) return refuse([{ tag: 'factor-none', pointer: '/params/party' }])
  await endSessions(tx, given.party, now)
  await endHalves(tx, given.party, now)
  await forgetDevices(tx, given.party)
  await recordSecurity(tx, { kind: 'factorReset', party: given.party, by: actor.party, trace: env.trace }, now)
  const verb = actor.kind === 'system' ? 'resetFactorHere' : 'resetFactor'
  await journal(tx, env, verb, {}, { party: given.party, reason: given.reason })
  const told = { kind: 'account:factor-reset', values: { at: now }, link: '/me/factor' }
  await notify(tx, { party: given.party, ...told, dedupe: `factor-reset/${now}`, at: now })
  return ok({ done: true as const })
}

/** Ends every session of a person. @returns how many */
export const kick = async (
  tx: Tx,
  env: Env,
  given: { readonly party: string; readonly reason: string },
): Answer<{ readonly ended: number }> => {
  if ((await usernameOfParty(tx, given.party)) === undefined) return refuse([{ tag: 'not-found' }])
  const faults = reasonRefusals(given.reason)
  if (faults.length > 0) return refuse(faults)
  const ended = await endSessions(tx, given.party, env.now)
  await endHalves(tx, given.party, env.now)
  const { actor, trace, now } = env
  await recordSecurity(tx, { kind: 'sessionsEnded', party: given.party, by: actor.party, trace, data: { ended } }, now)
  await journal(tx, env, 'endSessionsOf', { ended }, { party: given.party, reason: given.reason })
  return ok({ ended })
}

/** Tells all three kinds of administrators, whoever of them did it. */
const tellAdministrators = async (
  tx: Tx,
  told: { kind: string; key: string; count: number },
  now: Instant,
): Promise<void> => {
  const parties = new Set((await administratorsOn(tx, dateOf(now))).map(({ party }) => party))
  for (const party of parties) {
    const values = { at: now, count: told.count }
    await notify(tx, { party, kind: told.kind, values, link: '/console/break-glass', dedupe: told.key, at: now })
  }
}

/**
 * Takes another administrator's role for an hour at most, when nobody of that kind can be reached. It is in the
 * journal, everybody concerned is told, and it ends by itself.
 * @returns its id and end; or all of `reason-short`, `glass-minutes`, `glass-role`; then `glass-broken`
 */
export const takeRole = async (
  tx: Tx,
  env: Env,
  given: { readonly role: Administrator; readonly minutes: number; readonly reason: string },
): Answer<{ readonly id: string; readonly until: Instant }> => {
  const { actor, now, trace } = env
  const own = actor.offices.find(({ role }) => isAdministrator(role))
  const ownRole = own?.role ?? ''
  const minutes: readonly Refusal[] =
    given.minutes >= 1 && given.minutes <= BREAK_GLASS_MINUTES_MAX
      ? []
      : [{ tag: 'glass-minutes', values: { max: BREAK_GLASS_MINUTES_MAX }, pointer: '/body/minutes' }]
  const role: readonly Refusal[] = given.role === ownRole ? [{ tag: 'glass-role', pointer: '/body/role' }] : []
  const faults = [...reasonRefusals(given.reason), ...minutes, ...role]
  if (faults.length > 0) return refuse(faults)
  if (own === undefined || actor.party === null || !isAdministrator(ownRole)) return refuse([{ tag: 'forbidden' }])
  const { party } = actor
  const { organisation, area } = own
  const broken = await breakGlass(tx, { ...given, party, ownRole, organisation, area }, now)
  if (!broken.ok) return broken
  const { id, until } = broken.value
  const data = { id, ownRole, role: given.role, minutes: given.minutes }
  await recordSecurity(tx, { kind: 'breakGlass', party, by: party, trace, data }, now)
  await journal(tx, env, 'breakGlass', { ...data, until }, { party, reason: given.reason })
  await tellAdministrators(tx, { kind: 'account:break-glass', key: `glass/${id}`, count: given.minutes }, now)
  return ok({ id, until })
}

/** Gives the role back early. @returns or `not-found` (nobody's, or another's), `glass-over` */
export const giveBack = async (tx: Tx, env: Env, id: string): Answer<{ readonly done: true }> => {
  const { party } = env.actor
  if (party === null || !(await tookGlass(tx, party, id))) return refuse([{ tag: 'not-found' }])
  const role = await mendGlass(tx, party, id, env.now)
  if (role === undefined) return refuse([{ tag: 'glass-over', pointer: '/params/id' }])
  await recordSecurity(tx, { kind: 'breakGlassEnded', party, by: party, trace: env.trace, data: { id, role } }, env.now)
  await journal(tx, env, 'breakGlass', { id, role, ended: 1 }, {})
  return ok({ done: true as const })
}
