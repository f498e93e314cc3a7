import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { BodiesPage } from './bodies-page.tsx'
import { EstatesPage } from './estates-page.tsx'
import { UnitsPage } from './units-page.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const SEES: ReadonlySet<string> = new Set(['communityWorker', 'unitLead', 'auditor'])

const Side = () => {
  const t = useT('estate')
  const sees = useGet<Me>('/api/me').data?.offices.some(({ role }) => SEES.has(role)) ?? false
  if (!sees) return null
  return (
    <SideGroup title={t('console.group')}>
      <SideLink href="/console/estates">{t('console.title')}</SideLink>
    </SideGroup>
  )
}

/** Estates, their registers and bodies in the staff console. */
export const estateConsole: ConsoleModule = {
  id: 'estate',
  pages: [
    { path: '/console/estates', page: EstatesPage },
    { path: '/console/estates/:id/units', page: UnitsPage },
    { path: '/console/estates/:id/bodies', page: BodiesPage },
  ],
  Side,
}
