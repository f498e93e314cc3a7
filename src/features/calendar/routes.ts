import { ok, refuse } from '../../kernel/result.ts'
import { api, type Route } from '../../platform/http/types.ts'
import {
  fileAnswer,
  importAnswer,
  noticeBody,
  presentImport,
  presentYear,
  presentYearDays,
  yearAnswer,
  yearParams,
  yearsAnswer,
} from './api.ts'
import { importNotice, nextNotice, tryNotice } from './commands.ts'
import { calendarOf } from './current.ts'
import { readNoticeFile, yearOfFile } from './notice-file.ts'
import { policy } from './policy.ts'
import { publicPage } from './routes-public.ts'
import { keptYear, keptYears } from './store.ts'

const NO_BYTES = new Uint8Array()

export const routes: readonly Route[] = [
  publicPage,
  api({
    id: 'calendar.years',
    method: 'GET',
    path: '/api/calendar',
    summary: '已载入放假安排的年份',
    access: { policy, verb: 'view' },
    answer: yearsAnswer,
    version: answer => answer.version,
    handler: async ({ db, now }) => {
      const [{ version }, years] = [await calendarOf(db), await keptYears(db)]
      const next = nextNotice(
        years.map(({ year }) => year),
        now,
      )
      return ok({ version, years: years.map(presentYear), nextNotice: next })
    },
  }),
  api({
    id: 'calendar.year',
    method: 'GET',
    path: '/api/calendar/:year',
    summary: '一年的放假与调休上班日',
    access: { policy, verb: 'view' },
    params: yearParams,
    answer: yearAnswer,
    refuses: ['year-unknown'],
    handler: async ({ db }, { params }) => {
      const year = await keptYear(db, params.year)
      return year === undefined
        ? refuse([{ tag: 'year-unknown', values: { year: params.year }, pointer: '/params/year' }])
        : ok(presentYearDays(year))
    },
  }),
  api({
    id: 'calendar.read-file',
    method: 'POST',
    path: '/api/calendar/read-file',
    summary: '读一个放假安排文件(CSV 或 JSON),不写入',
    access: { policy, verb: 'importNotice' },
    answer: fileAnswer,
    files: 1,
    refuses: ['notice-unreadable', 'notice-headings'],
    handler: async (_, { files }) => {
      const read = readNoticeFile(files[0]?.bytes ?? NO_BYTES)
      if (!read.ok) return read
      const { notices, days } = read.value
      return ok({ year: yearOfFile(read.value) ?? null, notices: [...notices], days: [...days] })
    },
  }),
  api({
    id: 'calendar.import-notice',
    method: 'PUT',
    path: '/api/calendar/:year',
    summary: '载入一年的放假安排通知(对本系统所有城市生效);可只预检',
    access: { policy, verb: 'importNotice' },
    params: yearParams,
    body: noticeBody,
    answer: importAnswer,
    handler: async (ctx, { params, body }) => {
      const notice = { year: params.year, notices: body.notices, days: body.days }
      const done = body.dryRun
        ? await tryNotice(ctx.db, notice, ctx.actor, ctx.now)
        : await ctx.once(tx => importNotice(tx, notice, ctx.actor, ctx.now))
      return done.ok ? ok(presentImport(done.value, body.dryRun)) : done
    },
  }),
]
