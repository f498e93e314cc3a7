import { useAround, useHref, useT } from '../../../../platform/ui/context.tsx'
import { PrintHead } from '../../../../platform/ui/parts/print.tsx'
import {
  type LimitShown,
  ProcedureLimits,
  ProcedurePicture,
  type ProcedureShown,
  ProcedureSteps,
} from '../../../../platform/ui/parts/procedure.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Named } from './named.tsx'

export type OwnersVoteProcedureProps = {
  readonly version: string
  readonly procedure: ProcedureShown
  readonly limits: readonly LimitShown[]
}

/** How owners decide, read off the very definition the program runs. */
export const OwnersVoteProcedure = ({ version, procedure, limits }: OwnersVoteProcedureProps) => {
  const t = useT('owners-vote')
  const href = useHref()
  const { elder } = useAround()
  return (
    <Shell
      tab="/open/work-orders"
      back={{ href: '/open/owners-votes', label: t('pages.list.title') }}
      meta={{ ColumnName: t('pages.procedure.title') }}
    >
      <PrintHead title={t('pages.procedure.title')} />
      <h1 className="serif">{t('pages.procedure.title')}</h1>
      <p>{t('pages.procedure.what')}</p>
      <Named />
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
