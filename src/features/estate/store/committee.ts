import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { MeetingVerdict, Office, Post } from '../rules/committee.ts'

export type TermRow = {
  readonly id: string
  readonly estate: string
  /** 第几届, from 1. */
  readonly place: number
  readonly electedOn: LocalDate
  readonly from: LocalDate
  readonly to: LocalDate
  readonly record: string
  readonly filedOn: LocalDate | null
  readonly filedRecord: string
}

export type MemberRow = {
  readonly id: string
  readonly term: string
  readonly name: string
  readonly office: Office
  readonly posts: readonly Post[]
  readonly from: LocalDate
  readonly to: LocalDate | null
  readonly endedBy: string | null
}

export type MeetingRow = {
  readonly id: string
  readonly term: string
  readonly on: LocalDate
  readonly noticedOn: LocalDate
  readonly members: number
  readonly present: number
  readonly agree: number
  readonly verdict: MeetingVerdict
  readonly matter: string
  readonly decision: string
  readonly record: string
  readonly postedOn: LocalDate | null
}

const TERM = `id, estate, place, elected_on as "electedOn", from_day as "from", to_day as "to", record, filed_on as "filedOn",
  filed_record as "filedRecord"`
const TERMS = sql('estate.terms', `select ${TERM} from city.estate_term where estate = $1 order by place desc`)
const MEMBERS = sql(
  'estate.members',
  `select m.id, m.term, m.name, m.office, m.posts, m.from_day as "from", m.to_day as "to", m.ended_by as "endedBy"
   from city.estate_member as m join city.estate_term as t on t.id = m.term where t.estate = $1 order by t.place desc, m.place`,
)
const MEETINGS = sql(
  'estate.meetings',
  `select id, term, on_day as "on", noticed_on as "noticedOn", members, present, agree, verdict, matter, decision, record,
     posted_on as "postedOn"
   from city.estate_meeting where estate = $1 order by on_day desc, id desc limit 50`,
)
const INSERT_TERM = sql(
  'estate.insert-term',
  `insert into city.estate_term (id, estate, place, elected_on, from_day, to_day, record, recorded_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)
const SET_TERM = sql(
  'estate.set-term',
  'update city.estate set term_from = $2, term_to = $3, version = version + 1 where id = $1',
)
const INSERT_MEMBER = sql(
  'estate.insert-member',
  `insert into city.estate_member (id, term, place, name, office, posts, from_day) values ($1, $2, $3, $4, $5, $6, $7)`,
)
const INSERT_UNIT = sql(
  'estate.insert-member-unit',
  'insert into city.estate_member_unit (member, unit, owner, area) values ($1, $2, $3, $4)',
)
const FILE = sql(
  'estate.file-term',
  'update city.estate_term set filed_on = $2, filed_record = $3 where id = $1 and filed_on is null',
)
const END_MEMBER = sql(
  'estate.end-member',
  'update city.estate_member set to_day = $2, ended_by = $3 where id = $1 and to_day is null and from_day <= $2',
)
const INSERT_MEETING = sql(
  'estate.insert-meeting',
  `insert into city.estate_meeting
     (id, estate, term, on_day, noticed_on, members, present, agree, verdict, matter, decision, record, recorded_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
)
const POST = sql(
  'estate.post-meeting',
  'update city.estate_meeting set posted_on = $3 where id = $1 and estate = $2 and posted_on is null and on_day <= $3',
)
const STRANGERS = sql(
  'estate.members-without-unit',
  `select m.id from city.estate_member as m join city.estate_member_unit as of on of.member = m.id
   join city.estate_term as t on t.id = m.term
   where t.estate = $1 and m.to_day is null and not exists (select from city.estate_holder as h
     join city.estate_title as held on held.id = h.title and held.voided_at is null and held.from_at <= $2
       and (held.upto is null or held.upto > $2)
     join city.estate_unit as u on u.id = held.unit and u.estate = t.estate where h.owner = of.owner)`,
)

/** The committee's terms, the present or last one first. */
export const termsOf = (db: CityQueries, estate: string): Promise<readonly TermRow[]> =>
  db.rows<TermRow>(TERMS, [estate])

export const membersOf = (db: CityQueries, estate: string): Promise<readonly MemberRow[]> =>
  db.rows<MemberRow>(MEMBERS, [estate])

/** The last fifty meetings, newest first. */
export const meetingsOf = (db: CityQueries, estate: string): Promise<readonly MeetingRow[]> =>
  db.rows<MeetingRow>(MEETINGS, [estate])

/** Members in office who own nothing in the estate any more: their membership has ended by that (rulebook C-207). */
export const membersWithoutUnit = async (db: CityQueries, estate: string, now: Instant): Promise<readonly string[]> =>
  (await db.rows<{ id: string }>(STRANGERS, [estate, ts(now)])).map(({ id }) => id)

export type NewMember = {
  readonly id: string
  readonly name: string
  readonly office: Office
  readonly posts: readonly Post[]
  readonly unit: string
  readonly owner: string
}

export const insertTerm = async (
  tx: Tx,
  term: Omit<TermRow, 'filedOn' | 'filedRecord'>,
  members: readonly NewMember[],
  area: string,
  at: Instant,
): Promise<void> => {
  const { id, estate, place, electedOn, from, to, record } = term
  await tx.run(INSERT_TERM, [id, estate, place, electedOn, from, to, record, ts(at)])
  for (const [index, member] of members.entries()) {
    await tx.run(INSERT_MEMBER, [member.id, id, index + 1, member.name, member.office, member.posts, from])
    await tx.run(INSERT_UNIT, [member.id, member.unit, member.owner, area])
  }
  await tx.run(SET_TERM, [estate, from, to])
}

/** False when it is filed already. */
export const setFiled = async (tx: Tx, term: string, on: LocalDate, record: string): Promise<boolean> =>
  (await tx.run(FILE, [term, on, record])) === 1

/** False when the membership ended already, or had not begun. */
export const setMemberEnd = async (tx: Tx, member: string, on: LocalDate, why: string): Promise<boolean> =>
  (await tx.run(END_MEMBER, [member, on, why])) === 1

export const insertMeeting = async (
  tx: Tx,
  estate: string,
  meeting: Omit<MeetingRow, 'postedOn'>,
  at: Instant,
): Promise<void> => {
  const { id, term, on, noticedOn, members, present, agree, verdict, matter, decision, record } = meeting
  const values = [id, estate, term, on, noticedOn, members, present, agree, verdict, matter, decision, record, ts(at)]
  await tx.run(INSERT_MEETING, values)
}

/** False when there is no such meeting, it was posted already, or the day is before it. */
export const setPosted = async (tx: Tx, estate: string, meeting: string, on: LocalDate): Promise<boolean> =>
  (await tx.run(POST, [meeting, estate, on])) === 1

const ENDING = sql(
  'estate.terms-ending',
  `update city.estate_term as t set told_at = $2 from city.estate as e
   where e.id = t.estate and t.id in (select id from city.estate_term where told_at is null and to_day <= $1
     order by to_day limit 50 for update skip locked)
   returning t.id, t.to_day as "to", e.id as estate, e.name, e.area`,
)

export type Ending = {
  readonly id: string
  readonly to: LocalDate
  readonly estate: string
  readonly name: string
  readonly area: string
}

/** Takes terms that end by a day and of which nobody was told yet, at most fifty: they count as told. */
export const takeEnding = (tx: Tx, until: LocalDate, now: Instant): Promise<readonly Ending[]> =>
  tx.rows<Ending>(ENDING, [until, ts(now)])
