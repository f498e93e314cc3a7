import { z } from 'zod'
import { fen, parseFen } from '../../kernel/money.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { bytesSource } from '../../platform/tables/tables.ts'
import * as shape from './api.ts'
import { access } from './policy.ts'
import { type BookAs, bookLine, importStatement, matchByHand, ROWS_MAX, unmatch } from './reconcile.ts'
import { saidFaults, written } from './routes-keep.ts'
import { ID, viewed } from './routes-read.ts'
import * as statement from './rules/bank-statement.ts'
import { readTable } from './table-lines.ts'

const LINE = z.object({ id: z.uuid(), line: z.uuid() })
const SHEET = { fields: statement.FIELDS, headings: statement.HEADINGS, needed: statement.NEEDED, most: ROWS_MAX }
const dayOf = (text: string): LocalDate => text as LocalDate
const fenOf = (yuan: string): bigint => parseFen(yuan) ?? fen(0n)

const bookAs = ({ as, code, from, to, note }: z.output<typeof shape.bookIn>): BookAs => {
  // A day that is missing makes a term without a day, which is refused as such.
  if (as === 'interest') return { as, from: dayOf(from === '' ? to : from), to: dayOf(to === '' ? from : to), note }
  return as === 'unknown' ? { as, note } : { as, code, note }
}

/** What a clerk of the keeper or of the bank does with the bank's word. */
export const bankRoutes: readonly Route[] = [
  api({
    id: 'maintenance-fund.statement',
    method: 'POST',
    path: '/api/funds/:id/statements',
    summary: '导入银行对账单（CSV、XLSX）；有一处不对就整份不收；能对上的当场对上',
    access: access('reconcile'),
    params: ID,
    body: shape.statementIn,
    files: 1,
    answer: shape.statementOut,
    handler: async (ctx, { params, body, files }) => {
      const fund = await viewed(ctx, params.id, 'reconcile')
      if (!fund.ok) return fund
      const [file] = files
      if (file === undefined) return refuse([{ tag: 'file-empty', pointer: '/body/file' }])
      const lines = await readTable(bytesSource(file.filename, file.bytes), SHEET)
      if (!lines.ok) return lines
      const { from, to, opening, closing, dryRun } = body
      const frame = { from: dayOf(from), to: dayOf(to), opening: fenOf(opening), closing: fenOf(closing), dryRun }
      return ctx.systemOnce(async tx => {
        const done = await importStatement(tx, ctx, params.id, lines.value, frame)
        if (!done.ok) return done
        const { faults, ...rest } = done.value
        return ok({ ...rest, ...saidFaults(ctx, statement.HEADINGS, faults) })
      })
    },
  }),
  api({
    id: 'maintenance-fund.match',
    method: 'POST',
    path: '/api/funds/:id/lines/:line/match',
    summary: '一条银行流水就是账上的这一笔（金额相同，日期不同或同额多笔）',
    access: access('reconcile'),
    params: LINE,
    body: shape.matchIn,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => matchByHand(tx, ctx, params.id, params.line, body.posting)),
  }),
  api({
    id: 'maintenance-fund.unmatch',
    method: 'POST',
    path: '/api/funds/:id/lines/:line/unmatch',
    summary: '对错了，退回待办，写明理由',
    access: access('reconcile'),
    params: LINE,
    body: shape.unmatchIn,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => unmatch(tx, ctx, params.id, params.line, body.note)),
  }),
  api({
    id: 'maintenance-fund.book',
    method: 'POST',
    path: '/api/funds/:id/lines/:line/book',
    summary: '把银行收到的一笔记入账：某户交存、结息，或不明来款',
    access: access('reconcile'),
    params: LINE,
    body: shape.bookIn,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => bookLine(tx, ctx, params.id, params.line, bookAs(body))),
  }),
]
