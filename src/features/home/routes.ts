import { ok } from '../../kernel/result.ts'
import type { Route } from '../../platform/http/types.ts'
import { page } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { policy } from './policy.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()

const access = { policy, verb: 'read' }

export const routes: readonly Route[] = [
  page({
    id: 'home.start',
    shared: true,
    path: '/',
    access,
    load: async ({ t }) => ok(view('home.start', {}, t('home:pages.home'))),
  }),
  page({
    id: 'home.accessibility',
    shared: true,
    path: '/accessibility',
    access,
    load: async ({ t }) => ok(view('home.accessibility', {}, t('home:pages.accessibility'))),
  }),
]
