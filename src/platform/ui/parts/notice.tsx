import type { ReactNode } from 'react'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { useFormat, useT } from '../context.tsx'

export type NoticeProps = {
  readonly title: string
  /** Number or matter, under the title. */
  readonly about?: string
  readonly children: ReactNode
  /** Who signs and when, at the foot on the right. */
  readonly by?: string
  readonly on?: Instant | LocalDate
  readonly level?: 1 | 2
}

/** A public notice as it hangs on the board: serif text, article, signature, date. */
export const Notice = ({ title, about, children, by, on, level = 1 }: NoticeProps) => {
  const format = useFormat()
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <article className="notice">
      <Heading>{title}</Heading>
      {about !== undefined && <p className="about">{about}</p>}
      {children}
      {(by !== undefined || on !== undefined) && (
        <p className="signed">
          {by}
          {on !== undefined && <time dateTime={format.date(on)}>{format.date(on)}</time>}
        </p>
      )}
    </article>
  )
}

/** 不用相信我们: how to check what was just read, with the ways to do it. */
export const DoNotTrustUs = ({ children, actions }: { readonly children: ReactNode; readonly actions: ReactNode }) => {
  const t = useT()
  return (
    <section className="check">
      <h2>{t('check.title')}</h2>
      <p className="why">{children}</p>
      <div className="actions">{actions}</div>
    </section>
  )
}
