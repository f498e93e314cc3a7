import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { json } from '../db/values.ts'

type Salt = { readonly field: string; readonly salt: Buffer }
export type NewEntry = {
  readonly leaf: Buffer
  readonly stream: string
  readonly seq: number
  readonly body: string
  readonly at: string
  readonly salts: readonly Salt[]
}

/** Where the columns of an entry and its salts stand among what a statement is given, such as `$1`. */
type Places = { readonly [column in 'leaf' | 'stream' | 'seq' | 'body' | 'at' | 'salts']: string }

const entryAt = ({ leaf, stream, seq, body, at }: Places): string =>
  `insert into city.journal_entry (leaf, stream, seq, body, at) values (${leaf}, ${stream}, ${seq}, ${body}, ${at})`
const saltsAt = ({ leaf, salts }: Places): string =>
  `insert into city.journal_salt (leaf, salts) values (${leaf}, ${salts})`

/**
 * An entry with its salts as two parts of a `with`, for a statement that writes what the entry tells in one go with it:
 * where postings come by the thousand, a statement of its own is a twelfth of one.
 */
export const entryParts = (places: Places): string => `entry as (${entryAt(places)}), salted as (${saltsAt(places)})`

const ALONE: Places = { leaf: '$1', stream: '$2', seq: '$3', body: '$4', at: '$5', salts: '$6' }
const [ENTRY, SALTS_OF_ENTRY] = [entryAt(ALONE), saltsAt(ALONE)]
const INSERT = sql('journal.append', ENTRY)
const INSERT_SALTED = sql('journal.append-salted', `with entry as (${ENTRY}) ${SALTS_OF_ENTRY}`)

const ERASE = sql(
  'journal.erase',
  `with held as (
     select salt.leaf, held.field
     from city.journal_entry as entry join city.journal_salt as salt on salt.leaf = entry.leaf
     cross join lateral jsonb_object_keys(salt.salts) as held (field)
     where entry.stream = $1 and ($2::text[] is null or held.field = any ($2))
   ), erased as (
     update city.journal_salt as salt set salts = salt.salts - array(select field from held where held.leaf = salt.leaf)
     where salt.leaf in (select leaf from held)
   )
   select count(*) as n from held`,
)

const SALTS = sql(
  'journal.salts',
  `select held.field, decode(held.salt, 'hex') as salt
   from city.journal_salt as kept cross join lateral jsonb_each_text(kept.salts) as held (field, salt)
   where kept.leaf = $1 order by held.field`,
)

/** The salts of an entry as they are kept: hexadecimal by field, in one row, since they are written for every entry. */
export const saltsText = (salts: readonly Salt[]): string =>
  json(Object.fromEntries(salts.map(({ field, salt }) => [field, salt.toString('hex')])))

/** The entry and its salts, in one statement. */
export const insertEntry = (tx: Tx, { leaf, stream, seq, body, at, salts }: NewEntry): void => {
  const entry = [leaf, stream, seq, body, at]
  if (salts.length === 0) tx.write(INSERT, entry)
  else tx.write(INSERT_SALTED, [...entry, saltsText(salts)])
}

const INSERT_MANY = sql(
  'journal.append-many',
  `with entry as (
     insert into city.journal_entry (leaf, stream, seq, body, at)
     select * from unnest($1::bytea[], $2::text[], $3::integer[], $4::text[], $5::timestamptz[])
   )
   insert into city.journal_salt (leaf, salts) select * from unnest($6::bytea[], $7::jsonb[])`,
)

/** Many entries and their salts, in one statement. */
export const insertEntries = async (tx: Tx, entries: readonly NewEntry[]): Promise<void> => {
  if (entries.length === 0) return
  const salted = entries.filter(({ salts }) => salts.length > 0)
  await tx.run(INSERT_MANY, [
    entries.map(({ leaf }) => leaf),
    entries.map(({ stream }) => stream),
    entries.map(({ seq }) => seq),
    entries.map(({ body }) => body),
    entries.map(({ at }) => at),
    salted.map(({ leaf }) => leaf),
    salted.map(({ salts }) => saltsText(salts)),
  ])
}

/**
 * Destroys the salts of a stream: of some fields, or of all. What was committed to can no longer be found or shown;
 * entries, tree and proofs stay valid. Returns how many were destroyed.
 */
export const eraseSalts = async (tx: Tx, stream: string, fields?: readonly string[]): Promise<number> =>
  (await tx.one<{ n: number }>(ERASE, [stream, fields ?? null])).n

/** The salts of one entry that still exist: with them its subject can show what was committed to. */
export const saltsOf = (db: CityQueries, leaf: Buffer): Promise<readonly { field: string; salt: Buffer }[]> =>
  db.rows(SALTS, [leaf])
