import type { CompiledQuery } from 'kysely'
import type { Rows } from './rows.ts'

/** A city is one schema; `code` is its six-digit division code. */
export type City = { readonly code: string; readonly schema: string }

/**
 * A named statement. In the text, `city.` stands for the schema of the city it runs in and `public.` for
 * shared reference data, so one text serves every city and reads as plain SQL.
 */
export type Statement = { readonly name: string; readonly text: string }

export const sql = (name: string, text: string): Statement => ({ name, text })

export type Row = Record<string, unknown>

/**
 * What can be asked of a database. Values are read as: int8 → number, timestamptz → Instant, date → `YYYY-MM-DD`,
 * numeric → string, jsonb → parsed, bytea → Buffer. They are written as they are, but an instant by `ts(…)` and
 * a JSON document by `json(…)` of db/values.ts.
 */
export interface Queries {
  rows<R extends Row>(statement: Statement, params?: readonly unknown[]): Promise<readonly R[]>
  /** Exactly one row; anything else is a bug. */
  one<R extends Row>(statement: Statement, params?: readonly unknown[]): Promise<R>
  /** One row or none; more is a bug. */
  maybe<R extends Row>(statement: Statement, params?: readonly unknown[]): Promise<R | undefined>
  /** Number of rows written. */
  run(statement: Statement, params?: readonly unknown[]): Promise<number>
  /** A query built with Kysely (`build<Tables>()` in db/kysely.ts), its tables named `city.x` by withSchema('city'). */
  built<R extends Row>(query: CompiledQuery<R>): Promise<readonly R[]>
}

/** What can be asked of one city, inside or outside a transaction. */
export interface CityQueries extends Queries {
  readonly city: City
}

/** What every transaction offers beside its queries. */
export interface Transaction {
  /** Runs after COMMIT, never after a rollback: for hints to this process only, such as waking a worker. */
  afterCommit(hint: () => void): void
}

/** One transaction, READ COMMITTED. Rows are locked in a fixed order: the matter first, then what hangs on it. */
export interface Tx extends CityQueries, Transaction {
  readonly kind: 'tx'
  /**
   * Sends a write without waiting for its answer: nobody needs the count, and the next statement need not wait. The
   * order is kept. When it fails the transaction fails, with this error, at the next statement awaited or at COMMIT.
   */
  write(statement: Statement, params?: readonly unknown[]): void
  /**
   * Keeps a matter visible to this transaction whatever its rows become: one that was just made, or that was found by
   * the reader's own right and is being changed. Without a reader there is nothing to do.
   * @param matter its id
   */
  hold(matter: string): void
}

export interface CityDb extends CityQueries {
  readonly kind: 'db'
  /**
   * Runs one verb in one transaction: commits when `work` resolves, rolls back when it throws.
   * A deadlock or serialization failure is tried again, at most RETRIES_MAX times; so `work` has no effects outside.
   */
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * The city as one reader sees it: every statement, in a transaction or not, runs under the reader's role and settings,
   * and rows that are not theirs do not exist. On a city that has a reader it adds to them; breadth is replaced.
   * @throws when a value is no id, code or word
   */
  as(rows: Partial<Rows>): CityDb
}

/** One transaction over shared reference data. */
export interface PublicTx extends Queries, Transaction {
  readonly kind: 'public-tx'
}

/** Shared reference data (divisions, calendar, the list of cities) in the schema `public`; `city.` is an error here. */
export interface PublicDb extends Queries {
  readonly kind: 'public'
  tx<T>(work: (tx: PublicTx) => Promise<T>): Promise<T>
}

/** One PostgreSQL database with any number of cities. */
export interface Database {
  readonly publicDb: PublicDb
  /** The city of a six-digit code. It asks nothing: whether the city exists is in `cities()`. */
  city(code: string): CityDb
  /** The cities in service, by code. */
  cities(): Promise<readonly CityRecord[]>
  /** Connections now: all, idle ones, and queries that wait for one. */
  connections(): { readonly total: number; readonly idle: number; readonly waiting: number }
  /** Waits for what is running, then closes every connection. */
  close(): Promise<void>
}

/** `demo`: its data are invented, and every page says so. */
export type CityRecord = City & { readonly name: string; readonly demo: boolean }

/** A folder whose `migrations` (per city) and `migrations-public` (once) belong to the database. */
export type Module = { readonly id: string; readonly folder: string }
