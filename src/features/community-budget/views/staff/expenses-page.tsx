import type { LocalDate } from '../../../../kernel/time.ts'
import { DayCell, InstantCell } from '../../../../platform/ui/console/cells.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { KINDS, STEPS } from '../../rules/kinds.ts'
import type { ShownExpense } from '../../shown.ts'
import { yuan } from '../yuan.ts'
import { EXPENSES } from './data.ts'
import { ExpensePane } from './expense-pane.tsx'

/** What was planned and paid out of the budgets of one's area, newest first. */
export const ExpensesPage = () => {
  const t = useT('community-budget')
  const columns: readonly ListColumn<ShownExpense>[] = [
    { key: 'no', title: t('console.no_'), figures: true, cell: row => row.no },
    { key: 'area', title: t('field.area'), cell: row => row.areaName },
    { key: 'kind', title: t('field.kind'), cell: row => t(`kind.${row.kind}`) },
    { key: 'category', title: t('field.category'), cell: row => t(`category.${row.category}`) },
    { key: 'purpose', title: t('field.purpose'), cell: row => row.purpose },
    { key: 'payee', title: t('field.payee'), cell: row => row.payee, extra: true },
    { key: 'planned', title: t('console.planned'), figures: true, cell: row => yuan(row.plannedFen) },
    {
      key: 'paid',
      title: t('console.paid'),
      figures: true,
      cell: row => (row.paidFen === null ? '' : yuan(row.paidFen)),
    },
    { key: 'step', title: t('console.step'), cell: row => t(`step.${row.step}`) },
    { key: 'on', title: t('console.plannedAt'), figures: true, cell: row => <InstantCell iso={row.plannedAt} /> },
    {
      key: 'paidOn',
      title: t('console.paidOn'),
      figures: true,
      extra: true,
      cell: row => <DayCell day={row.paidOn as LocalDate | null} />,
    },
  ]
  return (
    <ListPage<ShownExpense>
      id="community-expenses"
      title={t('console.expenses')}
      source={EXPENSES}
      rowKey={row => row.id}
      rowName={row => row.no}
      columns={columns}
      filters={[
        {
          kind: 'select',
          name: 'step',
          label: t('console.step'),
          many: true,
          options: STEPS.map(step => ({ value: step, label: t(`step.${step}`) })),
        },
        {
          kind: 'select',
          name: 'kind',
          label: t('field.kind'),
          options: KINDS.map(kind => ({ value: kind, label: t(`kind.${kind}`) })),
        },
      ]}
      detail={row => <ExpensePane key={row.id} row={row} />}
    />
  )
}
