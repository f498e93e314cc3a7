import type { ReactNode } from 'react'
import { createContext, useContext } from 'react'
import type { Instant } from '../../kernel/time.ts'
import type { Format } from '../i18n/format.ts'
import type { Messages } from '../i18n/translate.ts'
import type { Translate } from '../i18n/types.ts'
import type { Surroundings } from './types.ts'

/** A way into a part of the site, named by a message key. */
export type Door = { readonly path: string; readonly label: string; readonly hint?: string }

/** What the header and the footer of every page show; src/app/site.ts holds the one value. */
export type Site = {
  /** Bottom bar on phones, top bar on desks: at most four. */
  readonly tabs: readonly Door[]
  readonly footer: readonly Door[]
  /** Where a signed-in person sees and ends their own sessions. */
  readonly account: string
}

/** Addresses of the built files a page links to; `preload` are the parts its script is made of. */
export type Assets = {
  readonly css: readonly string[]
  readonly js: readonly string[]
  readonly preload: readonly string[]
}

/** Everything a part may look at besides its props. Made once for each page by the renderer. */
export type Ui = {
  readonly around: Surroundings
  readonly title: string
  readonly t: Translate
  readonly format: Format
  readonly site: Site
  /** Built files by entry. */
  readonly assets: { readonly resident: Assets; readonly console: Assets }
  /** The messages of these namespaces, for a page that hands them to its script. */
  readonly messagesFor: (spaces: readonly string[]) => Messages
}

const UiContext = createContext<Ui | null>(null)

export const UiProvider = ({ ui, children }: { readonly ui: Ui; readonly children: ReactNode }) => (
  <UiContext value={ui}>{children}</UiContext>
)

export const useUi = (): Ui => {
  const ui = useContext(UiContext)
  if (ui === null) throw new Error('a part was rendered outside a page')
  return ui
}

/** City, person, language, mode: what the page knows about its surroundings. */
export const useAround = (): Surroundings => useUi().around

/** The present of this page, an instant. */
export const useNow = (): Instant => useUi().around.now as Instant

/**
 * Looks messages up. `useT('work-order')('list.title')` reads from the slice's own messages;
 * a key with a namespace (`ui:more`) is read from there.
 */
export const useT = (space = 'ui'): Translate => {
  const { t } = useUi()
  return (key, values) => t(key.includes(':') ? key : `${space}:${key}`, values)
}

/** How this page writes numbers, dates and spans. */
export const useFormat = (): Format => useUi().format

/** A path of this city: the prefix of the city, if it has one, is put before it. */
export const useHref = (): ((path: string) => string) => {
  const { base } = useUi().around
  return path => (path.startsWith('/') ? `${base}${path}` : path)
}
