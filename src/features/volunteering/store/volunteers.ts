import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { Reach, Way } from '../rules/kinds.ts'

/** What a volunteer says of themselves, and may change. */
export type Profile = {
  readonly area: string
  readonly skills: readonly string[]
  readonly languages: readonly string[]
  readonly wishes: readonly string[]
  /** Bits of the slots in which they are free. */
  readonly slots: number
  readonly reach: Reach
  readonly publish: boolean
}

/** A volunteer as lists show one: no name and no number in clear. */
export type VolunteerRow = Profile & {
  readonly id: string
  readonly no: string
  readonly party: string
  readonly state: 'active' | 'paused' | 'left'
  readonly joinedBy: Way
  readonly group: string | null
  readonly who: string
  readonly number: string
  readonly bornOn: LocalDate
  readonly guardian: string
  readonly guardianAt: Instant | null
  readonly minutes: number
  readonly services: number
  readonly version: number
  readonly disputedAt: Instant | null
  readonly joinedAt: Instant
}

const ROW = `id, no, party, area, state, joined_by as "joinedBy", group_id as "group", name_masked as who,
  number_masked as number, born_on as "bornOn", guardian_masked as guardian, guardian_at as "guardianAt", skills, languages,
  wishes, slots, reach, publish, minutes, services, version, disputed_at as "disputedAt", joined_at as "joinedAt"`

const BY_ID = sql('volunteering.by-id', `select ${ROW} from city.volunteer where id = $1`)
const BY_NO = sql('volunteering.by-no', `select ${ROW} from city.volunteer where no = $1`)
const BY_IDS = sql(
  'volunteering.by-ids',
  `select ${ROW} from city.volunteer where id = any($1::uuid[]) order by area, id`,
)
const LOCK = sql('volunteering.lock', `select ${ROW} from city.volunteer where id = $1 for update`)
const OF = sql(
  'volunteering.of',
  `select ${ROW} from city.volunteer where party = any($1::uuid[]) order by joined_at, id limit 1`,
)
const BY_NUMBER = sql(
  'volunteering.by-number',
  `select id, party, name_sealed as "nameSealed" from city.volunteer where number_blind = $1`,
)
const SEALED = sql(
  'volunteering.sealed',
  `select name_sealed as name, number_sealed as number, guardian_sealed as guardian, phone_sealed as phone from city.volunteer where id = $1`,
)
const INSERT = sql(
  'volunteering.insert',
  `insert into city.volunteer (id, no, party, area, state, joined_by, group_id, name_sealed, name_blind, name_masked,
     number_sealed, number_blind, number_masked, born_on, phone_sealed, guardian_masked, skills, languages, wishes, slots, reach, traits,
     publish, minutes, services, version, joined_at, changed_at)
   values ($1, $2, $3, $4, 'active', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15, $16, $17, $18, $19, $20, $21, 0, 0, 1, $22, $22)
   on conflict do nothing`,
)
const CHANGE = sql(
  'volunteering.change',
  `update city.volunteer set area = $2, skills = $3, languages = $4, wishes = $5, slots = $6, reach = $7, traits = $8,
     publish = $9, state = $10, version = version + 1, changed_at = $11 where id = $1`,
)
const GUARDIAN = sql(
  'volunteering.guardian',
  `update city.volunteer set guardian_sealed = $2, guardian_masked = $3, guardian_at = $4, version = version + 1,
     changed_at = $4 where id = $1`,
)
const TOTAL = sql(
  'volunteering.total',
  `update city.volunteer set minutes = minutes + $2, services = services + 1, changed_at = $3 where id = $1`,
)
const TOUCH = sql(
  'volunteering.touch',
  'update city.volunteer set version = version + 1, changed_at = $2 where id = $1',
)
const DISPUTE = sql('volunteering.dispute', 'update city.volunteer set disputed_at = $2 where id = $1')

export const volunteerById = (db: CityQueries, id: string): Promise<VolunteerRow | undefined> =>
  db.maybe<VolunteerRow>(BY_ID, [id])

export const volunteerByNo = (db: CityQueries, no: string): Promise<VolunteerRow | undefined> =>
  db.maybe<VolunteerRow>(BY_NO, [no])

export const volunteersByIds = (db: CityQueries, ids: readonly string[]): Promise<readonly VolunteerRow[]> =>
  db.rows<VolunteerRow>(BY_IDS, [ids])

export const lockVolunteer = (tx: Tx, id: string): Promise<VolunteerRow | undefined> =>
  tx.maybe<VolunteerRow>(LOCK, [id])

/** The volunteer that one of these parties is; the first to join when two were found to be one person. */
export const volunteerOf = (db: CityQueries, parties: readonly string[]): Promise<VolunteerRow | undefined> =>
  db.maybe<VolunteerRow>(OF, [parties])

export type Known = { readonly id: string; readonly party: string; readonly nameSealed: Buffer }

export const volunteerByNumber = (db: CityQueries, blind: Buffer): Promise<Known | undefined> =>
  db.maybe<Known>(BY_NUMBER, [blind])

export const sealedOf = (
  db: CityQueries,
  id: string,
): Promise<{
  readonly name: Buffer
  readonly number: Buffer
  readonly guardian: Buffer | null
  readonly phone: Buffer | null
}> => db.one(SEALED, [id])

export const TOWN_DIGITS = 9

/** What somebody can do, speak, wishes and when they are free, as words. */
const wordsOf = ({ skills, languages, wishes, slots }: Pick<Profile, 'skills' | 'languages' | 'wishes' | 'slots'>) => [
  ...skills.map(skill => `s:${skill}`),
  ...languages.map(language => `l:${language}`),
  ...wishes.map(wish => `w:${wish}`),
  ...Array.from({ length: 21 }, (_, slot) => slot).flatMap(slot => ((slots & (1 << slot)) === 0 ? [] : [`h:${slot}`])),
]

/** A word within a town: lists of a whole city would be long to intersect. `*` stands for those who go anywhere. */
export const traitIn = (town: string, word: string): string => `${town}|${word}`

/** What somebody is looked for by: each word within their town, and again for the whole city when they go that far. */
export const traitsOf = (profile: Omit<Profile, 'publish'>): readonly string[] => {
  const words = [...wordsOf(profile), '']
  const town = profile.area.slice(0, TOWN_DIGITS)
  return [town, ...(profile.reach === 'city' ? ['*'] : [])].flatMap(place => words.map(word => traitIn(place, word)))
}

export type Sealed = { readonly sealed: Buffer; readonly blind: Buffer; readonly masked: string }

export type NewVolunteer = Profile & {
  readonly id: string
  readonly no: string
  readonly party: string
  readonly joinedBy: Way
  readonly group: string | null
  readonly name: Sealed
  readonly number: Sealed
  readonly bornOn: LocalDate
  readonly phone: Buffer | null
}

/** False when the person is in the register, by party or by number. */
export const insertVolunteer = async (tx: Tx, row: NewVolunteer, at: Instant): Promise<boolean> =>
  (await tx.run(INSERT, [
    ...[row.id, row.no, row.party, row.area, row.joinedBy, row.group],
    ...[row.name.sealed, row.name.blind, row.name.masked],
    ...[row.number.sealed, row.number.blind, row.number.masked, row.bornOn, row.phone],
    ...[row.skills, row.languages, row.wishes, row.slots, row.reach, traitsOf(row), row.publish, ts(at)],
  ])) === 1

export const changeVolunteer = async (
  tx: Tx,
  id: string,
  profile: Profile,
  state: VolunteerRow['state'],
  at: Instant,
): Promise<void> => {
  const { area, skills, languages, wishes, slots, reach, publish } = profile
  await tx.run(CHANGE, [id, area, skills, languages, wishes, slots, reach, traitsOf(profile), publish, state, ts(at)])
}

export const setGuardian = async (tx: Tx, id: string, sealed: Buffer, masked: string, at: Instant): Promise<void> => {
  await tx.run(GUARDIAN, [id, sealed, masked, ts(at)])
}

/** Adds a recorded service to what they have done. The volunteer is locked. */
export const addToTotal = async (tx: Tx, id: string, minutes: number, at: Instant): Promise<void> => {
  await tx.run(TOTAL, [id, minutes, ts(at)])
}

/** One more entry in the volunteer's own stream. */
export const touchVolunteer = async (tx: Tx, id: string, at: Instant): Promise<void> => {
  await tx.run(TOUCH, [id, ts(at)])
}

/** Somebody was verified with this number under another name; null takes the mark away. */
export const disputeVolunteer = async (tx: Tx, id: string, at: Instant | null): Promise<void> => {
  await tx.run(DISPUTE, [id, at === null ? null : ts(at)])
}
