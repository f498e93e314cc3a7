import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { Cities } from './cities.tsx'
import { Grids } from './grids.tsx'
import { Hotlines } from './hotlines.tsx'
import { Organisations } from './organisations.tsx'
import { People } from './people.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const OVERSEERS = ['systemAdmin', 'securityAdmin', 'auditAdmin', 'auditor']

const Side = () => {
  const t = useT('directory')
  const roles = useGet<Me>('/api/me').data?.offices.map(({ role }) => role) ?? []
  if (!OVERSEERS.some(role => roles.includes(role))) return null
  return (
    <SideGroup title={t('name')}>
      <SideLink href="/console/organisations">{t('staff.organisations.title')}</SideLink>
      <SideLink href="/console/people">{t('staff.people.title')}</SideLink>
      {roles.includes('systemAdmin') && <SideLink href="/console/grids">{t('staff.grids.title')}</SideLink>}
      <SideLink href="/console/hotlines">{t('staff.hotlines.title')}</SideLink>
      <SideLink href="/console/cities">{t('staff.cities.title')}</SideLink>
    </SideGroup>
  )
}

export const directoryConsole: ConsoleModule = {
  id: 'directory',
  pages: [
    { path: '/console/cities', page: Cities },
    { path: '/console/organisations', page: Organisations },
    { path: '/console/people', page: People },
    { path: '/console/grids', page: Grids },
    { path: '/console/hotlines', page: Hotlines },
  ],
  Side,
}
