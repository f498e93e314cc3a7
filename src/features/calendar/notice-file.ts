import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type CsvTable, readCsv } from '../../platform/csv/csv.ts'
import type { CalendarTag } from './refusals.ts'
import type { DayInput } from './rules/notice.ts'

/** What a file says: its days, and year and notices where it names them. */
export type NoticeFile = {
  readonly year: number | undefined
  readonly notices: readonly string[]
  readonly days: readonly DayInput[]
}

const HEADINGS: Readonly<Record<keyof DayInput, readonly string[]>> = {
  date: ['日期', 'date'],
  off: ['类型', 'off', 'kind', 'type'],
  name: ['名称', '节日', 'name'],
}

/** Our own form, that of holiday-cn (`isOffDay`, `papers`), or a bare list of days. */
const Day = z
  .object({
    date: z.string(),
    name: z.string(),
    off: z.union([z.boolean(), z.string()]).optional(),
    isOffDay: z.boolean().optional(),
  })
  .transform(({ date, name, off, isOffDay }): DayInput => ({ date, name, off: off ?? isOffDay ?? '' }))
const Document = z.union([
  z.array(Day).transform((days): NoticeFile => ({ year: undefined, notices: [], days })),
  z
    .object({
      year: z.number().int().optional(),
      notices: z.array(z.string()).optional(),
      papers: z.array(z.string()).optional(),
      days: z.array(Day),
    })
    .transform(({ year, notices, papers, days }): NoticeFile => ({ year, notices: notices ?? papers ?? [], days })),
])

type Why = Refusal<CalendarTag>
const unreadable = (line: number): Result<never, readonly Why[]> =>
  refuse([{ tag: 'notice-unreadable', values: { line } }])

const readJson = (text: string): Result<NoticeFile, readonly Why[]> => {
  try {
    const read = Document.safeParse(JSON.parse(text))
    return read.success ? ok(read.data) : unreadable(1)
  } catch {
    return unreadable(1)
  }
}

const readTable = (table: CsvTable): Result<NoticeFile, readonly Why[]> => {
  const heading = (field: keyof DayInput): string | undefined =>
    HEADINGS[field].find(name => table.header.includes(name))
  const [date, off, name] = [heading('date'), heading('off'), heading('name')]
  if (date === undefined || off === undefined || name === undefined) {
    const missing = [date ?? HEADINGS.date[0], off ?? HEADINGS.off[0], name ?? HEADINGS.name[0]]
    return refuse([
      {
        tag: 'notice-headings',
        values: { missing: missing.filter(each => !table.header.includes(each ?? '')).join('、') },
      },
    ])
  }
  const cell = (cells: Readonly<Record<string, string>>, key: string): string => cells[key] ?? ''
  return ok({
    year: undefined,
    notices: [],
    days: table.rows.map(({ cells }) => ({ date: cell(cells, date), off: cell(cells, off), name: cell(cells, name) })),
  })
}

/** Reads a notice from JSON or from CSV with the columns 日期(date), 类型(off 放假 / work 上班), 名称(name). */
export const readNoticeFile = (bytes: Uint8Array): Result<NoticeFile, readonly Why[]> => {
  const start = new TextDecoder()
    .decode(bytes.subarray(0, 64))
    .replace(/^\ufeff/, '')
    .trimStart()
  if (start.startsWith('{') || start.startsWith('['))
    return readJson(new TextDecoder().decode(bytes).replace(/^\ufeff/, ''))
  const table = readCsv(bytes)
  return table.ok ? readTable(table.value) : unreadable(table.error.line)
}

/** The year a file is for: the one it names, else the one most of its days lie in. */
export const yearOfFile = ({ year, days }: NoticeFile): number | undefined => {
  if (year !== undefined) return year
  const counts = Map.groupBy(days, day => Number(day.date.trim().slice(0, 4)))
  const [most] = [...counts].toSorted((a, b) => b[1].length - a[1].length)
  return most === undefined || Number.isNaN(most[0]) ? undefined : most[0]
}
