import type { ReactNode } from 'react'
import type { Instant } from '../../../kernel/time.ts'
import { useFormat, useT } from '../context.tsx'
import { Facts } from './list.tsx'
import { Sign } from './sign.tsx'

export type ReceiptProps = {
  readonly title: string
  /** The number to name when asking; large, so that it can be read out. */
  readonly number: string
  readonly at: Instant
  readonly items?: readonly { readonly term: string; readonly value: ReactNode }[]
  /** Hash of the journal entry, and its place in the journal once it has one. */
  readonly entry?: { readonly hash: string; readonly index?: number; readonly href?: string }
  readonly children?: ReactNode
}

/** What one holds in hand afterwards: the number, the time, and the mark in the public journal. */
export const Receipt = ({ title, number, at, items = [], entry, children }: ReceiptProps) => {
  const t = useT()
  const format = useFormat()
  return (
    <section className="receipt">
      <h1>
        <Sign name="done" /> {title}
      </h1>
      <p className="number">
        <small>{t('receipt.number')}</small>
        <b>{number}</b>
      </p>
      <Facts items={[{ term: t('receipt.at'), value: `${format.date(at)} ${format.time(at)}` }, ...items]} />
      {entry !== undefined && (
        <p className="why entry">
          {entry.index === undefined ? t('receipt.soon') : t('receipt.entry', { index: entry.index })}{' '}
          <code>{entry.hash}</code>
          {entry.href !== undefined && <a href={entry.href}>{t('receipt.verify')}</a>}
        </p>
      )}
      {children}
    </section>
  )
}
