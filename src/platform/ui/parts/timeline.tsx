import type { ReactNode } from 'react'
import type { Instant } from '../../../kernel/time.ts'
import { isoOf } from '../../../kernel/time.ts'
import { useFormat, useNow, useT } from '../context.tsx'

export type TimelineItem = {
  /** Needed where two items have the same time or both have none. */
  readonly key?: string
  readonly title: ReactNode
  readonly at?: Instant
  /** Who, through which channel: a short line beside the time. */
  readonly by?: string
  readonly state: 'done' | 'now' | 'next'
  readonly children?: ReactNode
}

/** What happened, in order, and what comes next. */
export const Timeline = ({ items }: { readonly items: readonly TimelineItem[] }) => {
  const format = useFormat()
  const now = useNow()
  const t = useT()
  return (
    <ol className="timeline">
      {items.map(item => (
        <li
          key={item.key ?? `${item.at ?? item.state}`}
          className={item.state}
          aria-current={item.state === 'now' ? 'step' : undefined}
        >
          <span className="what">
            {item.title}
            {item.state === 'next' && <span className="unseen"> {t('timeline.next')}</span>}
          </span>
          {(item.at !== undefined || item.by !== undefined) && (
            <span className="when">
              {item.at !== undefined && <time dateTime={isoOf(item.at)}>{format.moment(item.at, now)}</time>}
              {item.at !== undefined && item.by !== undefined && ' · '}
              {item.by}
            </span>
          )}
          {item.children}
        </li>
      ))}
    </ol>
  )
}

/** Where one is in a form of several pages. */
export const StepOf = ({ step, steps }: { readonly step: number; readonly steps: readonly string[] }) => {
  const t = useT()
  return (
    <p className="step-of">
      <b>{t('timeline.step', { step, of: steps.length })}</b> {steps[step - 1]}
      <svg className="bar" width="100%" height="4" aria-hidden="true" focusable="false">
        <rect width="100%" height="4" className="track" />
        <rect width={`${Math.round((step * 100) / steps.length)}%`} height="4" className="fill accent" />
      </svg>
    </p>
  )
}
