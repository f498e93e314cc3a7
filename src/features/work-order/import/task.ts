import { z } from 'zod'
import { placeOf, type Vault } from '../../../platform/crypto/vault.ts'
import { translator } from '../../../platform/i18n/catalog.ts'
import { paced } from '../../../platform/jobs/pace.ts'
import { defineTask } from '../../../platform/jobs/tasks.ts'
import type { AnyTask } from '../../../platform/jobs/types.ts'
import { bytesSource } from '../../../platform/tables/tables.ts'
import {
  beginImport,
  dropParts,
  endImport,
  type ImportRow,
  importAt,
  importRead,
  partsOf,
  putParts,
} from '../store/imports.ts'
import { importHistory } from './run.ts'

/** Where a part belongs, for the seal. */
export const partPlace = (kind: 'file' | 'receipt', id: string): string => placeOf('work_order_import_part', kind, id)

const SECONDS_MAX = 1800
/** Small batches, four hundred and sixty rows a second at most: the same machine answers everybody else. */
const [BATCH, BATCH_MS] = [25, 54]
/** Rows after which it is noted how far it got, for whoever looks on. */
const NOTED_ROWS = 500
/** As often as the queue tries. */
const ATTEMPTS_MAX = 3

type Context = Parameters<AnyTask['run']>[1]

const receiptOf = (vault: Vault, id: string, text: string | undefined): Buffer | undefined =>
  text === undefined ? undefined : vault.sealBytes(Buffer.from(text, 'utf8'), partPlace('receipt', id))

const runImport = async (id: string, row: ImportRow, file: Buffer, { db, now, vault }: Context): Promise<void> => {
  const pace = paced(BATCH_MS)
  let noted = 0
  const done = await importHistory(db, vault, bytesSource(row.file_name, file), now, translator('zh-Hans'), {
    dryRun: row.dry_run,
    source: row.source,
    area: row.area,
    map: row.map,
    batch: BATCH,
    progress: async read => {
      if (read - noted >= NOTED_ROWS) {
        noted = read
        await importRead(db, id, read)
      }
      await pace()
    },
  })
  const receipt = done.ok ? receiptOf(vault, id, done.value.receipt) : undefined
  await db.tx(async tx => {
    if (done.ok) {
      const { summary } = done.value
      await endImport(tx, id, { state: summary.refused > 0 ? 'partly' : 'ok', summary }, now)
    } else await endImport(tx, id, { state: 'failed', why: done.error }, now)
    if (receipt !== undefined) await putParts(tx, id, 'receipt', receipt)
    await dropParts(tx, id, 'file')
  })
}

/**
 * Runs an import that somebody ordered. Broken off and run again, it goes on: what is in stays in and is known. The
 * file is deleted when it has ended, whatever came of it; one that breaks off every time ends as failed.
 */
export const importTask = defineTask({
  id: 'work-order.import',
  input: z.object({ id: z.uuid() }),
  secondsMax: SECONDS_MAX,
  run: async ({ id }, context) => {
    const { db, now, vault } = context
    const row = await importAt(db, id)
    const sealed = await partsOf(db, id, 'file')
    const attempt = row === undefined || sealed === undefined ? undefined : await beginImport(db, id)
    if (row === undefined || sealed === undefined || attempt === undefined) return
    try {
      await runImport(id, row, vault.openBytes(sealed, partPlace('file', id)), context)
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX)
        await db.tx(async tx => {
          await endImport(tx, id, { state: 'failed', why: [{ tag: 'import-broken-off' }] }, now)
          await dropParts(tx, id, 'file')
        })
      throw error
    }
  },
})
