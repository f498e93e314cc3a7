import type { InputRef } from 'antd'
import { Input } from 'antd'
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useAround, useFormat, useHref, useT, useUi } from '../context.tsx'
import { useKeys } from './keys.tsx'
import type { ConsoleModule } from './module.ts'
import { Link, matchPath, navigate, usePath, useSearch } from './router.tsx'

/** A figure of today in the top bar; leads to the rows behind it. */
export const TopFigure = ({
  label,
  value,
  href,
  tone,
}: {
  readonly label: string
  readonly value: number | string | undefined
  readonly href: string
  readonly tone?: 'warn' | 'late'
}) => {
  const { number } = useFormat()
  return (
    <Link href={href} className={tone === undefined ? 'top-figure' : `top-figure ${tone}`}>
      {label} <b>{typeof value === 'number' ? number(value) : (value ?? '–')}</b>
    </Link>
  )
}

export const SideGroup = ({ title, children }: { readonly title?: string; readonly children: ReactNode }) => (
  <section className="side-group">
    {title !== undefined && <h2>{title}</h2>}
    <ul>{children}</ul>
  </section>
)

/** A view of the side list with how many are in it. It is the present one when path and query are its own. */
export const SideLink = ({
  href,
  count,
  tool,
  children,
}: {
  readonly href: string
  readonly count?: number | string | undefined
  /** Stands after the link: a button that removes the view. */
  readonly tool?: ReactNode
  readonly children: ReactNode
}) => {
  const { number } = useFormat()
  const path = usePath()
  const [search] = useSearch()
  const [ownPath, ownSearch = ''] = href.split('?')
  const own = [...new URLSearchParams(ownSearch)]
  // The row under the cursor is not part of a view.
  const given = [...search].filter(([name]) => name !== 'row')
  const here =
    path === ownPath && own.length === given.length && own.every(([name, value]) => search.get(name) === value)
  return (
    <li>
      <Link href={href} aria-current={here ? 'page' : undefined}>
        {children} <span>{typeof count === 'number' ? number(count) : count}</span>
      </Link>
      {tool}
    </li>
  )
}

const Search = ({ to }: { readonly to: string }) => {
  const t = useT('console')
  const href = useHref()
  const input = useRef<InputRef>(null)
  const [search] = useSearch()
  useKeys(t('keys.everywhere'), [
    { key: '/', label: t('keys.search'), run: () => input.current?.focus({ cursor: 'all' }) },
  ])
  return (
    <Input
      ref={input}
      className="top-search"
      aria-label={t('search')}
      placeholder={t('search')}
      suffix={<kbd>/</kbd>}
      defaultValue={search.get('q') ?? ''}
      onPressEnter={event => {
        navigate(href(to.replace('{q}', encodeURIComponent(event.currentTarget.value))))
        event.currentTarget.blur()
      }}
      onKeyDown={event => event.key === 'Escape' && event.currentTarget.blur()}
    />
  )
}

/** Top bar, side list, and the page the address names. */
export const ConsoleShell = ({ modules }: { readonly modules: readonly ConsoleModule[] }) => {
  const { city, person, demo } = useAround()
  const { site } = useUi()
  const t = useT('console')
  const href = useHref()
  const path = usePath()
  const search = modules.find(module => module.search !== undefined)?.search
  const found = modules
    .flatMap(module => module.pages)
    .flatMap(({ path: pattern, page }) => {
      const params = matchPath(pattern, path)
      return params === undefined ? [] : [{ Page: page, params }]
    })[0]
  const sides = modules.flatMap(({ id, Side }) => (Side === undefined ? [] : [{ id, Side }]))
  const figures = modules.flatMap(({ id, Figures }) => (Figures === undefined ? [] : [{ id, Figures }]))
  return (
    <div className="console">
      <a className="skip" href="#main">
        {t('ui:shell.skip')}
      </a>
      <header className="console-top">
        <Link className="brand" href="/console">
          <span className="seal" aria-hidden="true">
            邻
          </span>
          <span className="place">
            {t('desk', { city: city.name })}
            {demo && <small>{t('demo')}</small>}
          </span>
        </Link>
        <div className="top-figures">
          {figures.map(({ id, Figures }) => (
            <Figures key={id} />
          ))}
        </div>
        <div className="console-tools">
          {search !== undefined && <Search to={search} />}
          <span className="meta">
            {t('help')} <kbd>?</kbd>
          </span>
          <a href={href(site.account)}>{person?.name}</a>
        </div>
      </header>
      <nav className="side" aria-label={t('views')}>
        {sides.map(({ id, Side }) => (
          <Side key={id} />
        ))}
      </nav>
      <main id="main" className="work" tabIndex={-1}>
        {found === undefined ? <Start known={path === '/console'} /> : <found.Page key={path} params={found.params} />}
      </main>
    </div>
  )
}

/** Goes on to the first view of the side list as soon as it is there: nobody comes to the desk to look at nothing. */
const useFirstView = (wanted: boolean): void =>
  useEffect(() => {
    const side = document.querySelector('nav.side')
    if (!wanted || side === null) return
    const go = (): void => {
      const first = side.querySelector<HTMLAnchorElement>('a[href*="/console/"]')
      if (first !== null) navigate(first.pathname + first.search, { replace: true })
    }
    const observer = new MutationObserver(go)
    observer.observe(side, { childList: true, subtree: true })
    go()
    return () => observer.disconnect()
  }, [wanted])

const Start = ({ known }: { readonly known: boolean }) => {
  const t = useT('console')
  useFirstView(known)
  return (
    <div className="empty">
      <p>{t(known ? 'start' : 'unknown')}</p>
    </div>
  )
}
