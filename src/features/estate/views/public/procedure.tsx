import { useT } from '../../../../platform/ui/context.tsx'
import { ProcedurePage, type ProcedureProps } from '../../../../platform/ui/parts/procedure-page.tsx'

/** How owners form their assembly, read off the very definition the program runs. */
export const FormationProcedure = (props: ProcedureProps) => {
  const t = useT('estate')
  return (
    <ProcedurePage
      {...props}
      space="estate"
      tab="/open/work-orders"
      back={{ href: '/open/estates', label: t('pages.list.title') }}
      law="/open/law"
      what={t('pages.procedure.what')}
    />
  )
}
