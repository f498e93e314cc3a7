import { Button } from 'antd'
import { buildCalendar, type CalendarYear } from '../../../../kernel/calendar.ts'
import { parseInstant } from '../../../../kernel/time.ts'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { Link, navigate, useSearch } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { yearGrid } from '../../rules/year-grid.ts'
import { YearGrid } from '../parts/year-grid.tsx'
import { useIsOperator } from './use-operator.ts'

type YearLine = {
  readonly year: number
  readonly notices: readonly string[]
  readonly origin: 'shipped' | 'import'
  readonly loadedAt: string
  readonly daysOff: number
  readonly daysWorked: number
}
type Years = { readonly version: string; readonly years: readonly YearLine[]; readonly nextNotice: number }

/** A notice may name days of the December before its year, so the next year's is looked at too. */
const YearDays = ({ year, loaded }: { readonly year: number; readonly loaded: readonly number[] }) => {
  const t = useT('calendar')
  const own = useGet<CalendarYear>(`/api/calendar/${year}`, {}, { enabled: loaded.includes(year) })
  const next = useGet<CalendarYear>(`/api/calendar/${year + 1}`, {}, { enabled: loaded.includes(year + 1) })
  const years = [own.data, next.data].filter(one => one !== undefined)
  if (loaded.includes(year) && own.data === undefined) return <p role="status">{t('staff.loading')}</p>
  const named = new Map(years.flatMap(one => one.days.map(day => [day.date, day] as const)))
  const months = yearGrid(buildCalendar(years, ''), year, named)
  const count = months.reduce((sum, month) => sum + month.workdays, 0)
  return (
    <>
      <h2>{t('public.title', { year })}</h2>
      <p>{t('public.count', { year, count })}</p>
      <YearGrid months={months} />
    </>
  )
}

const Loaded = ({ years }: { readonly years: readonly YearLine[] }) => {
  const t = useT('calendar')
  const { date } = useFormat()
  const day = (iso: string): string => {
    const at = parseInstant(iso)
    return at === undefined ? iso : date(at)
  }
  return (
    <DataTable
      caption={t('staff.loaded')}
      rows={years.toReversed()}
      rowKey={row => String(row.year)}
      columns={[
        {
          key: 'year',
          head: t('staff.year'),
          names: true,
          cell: row => <Link href={`/console/calendar?year=${row.year}`}>{row.year}</Link>,
        },
        { key: 'off', head: t('staff.daysOff'), figures: true, cell: row => row.daysOff },
        { key: 'worked', head: t('staff.daysWorked'), figures: true, cell: row => row.daysWorked },
        { key: 'origin', head: t('staff.origin'), cell: row => t(`staff.origins.${row.origin}`) },
        { key: 'at', head: t('staff.loadedAt'), cell: row => day(row.loadedAt) },
        {
          key: 'notices',
          head: t('staff.notices'),
          cell: row =>
            row.notices.map((notice, index) => (
              <a key={notice} href={notice} rel="noreferrer">
                {t('staff.notice', { n: index + 1 })}
              </a>
            )),
        },
      ]}
    />
  )
}

/** Years offered above the days; every year is in the table below. */
const RECENT = 10

/** Which years are loaded, on what notices, and every day of one of them. */
export const CalendarYears = () => {
  const t = useT('calendar')
  const [search] = useSearch()
  const operator = useIsOperator()
  const href = useHref()
  const answer = useGet<Years>('/api/calendar')
  const years = answer.data?.years ?? []
  const loaded = years.map(({ year }) => year)
  const chosen = Number(search.get('year') ?? Math.max(...loaded, 0))
  return (
    <div className="desk-page">
      <div className="list-head">
        <h1>{t('staff.title')}</h1>
        {answer.data !== undefined && <span className="meta">{t('staff.next', { year: answer.data.nextNotice })}</span>}
        <span className="grow" />
        <Link href="/console/moved">{t('staff.moved')}</Link>
        {operator && (
          <Button type="primary" onClick={() => navigate(href('/console/calendar/import'))}>
            {t('staff.import')}
          </Button>
        )}
      </div>
      <nav aria-label={t('public.years')} className="year-links">
        {loaded.slice(-RECENT).map(year => (
          <Link key={year} href={`/console/calendar?year=${year}`} aria-current={year === chosen ? 'page' : undefined}>
            {year}
          </Link>
        ))}
      </nav>
      {chosen > 0 && <YearDays key={chosen} year={chosen} loaded={loaded} />}
      <Loaded years={years} />
    </div>
  )
}
