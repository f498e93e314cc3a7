import type { ReactNode } from 'react'

export type BallotKindProps = {
  /** Named votes and secret ones look different at a glance: the first has a full edge, the second a broken one. */
  readonly kind: 'named' | 'secret'
  readonly title: string
  /** Why it is so, in one sentence. */
  readonly why: string
  /** Where the rule comes from. */
  readonly children?: ReactNode
}

/** 实名 or 无记名: which of the two a vote is, on every page that has to do with it. */
export const BallotKind = ({ kind, title, why, children }: BallotKindProps) => (
  <aside className={`ballot-kind ${kind}`} aria-label={title}>
    <p>
      <b>{title}</b>
    </p>
    <p className="why">{why}</p>
    {children}
  </aside>
)
