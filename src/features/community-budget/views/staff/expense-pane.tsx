import { useState } from 'react'
import type { Instant } from '../../../../kernel/time.ts'
import { DeedDialog } from '../../../../platform/ui/console/deed-dialog.tsx'
import { Deeds } from '../../../../platform/ui/console/deeds.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { Timeline } from '../../../../platform/ui/parts/timeline.tsx'
import type { Deed } from '../../rules/gates.ts'
import type { ShownExpense, ShownExpenseFull } from '../../shown.ts'
import { yuan } from '../yuan.ts'
import { EXPENSES } from './data.ts'
import { expenseFields } from './fields.ts'

/** One expense beside the list: what for, to whom, how much, who did what, and what can be done now. */
export const ExpensePane = ({ row }: { readonly row: ShownExpense }) => {
  const t = useT('community-budget')
  const [doing, setDoing] = useState<Deed | null>(null)
  const expense = useGet<ShownExpenseFull>(`${EXPENSES}/${row.id}`).data
  if (expense === undefined) return null
  return (
    <article className="community-expense">
      <h2>{expense.purpose}</h2>
      <p className="meta">
        {[expense.no, expense.areaName, t(`kind.${expense.kind}`), String(expense.year)].join(' · ')}
      </p>
      <p>
        <b>{t(`step.${expense.step}`)}</b> {t(`says.${expense.step}`)}
      </p>
      <Deeds space="community-budget" may={expense.may as readonly Deed[]} onDo={setDoing} />
      <Facts
        items={[
          { term: t('field.category'), value: t(`category.${expense.category}`) },
          { term: t('field.payee'), value: expense.payee },
          { term: t('console.planned'), value: yuan(expense.plannedFen) },
          { term: t('console.paid'), value: expense.paidFen === null ? '—' : yuan(expense.paidFen) },
        ]}
      />
      <Timeline
        items={expense.events.map(event => ({
          key: String(event.seq),
          title: t(`action.${event.action}`),
          at: event.at as Instant,
          state: 'done' as const,
          children: event.note === '' ? null : <span className="said">{event.note}</span>,
        }))}
      />
      {doing !== null && (
        <DeedDialog
          key={doing}
          space="community-budget"
          deed={doing}
          source={EXPENSES}
          path={`${expense.id}/${doing}`}
          version={expense.version}
          danger={doing === 'withdraw' || doing === 'reverse'}
          fields={expenseFields(doing, t, expense)}
          onClose={() => setDoing(null)}
        />
      )}
    </article>
  )
}
