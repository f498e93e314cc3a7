import type { ReactNode } from 'react'
import { useFormat, useHref, useT } from '../context.tsx'
import { Sign } from './sign.tsx'

export type FigurePairProps = {
  readonly label: string
  /** A count is grouped by thousands; a text (an area, an amount) is shown as it is. */
  readonly part: number | string
  readonly whole?: number | string
  readonly unit?: string
  /** The threshold in words: `须过半`. */
  readonly rule?: string
  readonly met?: boolean
  /** The rows behind the figure. */
  readonly href?: string
}

/** A number with its parts: never a rate without its counts, never a threshold without its sign. */
export const FigurePair = ({ label, part, whole, unit, rule, met, href }: FigurePairProps) => {
  const { number } = useFormat()
  const link = useHref()
  const t = useT()
  const show = (value: number | string): string => (typeof value === 'number' ? number(value) : value)
  const figure = (
    <>
      {show(part)}
      {whole !== undefined && <span className="of"> / {show(whole)}</span>}
    </>
  )
  return (
    <div className="figure">
      <dt>
        {label}
        {unit !== undefined && ` ${unit}`}
      </dt>
      <dd>{href === undefined ? figure : <a href={link(href)}>{figure}</a>}</dd>
      {rule !== undefined && (
        <dd className={met === undefined ? 'rule' : met ? 'rule ok' : 'rule late'}>
          {rule}
          {met !== undefined && (
            <>
              {' '}
              <Sign name={met ? 'done' : 'cross'} />
              <span className="unseen">{t(met ? 'figure.met' : 'figure.unmet')}</span>
            </>
          )}
        </dd>
      )}
    </div>
  )
}

/** Figures side by side, two on a phone. */
export const Figures = ({ children }: { readonly children: ReactNode }) => <dl className="figures">{children}</dl>

export type RateProps = {
  readonly label: string
  readonly part: number
  readonly whole: number
  /** As of when, in words. */
  readonly asOf: string
  readonly href?: string
}

/** A rate with its counts, its date and a way to the rows behind it. */
export const Rate = ({ label, part, whole, asOf, href }: RateProps) => {
  const format = useFormat()
  const t = useT()
  const link = useHref()
  const share = whole === 0 ? 0 : Math.floor((part * 100) / whole)
  return (
    <div className="figure rate">
      <dt>{label}</dt>
      <dd>{whole === 0 ? t('figure.none') : format.percent(part, whole)}</dd>
      <dd className="rule">
        <svg className="bar" width="100%" height="4" aria-hidden="true" focusable="false">
          <rect width="100%" height="4" className="track" />
          <rect width={`${share}%`} height="4" className="fill accent" />
        </svg>
        {format.number(part)} / {format.number(whole)} · {asOf}
        {href !== undefined && (
          <>
            {' · '}
            <a href={link(href)}>{t('figure.rows')}</a>
          </>
        )}
      </dd>
    </div>
  )
}
