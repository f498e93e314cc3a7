import { useT } from '../../../../platform/ui/context.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { ProcedurePage, type ProcedureProps } from '../../../../platform/ui/parts/procedure-page.tsx'
import { Part } from '../parts/order-parts.tsx'

export type OrderProcedureProps = ProcedureProps & {
  readonly urgent: readonly { readonly no: number; readonly zh: string | null }[]
  readonly urgentBasis: readonly BasisItem[]
}

/** How the city handles what is reported, read off the very definition the program runs. */
export const Procedure = (props: OrderProcedureProps) => {
  const t = useT('work-order')
  const { version, limits, procedure } = props
  return (
    <ProcedurePage
      {...{ version, limits, procedure }}
      space="work-order"
      tab="/open/work-orders"
      back={{ href: '/open/work-orders', label: t('pages.open.title') }}
      law="/open/law"
      what={t('pages.procedure.what')}
      beside={<Urgent {...props} />}
    >
      <Examples />
    </ProcedurePage>
  )
}

/** 特急: the list of a source, by number and, where a verified text gives it, by name. */
const Urgent = ({ urgent, urgentBasis }: Pick<OrderProcedureProps, 'urgent' | 'urgentBasis'>) => {
  const t = useT('work-order')
  const named = urgent.filter(row => row.zh !== null).length
  return (
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
