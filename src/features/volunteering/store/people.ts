import { type CityQueries, sql } from '../../../platform/db/types.ts'

export type Person = {
  readonly id: string
  readonly blind: Buffer
  readonly nameSealed: Buffer
  readonly numberSealed: Buffer
}

const ROW = `select id, id_blind as blind, name_sealed as "nameSealed", id_sealed as "numberSealed" from city.party
  where kind = 'person' and level >= 'L2' and erased_at is null and id_blind is not null and name_sealed is not null`
const BY_ID = sql('volunteering.person', `${ROW} and id = $1`)
const BY_NUMBER = sql('volunteering.person-by-number', `${ROW} and id_blind = $1`)

/** A person whose real name was verified. */
export const verifiedPerson = (db: CityQueries, party: string): Promise<Person | undefined> =>
  db.maybe<Person>(BY_ID, [party])

/** The person verified with this number. */
export const personByNumber = (db: CityQueries, blind: Buffer): Promise<Person | undefined> =>
  db.maybe<Person>(BY_NUMBER, [blind])
