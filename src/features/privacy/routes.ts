import { ok } from '../../kernel/result.ts'
import { page, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { RIGHTS, SHORTEST } from './activities.ts'
import { access } from './policy.ts'
import { keepingOf, wholeRecords } from './records.ts'
import { consoleRoutes } from './routes-console.ts'
import { ownRoutes } from './routes-own.ts'
import { newestRecord } from './store/records.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()

const notice = page({
  id: 'privacy.notice-page',
  path: '/privacy',
  access: access('readNotice'),
  load: async ctx => {
    const [keeping, newest] = await Promise.all([keepingOf(ctx.db, ctx.now), newestRecord(ctx.db)])
    const activities = wholeRecords(keeping).map(
      ({ activity, columns: _, kept: _k, risk: _r, sensitive: _s, ...rest }) => ({
        id: activity,
        ...rest,
      }),
    )
    const props = {
      city: ctx.city.name,
      version: newest?.version ?? 1,
      activities,
      rights: RIGHTS,
      shortest: SHORTEST,
    }
    return ok(view('privacy.notice', props, ctx.t('privacy:notice.title')))
  },
})

export const routes: readonly Route[] = [notice, ...ownRoutes, ...consoleRoutes]
