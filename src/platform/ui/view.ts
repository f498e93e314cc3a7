import type { ComponentType } from 'react'
import type { View } from './types.ts'

/** The server-rendered components of a slice by view name, `slice.page`; its `views/index.ts` exports one as `views`. */
export type Views = Readonly<Record<string, ComponentType<never>>>

type PropsOf<C> = C extends ComponentType<infer P> ? P : never

/**
 * Makes the views of a slice with their props checked, without loading the components:
 * `import type { views } from './views/index.ts'; const view = viewsOf<typeof views>()`,
 * then `view('work-order.detail', props, title)`.
 */
export const viewsOf =
  <M extends Views>() =>
  <K extends keyof M & string>(name: K, props: PropsOf<M[K]> & object, title: string, status?: number): View => ({
    view: name,
    props,
    title,
    ...(status === undefined ? {} : { status }),
  })
