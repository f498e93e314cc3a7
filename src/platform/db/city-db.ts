import type pg from 'pg'
import { queriesOver } from './queries.ts'
import { roleOf, type Walls } from './roles.ts'
import { mergeRows, type Rows, setting, settingsOf } from './rows.ts'
import { sendAs, sendBy } from './send.ts'
import { prepare } from './statement.ts'
import { type Prelude, type TransactionOptions, transaction } from './transaction.ts'
import type { City, CityDb, PublicDb, Tx } from './types.ts'

const CODE = /^\d{6}$/

/** @param code six-digit division code, such as `442000` */
export const cityOf = (code: string): City => {
  if (!CODE.test(code)) throw new Error(`not a six-digit division code: ${code}`)
  return { code, schema: `c${code}` }
}

/** What a reader adds to every statement; undefined for the system itself. */
type Reader = { readonly rows: Rows; readonly prelude: Prelude; readonly letter: string }

const NOBODY: Rows = { breadth: 'rows', of: {} }

const readerOf = ({ schema }: City, walls: Walls, rows: Rows): Reader => {
  const settings = settingsOf(rows)
  const withRole = [`set local role ${roleOf(schema, rows.breadth)}`, ...settings]
  return {
    rows,
    letter: `/${rows.breadth.charAt(0)}`,
    prelude: async () => ((await walls(schema)) ? withRole : settings),
  }
}

type Over = { readonly pool: pg.Pool; readonly options: TransactionOptions; readonly walls: Walls }

const cityDbFor = (over: Over, city: City, reader: Reader | undefined): CityDb => {
  const { pool, options, walls } = over
  const { letter = '', prelude } = reader ?? {}
  const send = prelude === undefined ? sendBy(pool) : sendAs(pool, prelude)
  return {
    kind: 'db',
    city,
    ...queriesOver(send, city.schema, letter),
    tx: work =>
      transaction(
        pool,
        options,
        (sends, hooks) => {
          const matters: string[] = []
          const tx: Tx = {
            kind: 'tx',
            city,
            ...queriesOver(sends.send, city.schema, letter),
            ...hooks,
            write: (statement, params = []) => sends.later(prepare(statement, city.schema, letter), params),
            hold: matter => {
              if (reader === undefined || matters.includes(matter)) return
              matters.push(matter)
              sends.later({ text: setting('matters', matters) }, [])
            },
          }
          return work(tx)
        },
        prelude,
      ),
    as: more => cityDbFor(over, city, readerOf(city, walls, mergeRows(reader?.rows ?? NOBODY, more))),
  }
}

/** One city over a pool, as the system sees it. Cheap; the pool and its prepared statements are shared by all cities. */
export const cityDb = (pool: pg.Pool, city: City, options: TransactionOptions, walls: Walls): CityDb =>
  cityDbFor({ pool, options, walls }, city, undefined)

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
