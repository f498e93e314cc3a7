import type { AreaLevel, AreaPath } from '../../../kernel/area-code.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type PublicDb, type PublicTx, type Queries, sql } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import { fold } from '../../../platform/i18n/fold.ts'
import { placeName } from '../rules/naming.ts'

/** Marks what comes from the shipped extract. */
export const SHIPPED = 'cn-2023'

/** A division as it is stored. */
export type AreaRow = {
  readonly path: AreaPath
  readonly parent: AreaPath | null
  readonly level: AreaLevel
  readonly kind: 'urban' | 'village' | null
  /** As the source prints it. */
  readonly name: string
}

const placeOf = (row: AreaRow): string => (row.level === 'community' ? placeName(row.name) : row.name)

const PUT = sql(
  'directory.put-areas',
  `insert into public.area (path, parent, level, kind, name, place, search, source, from_date)
   select *, $8::text, $9::date
   from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
   on conflict (path) do update
   set name = excluded.name, place = excluded.place, search = excluded.search, kind = excluded.kind,
       source = excluded.source
   where (area.name, area.kind) is distinct from (excluded.name, excluded.kind)
     and (excluded.source <> $10::text or area.source = excluded.source)`,
)
const SEEN = sql('directory.area-source', 'select sha256 from public.area_source where name = $1')
const REMEMBER = sql(
  'directory.remember-area-source',
  `insert into public.area_source (name, sha256, rows, loaded_at) values ($1, $2, $3, $4)
   on conflict (name) do update set sha256 = excluded.sha256, rows = excluded.rows, loaded_at = excluded.loaded_at`,
)
const KNOWN = sql(
  'directory.known-areas',
  'select area.path from public.area as area where area.path = any($1::text[])',
)
const EXPORT = sql(
  'directory.export-areas',
  `select area.path, area.parent, area.level, area.kind, area.name from public.area as area
   where area.path like $1 || '%' order by area.path`,
)

/**
 * Writes divisions; one that is there with the same name and kind is left alone. What was imported by hand is not
 * overwritten by the shipped extract.
 * @returns how many rows were new or changed
 */
export const putAreas = (tx: PublicTx, rows: readonly AreaRow[], source: string, from: LocalDate): Promise<number> => {
  const column = <T>(of: (row: AreaRow) => T): readonly T[] => rows.map(of)
  return tx.run(PUT, [
    column(row => row.path),
    column(row => row.parent),
    column(row => row.level),
    column(row => row.kind),
    column(row => row.name),
    column(placeOf),
    column(row => fold(`${placeOf(row)} ${row.name}`)),
    source,
    from,
    SHIPPED,
  ])
}

/** Digest of the extract that was loaded last, if any. */
export const loadedDigest = async (db: PublicDb): Promise<string | undefined> =>
  (await db.maybe<{ sha256: string }>(SEEN, [SHIPPED]))?.sha256

export const rememberDigest = async (tx: PublicTx, sha256: string, rows: number, now: Instant): Promise<void> => {
  await tx.run(REMEMBER, [SHIPPED, sha256, rows, ts(now)])
}

/** Which of these the database has. */
export const knownPaths = async (db: Queries, paths: readonly AreaPath[]): Promise<ReadonlySet<string>> =>
  new Set((await db.rows<{ path: string }>(KNOWN, [paths])).map(row => row.path))

/** An area and all below it, in order. */
export const areaRowsWithin = (db: Queries, within: AreaPath): Promise<readonly AreaRow[]> =>
  db.rows<AreaRow>(EXPORT, [within])
