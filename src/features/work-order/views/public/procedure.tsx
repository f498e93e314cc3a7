import { useAround, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { PrintHead } from '../../../../platform/ui/parts/print.tsx'
import {
  type LimitShown,
  ProcedureLimits,
  ProcedurePicture,
  type ProcedureShown,
  ProcedureSteps,
} from '../../../../platform/ui/parts/procedure.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Part } from '../parts/order-parts.tsx'

export type ProcedureProps = {
  readonly version: string
  readonly limits: readonly LimitShown[]
  readonly urgent: readonly { readonly no: number; readonly zh: string | null }[]
  readonly urgentBasis: readonly BasisItem[]
  readonly procedure: ProcedureShown
}

/** How the city handles what is reported, read off the very definition the program runs. */
export const Procedure = (props: ProcedureProps) => {
  const t = useT('work-order')
  const href = useHref()
  const { elder } = useAround()
  const { version, limits, urgent, urgentBasis, procedure } = props
  const named = urgent.filter(row => row.zh !== null).length
  return (
    <Shell
      tab="/open/work-orders"
      back={{ href: '/open/work-orders', label: t('pages.open.title') }}
      meta={{ ColumnName: t('pages.procedure.title') }}
    >
      <PrintHead title={t('pages.procedure.title')} />
      <h1 className="serif">{t('pages.procedure.title')}</h1>
      <p>{t('pages.procedure.what')}</p>
      {!elder && (
        <p className="why">
          {t('pages.procedure.version', { version })} <a href={href('/open/law')}>{t('pages.procedure.law')}</a>
        </p>
      )}
      <ProcedurePicture {...procedure} />
      <ProcedureLimits title={t('pages.procedure.limits')} limits={limits} />
      <Part title={t('pages.procedure.urgent', { count: urgent.length })}>
        <p className="why">
          {t('pages.procedure.urgentWhy', { count: urgent.length, named, missing: urgent.length - named })}
        </p>
        <DataTable
          caption={t('pages.procedure.urgentCaption')}
          rows={urgent}
          rowKey={row => String(row.no)}
          columns={[
            { key: 'no', head: t('pages.procedure.no'), figures: true, cell: row => row.no },
            {
              key: 'zh',
              head: t('pages.open.category'),
              names: true,
              cell: row => row.zh ?? t('pages.procedure.notGiven'),
            },
            {
              key: 'source',
              head: t('pages.procedure.state'),
              cell: row =>
                row.zh === null ? (
                  <Chip>{t('pages.procedure.numberOnly')}</Chip>
                ) : (
                  <Chip tone="ok">{t('pages.procedure.named')}</Chip>
                ),
            },
          ]}
        />
        <Basis items={urgentBasis} />
      </Part>
      <ProcedureSteps steps={procedure.steps} />
      <Examples />
    </Shell>
  )
}

const EXAMPLES = ['urgent', 'holiday', 'returned', 'unsolved'] as const

/** Worked cases; the scenarios of the tests play the same ones. */
const Examples = () => {
  const t = useT('work-order')
  return (
    <Part title={t('pages.procedure.examples')}>
      <ul className="plain-list">
        {EXAMPLES.map(example => (
          <li key={example}>
            <b>{t(`pages.procedure.example.${example}.title`)}</b> {t(`pages.procedure.example.${example}.text`)}
          </li>
        ))}
      </ul>
    </Part>
  )
}
