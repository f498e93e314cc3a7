import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { BodiesPage } from './bodies-page.tsx'
import { ChairPage } from './chair-page.tsx'
import type { Me } from './data.ts'
import { ScreenPage } from './screen-page.tsx'
import { TopicsPage } from './topics-page.tsx'
import './staff.css'

const SEES: ReadonlySet<string> = new Set(['communityWorker', 'unitLead', 'deskOperator', 'deskLead', 'auditor'])
const FORMS: ReadonlySet<string> = new Set(['communityWorker', 'unitLead'])

const Side = () => {
  const t = useT('deliberation')
  const roles = useGet<Me>('/api/me').data?.offices.map(({ role }) => role) ?? []
  if (!roles.some(role => SEES.has(role))) return null
  return (
    <SideGroup title={t('console.group')}>
      <SideLink href="/console/deliberations">{t('console.title')}</SideLink>
      {roles.some(role => FORMS.has(role)) && (
        <SideLink href="/console/deliberation-bodies">{t('console.bodies')}</SideLink>
      )}
    </SideGroup>
  )
}

/** Deliberation in the staff console. */
export const deliberations: ConsoleModule = {
  id: 'deliberation',
  pages: [
    { path: '/console/deliberations', page: TopicsPage },
    { path: '/console/deliberations/:id/meeting', page: ChairPage },
    { path: '/console/deliberations/:id/screen', page: ScreenPage },
    { path: '/console/deliberation-bodies', page: BodiesPage },
  ],
  Side,
}
