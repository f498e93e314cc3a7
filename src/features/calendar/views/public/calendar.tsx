import type { Instant, LocalDate } from '../../../../kernel/time.ts'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Basis } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { ErrorSummary, type FieldError } from '../../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { Worked } from '../../rules/sum.ts'
import type { GridMonth } from '../../rules/year-grid.ts'
import { YearGrid } from '../parts/year-grid.tsx'

export type Asked = Readonly<Record<'start' | 'time' | 'unit' | 'count', string>>

export type CalendarProps = {
  readonly year: number
  readonly years: readonly number[]
  /** Undefined where no notice is loaded: the days are by decree and weekends only. */
  readonly notices: readonly string[] | undefined
  readonly months: readonly GridMonth[]
  readonly asked: Asked
  readonly worked: Worked | null
  readonly errors: readonly FieldError[]
  readonly basis: { readonly title: string; readonly article: string; readonly quote: string }
}

const UNITS = ['workingDay', 'day', 'hour'] as const

const Answer = ({ asked, worked }: { readonly asked: Asked; readonly worked: Worked }) => {
  const t = useT('calendar')
  const format = useFormat()
  const said = (at: Instant | LocalDate): string => format.date(at)
  if (worked.unit === 'hour') {
    return (
      <section className="sum" aria-label={t('sum.answer')}>
        <p className="big">{t('sum.dueAt', { date: said(worked.dueAt), time: format.time(worked.dueAt) })}</p>
        <p>{t('sum.hours')}</p>
      </section>
    )
  }
  const { due, raw, provisional, skipped, unit } = worked
  return (
    <section className="sum" aria-label={t('sum.answer')}>
      <p className="big">
        {t('sum.due', { date: said(due) })} {provisional && <Chip tone="warn">{t('provisional')}</Chip>}
      </p>
      <p>{t(unit === 'workingDay' ? 'sum.firstNext' : 'sum.daysCount', { start: asked.start })}</p>
      {raw !== due && <p>{t('sum.moved', { raw: said(raw) })}</p>}
      {skipped.length > 0 && (
        <>
          <h3>{t('sum.skipped', { count: skipped.length })}</h3>
          <ul className="skipped">
            {skipped.map(day => (
              <li key={day.date}>
                {said(day.date)} {t(`kind.${day.kind}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** Years shown at once; the others are folded. */
const RECENT = 6

/** The working days of a year with their notices, and a sum anyone can do again. */
export const CalendarPage = ({ year, years, notices, months, asked, worked, errors, basis }: CalendarProps) => {
  const t = useT('calendar')
  const href = useHref()
  const count = months.reduce((sum, month) => sum + month.workdays, 0)
  const link = (one: number) => (
    <a key={one} href={href(`/open/calendar?year=${one}`)} aria-current={one === year ? 'page' : undefined}>
      {one}
    </a>
  )
  return (
    <Shell width="wide" failed={errors.length > 0}>
      <h1>{t('public.title', { year })}</h1>
      <nav aria-label={t('public.years')}>
        <p className="year-links">{years.slice(-RECENT).map(link)}</p>
        {years.length > RECENT && (
          <details open={!years.slice(-RECENT).includes(year)}>
            <summary>{t('public.earlier')}</summary>
            <p className="year-links">{years.slice(0, -RECENT).map(link)}</p>
          </details>
        )}
      </nav>
      <p>{t('public.count', { year, count })}</p>
      {notices === undefined ? (
        <p>
          <Chip tone="warn">{t('provisional')}</Chip> {t('public.noNotice')}
        </p>
      ) : (
        <>
          <p>{t('public.notices')}</p>
          <ul className="notices">
            {notices.map(notice => (
              <li key={notice}>
                <a href={notice} rel="noreferrer">
                  {notice}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 id="sum">{t('sum.title')}</h2>
      <ErrorSummary errors={errors} />
      <form method="get" action={href('/open/calendar#sum')} className="sum-form">
        <input type="hidden" name="year" value={year} />
        <Field
          kind="date"
          name="start"
          label={t('sum.start')}
          hint={t('sum.startHint')}
          value={asked.start}
          errors={errors}
        />
        <Field
          kind="text"
          name="time"
          label={t('sum.time')}
          hint={t('sum.timeHint')}
          value={asked.time}
          errors={errors}
          optional
          maxLength={5}
        />
        <Field
          kind="select"
          name="unit"
          label={t('sum.unit')}
          value={asked.unit}
          options={UNITS.map(value => ({ value, label: t(`sum.units.${value}`) }))}
        />
        <Field kind="number" name="count" label={t('sum.count')} value={asked.count} errors={errors} />
        <button type="submit" className="button primary">
          {t('sum.button')}
        </button>
      </form>
      {worked !== null && <Answer asked={asked} worked={worked} />}
      <Basis items={[{ kind: 'cite', ...basis }]} />
      <h2>{t('public.months')}</h2>
      <YearGrid months={months} />
    </Shell>
  )
}
