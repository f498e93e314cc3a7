import type pg from 'pg'

type Found = {
  readonly table: string
  readonly name: string
  readonly text: string
  readonly constraint: string | null
}

const FIND = `select t.relname as table, i.relname as name, pg_get_indexdef(x.indexrelid) as text, c.conname as constraint,
    pg_get_constraintdef(c.oid) as said
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
  join pg_namespace n on n.oid = t.relnamespace
  left join pg_constraint c on c.conindid = x.indexrelid and c.contype in ('p', 'u')
  where n.nspname = $1 and t.relname = any($2) and not exists
    (select from pg_constraint f where f.contype = 'f' and f.confrelid = t.oid and f.conindid = x.indexrelid)
  order by t.relname, i.relname`

/**
 * Takes the indexes and keys off tables that are about to be filled; what it gives puts them back as they were, one
 * statement after the other. Keys that other tables point at stay.
 */
export const withoutIndexes = async (
  client: pg.Client,
  schema: string,
  tables: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await client.query<Found & { readonly said: string }>(FIND, [schema, tables])
  for (const { table, name, constraint } of rows)
    await client.query(
      constraint === null
        ? `drop index ${schema}.${name}`
        : `alter table ${schema}.${table} drop constraint ${constraint}`,
    )
  return rows.map(({ table, text, constraint, said }) =>
    constraint === null ? text : `alter table ${schema}.${table} add constraint ${constraint} ${said}`,
  )
}
