import type pg from 'pg'
import { traced } from '../trace/trace.ts'
import { DatabaseUnavailable, isStalePlan, translate } from './errors.ts'
import { queriesOver, type Send } from './queries.ts'
import { roleOf, type Walls } from './roles.ts'
import { mergeRows, type Rows, setting, settingsOf } from './rows.ts'
import { prepare } from './statement.ts'
import { gather, type Prelude, type TransactionOptions, transaction } from './transaction.ts'
import type { City, CityDb, PublicDb, Tx } from './types.ts'

/** As many as a pool may have connections with a plan of before the migration, each met once. */
const STALE_MAX = 20

const DATABASE = { 'db.system.name': 'postgresql' } as const

/** Asks again when a plan was made before a migration: the pool has let that connection go, and with it the plan. */
const withFreshPlan =
  (send: Send): Send =>
  (statement, values) =>
    traced(statement.name ?? 'built query', 'statement', DATABASE, async () => {
      for (let tries = 1; ; tries++) {
        try {
          return await send(statement, values)
        } catch (error) {
          if (!isStalePlan(error) || tries > STALE_MAX) throw error
        }
      }
    })

const sendBy = (pool: pg.Pool): Send =>
  withFreshPlan((statement, values) =>
    pool
      .query({ ...statement, values: [...values] })
      .catch(error => Promise.reject(translate(statement.name ?? 'built query', error))),
  )

/**
 * One statement for one reader: BEGIN with role and settings, the statement, COMMIT, all in one write. The first that
 * failed is told; the server ends the transaction whatever happened in it.
 */
const sendAs = (pool: pg.Pool, prelude: Prelude): Send =>
  withFreshPlan(async (statement, values) => {
    const label = statement.name ?? 'built query'
    const first = await prelude()
    const client = await pool.connect().catch(error => Promise.reject(translate(label, error)))
    let broken = false
    const onError = (): void => {
      broken = true
    }
    client.on('error', onError)
    try {
      gather(client)
      const all = await Promise.allSettled([
        client.query({ text: `begin${first}` }),
        client.query({ ...statement, values: [...values] }),
        client.query({ text: 'commit' }),
      ])
      for (const done of all) if (done.status === 'rejected') throw translate(label, done.reason)
      return (all[1] as PromiseFulfilledResult<pg.QueryResult>).value
    } catch (error) {
      if (error instanceof DatabaseUnavailable || isStalePlan(error)) broken = true
      throw error
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  })

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
  const role = roleOf(schema, rows.breadth)
  return {
    rows,
    letter: `/${rows.breadth.charAt(0)}`,
    prelude: async () => ((await walls(schema)) ? `; set local role ${role}${settings}` : settings),
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
              sends.later({ text: setting('matters', matters).replace('; ', '') }, [])
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
