import { versionsServed } from '../../features/operations/index.ts'
import { pendingMigrations } from '../../platform/db/migrate.ts'
import { migrationsOf } from '../../platform/db/migration-files.ts'
import { type Database, sql } from '../../platform/db/types.ts'
import { modules } from '../modules.ts'
import { VERSION } from '../version.ts'

/** What an upgrade would do. */
export type Plan = {
  /** The version that served the database last, when it is known. */
  readonly from: string | null
  readonly to: string
  /** Steps of the structure that wait, in order: scope, module and name. */
  readonly steps: readonly string[]
  /** Steps the database has that this version does not know: it is newer than we are. */
  readonly unknown: readonly string[]
}

const KNOWN = sql('upgrade.known', "select to_regclass('public.migration') is not null as known")
const APPLIED = sql('upgrade.applied', 'select distinct module, name from public.migration order by module, name')

const unknownTo = async (database: Database): Promise<readonly string[]> => {
  const { publicDb } = database
  if (!(await publicDb.one<{ known: boolean }>(KNOWN)).known) return []
  const ours = new Set(
    (
      await Promise.all((['migrations', 'migrations-public'] as const).map(kind => migrationsOf(modules, kind)))
    ).flatMap(all => all.map(({ module, name }) => `${module}/${name}`)),
  )
  const applied = await publicDb.rows<{ module: string; name: string }>(APPLIED)
  return applied.map(({ module, name }) => `${module}/${name}`).filter(step => !ours.has(step))
}

/** Reads what an upgrade to this version would do, and changes nothing. */
export const planOf = async (url: string, database: Database): Promise<Plan> => {
  const [served] = await versionsServed(database.publicDb)
  const steps = await pendingMigrations(url, modules)
  return {
    from: served?.version ?? null,
    to: VERSION,
    steps: steps.map(({ scope, module, name }) => `${scope} ${module}/${name}`),
    unknown: await unknownTo(database),
  }
}
