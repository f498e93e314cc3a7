import { useHref, useT } from '../../../../platform/ui/context.tsx'
import type { BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { ProcedurePage, type ProcedureProps } from '../../../../platform/ui/parts/procedure-page.tsx'
import { Secret } from './secret.tsx'

export type ElectionProcedureProps = ProcedureProps & {
  readonly body: string
  readonly secret: readonly BasisItem[]
}

/** How a committee is elected, read off the very definition the program runs. @param body whose */
export const ElectionProcedure = ({ body, secret, ...props }: ElectionProcedureProps) => {
  const t = useT('committee-election')
  const href = useHref()
  const other = body === 'residents' ? 'villagers' : 'residents'
  return (
    <ProcedurePage
      {...props}
      space="committee-election"
      tab="/open/work-orders"
      back={{ href: '/open/elections', label: t('pages.list.title') }}
      law="/open/law"
      what={t('pages.procedure.what', { of: t(`pages.procedure.of.${body}`) })}
      top={
        <>
          <p className="meta">
            <a href={href(`/open/procedures/committee-election?body=${other}`)}>{t(`pages.procedure.of.${other}`)}</a>
          </p>
          <Secret basis={secret} />
        </>
      }
    />
  )
}
