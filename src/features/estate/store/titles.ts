import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { Title, TitleBasis } from '../rules/title.ts'

/** A title with what the register keeps beside the rules. */
export type TitleRow = Title & {
  readonly unit: string
  readonly basis: TitleBasis
  readonly paperSealed: Buffer | null
  readonly paperMasked: string
  readonly recordedAt: Instant
  readonly backdated: boolean
}

type HolderColumns = { owner: string; of: number | null; in: number | null }
type Columns = Omit<TitleRow, 'holders'> & { readonly holders: readonly HolderColumns[] }

const SELECT = `select t.id, t.unit, t.from_at as "from", t.upto, t.handed_at as "handedAt", t.basis, t.paper_sealed as "paperSealed",
  t.paper_masked as "paperMasked", t.recorded_at as "recordedAt", t.backdated,
  coalesce((select jsonb_agg(jsonb_build_object('owner', h.owner, 'of', h.share_of, 'in', h.share_in) order by h.owner)
    from city.estate_holder as h where h.title = t.id), '[]') as holders
  from city.estate_title as t`
const OF_UNIT = sql('estate.titles', `${SELECT} where t.unit = $1 and t.voided_at is null order by t.from_at`)
const OF_ESTATE = sql(
  'estate.titles-of',
  `${SELECT} join city.estate_unit as u on u.id = t.unit where u.estate = $1 and t.voided_at is null order by t.unit, t.from_at`,
)
const VOID = sql(
  'estate.void-titles',
  'update city.estate_title set voided_at = $2 where id = any($1::uuid[]) and voided_at is null',
)
const CLOSE = sql('estate.close-title', 'update city.estate_title set upto = $2 where id = $1 and voided_at is null')
const INSERT = sql(
  'estate.insert-titles',
  `insert into city.estate_title
     (id, unit, area, developer, parties, from_at, upto, handed_at, basis, paper_sealed, paper_masked, recorded_at, backdated, corrects)
   select id, unit, $1, developer, parties::uuid[], from_at, upto, handed_at, basis, paper_sealed, paper_masked, $2, backdated, corrects
   from unnest($3::uuid[], $4::uuid[], $5::boolean[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[],
     $10::text[], $11::bytea[], $12::text[], $13::boolean[], $14::uuid[])
     as t (id, unit, developer, parties, from_at, upto, handed_at, basis, paper_sealed, paper_masked, backdated, corrects)`,
)
const HOLDERS = sql(
  'estate.insert-holders',
  `insert into city.estate_holder (title, owner, share_of, share_in)
   select title, owner, share_of, share_in from unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[])
     as h (title, owner, share_of, share_in)`,
)

const titleOf = ({ holders, ...row }: Columns): TitleRow => ({
  ...row,
  holders: holders.map(({ owner, of, in: whole }) => ({
    owner,
    ...(of === null || whole === null ? {} : { share: { of, in: whole } }),
  })),
})

/** The history of one unit as it is held to be now, in order. */
export const titlesOf = async (db: CityQueries, unit: string): Promise<readonly TitleRow[]> =>
  (await db.rows<Columns>(OF_UNIT, [unit])).map(titleOf)

/** The same of every unit of an estate. */
export const titlesOfEstate = async (
  db: CityQueries,
  estate: string,
): Promise<ReadonlyMap<string, readonly TitleRow[]>> =>
  Map.groupBy((await db.rows<Columns>(OF_ESTATE, [estate])).map(titleOf), ({ unit }) => unit)

export const voidTitles = async (tx: Tx, ids: readonly string[], at: Instant): Promise<void> => {
  if (ids.length > 0) await tx.run(VOID, [ids, ts(at)])
}

export const closeTitle = async (tx: Tx, id: string, upto: Instant): Promise<void> => {
  await tx.run(CLOSE, [id, ts(upto)])
}

export type NewTitle = Omit<TitleRow, 'recordedAt'> & {
  readonly corrects: string | null
  /** Party ids of the holders. */
  readonly parties: readonly string[]
}

const maybe = (at: Instant | null): string | null => (at === null ? null : ts(at))

/** Writes titles with their holders. @throws when one overlaps another of its unit: the caller has the estate locked */
export const insertTitles = async (tx: Tx, area: string, titles: readonly NewTitle[], at: Instant): Promise<void> => {
  if (titles.length === 0) return
  await tx.run(INSERT, [
    area,
    ts(at),
    titles.map(({ id }) => id),
    titles.map(({ unit }) => unit),
    titles.map(({ holders }) => holders.length === 0),
    titles.map(({ parties }) => `{${parties.toSorted().join(',')}}`),
    titles.map(({ from }) => ts(from)),
    titles.map(({ upto }) => maybe(upto)),
    titles.map(({ handedAt }) => maybe(handedAt)),
    titles.map(({ basis }) => basis),
    titles.map(({ paperSealed }) => paperSealed),
    titles.map(({ paperMasked }) => paperMasked),
    titles.map(({ backdated }) => backdated),
    titles.map(({ corrects }) => corrects),
  ])
  const holders = titles.flatMap(({ id, holders }) => holders.map(holder => ({ title: id, ...holder })))
  await tx.run(HOLDERS, [
    holders.map(({ title }) => title),
    holders.map(({ owner }) => owner),
    holders.map(({ share }) => share?.of ?? null),
    holders.map(({ share }) => share?.in ?? null),
  ])
}
