import type { ReactNode } from 'react'
import { useHref } from '../context.tsx'

export type ListRowProps = {
  readonly title: ReactNode
  readonly href?: string
  readonly chips?: ReactNode
  readonly meta?: ReactNode
  /** A short thing at the right end: a time, a count. */
  readonly aside?: ReactNode
  readonly children?: ReactNode
}

/** One thing among others: its name leads to it, one line says how it stands. */
export const ListRow = ({ title, href, chips, meta, aside, children }: ListRowProps) => {
  const link = useHref()
  return (
    <li className="row">
      <div className="row-head">
        {href === undefined ? <b>{title}</b> : <a href={link(href)}>{title}</a>}
        {chips !== undefined && <span className="chips">{chips}</span>}
        {aside !== undefined && <span className="aside">{aside}</span>}
      </div>
      {meta !== undefined && <div className="meta">{meta}</div>}
      {children}
    </li>
  )
}

export const List = ({ children }: { readonly children: ReactNode }) => <ul className="list">{children}</ul>

/** Nothing here: says so, and what can be done instead. */
export const Empty = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => (
  <div className="empty">
    <p>{title}</p>
    {children}
  </div>
)

export type FactsProps = { readonly items: readonly { readonly term: string; readonly value: ReactNode }[] }

/** Terms and what they are for this matter. */
export const Facts = ({ items }: FactsProps) => (
  <dl className="facts">
    {items.map(({ term, value }) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

export type DoorProps = {
  readonly href: string
  readonly title: string
  readonly hint?: string
  readonly tone?: 'primary' | 'plain'
}

/** A way into something, large enough for a thumb. */
export const Door = ({ href, title, hint, tone = 'plain' }: DoorProps) => {
  const link = useHref()
  return (
    <a className={`door ${tone}`} href={link(href)}>
      {title}
      {hint !== undefined && <small>{hint}</small>}
    </a>
  )
}

export const Doors = ({ children }: { readonly children: ReactNode }) => <nav className="doors">{children}</nav>
