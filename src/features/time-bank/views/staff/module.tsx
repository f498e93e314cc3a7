import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { MembersPage } from './members-page.tsx'
import { SchemesPage } from './schemes-page.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }
const SEES: ReadonlySet<string> = new Set(['communityWorker', 'unitLead', 'auditor'])

const Side = () => {
  const t = useT('time-bank')
  const sees = useGet<Me>('/api/me').data?.offices.some(({ role }) => SEES.has(role)) ?? false
  if (!sees) return null
  return (
    <SideGroup title={t('console.group')}>
      <SideLink href="/console/time-banks">{t('console.title')}</SideLink>
    </SideGroup>
  )
}

/** Time banks in the staff console. */
export const timeBankConsole: ConsoleModule = {
  id: 'time-bank',
  pages: [
    { path: '/console/time-banks', page: SchemesPage },
    { path: '/console/time-banks/:id/members', page: MembersPage },
  ],
  Side,
}
