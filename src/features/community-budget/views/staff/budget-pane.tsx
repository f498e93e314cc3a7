import { Button } from 'antd'
import { useState } from 'react'
import { kebab } from '../../../../kernel/kebab.ts'
import { dateOf, partsOf, plusDays } from '../../../../kernel/time.ts'
import { DeedDialog } from '../../../../platform/ui/console/deed-dialog.tsx'
import { Deeds } from '../../../../platform/ui/console/deeds.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import type { ShownBudget } from '../../shown.ts'
import { ReportTable, YearTable } from '../public/year.tsx'
import { BUDGETS } from './data.ts'
import { type BudgetDeed, budgetFields } from './fields.ts'

/** Days the fields propose for a notice; what has to be is asked of the server. */
const POSTED_DAYS = 15

/** What makes sense as things stand: money of this year to plan, a quarter to publish, something left of a year that is over. */
const deedsOf = ({ may, owed, years }: ShownBudget, thisYear: number): readonly BudgetDeed[] =>
  (['plan', 'publish', 'yearEnd'] as const).filter(deed => {
    if (!may.includes(deed)) return false
    if (deed === 'plan') return years.some(({ year }) => year === thisYear)
    return deed === 'publish' ? owed !== null : years.some(({ year, freeFen }) => year < thisYear && freeFen > 0)
  })

/** One budget beside the list: its years, its published quarters, and what can be done now. */
export const BudgetPane = ({ id }: { readonly id: string }) => {
  const t = useT('community-budget')
  const href = useHref()
  const today = dateOf(useNow())
  const [doing, setDoing] = useState<BudgetDeed | null>(null)
  const budget = useGet<ShownBudget>(`${BUDGETS}/${id}`).data
  if (budget === undefined) return null
  const { year } = partsOf(today)
  return (
    <article className="community-budget">
      <h2>{t(`kind.${budget.kind}`)}</h2>
      <p className="meta">{budget.areaName}</p>
      <Deeds space="community-budget" may={deedsOf(budget, year)} onDo={setDoing}>
        <Button href={href(`/console/community-expenses?budget=${id}`)}>{t('console.expenses')}</Button>
        <Button href={href(`/open/community-budgets/${budget.area}`)}>{t('console.public')}</Button>
      </Deeds>
      <YearTable years={budget.years} />
      <ReportTable reports={budget.reports} />
      {doing !== null && (
        <DeedDialog
          key={doing}
          space="community-budget"
          deed={doing}
          source={BUDGETS}
          path={`${id}/${kebab(doing)}`}
          version={undefined}
          fields={budgetFields(doing, t, budget, { year, until: plusDays(today, POSTED_DAYS) })}
          onClose={() => setDoing(null)}
        />
      )}
    </article>
  )
}
