import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Rate } from '../../../../platform/ui/parts/figure.tsx'
import { FiguresPage, sumOf, useYearField, withSum } from '../../../../platform/ui/parts/figures-page.tsx'
import type { TownFigures } from '../../store/figures.ts'

type Line = TownFigures & { readonly name: string }

export type DeliberationFiguresProps = {
  readonly year: number
  readonly thisYear: number
  readonly lines: readonly Line[]
}

const NUMBERS = [
  'listed',
  'meetings',
  'due',
  'present',
  'noQuorum',
  'talked',
  'resolved',
  'done',
  'daysToMeet',
  'daysToDone',
  'rated',
  'satisfied',
] as const
/** 开会难、议事难、执行难: whether people come, whether it comes to an agreement, whether it is carried out. */
export const DeliberationFigures = ({ year, thisYear, lines }: DeliberationFiguresProps) => {
  const t = useT('deliberation')
  const { percent } = useFormat()
  const share = (part: number, whole: number): string =>
    whole === 0 ? '—' : t('pages.figures.share', { part, whole, percent: percent(part, whole) })
  const days = (sum: number, of: number): string =>
    of === 0 ? '—' : t('pages.figures.days', { days: Math.round((sum * 10) / of) / 10 })
  const blank = { town: '', name: t('pages.figures.sum') }
  const sum = sumOf(lines, NUMBERS, blank)
  const rows = withSum(lines, NUMBERS, blank)
  const yearField = useYearField('deliberation', year, thisYear)
  const asOf = t('pages.figures.asOf', { year })
  return (
    <FiguresPage
      space="deliberation"
      tab="/open/work-orders"
      back={{ href: '/open/deliberations', label: t('pages.list.title') }}
      path="/open/deliberation-figures"
      fields={[yearField]}
    >
      <dl className="figures">
        <Rate label={t('pages.figures.meeting')} part={sum.present} whole={sum.due} asOf={asOf} />
        <Rate label={t('pages.figures.agreeing')} part={sum.resolved} whole={sum.talked} asOf={asOf} />
        <Rate label={t('pages.figures.doing')} part={sum.done} whole={sum.resolved} asOf={asOf} />
        <Rate label={t('pages.figures.satisfied')} part={sum.satisfied} whole={sum.rated} asOf={asOf} />
      </dl>
      <DataTable
        caption={t('pages.figures.caption', { year })}
        rows={rows}
        rowKey={line => line.town}
        stack
        empty={t('pages.list.none')}
        columns={[
          { key: 'name', head: t('pages.list.town'), names: true, cell: line => line.name },
          { key: 'listed', head: t('pages.figures.listed'), figures: true, cell: line => line.listed },
          { key: 'meetings', head: t('pages.figures.meetings'), figures: true, cell: line => line.meetings },
          { key: 'came', head: t('pages.figures.came'), figures: true, cell: line => share(line.present, line.due) },
          { key: 'noQuorum', head: t('pages.figures.noQuorum'), figures: true, cell: line => line.noQuorum },
          {
            key: 'resolved',
            head: t('pages.figures.resolved'),
            figures: true,
            cell: line => share(line.resolved, line.talked),
          },
          { key: 'done', head: t('pages.figures.done'), figures: true, cell: line => share(line.done, line.resolved) },
          {
            key: 'toMeet',
            head: t('pages.figures.toMeet'),
            figures: true,
            cell: line => days(line.daysToMeet, line.resolved),
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
