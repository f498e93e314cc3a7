import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'

const KNOWN = sql(
  'fund.reference-known',
  'select posting from city.fund_reference where estate = $1 and reference = $2',
)
const PUT = sql(
  'fund.put-reference',
  'insert into city.fund_reference (posting, estate, reference) values ($2, $1, $3)',
)

/** Whether the bank's number stands in the books already. The caller has the fund locked. */
export const referenceKnown = async (db: CityQueries, estate: string, reference: string): Promise<boolean> =>
  (await db.maybe(KNOWN, [estate, reference])) !== undefined

export const putReference = async (tx: Tx, estate: string, posting: string, reference: string): Promise<void> => {
  await tx.run(PUT, [estate, posting, reference])
}

const DROP = sql('fund.drop-reference', 'delete from city.fund_reference where posting = $1')

/** The posting is undone: the bank's number may be entered again. */
export const dropReference = async (tx: Tx, posting: string): Promise<void> => {
  await tx.run(DROP, [posting])
}
