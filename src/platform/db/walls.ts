import type pg from 'pg'
import { holdsRoles, roleOf, rolesOf } from './roles.ts'

/**
 * Everything about the walls of a city that a migration cannot say, because roles belong to the whole server: roles,
 * rights, and which policy is whose. Each question below gives the statements that are still missing, so a second run
 * finds nothing to do and takes no locks.
 */
const run = async (client: pg.PoolClient, question: string, values: readonly unknown[]): Promise<void> => {
  const { rows } = await client.query({ text: question, values: [...values] })
  for (const { statement } of rows) await client.query(String(statement))
}

/** $1 schema, $2 role of the readers. Tables made later by the same login are theirs as well. */
const RIGHTS = `
  select format('grant usage on schema %I to %I', $1::text, $2::text) as statement
  where not has_schema_privilege($2::text, $1::text, 'usage')
  union all
  select format('alter default privileges in schema %I grant select, insert, update, delete on tables to %I', $1::text, $2::text)
  where not exists (select from pg_default_acl d where d.defaclnamespace = $1::text::regnamespace and d.defaclobjtype = 'r'
    and d.defaclrole = current_user::regrole
    and exists (select from aclexplode(d.defaclacl) a where a.grantee = $2::text::regrole and a.privilege_type = 'INSERT'))
  union all
  select format('grant select, insert, update, delete on %s to %I', c.oid::regclass, $2::text) from pg_class c
  where c.relnamespace = $1::text::regnamespace and c.relkind in ('r', 'p')
    and not has_table_privilege($2::text, c.oid, 'insert')`

/** $1 role of the readers. What the cities share is read by all, but the bookkeeping of migrations by none. */
const SHARED = `
  select format('grant select on %s to %I', c.oid::regclass, $1::text) as statement from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'migration%'
    and not has_table_privilege($1::text, c.oid, 'select')
  union all
  select format('grant insert, update, delete on %s to %I', c.oid::regclass, $1::text) from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and obj_description(c.oid, 'pg_class') = 'written by cities' and not has_table_privilege($1::text, c.oid, 'insert')`

/** $1 schema, $2 name of the policies, $3 their role, $4 what more to say of them. */
const NARROW = `
  select format('alter policy %I on %s to %I %s', p.polname, p.polrelid::regclass, $3::text, $4::text) as statement
  from pg_policy p join pg_class c on c.oid = p.polrelid
  where c.relnamespace = $1::text::regnamespace and p.polname = $2::text and p.polroles <> array[$3::text::regrole::oid]`

/**
 * $1 schema, $2 whether the login itself is held to the policies: without roles of their own, readers come as the login.
 * Then the system, which has no reader's settings, needs a policy that lets it through.
 */
const FORCE = `
  select statement from (
    select 1 as place, c.oid, format('create policy system on %s to current_user using (
      (select coalesce(current_setting(''linli.breadth'', true), '''') = ''''))', c.oid::regclass) as statement
    from pg_class c where c.relnamespace = $1::text::regnamespace and c.relrowsecurity and $2::boolean
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'system')
    union all
    select 2, c.oid, format('alter table %s %s row level security', c.oid::regclass, case when $2 then 'force' else 'no force' end)
    from pg_class c where c.relnamespace = $1::text::regnamespace and c.relrowsecurity and c.relforcerowsecurity <> $2::boolean
  ) as missing order by place, oid`

/** Somebody else made it in the meantime. */
const MADE: ReadonlySet<string> = new Set(['42710', '23505'])
/** PostgreSQL's word for two changes of one line of its catalogue: "tuple concurrently updated". */
const AT_ONCE = 'XX000'
const DENIED = '42501'
const TRIES_MAX = 5

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Another process, also one at another database of the server, may make the same roles in the same moment. */
const attempt = async (pool: pg.Pool, statement: string): Promise<'done' | 'denied'> => {
  for (let tries = 1; ; tries++) {
    try {
      await pool.query(statement)
      return 'done'
    } catch (error) {
      const code = codeOf(error)
      if (MADE.has(code)) return 'done'
      if (code === DENIED) return 'denied'
      if (code !== AT_ONCE || tries === TRIES_MAX) throw error
    }
  }
}

/** Makes the roles and lets the login take them on. False when the login may not: an administrator has to. */
export const ensureRoles = async (pool: pg.Pool, schema: string): Promise<boolean> => {
  if (await holdsRoles(pool, schema)) {
    const base = roleOf(schema, 'rows')
    const { rows } = await pool.query(
      `select pg_has_role(rolname, $1, 'usage') as wide from pg_roles where rolname = any($2::text[])`,
      [base, rolesOf(schema)],
    )
    if (rows.every(row => row.wide === true)) return true
  }
  const [base, ...wider] = rolesOf(schema)
  const statements = [
    ...rolesOf(schema).map(role => `create role ${role} nologin`),
    ...wider.map(role => `grant ${base} to ${role}`),
    ...rolesOf(schema).map(role => `grant ${role} to current_user`),
  ]
  for (const statement of statements) if ((await attempt(pool, statement)) === 'denied') return holdsRoles(pool, schema)
  return holdsRoles(pool, schema)
}

/** Brings rights and policies of a city to what its roles allow. The caller holds the lock of migrations. */
export const buildWalls = async (client: pg.PoolClient, schema: string, roles: boolean): Promise<void> => {
  if (roles) {
    const base = roleOf(schema, 'rows')
    await run(client, RIGHTS, [schema, base])
    await run(client, SHARED, [base])
    // A constant and no condition: it leaves the planner every index, whatever else is asked.
    await run(client, NARROW, [schema, 'whole', roleOf(schema, 'whole'), 'using (true)'])
    await run(client, NARROW, [schema, 'plain', roleOf(schema, 'plain'), ''])
    await run(client, NARROW, [schema, 'open', roleOf(schema, 'open'), ''])
  }
  await run(client, FORCE, [schema, !roles])
}
