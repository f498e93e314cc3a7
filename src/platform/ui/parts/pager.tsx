import { useHref, useT } from '../context.tsx'

export type PagerProps = {
  /** Address of the page that follows; absent on the last one. */
  readonly next?: string
  /** Back to the first page, when this is not it: a keyset knows only forward and start. */
  readonly first?: string
  /** How many there are in all, where that is known. */
  readonly total?: number
  readonly shown: number
}

/** On through a list by where the last page ended. */
export const Pager = ({ next, first, total, shown }: PagerProps) => {
  const t = useT()
  const href = useHref()
  return (
    <nav className="pager" aria-label={t('pager.label')}>
      <span className="meta">
        {total === undefined ? t('pager.shown', { shown }) : t('pager.shownOf', { shown, total })}
      </span>
      {first !== undefined && <a href={href(first)}>{t('pager.first')}</a>}
      {next !== undefined && (
        <a href={href(next)} rel="next" className="button plain">
          {t('pager.next')}
        </a>
      )}
    </nav>
  )
}
