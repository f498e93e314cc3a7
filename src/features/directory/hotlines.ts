/** The register of lines that were merged into one number: 一号对外、统一受理、分级办理、全市联动. */
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Instant, parseDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import { type CsvTable, readCsv, receiptOf, writeCsv } from '../../platform/csv/csv.ts'
import { uniqueViolation } from '../../platform/db/errors.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { versionRefusals } from '../../platform/http/etag.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { forbidden, record } from './record.ts'
import { pathOfCity } from './store/areas.ts'
import { lockHead } from './store/head.ts'
import { type HotlineEntry, hotlinePage, lineFor, lockHotline, writeHotline } from './store/hotlines.ts'
import { organisationAt, organisationNamed } from './store/organisations.ts'

/**
 * Changes a line of the register.
 * @param ifMatch the version that was seen
 * @returns `forbidden`, `hotline-unknown`, `version-missing`, `version-stale`, `organisation-unknown`, `hotline-known`
 */
export const saveHotline = async (
  tx: Tx,
  actor: Actor,
  given: { readonly id: string; readonly ifMatch: string | undefined; readonly entry: HotlineEntry },
  now: Instant,
): Promise<Result<{ readonly version: number }, readonly Refusal[]>> => {
  const city = pathOfCity(tx.city)
  const stopped = forbidden('editHotlines', actor, city)
  if (stopped.length > 0) return refuse(stopped)
  const held = heldBack({ name: given.entry.name })
  if (held.length > 0) return refuse(held)
  const version = await lockHotline(tx, given.id)
  if (version === undefined) return refuse([{ tag: 'hotline-unknown', pointer: '/params/id' }])
  const stale = versionRefusals(given.ifMatch, version)
  if (stale.length > 0) return refuse(stale)
  const { entry } = given
  if (entry.owner !== null && (await organisationAt(tx, entry.owner)) === undefined)
    return refuse([{ tag: 'organisation-unknown', pointer: '/body/owner' }])
  try {
    await writeHotline(tx, given.id, entry, 'entered')
  } catch (error) {
    if (uniqueViolation(error) !== 'hotline_number_key') throw error
    return refuse([{ tag: 'hotline-known', values: { number: entry.number }, pointer: '/body/number' }])
  }
  await record(
    tx,
    { verb: 'editHotlines', area: city, data: { hotline: given.id, number: entry.number, name: entry.name } },
    actor,
    now,
  )
  return ok({ version: version + 1 })
}

const NUMBER = /^[0-9-]{3,20}$/
type Row = CsvTable['rows'][number]

const faultsOf = (row: Row): readonly string[] => {
  const { 号码 = '', 名称 = '', 起始日期 = '' } = row.cells
  return [
    ...(NUMBER.test(号码) ? [] : ['number']),
    ...(名称 === '' ? ['name'] : []),
    ...(heldBack({ 名称 }).length > 0 ? ['personal'] : []),
    ...(起始日期 === '' || parseDate(起始日期) !== undefined ? [] : ['since']),
  ]
}

const take = async (tx: Tx, row: Row, owner: string | null, now: Instant): Promise<void> => {
  const { 号码 = '', 名称 = '', 归并到 = '', 起始日期 = '' } = row.cells
  const redirectedTo = 归并到 === '' ? '12345' : 归并到
  const id = await lineFor(tx, 号码, redirectedTo, uuidv7(now))
  const since = parseDate(起始日期) ?? null
  await writeHotline(tx, id, { number: 号码, name: 名称, owner, redirectedTo, since }, 'import')
}

export type HotlineImport = { readonly lines: number; readonly taken: number; readonly receipt: string | undefined }

/**
 * Takes lines from a CSV (号码, 名称, 所属单位, 归并到, 起始日期). A known number is changed, a new one takes the place of
 * the next row without a number; a line with neither number nor name is left alone. The owner is found by its name. Refused lines go into the receipt.
 */
export const importHotlines = async (
  tx: Tx,
  actor: Actor,
  bytes: Uint8Array,
  now: Instant,
  translate: Translate,
): Promise<Result<HotlineImport, readonly Refusal[]>> => {
  const city = pathOfCity(tx.city)
  const stopped = forbidden('editHotlines', actor, city)
  if (stopped.length > 0) return refuse(stopped)
  const read = readCsv(bytes)
  if (!read.ok)
    return refuse([
      { tag: `file-${read.error.why}`, values: { line: read.error.line, heading: read.error.heading ?? '' } },
    ])
  const missing = ['号码', '名称'].filter(heading => !read.value.header.includes(heading))
  if (missing.length > 0) return refuse([{ tag: 'file-headings', values: { missing: missing.join('、') } }])
  await lockHead(tx)
  const rows = read.value.rows.filter(({ cells }) => cells.号码 !== '' || cells.名称 !== '')
  const reasons = new Map<number, readonly string[]>()
  const seen = new Set<string>()
  for (const row of rows) {
    const named = row.cells.所属单位 ?? ''
    const owner = named === '' ? undefined : await organisationNamed(tx, named)
    const twice = seen.has(row.cells.号码 ?? '')
    const faults = [
      ...faultsOf(row),
      ...(named !== '' && owner === undefined ? ['owner'] : []),
      ...(twice ? ['twice'] : []),
    ]
    seen.add(row.cells.号码 ?? '')
    if (faults.length > 0)
      reasons.set(
        row.line,
        faults.map(fault => translate(`directory:hotlines.faults.${fault}`)),
      )
    else await take(tx, row, owner?.id ?? null, now)
  }
  const taken = rows.length - reasons.size
  if (taken > 0) await record(tx, { verb: 'editHotlines', area: city, data: { imported: taken } }, actor, now)
  return ok({ lines: rows.length, taken, receipt: receiptOf(read.value, reasons) })
}

/** The register as a CSV that `importHotlines` takes back. */
export const exportHotlines = async (db: CityQueries): Promise<string> => {
  const rows = await hotlinePage(db, 0, 10_000)
  return writeCsv(
    ['号码', '名称', '所属单位', '归并到', '起始日期'],
    rows.map(row => ({
      号码: row.number,
      名称: row.name,
      所属单位: row.ownerName,
      归并到: row.redirectedTo,
      起始日期: row.since,
    })),
  )
}
