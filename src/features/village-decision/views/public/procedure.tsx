import { useT } from '../../../../platform/ui/context.tsx'
import { ProcedurePage, type ProcedureProps } from '../../../../platform/ui/parts/procedure-page.tsx'

/** How a village decides, read off the very definition the program runs. @param name of the kind the place has */
export const DecisionProcedure = ({ name, ...props }: ProcedureProps & { readonly name: string }) => {
  const t = useT('village-decision')
  return (
    <ProcedurePage
      {...props}
      space="village-decision"
      tab="/open/work-orders"
      back={{ href: '/open/village-decisions', label: t('pages.list.title') }}
      law="/open/law"
      what={t('pages.procedure.what', { name })}
    />
  )
}
