import type { Instant } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Empty, Facts } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { useHours } from '../when.tsx'

type Line = {
  readonly area: string
  readonly name: string
  readonly topic: string
  readonly volunteers: number
  readonly active: number
  readonly services: number
  readonly minutes: number
}

export type VolunteerFiguresProps = { readonly items: readonly Line[]; readonly at: Instant | null }

/** What the law has published (条例 34): volunteers, who is active, services and hours, by field and by town. */
export const VolunteerFigures = ({ items, at }: VolunteerFiguresProps) => {
  const t = useT('volunteering')
  const { number, date } = useFormat()
  const hours = useHours()
  const [city] = items
  const topics = items.filter(({ area, topic }) => area === city?.area && topic !== '')
  const towns = items.filter(({ area, topic }) => area !== city?.area && topic === '')
  const cells = [
    { key: 'services', head: t('figure.services'), figures: true, cell: (row: Line) => number(row.services) },
    { key: 'minutes', head: t('figure.hours'), figures: true, cell: (row: Line) => hours(row.minutes) },
  ]
  return (
    <Shell
      tab="/open/work-orders"
      width="wide"
      back={{ href: '/open/volunteering', label: t('pages.list.title') }}
      meta={{ ColumnName: t('pages.figures.title') }}
    >
      <h1>{t('pages.figures.title')}</h1>
      {city === undefined || at === null ? (
        <Empty title={t('pages.figures.none')} />
      ) : (
        <>
          <p className="lead">{t('pages.figures.lead', { date: date(at) })}</p>
          <Facts
            items={[
              { term: t('figure.volunteers'), value: number(city.volunteers) },
              { term: t('figure.active'), value: number(city.active) },
              { term: t('figure.services'), value: number(city.services) },
              { term: t('figure.hours'), value: hours(city.minutes) },
            ]}
          />
          <DataTable
            caption={t('pages.figures.topics')}
            rows={topics}
            rowKey={row => row.topic}
            columns={[
              { key: 'topic', head: t('field.topic'), names: true, cell: row => t(`topic.${row.topic}`) },
              ...cells,
            ]}
          />
          <DataTable
            caption={t('pages.figures.towns')}
            rows={towns}
            rowKey={row => row.area}
            columns={[
              { key: 'name', head: t('field.town'), names: true, cell: row => row.name },
              { key: 'volunteers', head: t('figure.volunteers'), figures: true, cell: row => number(row.volunteers) },
              { key: 'active', head: t('figure.active'), figures: true, cell: row => number(row.active) },
              ...cells,
            ]}
          />
          <p className="why">{t('pages.figures.how')}</p>
        </>
      )}
    </Shell>
  )
}
