import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { LegalHolds } from './legal-holds.tsx'
import { Records } from './records.tsx'
import { Releases, WAITING } from './releases.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const OVERSEES: ReadonlySet<string> = new Set(['systemAdmin', 'auditor'])
const DECIDES: ReadonlySet<string> = new Set(['deskLead', 'auditor'])

const ReleasesLink = () => {
  const t = useT('privacy')
  const found = useGet<{ readonly items: readonly { readonly decidedAt: string | null }[] }>(WAITING)
  const waiting = found.data?.items.filter(({ decidedAt }) => decidedAt === null).length
  return (
    <SideLink href="/console/publication-holds" {...(waiting === undefined ? {} : { count: waiting })}>
      {t('console.releases.title')}
    </SideLink>
  )
}

const Side = () => {
  const t = useT('privacy')
  const roles = useGet<Me>('/api/me').data?.offices.map(({ role }) => role) ?? []
  const oversees = roles.some(role => OVERSEES.has(role))
  const decides = roles.some(role => DECIDES.has(role))
  if (!oversees && !decides) return null
  return (
    <SideGroup title={t('side.title')}>
      {decides && <ReleasesLink />}
      {oversees && <SideLink href="/console/processing-records">{t('console.records.title')}</SideLink>}
      {oversees && <SideLink href="/console/legal-holds">{t('console.holds.title')}</SideLink>}
    </SideGroup>
  )
}

export const privacyConsole: ConsoleModule = {
  id: 'privacy',
  pages: [
    { path: '/console/publication-holds', page: Releases },
    { path: '/console/processing-records', page: Records },
    { path: '/console/legal-holds', page: LegalHolds },
  ],
  Side,
}
