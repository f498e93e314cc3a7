import { dateOf, type Instant } from '../../kernel/time.ts'
import { sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { administratorsOn } from './administrators.ts'
import { rememberDevice } from './known-devices.ts'
import { recordSecurity, type Trace } from './security-log.ts'
import { openSession } from './sessions.ts'
import type { SignedIn } from './types.ts'

const END_OTHERS = sql(
  'identity.session.end-staff',
  `update city.session set revoked_at = $2
   where party = $1 and realm = 'staff' and revoked_at is null and idle_until > $2 and absolute_until > $2
     and id is distinct from $3::uuid`,
)

export type Entering = {
  readonly party: string
  readonly agent: string
  readonly replaces: string | null
  readonly device: Buffer | undefined
  readonly trace: Trace
  /** The second factor was given. */
  readonly proved: boolean
  /** A way in that several may share, such as a link of the demonstration: ends nobody's session. */
  readonly shared?: boolean
}

export type Entered = {
  readonly session: SignedIn
  readonly party: string
  /** Sessions of an administrator elsewhere that ended because of this one. */
  readonly replaced: number
}

/**
 * Begins a session of staff. An administrator has one at a time: a new one ends the one elsewhere, so that a stolen
 * session does not live on unseen beside the real one.
 */
export const enterStaff = async (tx: Tx, who: Entering, now: Instant): Promise<Entered> => {
  const { party, agent, replaces, device, trace, proved, shared = false } = who
  const alone = !shared && (await administratorsOn(tx, dateOf(now), party)).length > 0
  const replaced = alone ? await tx.run(END_OTHERS, [party, ts(now), replaces]) : 0
  const session = await openSession(tx, { party, realm: 'staff', agent, replaces, proved }, now)
  await rememberDevice(tx, device, party, now)
  await recordSecurity(tx, { kind: 'signedIn', party, trace, data: { secondFactor: proved } }, now)
  if (replaced > 0) await recordSecurity(tx, { kind: 'sessionReplaced', party, trace, data: { count: replaced } }, now)
  return { session, party, replaced }
}
