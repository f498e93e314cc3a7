import type { Json } from '../../../kernel/journal/canonical.ts'
import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'

const NEWEST = sql(
  'privacy.newest-record',
  'select version, digest from city.processing_record order by version desc limit 1',
)
const INSERT = sql(
  'privacy.insert-record',
  `insert into city.processing_record (version, digest, body, at, leaf) values ($1, $2, $3, $4, decode($5, 'hex'))`,
)
const LIST = sql(
  'privacy.records',
  `select version, encode(digest, 'hex') as sha256, at, encode(leaf, 'hex') as leaf from city.processing_record
   order by version desc limit 200`,
)
const ONE = sql('privacy.record', 'select version, body, at from city.processing_record where version = $1')

export const newestRecord = (
  db: CityQueries,
): Promise<{ readonly version: number; readonly digest: Buffer } | undefined> => db.maybe(NEWEST)

export const insertRecord = async (
  tx: Tx,
  record: { readonly version: number; readonly digest: Buffer; readonly body: Json; readonly leaf: string },
  at: Instant,
): Promise<void> => {
  await tx.run(INSERT, [record.version, record.digest, json(record.body), ts(at), record.leaf])
}

export type RecordVersion = {
  readonly version: number
  readonly sha256: string
  readonly at: Instant
  readonly leaf: string
}

/** Every version, newest first. */
export const recordVersions = (db: CityQueries): Promise<readonly RecordVersion[]> => db.rows<RecordVersion>(LIST)

export const recordAt = (
  db: CityQueries,
  version: number,
): Promise<{ readonly version: number; readonly body: Json; readonly at: Instant } | undefined> =>
  db.maybe(ONE, [version])
