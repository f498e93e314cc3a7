import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { AccountsPage } from './accounts-page.tsx'
import { BankPage } from './bank-page.tsx'
import { FundsPage } from './funds-page.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const SEES: ReadonlySet<string> = new Set(['communityWorker', 'unitHandler', 'unitLead', 'auditor'])

const Side = () => {
  const t = useT('maintenance-fund')
  const sees = useGet<Me>('/api/me').data?.offices.some(({ role }) => SEES.has(role)) ?? false
  if (!sees) return null
  return (
    <SideGroup title={t('console.group')}>
      <SideLink href="/console/funds">{t('console.title')}</SideLink>
    </SideGroup>
  )
}

/** Repair funds in the staff console: for the keeper, the bank, the community, the town and auditors. */
export const fundConsole: ConsoleModule = {
  id: 'maintenance-fund',
  pages: [
    { path: '/console/funds', page: FundsPage },
    { path: '/console/funds/:id/accounts', page: AccountsPage },
    { path: '/console/funds/:id/bank', page: BankPage },
  ],
  Side,
}
