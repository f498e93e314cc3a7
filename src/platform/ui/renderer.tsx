import type { ComponentType } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Ui } from './context.tsx'
import { UiProvider } from './context.tsx'
import type { Views } from './view.ts'

export type RenderPage = (name: string, props: object, ui: Ui) => string

/** Turns a view into a whole document. A name without a component is a bug. */
export const rendererOf =
  (views: Views): RenderPage =>
  (name, props, ui) => {
    const Page = views[name] as ComponentType<object> | undefined
    if (Page === undefined) throw new Error(`no view is called ${name}; src/app/pages.tsx lists them`)
    return `<!doctype html>${renderToStaticMarkup(
      <UiProvider ui={ui}>
        <Page {...props} />
      </UiProvider>,
    )}`
  }
