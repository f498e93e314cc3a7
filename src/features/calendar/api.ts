import { z } from 'zod'
import type { CalendarDay } from '../../kernel/calendar.ts'
import { isoOf } from '../../kernel/time.ts'
import type { Imported } from './commands.ts'
import type { KeptYear } from './store.ts'

export const yearParams = z.object({ year: z.coerce.number().int().min(1900).max(2200) })

const day = z.object({ date: z.string(), off: z.boolean().describe('true 放假,false 调休上班'), name: z.string() })

export const noticeBody = z.object({
  notices: z.array(z.string().max(300)).max(5).describe('通知的网址'),
  days: z
    .array(
      z.object({
        date: z.string().max(20),
        off: z.union([z.boolean(), z.string().max(20)]).describe('true / off / 放假,false / work / 上班'),
        name: z.string().max(100),
      }),
    )
    .max(1000),
  dryRun: z.boolean().default(false).describe('只预检,不写入'),
})

export const fileAnswer = z.object({
  year: z.number().nullable().describe('通知所属的年份'),
  notices: z.array(z.string()),
  days: z.array(z.object({ date: z.string(), off: z.union([z.boolean(), z.string()]), name: z.string() })),
})

const yearLine = z.object({
  year: z.number(),
  notices: z.array(z.string()),
  origin: z.enum(['shipped', 'import']).describe('随软件提供,或由管理员录入'),
  loadedAt: z.string(),
  daysOff: z.number().describe('通知列出的放假日数'),
  daysWorked: z.number().describe('调休上班日数'),
})

export const yearsAnswer = z.object({
  version: z.string(),
  years: z.array(yearLine),
  nextNotice: z.number().describe('下一个待公布的年份'),
})

export const yearAnswer = yearLine.extend({ days: z.array(day) })

export const importAnswer = z.object({
  year: z.number(),
  version: z.number(),
  dryRun: z.boolean(),
  added: z.array(day),
  removed: z.array(day),
  turned: z.array(day).describe('放假与上班互换的日子'),
})

const days = (list: readonly CalendarDay[] = []): CalendarDay[] =>
  list.map(({ date, off, name }) => ({ date, off, name }))

export const presentYear = ({ year, notices, origin, loadedAt, days: list }: KeptYear): z.input<typeof yearLine> => ({
  year,
  notices: [...notices],
  origin,
  loadedAt: isoOf(loadedAt),
  daysOff: list.filter(({ off }) => off).length,
  daysWorked: list.filter(({ off }) => !off).length,
})

export const presentYearDays = (year: KeptYear): z.input<typeof yearAnswer> => ({
  ...presentYear(year),
  days: days(year.days),
})

export const presentImport = ({ year, version, change }: Imported, dryRun: boolean): z.input<typeof importAnswer> => ({
  year,
  version,
  dryRun,
  added: days(change?.added),
  removed: days(change?.removed),
  turned: days(change?.turned),
})
