import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Instant, instant } from '../../kernel/time.ts'
import type { Actor, Office } from '../access/types.ts'
import { unguarded } from '../crypto/guard.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { type PersonalPlace, type Vault, VaultError } from '../crypto/vault.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { recordSecurity } from '../identity/security-log.ts'
import { append } from '../journal/append.ts'

/**
 * What a person's field may be opened for. The list is closed, and each purpose names the roles that have it; what the
 * access table says about the matter comes on top.
 */
export const PURPOSES = {
  handling: { zh: '办理诉求', roles: ['deskOperator', 'deskLead', 'unitLead', 'unitHandler', 'gridWorker'] },
  contact: { zh: '联系诉求人', roles: ['deskOperator', 'deskLead', 'unitLead', 'unitHandler', 'gridWorker'] },
  staffing: { zh: '任职管理', roles: ['systemAdmin', 'securityAdmin'] },
  identity: { zh: '核对实名', roles: ['communityWorker'] },
  /** Who owns what in an estate: see features/estate. */
  register: { zh: '业主登记', roles: ['communityWorker', 'unitLead'] },
  /** Volunteers and whom they help: see features/volunteering. */
  volunteers: { zh: '志愿服务', roles: ['communityWorker', 'unitLead'] },
  /** What one person left for another to read, such as where help is needed: see `leaveGiven`. */
  helping: { zh: '上门帮忙', roles: [] },
  audit: { zh: '审计核查', roles: ['auditor'] },
  /** Figures are made of counts; nobody needs a name for them. */
  statistics: { zh: '统计', roles: [] },
  /** The person's own data: see `leaveOwn`. */
  own: { zh: '本人查阅', roles: [] },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly roles: readonly string[] }>>

export type Purpose = keyof typeof PURPOSES

export const isPurpose = (text: string): text is Purpose => Object.hasOwn(PURPOSES, text)

/** What the machine itself opens values for; no person sees them. */
export type Machinery = 'delivery' | 'sign-in' | 'export' | 'level' | 'register' | 'count'

/** Leave to open fields, for one purpose. Only this file makes one. */
export type Leave = { readonly purpose: Purpose | Machinery }

const GENUINE = new WeakSet<Leave>()

const leave = (purpose: Leave['purpose']): Leave => {
  const use: Leave = Object.freeze({ purpose })
  GENUINE.add(use)
  return use
}

const RECORD = sql(
  'personal.record-use',
  `insert into city.personal_use (purpose, party, office, subject, fields, reason, at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
)

export type Asked = {
  readonly purpose: Purpose
  /** `kind/id` of what is looked at. */
  readonly subject: string
  /** Names of the fields, as the catalogue has them. */
  readonly fields: readonly string[]
  /** In the person's own words; personal numbers masked by the caller. */
  readonly reason: string
}

/** The look in a table for whoever audits, and in the journal for everybody: that, when, by which office, what for. */
const record = async (tx: Tx, actor: Actor, office: Office | null, asked: Asked, now: Instant): Promise<void> => {
  const { purpose, subject, fields, reason } = asked
  await tx.run(RECORD, [purpose, actor.party, office?.id ?? null, subject, [...fields], reason, ts(now)])
  await append(tx, {
    stream: `personal-use/${uuidv7(now)}`,
    seq: 1,
    verb: 'see',
    at: now,
    actor,
    office,
    data: { purpose, fields: [...fields] },
    personal: { subject, reason },
  })
}

/**
 * Leave for a person on duty: the purpose must be one of the list and one of a role they hold, and the look is written
 * down first, in the caller's transaction. Whether they may see this matter is the access table's to say, before.
 * @returns or `purpose-missing`, `purpose-not-yours`
 */
export const leaveFor = async (
  tx: Tx,
  actor: Actor,
  asked: Asked,
  now: Instant,
): Promise<Result<Leave, readonly Refusal[]>> => {
  if (!isPurpose(asked.purpose)) return refuse([{ tag: 'purpose-missing', pointer: '/body/purpose' }])
  const roles: readonly string[] = PURPOSES[asked.purpose].roles
  const office = actor.offices.find(({ role }) => roles.includes(role))
  if (actor.party === null || office === undefined)
    return refuse([{ tag: 'purpose-not-yours', values: { purpose: asked.purpose }, pointer: '/body/purpose' }])
  await record(tx, actor, office, asked, now)
  const data = { subject: asked.subject, purpose: asked.purpose }
  await recordSecurity(tx, { kind: 'unmasked', party: null, by: actor.party, data }, now)
  return ok(leave(asked.purpose))
}

/** How long a value stays on the screen of whoever gave a reason: long enough to dial it. */
export const SEEN_MS = 30_000

const STILL = sql(
  'personal.still-seen',
  `select purpose from city.personal_use where subject = $1 and party = $2 and at >= $3 order by at desc limit 1`,
)

/** The same leave again for a page that is drawn anew, while the half minute of a recorded look lasts. */
export const leaveStill = async (
  db: CityQueries,
  actor: Actor,
  subject: string,
  now: Instant,
): Promise<Leave | undefined> => {
  if (actor.party === null) return undefined
  const look = await db.maybe<{ purpose: Purpose }>(STILL, [subject, actor.party, ts(instant(now - SEEN_MS))])
  return look === undefined ? undefined : leave(look.purpose)
}

/** Leave for people to see what is theirs; written down as well. @returns or `purpose-not-yours` for anybody else */
export const leaveOwn = async (
  tx: Tx,
  actor: Actor,
  asked: Omit<Asked, 'purpose' | 'subject'> & { readonly party: string },
  now: Instant,
): Promise<Result<Leave, readonly Refusal[]>> => {
  if (actor.party === null || actor.party !== asked.party)
    return refuse([{ tag: 'purpose-not-yours', values: { purpose: 'own' } }])
  await record(tx, actor, null, { ...asked, purpose: 'own', subject: `party/${asked.party}` }, now)
  return ok(leave('own'))
}

/**
 * Leave for a person to read what another left for them, such as where the help is needed that they have promised. The
 * caller has checked that it is meant for them; the look is written down like any other.
 */
export const leaveGiven = async (
  tx: Tx,
  actor: Actor,
  asked: Omit<Asked, 'purpose'>,
  now: Instant,
): Promise<Result<Leave, readonly Refusal[]>> => {
  if (actor.party === null) return refuse([{ tag: 'purpose-not-yours', values: { purpose: 'helping' } }])
  await record(tx, actor, null, { ...asked, purpose: 'helping' }, now)
  return ok(leave('helping'))
}

/** Leave for the machine: sending to an address, reading a code back, putting a file together. */
export const leaveOfMachine = (purpose: Machinery): Leave => leave(purpose)

/** Opens a person's field. @throws VaultError without a leave made by this file, or as `Vault.open` does */
export const openPersonal = (vault: Vault, use: Leave, envelope: Uint8Array, place: PersonalPlace): string => {
  if (!GENUINE.has(use)) throw new VaultError('a field of a person is opened for a purpose only')
  const aad: string = place
  return unguarded(vault).open(envelope, aad)
}
