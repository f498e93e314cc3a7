import type { ComponentProps, MouseEvent } from 'react'
import { useCallback, useSyncExternalStore } from 'react'
import { useHref } from '../context.tsx'

const CHANGED = 'linli-navigated'

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('popstate', listener)
  addEventListener(CHANGED, listener)
  return () => {
    removeEventListener('popstate', listener)
    removeEventListener(CHANGED, listener)
  }
}

/** Goes to a whole address of this site without loading the document again. */
export const navigate = (to: string, options: { readonly replace?: boolean } = {}): void => {
  history[options.replace === true ? 'replaceState' : 'pushState'](null, '', to)
  dispatchEvent(new Event(CHANGED))
}

const useAddress = (): string => useSyncExternalStore(subscribe, () => `${location.pathname}${location.search}`)

/** Path inside the city. */
export const usePath = (): string => {
  const base = useHref()('/').slice(0, -1)
  return (useAddress().split('?')[0] ?? '/').slice(base.length)
}

/** The address keeps what is shown, so that it can be reloaded, gone back from and shared. */
export const useSearch = (): readonly [
  URLSearchParams,
  (changes: Readonly<Record<string, string | undefined>>, options?: { readonly replace?: boolean }) => void,
] => {
  const search = new URLSearchParams(useAddress().split('?')[1] ?? '')
  const change = useCallback(
    (changes: Readonly<Record<string, string | undefined>>, options: { readonly replace?: boolean } = {}) => {
      const next = new URLSearchParams(location.search)
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === '') next.delete(name)
        else next.set(name, value)
      }
      const text = next.toString()
      navigate(text === '' ? location.pathname : `${location.pathname}?${text}`, options)
    },
    [],
  )
  return [search, change]
}

/** The parts of a path a pattern names: `/console/orders/:id`; undefined where it does not fit. */
export const matchPath = (pattern: string, path: string): Readonly<Record<string, string>> | undefined => {
  const [wanted, given] = [pattern.split('/'), path.replace(/\/$/, '').split('/')]
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value)
    else if (part !== value) return undefined
  }
  return params
}

/** A link inside the console; opening in a new window works as with any link. */
export const Link = ({ href = '', onClick, ...rest }: ComponentProps<'a'>) => {
  const to = useHref()(href)
  const go = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    navigate(to)
  }
  return <a {...rest} href={to} onClick={go} />
}
