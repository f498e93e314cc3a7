import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

export type ExportKind = 'json' | 'pdf'
export type ExportRow = {
  readonly id: string
  readonly party: string
  readonly state: 'waiting' | 'ready' | 'over' | 'failed'
  readonly askedAt: Instant
  readonly until: Instant | null
}

const COLUMNS = 'id, party, state, asked_at as "askedAt", until'
const INSERT = sql(
  'privacy.insert-export',
  `insert into city.personal_export (id, party, state, asked_at) values ($1, $2, 'waiting', $3)
   on conflict (party) where state = 'waiting' do nothing`,
)
const NEWEST = sql(
  'privacy.newest-export',
  `select ${COLUMNS} from city.personal_export where party = $1 order by asked_at desc, id desc limit 1`,
)
const ONE = sql('privacy.export', `select ${COLUMNS} from city.personal_export where id = $1`)
const PART = sql(
  'privacy.export-part',
  'insert into city.personal_export_part (export, kind, part, data) values ($1, $2, $3, $4)',
)
const READY = sql(
  'privacy.export-ready',
  `update city.personal_export set state = 'ready', ready_at = $2, until = $3 where id = $1 and state = 'waiting'`,
)
const LINK = sql(
  'privacy.export-link',
  'insert into city.personal_export_link (token_hash, export, kind, until) values ($1, $2, $3, $4)',
)
const USE = sql(
  'privacy.use-link',
  `update city.personal_export_link as link set used_at = $3 from city.personal_export as made
   where link.token_hash = $1 and link.used_at is null and link.until > $3
     and made.id = link.export and made.party = $2 and made.state = 'ready' and made.until > $3
   returning link.export, link.kind`,
)
const PARTS = sql(
  'privacy.export-parts',
  'select data from city.personal_export_part where export = $1 and kind = $2 order by part',
)
const OVER = sql(
  'privacy.exports-over',
  `update city.personal_export set state = case when state = 'waiting' then 'failed' else 'over' end
   where (state = 'ready' and until <= $1) or (state = 'waiting' and asked_at < $2)`,
)
const EMPTY = sql(
  'privacy.empty-exports',
  `delete from city.personal_export_part where export in (select id from city.personal_export where state in ('over', 'failed'))`,
)
const FORGET = sql('privacy.forget-exports', 'delete from city.personal_export where asked_at < $1')

const PART_BYTES = 1024 ** 2

/** False when one is being made already. */
export const insertExport = async (tx: Tx, id: string, party: string, now: Instant): Promise<boolean> =>
  (await tx.run(INSERT, [id, party, ts(now)])) === 1

export const newestExport = (db: CityQueries, party: string): Promise<ExportRow | undefined> =>
  db.maybe<ExportRow>(NEWEST, [party])

export const exportAt = (db: CityQueries, id: string): Promise<ExportRow | undefined> => db.maybe<ExportRow>(ONE, [id])

/** Keeps what was made, sealed, until then. False when it is waited for no longer. */
export const keepExport = async (
  tx: Tx,
  id: string,
  files: Readonly<Record<ExportKind, Buffer>>,
  now: Instant,
  until: Instant,
): Promise<boolean> => {
  if ((await tx.run(READY, [id, ts(now), ts(until)])) === 0) return false
  for (const kind of ['json', 'pdf'] as const)
    for (let part = 0; part * PART_BYTES < files[kind].length; part++)
      tx.write(PART, [id, kind, part, files[kind].subarray(part * PART_BYTES, (part + 1) * PART_BYTES)])
  return true
}

export const insertLink = async (tx: Tx, hash: Buffer, id: string, kind: ExportKind, until: Instant): Promise<void> => {
  await tx.run(LINK, [hash, id, kind, ts(until)])
}

/** Takes a link, once, for the person it was made for; undefined when it is used, over, unknown or another's. */
export const takeLink = (
  tx: Tx,
  hash: Buffer,
  party: string,
  now: Instant,
): Promise<{ readonly export: string; readonly kind: ExportKind } | undefined> => tx.maybe(USE, [hash, party, ts(now)])

export const exportBytes = async (db: CityQueries, id: string, kind: ExportKind): Promise<Buffer> =>
  Buffer.concat((await db.rows<{ data: Buffer }>(PARTS, [id, kind])).map(({ data }) => data))

/** Empties what is over; forgets that it was made a month later. */
export const endExports = async (
  db: CityQueries,
  now: Instant,
  stuck: Instant,
  forgotten: Instant,
): Promise<number> => {
  await db.run(OVER, [ts(now), ts(stuck)])
  const emptied = await db.run(EMPTY)
  await db.run(FORGET, [ts(forgotten)])
  return emptied
}
