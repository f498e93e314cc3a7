import type { AreaPath } from '../../../kernel/area-code.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Vault } from '../../../platform/crypto/vault.ts'
import type { CityDb } from '../../../platform/db/types.ts'
import type { Translate } from '../../../platform/i18n/types.ts'
import type { Source } from '../../../platform/tables/types.ts'
import { rulesOf } from '../commands.ts'
import type { Mapping } from '../rules/history-header.ts'
import { Importer, type Progress } from './importer.ts'
import { checkFile, filedUnder } from './look.ts'
import { receiptCsv } from './receipt.ts'
import type { Summary } from './tally.ts'

export type ImportOptions = {
  readonly dryRun: boolean
  /** Under what name the other system is known; with the id of a row it is what makes a second import change nothing. */
  readonly source: string
  /** Area path to file the requests under; the first town of the city when left out. */
  readonly area?: string | undefined
  /** Field → heading, for headings that are not known. */
  readonly map?: Readonly<Record<string, string>> | undefined
  /** Orders written in one transaction: fewer keep whoever waits for a page from waiting for all of them. */
  readonly batch?: number
  /** Hears how many rows were read so far, after every batch. */
  readonly progress?: Progress
}

export type ImportDone = {
  readonly summary: Summary
  readonly area: AreaPath
  readonly areaName: string
  readonly mapping: Mapping
  /** CSV; undefined when no row has anything to say. */
  readonly receipt: string | undefined
}

/**
 * Brings requests of another system in as history: their dates, channel, words and answer; the steps in between are
 * not known and not made up. Good rows are written in batches; the others go into the receipt. Running it again, also
 * after it was broken off, changes nothing and adds what is missing.
 *
 * @returns refusals when the file as a whole cannot be read, or lacks columns (all named at once)
 */
export const importHistory = async (
  db: CityDb,
  vault: Vault,
  source: Source,
  now: Instant,
  t: Translate,
  options: ImportOptions,
): Promise<Result<ImportDone, readonly Refusal[]>> => {
  const filed = await filedUnder(db, options.area)
  const checked = await checkFile(source, options.map ?? {})
  const why = [filed, checked].flatMap(result => (result.ok ? [] : result.error))
  if (!filed.ok || !checked.ok) return refuse(why)
  const { table, mapping } = checked.value
  const { area, name } = filed.value
  const rules = await db.tx(rulesOf)
  const run = new Importer(
    db,
    vault,
    { area, source: options.source, locality: db.city.code, rules, now },
    t,
    options.dryRun,
    options.batch,
  )
  const read = await run.rows(table, mapping, options.progress)
  if (!read.ok) return read
  const said = run.said()
  const receipt = said.length === 0 ? undefined : receiptCsv(said, table.header, mapping, t)
  return ok({ summary: run.tally.summary(options.dryRun), area, areaName: name, mapping, receipt })
}
