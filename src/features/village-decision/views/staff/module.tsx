import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { DecisionsPage } from './decisions-page.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const SEES: ReadonlySet<string> = new Set(['communityWorker', 'unitLead', 'auditor'])

const Side = () => {
  const t = useT('village-decision')
  const sees = useGet<Me>('/api/me').data?.offices.some(({ role }) => SEES.has(role)) ?? false
  if (!sees) return null
  return (
    <SideGroup title={t('console.group')}>
      <SideLink href="/console/village-decisions">{t('console.title')}</SideLink>
    </SideGroup>
  )
}

/** Decisions of villages in the staff console. */
export const villageDecisions: ConsoleModule = {
  id: 'village-decision',
  pages: [{ path: '/console/village-decisions', page: DecisionsPage }],
  Side,
}
