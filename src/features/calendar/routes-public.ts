import { z } from 'zod'
import { COUNT_MAX, YEAR_MAX } from '../../kernel/calendar.ts'
import { cite } from '../../kernel/cite.ts'
import { ok } from '../../kernel/result.ts'
import { dateOf, type LocalDate, parseDate, parseInstant } from '../../kernel/time.ts'
import { type Context, page, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { calendarOf } from './current.ts'
import { policy } from './policy.ts'
import { type Sum, work } from './rules/sum.ts'
import { yearGrid } from './rules/year-grid.ts'
import { keptYears } from './store.ts'
import type { views } from './views/index.ts'
import type { Asked } from './views/public/calendar.tsx'

const view = viewsOf<typeof views>()

const DAYS = cite('civil-code', '第二百零一条', '开始的当日不计入，自下一日开始计算')
const YEAR_MIN = 2014

const text = z.string().max(40).default('')
const query = z.object({ year: text, start: text, time: text, unit: text, count: text })

type Wrong = { readonly field: string; readonly text: string }

/** What was asked for, or what is wrong with it; nothing when nothing was asked. */
const readSum = (
  { start, time, unit, count }: Asked,
  t: Context['t'],
): { readonly sum?: Sum; readonly errors: readonly Wrong[] } => {
  if (start === '' && count === '') return { errors: [] }
  const kind = unit === 'day' || unit === 'hour' ? unit : 'workingDay'
  const date = parseDate(start)
  const at = parseInstant(`${start}T${time === '' ? '00:00' : time}:00+08:00`)
  const number = /^\d{1,6}$/.test(count) ? Number(count) : 0
  const max = COUNT_MAX[kind]
  const errors: Wrong[] = []
  if (date === undefined || Number(start.slice(0, 4)) < YEAR_MIN || Number(start.slice(0, 4)) >= YEAR_MAX - 100)
    errors.push({ field: 'start', text: t('calendar:sum.startWrong', { min: YEAR_MIN, max: YEAR_MAX - 101 }) })
  else if (kind === 'hour' && at === undefined) errors.push({ field: 'time', text: t('calendar:sum.timeWrong') })
  if (number < 1 || number > max) errors.push({ field: 'count', text: t('calendar:sum.countWrong', { max }) })
  if (errors.length > 0 || date === undefined || at === undefined) return { errors }
  const sum: Sum =
    kind === 'hour' ? { unit: kind, start: at, count: number } : { unit: kind, start: date, count: number }
  return { sum, errors: [] }
}

export const publicPage: Route = page({
  id: 'calendar.page',
  shared: true,
  path: '/open/calendar',
  access: { policy, verb: 'view' },
  query,
  load: async ({ db, now, t, sourceTitle }, { query: { year: asked, ...form } }) => {
    const [calendar, kept] = [await calendarOf(db), await keptYears(db)]
    const present = Number(dateOf(now).slice(0, 4))
    const wanted = /^\d{4}$/.test(asked) ? Number(asked) : present
    const year = Math.min(YEAR_MAX, Math.max(YEAR_MIN, wanted))
    const named = new Map<LocalDate, { readonly off: boolean; readonly name: string }>(
      kept.flatMap(({ days }) => days.map(day => [day.date, day] as const)),
    )
    const { sum, errors } = readSum(form, t)
    const years = [...new Set([...[...calendar.loaded].toSorted((a, b) => a - b), present, present + 1])]
    return ok(
      view(
        'calendar.public',
        {
          year,
          years,
          notices: kept.find(one => one.year === year)?.notices,
          months: yearGrid(calendar, year, named),
          asked: { ...form, unit: form.unit === '' ? 'workingDay' : form.unit },
          worked: sum === undefined ? null : work(calendar, sum, named),
          errors,
          basis: { title: sourceTitle(DAYS.source), article: DAYS.article, quote: DAYS.quote },
        },
        t('calendar:public.title', { year }),
        errors.length > 0 ? 422 : 200,
      ),
    )
  },
})
