import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { ProcedurePage, type ProcedureProps } from '../../../../platform/ui/parts/procedure-page.tsx'
import { ROUTES } from '../../rules/matters.ts'

/** How a repair fund is used, read off the very definition the program runs: before and after it was handed over. */
export const FundUseProcedure = ({ route, ...props }: ProcedureProps & { readonly route: string }) => {
  const t = useT('fund-use')
  const href = useHref()
  return (
    <ProcedurePage
      {...props}
      space="fund-use"
      tab="/open/work-orders"
      back={{ href: '/open/fund-uses', label: t('pages.list.title') }}
      law="/open/law"
      what={t(`pages.procedure.what.${route}`)}
    >
      <p className="meta after">
        {ROUTES.filter(other => other !== route).map(other => (
          <a key={other} href={href(`/open/procedures/fund-use?route=${other}`)}>
            {t(`pages.procedure.to.${other}`)}
          </a>
        ))}
      </p>
    </ProcedurePage>
  )
}
