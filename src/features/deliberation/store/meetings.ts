import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

/** A meeting: the short code that lets people sign in, and the minutes as they were last saved. */
export type MeetingRow = {
  readonly topic: string
  readonly round: number
  readonly code: string
  readonly minutes: string
  readonly minutes_version: number
  readonly saved_at: Instant
}

const COLUMNS = 'topic, round, code, minutes, minutes_version, saved_at'

const INSERT = sql(
  'deliberation.insert-meeting',
  `insert into city.deliberation_meeting (${COLUMNS}) values ($1, $2, $3, '', 0, $4)`,
)
const OF = sql(
  'deliberation.meeting',
  `select ${COLUMNS} from city.deliberation_meeting where topic = $1 and round = $2`,
)
const BY_CODE = sql('deliberation.meeting-by-code', `select ${COLUMNS} from city.deliberation_meeting where code = $1`)
const SAVE = sql(
  'deliberation.save-minutes',
  `update city.deliberation_meeting set minutes = $3, minutes_version = minutes_version + 1, saved_at = $4
   where topic = $1 and round = $2 and minutes_version = $5`,
)

export const insertMeeting = (tx: Tx, topic: string, round: number, code: string, now: Instant): void =>
  tx.write(INSERT, [topic, round, code, ts(now)])

export const meetingOf = (db: CityQueries, topic: string, round: number): Promise<MeetingRow | undefined> =>
  db.maybe<MeetingRow>(OF, [topic, round])

export const meetingByCode = (db: CityQueries, code: string): Promise<MeetingRow | undefined> =>
  db.maybe<MeetingRow>(BY_CODE, [code])

/** Saves the minutes over the version their writer saw. @returns whether that was still the last one */
export const saveMinutes = async (
  tx: Tx,
  meeting: { readonly topic: string; readonly round: number },
  text: string,
  seen: number,
  now: Instant,
): Promise<boolean> => (await tx.run(SAVE, [meeting.topic, meeting.round, text, ts(now), seen])) === 1

/** One seat that is taken. */
export type SignInRow = {
  readonly line: number
  readonly seat: number
  readonly party: string | null
  readonly who: string
  readonly how: 'code' | 'desk'
  readonly at: Instant
}

const TAKEN = sql(
  'deliberation.sign-ins',
  `select line, seat, party, who, how, at from city.deliberation_sign_in
   where topic = $1 and round = $2 order by at, line, seat`,
)
const SIGN_IN = sql(
  'deliberation.sign-in',
  `insert into city.deliberation_sign_in (topic, round, line, seat, party, who, how, at)
   select $1, $2, $3, seat, $5, $6, $7, $8 from unnest($4::integer[]) as seat`,
)
const UNDO = sql(
  'deliberation.undo-sign-ins',
  `delete from city.deliberation_sign_in where topic = $1 and round = $2 and line = $3 and how = 'desk'`,
)
const UNSEAT = sql(
  'deliberation.unseat',
  `delete from city.deliberation_sign_in where topic = $1 and round = $2 and line = $3 and seat = $4 and how = 'code'`,
)
const PART = sql(
  'deliberation.took-part',
  `select exists (select from city.deliberation_sign_in where topic = $1 and party = any($2::uuid[]))
     or exists (select from city.deliberation_vote where topic = $1 and party = any($2::uuid[]))
     or exists (select from city.deliberation_statement where topic = $1 and party = any($2::uuid[])) as part`,
)

export const signInsOf = (db: CityQueries, topic: string, round: number): Promise<readonly SignInRow[]> =>
  db.rows<SignInRow>(TAKEN, [topic, round])

/** Takes seats of one line. Two people on one seat, or one person on two, is what the keys refuse. */
export const insertSignIns = (
  tx: Tx,
  at: { readonly topic: string; readonly round: number; readonly line: number },
  seats: readonly number[],
  who: { readonly party: string | null; readonly name: string; readonly how: 'code' | 'desk' },
  now: Instant,
): Promise<number> => tx.run(SIGN_IN, [at.topic, at.round, at.line, seats, who.party, who.name, who.how, ts(now)])

/** Takes back what the desk entered for a line: it is entered anew with the right count. */
export const clearDeskSignIns = (tx: Tx, topic: string, round: number, line: number): Promise<number> =>
  tx.run(UNDO, [topic, round, line])

/** Gives up a seat somebody took by mistake, or that is not theirs. @returns whether anybody sat there */
export const clearSeat = async (
  tx: Tx,
  at: { readonly topic: string; readonly round: number; readonly line: number; readonly seat: number },
): Promise<boolean> => (await tx.run(UNSEAT, [at.topic, at.round, at.line, at.seat])) === 1

/** Whether somebody was at a meeting of the topic, or said or voted something online. */
export const tookPart = async (db: CityQueries, topic: string, parties: readonly string[]): Promise<boolean> =>
  parties.length > 0 && (await db.one<{ part: boolean }>(PART, [topic, parties])).part
