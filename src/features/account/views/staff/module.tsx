import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { Accounts } from './accounts.tsx'
import { BreakGlass } from './break-glass.tsx'
import { SecurityLog } from './security-log.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const Side = () => {
  const t = useT('account')
  const roles = new Set(useGet<Me>('/api/me').data?.offices.map(({ role }) => role))
  const [system, security, audit] = ['systemAdmin', 'securityAdmin', 'auditAdmin'].map(role => roles.has(role))
  if (!system && !security && !audit) return null
  return (
    <SideGroup title={t('security.side')}>
      {(system || security) && <SideLink href="/console/accounts">{t('security.accounts.title')}</SideLink>}
      {audit && <SideLink href="/console/security-log">{t('security.log.title')}</SideLink>}
      <SideLink href="/console/break-glass">{t('security.glass.title')}</SideLink>
    </SideGroup>
  )
}

export const accountConsole: ConsoleModule = {
  id: 'account',
  pages: [
    { path: '/console/accounts', page: Accounts },
    { path: '/console/security-log', page: SecurityLog },
    { path: '/console/break-glass', page: BreakGlass },
  ],
  Side,
}
