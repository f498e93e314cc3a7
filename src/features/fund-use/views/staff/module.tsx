import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { ApplyPage } from './apply-page.tsx'
import { UsesPage } from './uses-page.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const SEES: ReadonlySet<string> = new Set(['communityWorker', 'unitLead', 'auditor'])

const Side = () => {
  const t = useT('fund-use')
  const sees = useGet<Me>('/api/me').data?.offices.some(({ role }) => SEES.has(role)) ?? false
  if (!sees) return null
  return (
    <SideGroup title={t('console.group')}>
      <SideLink href="/console/fund-uses">{t('console.title')}</SideLink>
    </SideGroup>
  )
}

/** Uses of repair funds in the staff console. */
export const fundUses: ConsoleModule = {
  id: 'fund-use',
  pages: [
    { path: '/console/fund-uses', page: UsesPage },
    { path: '/console/fund-uses/new', page: ApplyPage },
  ],
  Side,
}
