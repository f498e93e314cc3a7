import { ok } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { dateQuery, entered, entryBody, keyParams, presentHeld, presentRule, ruleList } from './api.ts'
import { enterRuleValue } from './enter.ts'
import { ruleLines } from './overview.ts'
import { access } from './policy.ts'

export const routes: readonly Route[] = [
  api({
    id: 'locality.rule-values',
    method: 'GET',
    path: '/api/rule-values',
    summary: '规则参数:当天有效的值、依据、各层历史和与上位法的不一致',
    access: access('see'),
    query: dateQuery,
    answer: ruleList,
    refuses: [],
    handler: async ({ db, now, sourceTitle }, { query }) => {
      const lines = await ruleLines(db, query.date ?? dateOf(now))
      return ok({ items: lines.map(line => presentRule(line, sourceTitle)) })
    },
  }),
  api({
    id: 'locality.enter',
    method: 'POST',
    path: '/api/console/rule-values/:key',
    summary: '录入本市的规则参数',
    access: access('enter'),
    sensitive: true,
    params: keyParams,
    body: entryBody,
    answer: entered,
    status: 201,
    handler: async ({ once, actor, now, sourceTitle }, { params, body }) => {
      const result = await once(tx => enterRuleValue(tx, actor, { key: params.key, ...body }, now))
      if (!result.ok) return result
      const { id, conflicts } = result.value
      return ok({
        id,
        conflicts: conflicts.map(({ day, conflict }) => ({
          day,
          weaker: presentHeld(conflict.weaker, sourceTitle),
          stricter: presentHeld(conflict.stricter, sourceTitle),
        })),
      })
    },
  }),
]
