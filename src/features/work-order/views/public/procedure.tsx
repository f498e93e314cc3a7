import { useAround, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Part } from '../parts/order-parts.tsx'
import { Diagram, type DiagramProps } from './diagram.tsx'

export type ProcedureStep = {
  readonly step: string
  readonly zh: string
  readonly says: string
  readonly end: boolean
  readonly actions: readonly {
    readonly action: string
    readonly zh: string
    readonly by: readonly string[]
    readonly to: readonly string[]
    readonly gates: readonly string[]
    readonly basis: readonly BasisItem[]
  }[]
}

export type Limit = { readonly name: string; readonly value: string; readonly basis: readonly BasisItem[] }

export type ProcedureProps = {
  readonly version: string
  readonly steps: readonly ProcedureStep[]
  readonly limits: readonly Limit[]
  readonly urgent: readonly { readonly no: number; readonly zh: string | null }[]
  readonly urgentBasis: readonly BasisItem[]
  readonly diagram: DiagramProps
}

/** How the city handles what is reported, read off the very definition the program runs. */
export const Procedure = (props: ProcedureProps) => {
  const t = useT('work-order')
  const href = useHref()
  const { elder } = useAround()
  const { version, steps, limits, urgent, urgentBasis, diagram } = props
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
      <Part title={t('pages.procedure.picture')}>
        {elder ? (
          <ol className="numbered">
            {diagram.spine.map(({ step, zh }) => (
              <li key={step}>
                <b>{zh}</b> {steps.find(each => each.step === step)?.says}
              </li>
            ))}
          </ol>
        ) : (
          <>
            <Diagram {...diagram} />
            <p className="why">{t('pages.procedure.pictureWhy')}</p>
          </>
        )}
      </Part>
      <Part title={t('pages.procedure.limits')}>
        <dl className="limits">
          {limits.map(limit => (
            <div key={limit.name}>
              <dt>{limit.name}</dt>
              <dd>
                <b>{limit.value}</b>
                <details>
                  <summary>{t('pages.procedure.basis')}</summary>
                  <Basis items={limit.basis} />
                </details>
              </dd>
            </div>
          ))}
        </dl>
      </Part>
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
      <Part title={t('pages.procedure.steps')}>
        <p className="why">{t('pages.procedure.stepsWhy')}</p>
        {steps
          .filter(step => step.actions.length > 0)
          .map(step => (
            <Step key={step.step} step={step} />
          ))}
        <h3>{t('pages.procedure.ends')}</h3>
        <ul className="plain-list">
          {steps
            .filter(step => step.end)
            .map(step => (
              <li key={step.step}>
                <b>{step.zh}</b> {step.says}
              </li>
            ))}
        </ul>
      </Part>
      <Examples />
    </Shell>
  )
}

const Step = ({ step }: { readonly step: ProcedureStep }) => {
  const t = useT('work-order')
  return (
    <details className="fold">
      <summary>
        {step.zh} <small>{t('pages.procedure.count', { count: step.actions.length })}</small>
      </summary>
      {step.says !== '' && <p>{step.says}</p>}
      <ul className="deeds">
        {step.actions.map(line => (
          <li key={line.action}>
            <p>
              <b>{line.zh}</b> {line.to.length > 0 && t('pages.procedure.leads', { to: line.to.join(t('why.and')) })}
            </p>
            <p className="meta">{t('pages.procedure.by', { by: line.by.join(t('why.and')) })}</p>
            {line.gates.length > 0 && (
              <ul className="gates">
                {line.gates.map(gate => (
                  <li key={gate}>{gate}</li>
                ))}
              </ul>
            )}
            <Basis items={line.basis} />
          </li>
        ))}
      </ul>
    </details>
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
