import type { ReactNode } from 'react'
import { useAround, useHref, useT } from '../context.tsx'
import { PrintHead } from './print.tsx'
import {
  type LimitShown,
  ProcedureLimits,
  ProcedurePicture,
  type ProcedureShown,
  ProcedureSteps,
} from './procedure.tsx'
import { Shell, type ShellProps } from './shell.tsx'

/** A procedure as its page shows it, made by `procedureProps`. */
export type ProcedureProps = {
  /** `id@version` of the definition the program runs. */
  readonly version: string
  readonly procedure: ProcedureShown
  readonly limits: readonly LimitShown[]
}

/**
 * The public page of a procedure, read off the very definition the program runs.
 * @param space namespace of the slice's messages, which has `pages.procedure`
 * @param law where the sources are kept  @param what the first sentence  @param top what follows it
 * @param beside what stands between the numbers and the steps  @param children what follows the steps
 */
export const ProcedurePage = ({
  space,
  tab,
  back,
  law,
  what,
  top,
  version,
  procedure,
  limits,
  beside,
  children,
}: ProcedureProps &
  Pick<ShellProps, 'tab' | 'back'> & {
    readonly space: string
    readonly law: string
    readonly what: string
    readonly top?: ReactNode
    readonly beside?: ReactNode
    readonly children?: ReactNode
  }) => {
  const t = useT(space)
  const href = useHref()
  const { elder } = useAround()
  return (
    <Shell {...(tab && { tab })} {...(back && { back })} meta={{ ColumnName: t('pages.procedure.title') }}>
      <PrintHead title={t('pages.procedure.title')} />
      <h1 className="serif">{t('pages.procedure.title')}</h1>
      <p>{what}</p>
      {top}
      {!elder && (
        <p className="why">
          {t('pages.procedure.version', { version })} <a href={href(law)}>{t('pages.procedure.law')}</a>
        </p>
      )}
      <ProcedurePicture {...procedure} />
      <ProcedureLimits title={t('pages.procedure.limits')} limits={limits} />
      {beside}
      <ProcedureSteps steps={procedure.steps} />
      {children}
    </Shell>
  )
}
