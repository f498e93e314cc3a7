import { ok, refuse } from '../../kernel/result.ts'
import type { Policy } from '../access/types.ts'
import type { Route } from '../http/types.ts'
import { page } from '../http/types.ts'
import { viewsOf } from './view.ts'
import type { views } from './views/index.ts'

const policy = {
  desk: [{ who: 'staff', area: 'any', relation: 'any' }],
  look: [{ who: 'anyone', area: 'any', relation: 'any' }],
} as const satisfies Policy<'desk' | 'look'>

const view = viewsOf<typeof views>()

const desk = (id: string, path: string): Route =>
  page({
    id,
    path,
    access: { policy, verb: 'desk' },
    load: async ({ t }) => ok({ view: 'console', props: {}, title: t('console:title') }),
  })

/** The document of the staff console at all its addresses, and in a demonstration city the gallery of parts. */
export const uiModule: {
  readonly id: string
  readonly refusals: Readonly<Record<string, never>>
  readonly routes: readonly Route[]
} = {
  id: 'ui',
  refusals: {},
  routes: [
    desk('ui.console', '/console'),
    desk('ui.console.page', '/console/*'),
    page({
      id: 'ui.gallery',
      path: '/gallery',
      access: { policy, verb: 'look' },
      load: async ({ demo, t }) =>
        demo ? ok(view('ui.gallery', {}, t('ui:gallery.title'))) : refuse([{ tag: 'not-found' }]),
    }),
  ],
}
