import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { VotesPage } from './votes-page.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const SEES: ReadonlySet<string> = new Set(['communityWorker', 'unitLead', 'auditor'])

const Side = () => {
  const t = useT('owners-vote')
  const sees = useGet<Me>('/api/me').data?.offices.some(({ role }) => SEES.has(role)) ?? false
  if (!sees) return null
  return (
    <SideGroup title={t('console.group')}>
      <SideLink href="/console/owners-votes">{t('console.title')}</SideLink>
    </SideGroup>
  )
}

/** Votes of owners in the staff console. */
export const ownersVotes: ConsoleModule = {
  id: 'owners-vote',
  pages: [{ path: '/console/owners-votes', page: VotesPage }],
  Side,
}
