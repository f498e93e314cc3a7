import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { Claims } from './claims.tsx'
import { Merges } from './merges.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const Side = () => {
  const t = useT('real-name')
  const roles = useGet<Me>('/api/me').data?.offices.map(({ role }) => role) ?? []
  const [counter, security] = [roles.includes('communityWorker'), roles.includes('securityAdmin')]
  if (!counter && !security) return null
  return (
    <SideGroup title={t('side.title')}>
      {counter && <SideLink href="/console/level-claims">{t('claims.title')}</SideLink>}
      {security && <SideLink href="/console/merges">{t('merges.title')}</SideLink>}
    </SideGroup>
  )
}

export const realNameConsole: ConsoleModule = {
  id: 'real-name',
  pages: [
    { path: '/console/level-claims', page: Claims },
    { path: '/console/merges', page: Merges },
  ],
  Side,
}
