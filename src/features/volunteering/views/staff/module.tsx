import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { ActivitiesPage } from './activities-page.tsx'
import type { Me } from './data.ts'
import { NeedsPage } from './needs-page.tsx'
import { ServicesPage } from './services-page.tsx'
import { VolunteersPage } from './volunteers-page.tsx'

const SEES: ReadonlySet<string> = new Set(['communityWorker', 'unitLead', 'auditor'])

const Side = () => {
  const t = useT('volunteering')
  const sees = useGet<Me>('/api/me').data?.offices.some(({ role }) => SEES.has(role)) ?? false
  if (!sees) return null
  return (
    <SideGroup title={t('console.group')}>
      <SideLink href="/console/volunteer-activities">{t('console.activities')}</SideLink>
      <SideLink href="/console/volunteer-needs">{t('console.needs')}</SideLink>
      <SideLink href="/console/volunteer-services">{t('console.services')}</SideLink>
      <SideLink href="/console/volunteers">{t('console.volunteers')}</SideLink>
    </SideGroup>
  )
}

/** Volunteering in the staff console. */
export const volunteeringConsole: ConsoleModule = {
  id: 'volunteering',
  pages: [
    { path: '/console/volunteers', page: VolunteersPage },
    { path: '/console/volunteer-activities', page: ActivitiesPage },
    { path: '/console/volunteer-needs', page: NeedsPage },
    { path: '/console/volunteer-services', page: ServicesPage },
  ],
  Side,
}
