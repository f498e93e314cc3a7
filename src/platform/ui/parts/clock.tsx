import type { ReactNode } from 'react'
import type { ClockState } from '../../../kernel/procedure/clock.ts'
import type { Instant } from '../../../kernel/time.ts'
import { useFormat, useNow, useT } from '../context.tsx'
import type { BasisItem } from './basis.tsx'
import { Basis } from './basis.tsx'
import type { Tone } from './chip.tsx'
import { Chip } from './chip.tsx'

export type ClockProps = {
  readonly name: string
  /** The rule in words: `1 小时`, `3 个工作日`. */
  readonly rule: string
  readonly state: ClockState
  /** When it started to run; absent while it waits for its anchor. */
  readonly from?: Instant
  readonly due?: Instant
  /** The due date ends with its day: it is shown as a date, not as a time. */
  readonly wholeDay?: boolean
  readonly stopped?: Instant
  /** The year's calendar is not published yet, so the date may still move. */
  readonly provisional?: boolean
  /** What is left or was used in the clock's own unit (`1 个工作日`); the span of time where absent. */
  readonly amount?: string
  readonly pauses?: readonly { readonly from: Instant; readonly to?: Instant; readonly why: string }[]
  /** Why this date: lines of the computation, in order. */
  readonly why?: readonly string[]
  readonly basis?: readonly BasisItem[]
}

const TONES: Readonly<Record<ClockState, Tone>> = {
  waiting: 'plain',
  running: 'warn',
  paused: 'plain',
  met: 'ok',
  'met-late': 'late',
  overdue: 'late',
  cancelled: 'plain',
}

/** How much of the span has gone, 0 to 100. */
const gone = ({ from, due, stopped }: ClockProps, now: Instant): number => {
  if (from === undefined || due === undefined || due <= from) return 0
  return Math.max(0, Math.min(100, Math.round((((stopped ?? now) - from) * 100) / (due - from))))
}

const useWords = (props: ClockProps): { readonly text: string; readonly rule: string } => {
  const t = useT()
  const format = useFormat()
  const now = useNow()
  const { state, rule, from, due, stopped, wholeDay = false, amount } = props
  const left = due === undefined ? '' : format.span(due - now)
  const over = due === undefined ? '' : format.span((stopped ?? now) - due)
  const used = from === undefined || stopped === undefined ? '' : format.span(stopped - from)
  const span =
    amount ??
    { running: left, overdue: over, met: used, 'met-late': over, waiting: '', paused: '', cancelled: '' }[state]
  const until = due === undefined ? '' : wholeDay ? format.day(due, now) : format.moment(due, now)
  return { text: t(`clock.${state}`, { span }), rule: until === '' ? rule : t('clock.rule', { rule, until }) }
}

/** A clock, always shown the same way: name, rule, state, bar; under it from when it runs and why that date. */
export const Clock = (props: ClockProps) => {
  const now = useNow()
  const t = useT()
  const { name, state, due, amount } = props
  const { text, rule } = useWords(props)
  const live = state === 'running' && amount === undefined && due !== undefined
  return (
    <li className={`clock ${state}`}>
      <div className="clock-head">
        <b>{name}</b>
        <span className="why">{rule}</span>
        <Chip tone={TONES[state]} {...(state === 'paused' ? { sign: 'pause' as const } : {})}>
          {live ? (
            <span
              data-countdown={due}
              data-now={now}
              data-running={t('clock.running', { span: '%' })}
              data-overdue={t('clock.overdue', { span: '%' })}
            >
              {text}
            </span>
          ) : (
            text
          )}
        </Chip>
      </div>
      <svg className="bar" width="100%" height="6" aria-hidden="true" focusable="false">
        <rect width="100%" height="6" className="track" />
        <rect width={`${gone(props, now)}%`} height="6" className={`fill ${TONES[state]}`} />
      </svg>
      <Below {...props} />
    </li>
  )
}

const Below = ({ from, provisional = false, pauses = [], why = [], basis = [] }: ClockProps) => {
  const t = useT()
  const format = useFormat()
  const now = useNow()
  if (from === undefined && why.length === 0 && basis.length === 0) return null
  return (
    <div className="clock-below why">
      {from !== undefined && <p>{t('clock.from', { at: format.moment(from, now) })}</p>}
      {pauses.map(pause => (
        <p key={pause.from}>
          {pause.to === undefined
            ? t('clock.pausedSince', { from: format.moment(pause.from, now), why: pause.why })
            : t('clock.pausedFor', {
                from: format.moment(pause.from, now),
                to: format.moment(pause.to, now),
                why: pause.why,
              })}
        </p>
      ))}
      {provisional && <p>{t('clock.provisional')}</p>}
      {(why.length > 0 || basis.length > 0) && (
        <details>
          <summary>{t('clock.why')}</summary>
          {why.map(line => (
            <p key={line}>{line}</p>
          ))}
          <Basis items={basis} />
        </details>
      )}
    </div>
  )
}

/** The clocks of one matter. */
export const Clocks = ({ children }: { readonly children: ReactNode }) => <ul className="clocks">{children}</ul>
