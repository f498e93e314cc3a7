import { ok } from '../../kernel/result.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { deadDeliveries } from '../../platform/jobs/store.ts'
import { deadList, presentDead, revived, reviveParams } from './api.ts'
import { reviveDelivery } from './commands.ts'
import { access } from './policy.ts'

/** More than this means something is broken for all of them; the first ones tell what. */
const SHOWN_MAX = 500

export const routes: readonly Route[] = [
  api({
    id: 'operations.dead-deliveries',
    method: 'GET',
    path: '/api/console/dead-deliveries',
    summary: '多次尝试后仍未送达的事件,最早的在前,至多 500 条',
    access: access('seeDead'),
    answer: deadList,
    refuses: [],
    handler: async ({ db }) => ok({ items: (await deadDeliveries(db, SHOWN_MAX)).map(presentDead), next: null }),
  }),
  api({
    id: 'operations.revive',
    method: 'POST',
    path: '/api/console/dead-deliveries/:consumer/:event/revive',
    summary: '把未送达的事件放回去重新处理',
    access: access('revive'),
    params: reviveParams,
    answer: revived,
    handler: ({ once, actor, now }, { params }) => once(tx => reviveDelivery(tx, actor, params, now)),
  }),
]
