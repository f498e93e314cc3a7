import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import type { FileRecord, Variant } from './types.ts'

/** Bytes per row; the table allows no more. */
export const PART_BYTES = 1024 ** 2

const INSERT = sql(
  'files.insert',
  `insert into city.file (id, owner, purpose, mime, width, height, bytes, sha256, created_at, created_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
)
const INSERT_PART = sql(
  'files.insert-part',
  'insert into city.file_blob (file, variant, part, data) values ($1, $2, $3, $4)',
)
const COLUMNS = `file.id, file.owner, file.purpose, file.mime, file.width, file.height, file.bytes, file.sha256,
  file.created_at as "createdAt"`
const OF_OWNER = sql(
  'files.of-owner',
  `select ${COLUMNS} from city.file as file where file.owner = $1 order by file.created_at, file.id`,
)
const ONE = sql('files.one', `select ${COLUMNS} from city.file as file where file.id = $1 and file.owner = $2`)
const PARTS = sql(
  'files.parts',
  'select blob.data from city.file_blob as blob where file = $1 and variant = $2 order by part',
)

export type FileRow = FileRecord & { readonly createdBy: string | null }

export const insertFile = (tx: Tx, row: FileRow): void => {
  const { id, owner, purpose, mime, width, height, bytes, sha256, createdAt, createdBy } = row
  tx.write(INSERT, [id, owner, purpose, mime, width, height, bytes, sha256, ts(createdAt), createdBy])
}

/** Waits for all parts but the last: no more than a megabyte of a large photo is on its way at once. */
export const insertParts = async (tx: Tx, id: string, variant: Variant, sealed: Buffer): Promise<void> => {
  for (let part = 0; part * PART_BYTES < sealed.length; part++) {
    const values = [id, variant, part, sealed.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)]
    if ((part + 1) * PART_BYTES < sealed.length) await tx.run(INSERT_PART, values)
    else tx.write(INSERT_PART, values)
  }
}

const CLAIM_PART = sql(
  'files.claim-part',
  'insert into city.file_blob (file, variant, part, data) values ($1, $2, $3, $4) on conflict do nothing',
)

/**
 * As `insertParts`, of a variant that somebody else may be writing as well: whoever comes second waits at the first part
 * and leaves what is there, for parts sealed apart do not fit together.
 */
export const claimParts = async (tx: Tx, id: string, variant: Variant, sealed: Buffer): Promise<void> => {
  for (let part = 0; part * PART_BYTES < sealed.length; part++) {
    const data = sealed.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)
    if ((await tx.run(CLAIM_PART, [id, variant, part, data])) === 0) return
  }
}

const DROP_ORIGINALS = sql(
  'files.drop-originals',
  `delete from city.file_blob where variant = 'original' and file in (select id from city.file where owner = $1)`,
)
const DROP_FILES = sql('files.drop', 'delete from city.file where owner = $1 and not (id = any($2::uuid[]))')

/** Takes the files of a matter away but those to keep; of these, what was sent. Returns how many went. */
export const deleteFiles = async (tx: Tx, owner: string, keep: readonly string[]): Promise<number> => {
  await tx.run(DROP_ORIGINALS, [owner])
  return tx.run(DROP_FILES, [owner, keep])
}

export const filesOfOwner = (db: CityQueries, owner: string): Promise<readonly FileRecord[]> =>
  db.rows<FileRecord>(OF_OWNER, [owner])

export const oneFile = (db: CityQueries, id: string, owner: string): Promise<FileRecord | undefined> =>
  db.maybe<FileRecord>(ONE, [id, owner])

/** What is kept of a variant, sealed; undefined where nothing is. */
export const sealedBytes = async (db: CityQueries, id: string, variant: Variant): Promise<Buffer | undefined> => {
  const parts = await db.rows<{ data: Buffer }>(PARTS, [id, variant])
  return parts.length === 0 ? undefined : Buffer.concat(parts.map(({ data }) => data))
}

const UNDRAWN = sql(
  'files.undrawn',
  `select file.id from city.file as file where file.owner = $1 and file.id = any($2::uuid[])
     and not exists (select from city.file_blob as blob where blob.file = file.id and blob.variant = 'shown')`,
)

/** Which of these files of a matter nobody has looked at yet. */
export const undrawn = async (db: CityQueries, owner: string, ids: readonly string[]): Promise<readonly string[]> =>
  (await db.rows<{ id: string }>(UNDRAWN, [owner, [...ids]])).map(({ id }) => id)
