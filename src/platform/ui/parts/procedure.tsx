import { useAround, useT } from '../context.tsx'
import { Basis, type BasisItem } from './basis.tsx'
import { Diagram, type DiagramProps } from './diagram.tsx'

/** A step of a procedure in words, with everything that can be done in it. */
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

export type ProcedureShown = { readonly steps: readonly ProcedureStep[]; readonly diagram: DiagramProps }

/** The way from beginning to end: a picture, or for who wants it large a numbered list. */
export const ProcedurePicture = ({ steps, diagram }: ProcedureShown) => {
  const t = useT()
  const { elder } = useAround()
  return (
    <section>
      <h2>{t('procedure.picture')}</h2>
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
          <p className="why">{t('procedure.pictureWhy')}</p>
        </>
      )}
    </section>
  )
}

const Step = ({ step }: { readonly step: ProcedureStep }) => {
  const t = useT()
  const and = t('procedure.and')
  return (
    <details className="fold">
      <summary>
        {step.zh} <small>{t('procedure.count', { count: step.actions.length })}</small>
      </summary>
      {step.says !== '' && <p>{step.says}</p>}
      <ul className="deeds">
        {step.actions.map(line => (
          <li key={line.action}>
            <p>
              <b>{line.zh}</b> {line.to.length > 0 && t('procedure.leads', { to: line.to.join(and) })}
            </p>
            <p className="meta">{t('procedure.by', { by: line.by.join(and) })}</p>
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

/** Step by step: who may do what, what must hold first, and what it rests on. */
export const ProcedureSteps = ({ steps }: Pick<ProcedureShown, 'steps'>) => {
  const t = useT()
  return (
    <section>
      <h2>{t('procedure.steps')}</h2>
      <p className="why">{t('procedure.stepsWhy')}</p>
      {steps
        .filter(step => step.actions.length > 0)
        .map(step => (
          <Step key={step.step} step={step} />
        ))}
      <h3>{t('procedure.ends')}</h3>
      <ul className="plain-list">
        {steps
          .filter(step => step.end)
          .map(step => (
            <li key={step.step}>
              <b>{step.zh}</b> {step.says}
            </li>
          ))}
      </ul>
    </section>
  )
}

/** A number of a procedure as it holds today, with its source. */
export type LimitShown = { readonly name: string; readonly value: string; readonly basis: readonly BasisItem[] }

/** Every number, each with its own source folded under it. */
export const ProcedureLimits = ({
  title,
  limits,
}: {
  readonly title: string
  readonly limits: readonly LimitShown[]
}) => {
  const t = useT()
  return (
    <section>
      <h2>{title}</h2>
      <dl className="limits">
        {limits.map(limit => (
          <div key={limit.name}>
            <dt>{limit.name}</dt>
            <dd>
              <b>{limit.value}</b>
              <details>
                <summary>{t('procedure.basis')}</summary>
                <Basis items={limit.basis} />
              </details>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
