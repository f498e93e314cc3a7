import { z } from 'zod'
import { redact } from '../../kernel/redact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { isoOf } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import { api, type Context, type Raw, type Route } from '../../platform/http/types.ts'
import { enqueue } from '../../platform/jobs/tasks.ts'
import { bytesSource } from '../../platform/tables/tables.ts'
import { checkFile, filedUnder } from './import/look.ts'
import { importTask, partPlace } from './import/task.ts'
import { access, policy } from './policy.ts'
import { type ImportRow, importAt, importsOf, insertImport, partsOf, putParts, STATES } from './store/imports.ts'

const SHOWN_MAX = 50
const ID = z.object({ id: z.uuid() })
const counts = z.record(z.string(), z.number().int())

const summaryOut = z.object({
  dryRun: z.boolean(),
  read: z.number().int(),
  broughtIn: z.number().int(),
  already: z.number().int(),
  duplicates: z.number().int(),
  refused: z.number().int(),
  refusedBy: counts,
  maskedTexts: z.number().int(),
  maskedOrders: z.number().int(),
  sameBody: z.number().int(),
  channels: counts,
  channelsSaid: counts,
  kinds: counts,
  replied: z.number().int(),
  unreplied: z.number().int(),
  replyDays: counts,
  replyDaysMedian: z.number().int().nullable(),
  replyDaysP90: z.number().int().nullable(),
  late: z.number().int(),
  lateOf: z.number().int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
})

const importOut = z.object({
  id: z.uuid(),
  fileName: z.string(),
  bytes: z.number().int(),
  source: z.string(),
  area: z.string(),
  dryRun: z.boolean(),
  state: z.enum(STATES),
  rowsRead: z.number().int(),
  createdAt: z.iso.datetime({ offset: true }),
  endedAt: z.iso.datetime({ offset: true }).nullable(),
  summary: summaryOut.nullable(),
  /** Why the file as a whole was refused, in words. */
  why: z.array(z.string()),
  receipt: z.boolean(),
})

/** Text of a form that holds a JSON object of field → column. */
const mapIn = z
  .string()
  .max(2000)
  .default('{}')
  .transform((text, ctx) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      ctx.addIssue({ code: 'custom', message: 'not JSON' })
      return z.NEVER
    }
  })
  .pipe(z.record(z.string().max(40), z.string().max(100)))

const importIn = z.object({
  source: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[\p{L}\p{N}._-]+$/u),
  area: z.string().max(20).optional(),
  dryRun: z.union([z.boolean(), z.stringbool()]).default(false),
  map: mapIn,
})

const present = (ctx: Context, row: ImportRow) => ({
  id: row.id,
  fileName: row.file_name,
  bytes: row.bytes,
  source: row.source,
  area: row.area,
  dryRun: row.dry_run,
  state: row.state,
  rowsRead: row.rows_read,
  createdAt: isoOf(row.created_at),
  endedAt: row.ended_at === null ? null : isoOf(row.ended_at),
  summary: row.summary,
  why: (row.why ?? []).map(refusal => ctx.say(refusal).detail),
  receipt:
    row.summary !== null &&
    row.summary.refused + row.summary.duplicates + row.summary.maskedOrders + row.summary.sameBody > 0,
})

const mayImport = (ctx: Context, area: string): boolean =>
  may(policy, 'import', ctx.actor, { area, relations: () => new Set() })

const importFor = async (ctx: Context, id: string): Promise<Result<ImportRow, readonly Refusal[]>> => {
  const row = await importAt(ctx.db, id)
  return row === undefined || !mayImport(ctx, row.area) ? refuse([{ tag: 'import-not-found' }]) : ok(row)
}

/** Imports in the console: the file is looked at at once and read in the background. */
export const importRoutes: readonly Route[] = [
  api({
    id: 'work-order.import',
    method: 'POST',
    path: '/api/work-orders/imports',
    summary: '导入其他系统的历史工单(CSV、XLSX、JSON 行,最大 15 MB;更大的用命令行);先看表头,再在后台读',
    access: access('import'),
    body: importIn,
    files: 1,
    status: 202,
    answer: z.object({ id: z.uuid(), area: z.string(), areaName: z.string() }),
    handler: async (ctx, { body, files }) => {
      const [file] = files
      const party = ctx.actor.party
      if (file === undefined || party === null) return refuse([{ tag: 'file-empty', pointer: '/files/file' }])
      const filed = await filedUnder(ctx.db, body.area)
      if (!filed.ok) return filed
      const { area, name } = filed.value
      if (!mayImport(ctx, area)) return refuse([{ tag: 'not-yours', values: { action: 'import' } }])
      const checked = await checkFile(bytesSource(file.filename, file.bytes), body.map)
      if (!checked.ok) return checked
      const id = uuidv7(ctx.now)
      const sealed = ctx.vault.sealBytes(file.bytes, partPlace('file', id))
      return ctx.once(async tx => {
        await insertImport(tx, {
          id,
          file_name: redact(file.filename.slice(-100)).shown,
          bytes: file.bytes.length,
          source: body.source,
          area,
          map: body.map,
          dry_run: body.dryRun,
          created_by: party,
          created_at: ctx.now,
        })
        await putParts(tx, id, 'file', sealed)
        await enqueue(tx, importTask, { id }, ctx.now)
        return ok({ id, area, areaName: name })
      })
    },
  }),
  api({
    id: 'work-order.imports',
    method: 'GET',
    path: '/api/work-orders/imports',
    summary: '最近的导入',
    access: access('import'),
    answer: z.object({ items: z.array(importOut) }),
    handler: async ctx => {
      const rows = await importsOf(ctx.db, SHOWN_MAX)
      return ok({ items: rows.filter(row => mayImport(ctx, row.area)).map(row => present(ctx, row)) })
    },
  }),
  api({
    id: 'work-order.import-detail',
    method: 'GET',
    path: '/api/work-orders/imports/:id',
    summary: '一次导入:进行到哪里,结果如何',
    access: access('import'),
    params: ID,
    answer: importOut,
    handler: async (ctx, { params }) => {
      const row = await importFor(ctx, params.id)
      return row.ok ? ok(present(ctx, row.value)) : row
    },
  }),
  api({
    id: 'work-order.import-receipt',
    method: 'GET',
    path: '/api/work-orders/imports/:id/receipt',
    summary: '导入回执:哪些行退回、重复或有说明,为什么',
    access: access('import'),
    params: ID,
    answer: z.unknown(),
    produces: 'text/csv',
    handler: async (ctx, { params }): Promise<Result<Raw, readonly Refusal[]>> => {
      const row = await importFor(ctx, params.id)
      if (!row.ok) return row
      const sealed = await partsOf(ctx.db, params.id, 'receipt')
      if (sealed === undefined) return refuse([{ tag: 'import-not-found' }])
      const body = ctx.vault.openBytes(sealed, partPlace('receipt', params.id))
      const headers = { 'content-disposition': 'attachment; filename="receipt.csv"' }
      return ok({ raw: true, type: 'text/csv; charset=utf-8', body, headers })
    },
  }),
]
