import type pg from 'pg'
import { translate } from './errors.ts'
import { BREADTHS, type Breadth } from './rows.ts'
import { type PublicDb, sql } from './types.ts'

/**
 * The database roles of a city: one for each breadth, without a password and without a right to sign in. The login takes
 * one on at the start of a reader's transaction and is rid of it at the end.
 */
export const roleOf = (schema: string, breadth: Breadth): string =>
  breadth === 'rows' ? `linli_${schema}` : `linli_${schema}_${breadth}`

export const rolesOf = (schema: string): readonly string[] => BREADTHS.map(breadth => roleOf(schema, breadth))

/** Whether the login can take on the roles of a city. */
export type Walls = (schema: string) => Promise<boolean>

/** From version 16 on one may be a member of a role and yet not take it on. */
const TAKEN_ON = `pg_has_role(current_user, oid, case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end)`

/** True when every role is there and the login can take it on; a superuser can take on all. */
const HELD = `select count(*) filter (where ${TAKEN_ON})::int = cardinality($1::text[]) as held
  from pg_roles where rolname = any($1::text[])`

export const holdsRoles = async (pool: pg.Pool | pg.PoolClient, schema: string): Promise<boolean> =>
  (await pool.query(HELD, [rolesOf(schema)])).rows[0]?.held === true

/**
 * Asks once for each city and keeps the yes: roles are not taken away from under a running server. A no is asked again,
 * so that roles made by an administrator are taken on without a restart.
 */
export const wallsOf = (pool: pg.Pool): Walls => {
  const known = new Map<string, Promise<boolean>>()
  return schema => {
    const before = known.get(schema)
    if (before !== undefined) return before
    const asked = holdsRoles(pool, schema).catch(error => Promise.reject(translate('db.roles', error)))
    known.set(schema, asked)
    asked.then(
      held => void (held || setTimeout(() => known.delete(schema), ASK_AGAIN_MS).unref()),
      () => known.delete(schema),
    )
    return asked
  }
}

const ASK_AGAIN_MS = 60_000

const MISSING = sql(
  'db.roles-missing',
  `select current_user as login, count(*) filter (where ${TAKEN_ON})::int = cardinality($1::text[]) as held
   from pg_roles where rolname = any($1::text[])`,
)

/**
 * What is to be run by an administrator of the server so that readers of this city get roles of their own; empty when
 * they have them. Without roles they come as the login, held to the policies on rows all the same; what is lost is the
 * wall between two cities and some speed.
 */
export const missingRoles = async (db: PublicDb, schema: string): Promise<readonly string[]> => {
  const { login, held } = await db.one<{ login: string; held: boolean }>(MISSING, [rolesOf(schema)])
  return held ? [] : rolesAdvice(schema, login)
}

const rolesAdvice = (schema: string, login: string): readonly string[] => {
  const [base, ...wider] = rolesOf(schema)
  return [
    ...rolesOf(schema).map(role => `create role ${role} nologin;`),
    ...wider.map(role => `grant ${base} to ${role};`),
    `grant ${rolesOf(schema).join(', ')} to "${login.replaceAll('"', '""')}";`,
  ]
}
