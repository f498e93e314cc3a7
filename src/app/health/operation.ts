import type { Instant } from '../../kernel/time.ts'
import { pendingMigrations } from '../../platform/db/migrate.ts'
import type { Database } from '../../platform/db/types.ts'
import type { Operation, Status } from '../../platform/operation.ts'
import { examineLive } from '../doctor.ts'
import { modules } from '../modules.ts'
import type { Settings } from '../settings.ts'
import { VERSION } from '../version.ts'
import { backupsOf } from './backups.ts'

export type OperationSetting = {
  readonly url: string
  readonly database: Database
  readonly settings: Settings
  readonly now: () => Instant
  readonly status: (city: string) => Status
}

const KEPT_MS = 15_000

/** Asks at most every fifteen seconds, whoever wants to know; a check-up reads folders and every queue. */
const kept = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let at = Number.NEGATIVE_INFINITY
  let asked: Promise<T> | undefined
  return () => {
    if (asked === undefined || performance.now() - at > KEPT_MS) {
      at = performance.now()
      asked = ask()
    }
    return asked
  }
}

/** What the operator's pages and the status page are told of this installation. */
export const operationOf = ({ url, database, settings, now, status }: OperationSetting): Operation => ({
  version: VERSION,
  examine: kept(() => examineLive({ url, database, settings, now })),
  status,
  backups: () => backupsOf(settings.data, database.publicDb),
  pending: async () =>
    (await pendingMigrations(url, modules)).map(({ scope, module, name }) => `${scope} ${module}/${name}`),
})
