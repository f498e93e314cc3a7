import { useT } from '../../../../platform/ui/context.tsx'
import { ProcedurePage, type ProcedureProps } from '../../../../platform/ui/parts/procedure-page.tsx'
import { Named } from './named.tsx'

/** How owners decide, read off the very definition the program runs. */
export const OwnersVoteProcedure = (props: ProcedureProps) => {
  const t = useT('owners-vote')
  return (
    <ProcedurePage
      {...props}
      space="owners-vote"
      tab="/open/work-orders"
      back={{ href: '/open/owners-votes', label: t('pages.list.title') }}
      law="/open/law"
      what={t('pages.procedure.what')}
      top={<Named />}
    />
  )
}
