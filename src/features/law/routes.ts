import { z } from 'zod'
import { sources } from '../../../law/index.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { page, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { access } from './policy.ts'
import { binds, digestOf, sourceAt } from './sources.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()

export const routes: readonly Route[] = [
  page({
    id: 'law.list',
    shared: true,
    path: '/open/law',
    access,
    load: async ctx => {
      const lines = sources.map(source => ({
        id: source.id,
        title: source.title,
        kind: source.kind,
        issuer: source.issuer,
        from: source.from,
        confidence: source.confidence,
        binds: binds(source, ctx.city.code),
      }))
      return ok(view('law.list', { lines }, ctx.t('law:list.title')))
    },
  }),
  page({
    id: 'law.source',
    shared: true,
    path: '/open/law/:source',
    access,
    params: z.object({ source: z.string().max(80) }),
    load: async (ctx, { params }) => {
      const source = sourceAt(params.source)
      if (source === undefined) return refuse([{ tag: 'not-found' }])
      return ok(
        view('law.source', { source, binds: binds(source, ctx.city.code), sha256: digestOf(source) }, source.title),
      )
    },
  }),
]
