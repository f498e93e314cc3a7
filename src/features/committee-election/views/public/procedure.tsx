import { useAround, useHref, useT } from '../../../../platform/ui/context.tsx'
import type { BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { PrintHead } from '../../../../platform/ui/parts/print.tsx'
import {
  type LimitShown,
  ProcedureLimits,
  ProcedurePicture,
  type ProcedureShown,
  ProcedureSteps,
} from '../../../../platform/ui/parts/procedure.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Secret } from './secret.tsx'

export type ElectionProcedureProps = {
  readonly version: string
  readonly body: string
  readonly procedure: ProcedureShown
  readonly limits: readonly LimitShown[]
  readonly secret: readonly BasisItem[]
}

const PATH = '/open/procedures/committee-election'

/** How a committee is elected, read off the very definition the program runs. */
export const ElectionProcedure = ({ version, body, procedure, limits, secret }: ElectionProcedureProps) => {
  const t = useT('committee-election')
  const href = useHref()
  const { elder } = useAround()
  const other = body === 'residents' ? 'villagers' : 'residents'
  return (
    <Shell
      tab="/open/work-orders"
      back={{ href: '/open/elections', label: t('pages.list.title') }}
      meta={{ ColumnName: t('pages.procedure.title') }}
    >
      <PrintHead title={t('pages.procedure.title')} />
      <h1 className="serif">{t(`pages.procedure.of.${body}`)}</h1>
      <p>{t('pages.procedure.what')}</p>
      <p className="meta">
        <a href={href(`${PATH}?body=${other}`)}>{t(`pages.procedure.of.${other}`)}</a>
      </p>
      <Secret basis={secret} />
      {!elder && (
        <p className="why">
          {t('pages.procedure.version', { version })} <a href={href('/open/law')}>{t('pages.procedure.law')}</a>
        </p>
      )}
      <ProcedurePicture {...procedure} />
      <ProcedureLimits title={t('pages.procedure.limits')} limits={limits} />
      <ProcedureSteps steps={procedure.steps} />
    </Shell>
  )
}
