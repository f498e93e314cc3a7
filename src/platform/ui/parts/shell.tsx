import type { ReactNode } from 'react'
import { useHref, useT, useUi } from '../context.tsx'
import { Document } from './document.tsx'
import { CallBar, Footer, Tabs, Tools } from './surround.tsx'

export type ShellProps = {
  /** Whose page this is: `花苑社区`, `中山市 东区街道`. The city where none is given. */
  readonly place?: { readonly name: string; readonly within?: string }
  /** A way back, shown in place of the seal: what it leads to, in words. */
  readonly back?: { readonly href: string; readonly label: string }
  /** Right end of the header on this page only. */
  readonly tools?: ReactNode
  /** Path of the tab this page belongs to, where its own path does not say. */
  readonly tab?: string
  /** `wide` for tables and maps; text stays in a column one can read. */
  readonly width?: 'text' | 'wide'
  /** The form on this page was refused: the document's title says so. */
  readonly failed?: boolean
  /** Tags that government sites carry on published pages, such as ColumnName and PubDate. */
  readonly meta?: Readonly<Record<string, string>>
  readonly children: ReactNode
}

/** A resident or public page: header, what the page is about, ways to the rest, footer. */
export const Shell = ({ place, back, tools, tab, width = 'text', failed = false, meta = {}, children }: ShellProps) => {
  const { around } = useUi()
  const t = useT()
  const href = useHref()
  const where = place ?? { name: around.city.name, within: t('name') }
  return (
    <Document failed={failed} meta={meta}>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      {around.demo && <p className="demo-banner">{t('shell.demo')}</p>}
      <header className="top">
        <div className="top-in">
          {back === undefined ? (
            <a className="brand" href={href('/')}>
              <span className="seal" aria-hidden="true">
                邻
              </span>
              <span className="place">
                {where.name}
                {where.within !== undefined && <small>{where.within}</small>}
              </span>
            </a>
          ) : (
            <a className="brand back" href={href(back.href)}>
              <span aria-hidden="true">‹</span>
              <span className="place">{back.label}</span>
            </a>
          )}
          <Tabs tab={tab} />
          <Tools>{tools}</Tools>
        </div>
      </header>
      <main id="main" className={width === 'wide' ? 'wide' : undefined} tabIndex={-1}>
        {children}
      </main>
      <Footer />
      {around.elder && <CallBar />}
    </Document>
  )
}
