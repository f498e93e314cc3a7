import { pathToFileURL } from 'node:url'
import { messagesFor, translator } from '../i18n/catalog.ts'
import { formatOf } from '../i18n/format.ts'
import type { Built } from './build.ts'
import { ensureBuilt } from './build.ts'
import type { Site, Ui } from './context.tsx'
import type { RenderPage } from './renderer.tsx'
import type { Surroundings, View } from './types.ts'

type PagesModule = { readonly render: RenderPage; readonly site: Site; readonly names: readonly string[] }

/** The views of this process, ready to be rendered. */
export type Renderer = {
  /** The whole document of a view, as HTML. Throws when the view is unknown or a component fails: both are bugs. */
  readonly render: (view: View, around: Surroundings) => string
  /** Names of all views. */
  readonly names: readonly string[]
  /** Folder to be served under `/assets/`: hashed names, so for ever. */
  readonly assetsFolder: string
}

const rendererOf = async (built: Built): Promise<Renderer> => {
  const { render, site, names } = (await import(pathToFileURL(built.pages).href)) as PagesModule
  const { assets } = built
  return {
    names,
    assetsFolder: built.assetsFolder,
    render: (view, around) => {
      const { locale } = around
      const ui: Ui = {
        around,
        title: view.title,
        t: translator(locale),
        format: formatOf(locale),
        site,
        assets,
        messagesFor: spaces => messagesFor(locale, spaces),
      }
      return render(view.view, view.props, ui)
    },
  }
}

let loading: Promise<Renderer> | undefined

/** Builds the views when their sources changed (some seconds), then loads them; once for each process. */
export const loadRenderer = (): Promise<Renderer> => {
  loading ??= ensureBuilt().then(rendererOf)
  return loading
}
