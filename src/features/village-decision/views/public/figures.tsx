import { useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { FiguresPage, useYearField, withSum } from '../../../../platform/ui/parts/figures-page.tsx'
import type { TownFigures } from '../../store/figures.ts'

type Line = TownFigures & { readonly name: string }

export type VillageFiguresProps = {
  readonly year: number
  readonly thisYear: number
  readonly lines: readonly Line[]
}

const NUMBERS = [
  'proposed',
  'due',
  'present',
  'meetings',
  'noQuorum',
  'voted',
  'passed',
  'done',
  'daysToPass',
  'daysToDone',
] as const
/** 开会难、议事难、执行难: whether people come, whether it comes to a decision, whether it is carried out. */
export const VillageFigures = ({ year, thisYear, lines }: VillageFiguresProps) => {
  const t = useT('village-decision')
  const share = (part: number, whole: number): string =>
    whole === 0 ? '—' : t('pages.figures.share', { part, whole, percent: Math.round((part * 1000) / whole) / 10 })
  const days = (sum: number, of: number): string =>
    of === 0 ? '—' : t('pages.figures.days', { days: Math.round((sum * 10) / of) / 10 })
  const rows = withSum(lines, NUMBERS, { town: '', name: t('pages.figures.sum') })
  const yearField = useYearField('village-decision', year, thisYear)
  return (
    <FiguresPage
      space="village-decision"
      tab="/open/work-orders"
      back={{ href: '/open/village-decisions', label: t('pages.list.title') }}
      path="/open/village-figures"
      fields={[yearField]}
    >
      <DataTable
        caption={t('pages.figures.caption', { year })}
        rows={rows}
        rowKey={line => line.town}
        stack
        empty={t('pages.list.none')}
        columns={[
          { key: 'name', head: t('pages.list.town'), names: true, cell: line => line.name },
          { key: 'proposed', head: t('pages.figures.proposed'), figures: true, cell: line => line.proposed },
          {
            key: 'came',
            head: t('pages.figures.came'),
            figures: true,
            cell: line => share(line.present, line.due),
          },
          { key: 'noQuorum', head: t('pages.figures.noQuorum'), figures: true, cell: line => line.noQuorum },
          {
            key: 'passed',
            head: t('pages.figures.passed'),
            figures: true,
            cell: line => share(line.passed, line.voted),
          },
          { key: 'done', head: t('pages.figures.done'), figures: true, cell: line => share(line.done, line.passed) },
          {
            key: 'toPass',
            head: t('pages.figures.toPass'),
            figures: true,
            cell: line => days(line.daysToPass, line.passed),
          },
          {
            key: 'toDone',
            head: t('pages.figures.toDone'),
            figures: true,
            cell: line => days(line.daysToDone, line.done),
          },
        ]}
      />
    </FiguresPage>
  )
}
