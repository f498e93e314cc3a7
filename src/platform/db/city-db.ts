import type pg from 'pg'
import { translate } from './errors.ts'
import { queriesOver, type Send } from './queries.ts'
import { prepare } from './statement.ts'
import { type TransactionOptions, transaction } from './transaction.ts'
import type { City, CityDb, PublicDb } from './types.ts'

const sendBy =
  (pool: pg.Pool): Send =>
  (statement, values) =>
    pool
      .query({ ...statement, values: [...values] })
      .catch(error => Promise.reject(translate(statement.name ?? 'built query', error)))

const CODE = /^\d{6}$/

/** @param code six-digit division code, such as `442000` */
export const cityOf = (code: string): City => {
  if (!CODE.test(code)) throw new Error(`not a six-digit division code: ${code}`)
  return { code, schema: `c${code}` }
}

/** One city over a pool. Cheap; the pool and its prepared statements are shared by all cities. */
export const cityDb = (pool: pg.Pool, city: City, options: TransactionOptions): CityDb => ({
  kind: 'db',
  city,
  ...queriesOver(sendBy(pool), city.schema),
  tx: work =>
    transaction(pool, options, ({ send, later }, hooks) =>
      work({
        kind: 'tx',
        city,
        ...queriesOver(send, city.schema),
        ...hooks,
        write: (statement, params = []) => later(prepare(statement, city.schema), params),
      }),
    ),
})

/** A statement about cities has no meaning outside one: the schema it would name does not exist. */
const NO_CITY = 'no_city'

export const publicDb = (pool: pg.Pool, options: TransactionOptions): PublicDb => ({
  kind: 'public',
  ...queriesOver(sendBy(pool), NO_CITY),
  tx: work =>
    transaction(pool, options, ({ send }, hooks) =>
      work({ kind: 'public-tx', ...queriesOver(send, NO_CITY), ...hooks }),
    ),
})
