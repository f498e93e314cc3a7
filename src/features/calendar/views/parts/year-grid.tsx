import { partsOf } from '../../../../kernel/time.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import type { DayKind, GridMonth } from '../../rules/year-grid.ts'

const WEEK = ['1', '2', '3', '4', '5', '6', '7'] as const

/** The mark beside the number of a day: colour only repeats it. */
const MARKED: Readonly<Record<DayKind, boolean>> = { work: false, rest: false, off: true, 'made-up': true }

const weeksOf = ({ lead, days }: GridMonth) => {
  const cells = [...Array.from({ length: lead }, () => null), ...days]
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_none, day) => cells[week * 7 + day] ?? null),
  )
}

const Month = ({ month }: { readonly month: GridMonth }) => {
  const t = useT('calendar')
  return (
    <table className="month">
      <caption>
        {t('month', { month: month.month })} <span className="meta">{t('workdays', { count: month.workdays })}</span>
      </caption>
      <thead>
        <tr>
          {WEEK.map(day => (
            <th key={day} scope="col">
              {t(`week.${day}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map(week => (
          <tr key={week.find(day => day !== null)?.date}>
            {week.map((day, index) =>
              day === null ? (
                <td key={WEEK[index]} />
              ) : (
                <td key={day.date} className={`day ${day.kind}-day`} title={day.name === '' ? undefined : day.name}>
                  {partsOf(day.date).day}
                  {MARKED[day.kind] && <small>{t(`kind.${day.kind}`)}</small>}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A year at a glance: twelve months, holidays and worked weekends marked in words. */
export const YearGrid = ({ months }: { readonly months: readonly GridMonth[] }) => (
  <div className="year-grid">
    {months.map(month => (
      <Month key={month.month} month={month} />
    ))}
  </div>
)
