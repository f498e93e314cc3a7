import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { BudgetsPage } from './budgets-page.tsx'
import { ExpensesPage } from './expenses-page.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const SEES: ReadonlySet<string> = new Set(['communityWorker', 'unitLead', 'auditor'])

const Side = () => {
  const t = useT('community-budget')
  const sees = useGet<Me>('/api/me').data?.offices.some(({ role }) => SEES.has(role)) ?? false
  if (!sees) return null
  return (
    <SideGroup title={t('console.group')}>
      <SideLink href="/console/community-budgets">{t('console.title')}</SideLink>
      <SideLink href="/console/community-expenses">{t('console.expenses')}</SideLink>
    </SideGroup>
  )
}

/** Budgets of villages and communities in the staff console. */
export const communityBudgets: ConsoleModule = {
  id: 'community-budget',
  pages: [
    { path: '/console/community-budgets', page: BudgetsPage },
    { path: '/console/community-expenses', page: ExpensesPage },
  ],
  Side,
}
