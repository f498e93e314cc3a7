import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

export type MemberRow = {
  readonly id: string
  readonly scheme: string
  readonly party: string
  readonly volunteer: string
  readonly area: string
  readonly who: string
  readonly bornOn: LocalDate
  /** Ids of the two accounts: what can be exchanged, and what is honour alone. */
  readonly redeem: string
  readonly honour: string
  readonly earned: number
}

const ROW = `id, scheme, party, volunteer, area, who, born_on as "bornOn", redeem, honour, earned`
const OF = sql(
  'time-bank.members-of',
  `select ${ROW} from city.time_bank_member where party = any($1::uuid[]) order by accepted_at, id`,
)
const BY_ID = sql('time-bank.member', `select ${ROW} from city.time_bank_member where id = $1`)
const OF_VOLUNTEER = sql(
  'time-bank.member-of',
  `select ${ROW} from city.time_bank_member where scheme = $1 and volunteer = $2`,
)
const WITHIN = sql(
  'time-bank.members',
  `select ${ROW} from city.time_bank_member where scheme = $1 and ($2::text is null or (area, id) > ($2, $3::uuid)) order by area, id limit $4`,
)
const INSERT = sql(
  'time-bank.insert-member',
  `insert into city.time_bank_member (id, scheme, party, volunteer, area, who, born_on, redeem, honour, earned, accepted_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10) on conflict (scheme, volunteer) do nothing`,
)
const EARN = sql('time-bank.earn', 'update city.time_bank_member set earned = earned + $2 where id = $1')
const RELATIVES = sql(
  'time-bank.relatives',
  'select party, who, relation from city.time_bank_relative where member = $1 order by recorded_at, party',
)
const ADD_RELATIVE = sql(
  'time-bank.add-relative',
  `insert into city.time_bank_relative (member, party, owner, area, who, relation, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (member, party) do nothing`,
)
const PAY = sql(
  'time-bank.pay',
  `insert into city.time_bank_paid (service, scheme, payer, party, area, minutes, note, posting, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (service) do nothing`,
)
const TAKE = sql(
  'time-bank.take-back',
  `insert into city.time_bank_taken (service, scheme, party, area, minutes, note, posting, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (service) do nothing`,
)
const TAKEN = sql('time-bank.taken', 'select service from city.time_bank_taken where service = any($1::uuid[])')
const WHY = sql('time-bank.taken-why', 'select posting, note from city.time_bank_taken where posting = any($1::uuid[])')
const PAID = sql('time-bank.paid', 'select service from city.time_bank_paid where service = any($1::uuid[])')

/** Every scheme one of these parties belongs to. */
export const membersOf = (db: CityQueries, parties: readonly string[]): Promise<readonly MemberRow[]> =>
  db.rows<MemberRow>(OF, [parties])

export const memberById = (db: CityQueries, id: string): Promise<MemberRow | undefined> =>
  db.maybe<MemberRow>(BY_ID, [id])

export const memberOf = (db: CityQueries, scheme: string, volunteer: string): Promise<MemberRow | undefined> =>
  db.maybe<MemberRow>(OF_VOLUNTEER, [scheme, volunteer])

/** Members of a scheme, by place. */
export const membersWithin = (
  db: CityQueries,
  scheme: string,
  after: { readonly area: string; readonly id: string } | undefined,
  limit: number,
): Promise<readonly MemberRow[]> => db.rows<MemberRow>(WITHIN, [scheme, after?.area ?? null, after?.id ?? null, limit])

/** False when the volunteer belongs to the scheme. */
export const insertMember = async (tx: Tx, row: Omit<MemberRow, 'earned'>, at: Instant): Promise<boolean> =>
  (await tx.run(INSERT, [
    ...[row.id, row.scheme, row.party, row.volunteer, row.area, row.who, row.bornOn, row.redeem, row.honour, ts(at)],
  ])) === 1

export const addEarned = async (tx: Tx, id: string, minutes: bigint): Promise<void> => {
  await tx.run(EARN, [id, minutes.toString()])
}

export type Relative = { readonly party: string; readonly who: string; readonly relation: string }

export const relativesOf = (db: CityQueries, member: string): Promise<readonly Relative[]> =>
  db.rows<Relative>(RELATIVES, [member])

export const insertRelative = async (tx: Tx, member: MemberRow, relative: Relative, at: Instant): Promise<boolean> =>
  (await tx.run(ADD_RELATIVE, [
    member.id,
    relative.party,
    member.party,
    member.area,
    relative.who,
    relative.relation,
    ts(at),
  ])) === 1

export type Payment = {
  readonly service: string
  readonly scheme: string
  readonly payer: 'own' | 'family' | 'pool'
  readonly party: string
  readonly area: string
  readonly minutes: bigint
  readonly note: string
  readonly posting: string
}

/** False when the service was paid before. */
export const insertPayment = async (tx: Tx, row: Payment, at: Instant): Promise<boolean> =>
  (await tx.run(PAY, [
    row.service,
    row.scheme,
    row.payer,
    row.party,
    row.area,
    row.minutes.toString(),
    row.note,
    row.posting,
    ts(at),
  ])) === 1

/** Which of these services were paid for with time. */
export const paidOf = async (db: CityQueries, services: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await db.rows<{ service: string }>(PAID, [services])).map(({ service }) => service))

export type TakenBack = Omit<Payment, 'payer'>

/** False when the service was taken back before. */
export const insertTaken = async (tx: Tx, row: TakenBack, at: Instant): Promise<boolean> =>
  (await tx.run(TAKE, [
    ...[row.service, row.scheme, row.party, row.area, row.minutes.toString(), row.note, row.posting, ts(at)],
  ])) === 1

/** Which of these services were taken back. */
export const takenOf = async (db: CityQueries, services: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await db.rows<{ service: string }>(TAKEN, [services])).map(({ service }) => service))

/** Why hours were taken back, by posting. */
export const whyTaken = async (db: CityQueries, postings: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await db.rows<{ posting: string; note: string }>(WHY, [postings])).map(({ posting, note }) => [posting, note]),
  )
