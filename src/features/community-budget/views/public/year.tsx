import type { LocalDate } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import type { ShownBudget } from '../../shown.ts'
import { yuan } from '../yuan.ts'

type Years = { readonly years: ShownBudget['years'] }
type Reports = { readonly reports: ShownBudget['reports'] }
type Spent = ShownBudget['years'][number]['spent']

/** What was spent on what, one below the other. */
const SpentOn = ({ spent }: { readonly spent: Spent }) => {
  const t = useT('community-budget')
  if (spent.length === 0) return <>{t('pages.nothing')}</>
  return (
    <>
      {spent.map(({ category, fen }) => (
        <div key={category}>{t('pages.spentOn', { category: t(`category.${category}`), yuan: yuan(fen) })}</div>
      ))}
    </>
  )
}

/** A budget year by year as the ledger has it now. */
export const YearTable = ({ years }: Years) => {
  const t = useT('community-budget')
  return (
    <DataTable
      caption={t('pages.years.caption')}
      rows={years}
      rowKey={({ year }) => String(year)}
      stack
      empty={t('pages.nothing')}
      columns={[
        { key: 'year', head: t('pages.years.year'), names: true, cell: ({ year }) => year },
        {
          key: 'granted',
          head: t('pages.years.granted'),
          figures: true,
          cell: ({ grantedFen, reason }) => (
            <>
              {grantedFen === null ? '—' : yuan(grantedFen)}
              {reason !== '' && <div className="meta">{t('pages.years.reason', { reason })}</div>}
            </>
          ),
        },
        {
          key: 'moved',
          head: t('pages.years.moved'),
          figures: true,
          cell: ({ movedFen }) => (movedFen === 0 ? '—' : yuan(movedFen)),
        },
        { key: 'spent', head: t('pages.years.spent'), figures: true, cell: ({ spentFen }) => yuan(spentFen) },
        { key: 'on', head: t('pages.years.on'), cell: ({ spent }) => <SpentOn spent={spent} /> },
        { key: 'held', head: t('pages.years.held'), figures: true, cell: ({ heldFen }) => yuan(heldFen) },
        { key: 'free', head: t('pages.years.free'), figures: true, cell: ({ freeFen }) => yuan(freeFen) },
      ]}
    />
  )
}

/** Quarters as they were published. */
export const ReportTable = ({ reports }: Reports) => {
  const t = useT('community-budget')
  const { date } = useFormat()
  return (
    <DataTable
      caption={t('pages.reports.caption')}
      rows={reports}
      rowKey={({ year, quarter }) => `${year}-${quarter}`}
      stack
      empty={t('pages.reports.none')}
      columns={[
        {
          key: 'quarter',
          head: t('pages.reports.quarter'),
          names: true,
          cell: ({ year, quarter }) => t('pages.quarter', { year, quarter }),
        },
        { key: 'opening', head: t('pages.reports.opening'), figures: true, cell: row => yuan(row.openingFen) },
        { key: 'granted', head: t('pages.reports.granted'), figures: true, cell: row => yuan(row.grantedFen) },
        { key: 'returned', head: t('pages.reports.returned'), figures: true, cell: row => yuan(row.returnedFen) },
        { key: 'on', head: t('pages.years.on'), cell: row => <SpentOn spent={row.spent} /> },
        { key: 'closing', head: t('pages.reports.closing'), figures: true, cell: row => yuan(row.closingFen) },
        {
          key: 'posted',
          head: t('pages.reports.posted'),
          cell: row =>
            t('pages.reports.hangs', {
              from: date(row.postedOn as LocalDate),
              until: date(row.until as LocalDate),
              place: row.place,
            }),
        },
      ]}
    />
  )
}
