import { useHref, useT } from '../context.tsx'

/** Where a rule comes from, ready to be shown: a source with its article and clause, or a local choice that says so. */
export type BasisItem =
  | {
      readonly kind: 'cite'
      readonly title: string
      readonly article: string
      readonly quote: string
      /** The page of the source. */
      readonly href?: string
      /** It binds elsewhere and is only a model here: said before its name. */
      readonly model?: boolean
    }
  | { readonly kind: 'local'; readonly note: string }

/** 依据. What nobody has found in a source is called 本地配置, never law. */
export const Basis = ({ items }: { readonly items: readonly BasisItem[] }) => {
  const t = useT()
  const href = useHref()
  if (items.length === 0) return null
  return (
    <ul className="basis">
      {items.map(item =>
        item.kind === 'cite' ? (
          <li key={item.title + item.article}>
            {item.model === true && <b>{t('basis.model')}</b>}
            <cite>
              {item.href === undefined ? (
                t('basis.source', { title: item.title, article: item.article })
              ) : (
                <a href={href(item.href)}>{t('basis.source', { title: item.title, article: item.article })}</a>
              )}
            </cite>
            <q>{item.quote}</q>
          </li>
        ) : (
          <li key={item.note}>
            <b>{t('basis.local')}</b>
            {item.note}
          </li>
        ),
      )}
    </ul>
  )
}
