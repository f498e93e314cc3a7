import type { Instant } from '../../kernel/time.ts'
import { type CityQueries, type PublicDb, sql, type Tx } from '../../platform/db/types.ts'
import { json, ts } from '../../platform/db/values.ts'
import type { Maintenance } from '../../platform/operation.ts'

const INSERT = sql(
  'operations.announce',
  `insert into city.maintenance (id, starts_at, ends_at, what, announced_at) values ($1, $2, $3, $4, $5)`,
)
const AHEAD = sql(
  'operations.maintenance',
  `select id, starts_at as from, ends_at as until, what from city.maintenance
   where withdrawn_at is null and ends_at > $1 order by starts_at, id limit 50`,
)
const WITHDRAW = sql(
  'operations.withdraw',
  `update city.maintenance set withdrawn_at = $2 where id = $1 and withdrawn_at is null and ends_at > $2`,
)

export const announce = (tx: Tx, notice: Maintenance, now: Instant): void =>
  tx.write(INSERT, [notice.id, ts(notice.from), ts(notice.until), notice.what, ts(now)])

/** What is announced and not over, the next first. */
export const maintenanceOf = (db: CityQueries, now: Instant): Promise<readonly Maintenance[]> =>
  db.rows<Maintenance>(AHEAD, [ts(now)])

/** False when there is no such notice, or it is over or withdrawn already. */
export const withdraw = async (tx: Tx, id: string, now: Instant): Promise<boolean> =>
  (await tx.run(WITHDRAW, [id, ts(now)])) === 1

export type Served = {
  readonly version: string
  readonly at: Instant
  /** Set by an upgrade: what it came from, what it applied, where the backup before it lies. */
  readonly from: string | null
  readonly backup: string | null
}

const SERVED = sql(
  'operations.served',
  `select version, first_at as at, upgraded_from as from, backup from public.version_served order by first_at desc limit 50`,
)
const KNOWN = sql('operations.served-known', "select to_regclass('public.version_served') is not null as known")
const SERVE = sql(
  'operations.serve',
  'insert into public.version_served (version, first_at) values ($1, $2) on conflict (version) do nothing',
)
const UPGRADED = sql(
  'operations.upgraded',
  `insert into public.version_served (version, first_at, upgraded_from, steps, backup) values ($1, $2, $3, $4, $5)
   on conflict (version) do update set upgraded_from = $3, steps = $4, backup = $5`,
)

/** Versions that served this database, the latest first; none when it is older than this list. */
export const versionsServed = async (db: PublicDb): Promise<readonly Served[]> =>
  (await db.one<{ known: boolean }>(KNOWN)).known ? db.rows<Served>(SERVED) : []

/** Notes the first start of a version. */
export const noteServed = async (db: PublicDb, version: string, now: Instant): Promise<void> => {
  await db.run(SERVE, [version, ts(now)])
}

/** Notes an upgrade in the installation's own list. */
export const noteUpgraded = async (
  db: PublicDb,
  upgrade: {
    readonly to: string
    readonly from: string | null
    readonly steps: readonly string[]
    readonly backup: string | null
  },
  now: Instant,
): Promise<void> => {
  await db.run(UPGRADED, [upgrade.to, ts(now), upgrade.from, json(upgrade.steps), upgrade.backup])
}
