import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { ElectionsPage } from './elections-page.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const SEES: ReadonlySet<string> = new Set(['communityWorker', 'unitLead', 'auditor'])

const Side = () => {
  const t = useT('committee-election')
  const sees = useGet<Me>('/api/me').data?.offices.some(({ role }) => SEES.has(role)) ?? false
  if (!sees) return null
  return (
    <SideGroup title={t('console.group')}>
      <SideLink href="/console/elections">{t('console.title')}</SideLink>
    </SideGroup>
  )
}

/** Committee elections in the staff console. */
export const committeeElections: ConsoleModule = {
  id: 'committee-election',
  pages: [{ path: '/console/elections', page: ElectionsPage }],
  Side,
}
