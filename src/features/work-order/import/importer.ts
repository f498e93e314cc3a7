import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { dateOf } from '../../../kernel/time.ts'
import type { Vault } from '../../../platform/crypto/vault.ts'
import type { CityDb } from '../../../platform/db/types.ts'
import { fold } from '../../../platform/i18n/fold.ts'
import type { Translate } from '../../../platform/i18n/types.ts'
import type { Table } from '../../../platform/tables/types.ts'
import { nextOrderNos } from '../accept.ts'
import { type Historic, readHistoric } from '../rules/history.ts'
import type { Mapping } from '../rules/history-header.ts'
import { type Known, knownOf } from '../store/history.ts'
import { linkOrders } from '../store/links.ts'
import { Duplicates, type Seen } from './duplicates.ts'
import { type Filing, maskedIn, type Prepared, prepare } from './prepare.ts'
import { isSettled, type ReceiptLine, sayFault } from './receipt.ts'
import { Tally } from './tally.ts'
import { write } from './write.ts'

/** Orders written in one transaction, where nothing else was asked for. */
const BATCH = 100
/** Rows whose ids are looked up, and whose numbers are taken, at once. */
const AHEAD = 100
/** Rows of one file; more come in several files. */
const ROWS_MAX = 200_000
/** A receipt beyond this only says how many more there were: the file is of another kind. */
const RECEIPT_LINES_MAX = 20_000

/** `nth`: how many rows were read with this one. */
type Row = { readonly line: number; readonly nth: number; readonly past: Historic; readonly folded: string }
export type Progress = ((read: number) => Promise<void> | void) | undefined
type Fresh = { readonly row: Row; readonly order: Prepared; readonly sameBody: Seen | undefined }

/** Rolls a dry run back: it went the same way as the real one, up to here. */
class DryRun extends Error {
  override readonly name = 'DryRun'
}

/** One import: reads rows, sorts out what cannot come in, and writes the rest in batches, each in a transaction. */
export class Importer {
  readonly tally = new Tally()
  private readonly lines: ReceiptLine[] = []
  private readonly duplicates = new Duplicates()
  /** Prepared here and brought in by somebody else in the meantime. */
  private readonly lost = new Set<string>()
  private unsaid = 0
  private waiting: Row[] = []
  private flying: Promise<void> = Promise.resolve()
  private readonly db: CityDb
  private readonly vault: Vault
  private readonly filing: Filing
  private readonly t: Translate
  private readonly dryRun: boolean
  private readonly most: number

  /** @param most orders written in one transaction */
  constructor(db: CityDb, vault: Vault, filing: Filing, t: Translate, dryRun: boolean, most = BATCH) {
    this.db = db
    this.vault = vault
    this.filing = filing
    this.t = t
    this.dryRun = dryRun
    this.most = most
  }

  private say(line: ReceiptLine): void {
    if (this.lines.length < RECEIPT_LINES_MAX) this.lines.push(line)
    else this.unsaid += 1
  }

  /** What the receipt says, in the order of the file; the last line tells of those that found no room in it. */
  said(): readonly ReceiptLine[] {
    const lines = this.lines.toSorted((a, b) => a.line - b.line)
    if (this.unsaid === 0) return lines
    const why = this.t('work-order:import.says.more', { count: this.unsaid })
    return [...lines, { line: this.tally.read + 1, id: '', outcome: 'noted', why }]
  }

  /** Takes the rows one by one; those that are good are written in batches. */
  async rows(table: Table, mapping: Mapping, progress: Progress): Promise<Result<undefined, readonly Refusal[]>> {
    const today = dateOf(this.filing.now)
    for await (const row of table.rows()) {
      if (isSettled(row.cells, this.t)) continue
      if (this.tally.read >= ROWS_MAX)
        return refuse([{ tag: 'file-rows', values: { most: ROWS_MAX }, pointer: '/body/file' }])
      this.tally.read += 1
      const read =
        row.broken === undefined
          ? readHistoric(row.cells, mapping, today)
          : [{ field: 'row' as const, why: row.broken }]
      if ('externalId' in read)
        this.waiting.push({ line: row.line, nth: this.tally.read, past: read, folded: fold(read.body) })
      else {
        this.tally.refuse(read)
        const id = row.cells[mapping.id ?? ''] ?? ''
        this.say({
          line: row.line,
          id,
          outcome: 'refused',
          why: read.map(fault => sayFault(this.t, fault)).join('；'),
          cells: row.cells,
        })
      }
      if (this.waiting.length >= AHEAD) await this.batches(progress)
    }
    await this.batches(progress)
    await this.flying
    await progress?.(this.tally.read)
    return ok(undefined)
  }

  private duplicate(row: Row, same: Seen): void {
    this.tally.duplicates += 1
    this.say({
      line: row.line,
      id: row.past.externalId,
      outcome: 'duplicate',
      why: this.t('work-order:import.says.duplicate', { line: same.line, number: same.no }),
    })
  }

  private note(row: Row, order: Prepared, sameBody: Seen | undefined): void {
    const said = [
      ...(maskedIn(order) > 0 ? [this.t('work-order:import.says.masked')] : []),
      ...(sameBody === undefined
        ? []
        : [this.t('work-order:import.says.sameBody', { line: sameBody.line, number: sameBody.no })]),
      ...(row.past.phone !== '' && order.phone === null ? [this.t('work-order:import.says.phone')] : []),
    ]
    if (said.length > 0) this.say({ line: row.line, id: row.past.externalId, outcome: 'noted', why: said.join('；') })
  }

  /** What to do with each row: written, or known already, or a copy of an earlier one. */
  private sort(rows: readonly Row[], known: Map<string, Known>, numbers: Iterator<string>): readonly Fresh[] {
    const fresh: Fresh[] = []
    for (const row of rows) {
      const before = known.get(row.past.externalId)
      if (before !== undefined) {
        this.tally.already += 1
        this.duplicates.look(row.past, { line: row.line, no: before.no, id: before.id })
        continue
      }
      const number = numbers.next()
      if (number.done === true) throw new Error('fewer numbers than rows')
      const order = prepare(row.past, number.value, row.folded, this.filing)
      const { same, sameBody } = this.duplicates.look(row.past, { line: row.line, no: order.no, id: order.id })
      if (same !== undefined) this.duplicate(row, same)
      else {
        known.set(row.past.externalId, { external_id: row.past.externalId, id: order.id, no: order.no })
        fresh.push({ row, order, sameBody })
      }
    }
    return fresh
  }

  /** Writes the waiting rows batch by batch; each is prepared while the one before it is being written. */
  private async batches(progress: Progress): Promise<void> {
    const rows = this.waiting
    this.waiting = []
    if (rows.length === 0) return
    const ids = rows.map(({ past }) => past.externalId)
    const known = new Map((await knownOf(this.db, this.filing.source, ids)).map(one => [one.external_id, one]))
    const count = ids.filter(id => !known.has(id)).length
    const numbers = (await nextOrderNos(this.db, this.filing.now, count)).values()
    for (let from = 0; from < rows.length; from += this.most) {
      const batch = rows.slice(from, from + this.most)
      const fresh = this.sort(batch, known, numbers)
      await this.flying
      this.flying = this.put(fresh)
      // Awaited with the next batch, or at the end; until then a failure is nobody's.
      this.flying.catch(() => undefined)
      await progress?.(batch.at(-1)?.nth ?? this.tally.read)
    }
  }

  private async put(fresh: readonly Fresh[]): Promise<void> {
    const orders = fresh.map(({ order }) => order)
    const links = fresh.flatMap(({ order, sameBody }) =>
      sameBody === undefined ? [] : [[order.id, sameBody.id] as const],
    )
    const written = await this.write(orders, links)
    for (const { row, order, sameBody } of fresh) {
      if (!written.has(order.id)) {
        this.tally.already += 1
        this.lost.add(order.id)
        continue
      }
      this.tally.take(order)
      this.tally.sameBody += sameBody === undefined ? 0 : 1
      this.note(row, order, sameBody)
    }
  }

  private async write(
    orders: readonly Prepared[],
    links: readonly (readonly [string, string])[],
  ): Promise<ReadonlySet<string>> {
    let written: ReadonlySet<string> = new Set()
    const done = this.db.tx(async tx => {
      written = await write(tx, this.vault, this.filing, orders)
      if (this.dryRun) throw new DryRun()
      const mine = new Set(orders.map(({ id }) => id))
      const there = (id: string): boolean => (mine.has(id) ? written.has(id) : !this.lost.has(id))
      for (const [one, other] of links)
        if (there(one) && there(other)) await linkOrders(tx, one, other, 'import', this.filing.now)
    })
    await done.catch(error => {
      if (!(error instanceof DryRun)) throw error
    })
    return written
  }
}
