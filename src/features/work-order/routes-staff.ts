import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { d, dateOf, type Instant, isoOf, plusDays } from '../../kernel/time.ts'
import { clockChanges } from '../../platform/clocks/store.ts'
import { dayField } from '../../platform/http/fields.ts'
import { keyOf, listOf, pageOf, paging, readCursor } from '../../platform/http/paging.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { organisationNames } from '../directory/index.ts'
import { filterIn } from './api.ts'
import { recentFigures } from './figures.ts'
import { workersFor } from './people.ts'
import { access } from './policy.ts'
import { soonUntil } from './reads.ts'
import { orderFor } from './routes-help.ts'
import { viewRoutes } from './routes-views.ts'
import { scopeOf } from './scope.ts'
import { answerStaffList, staffListOut } from './staff-list.ts'
import { firedSteps, loadByUnit, numbersOf } from './store/oversight.ts'

const ID = z.object({ id: z.uuid() })
const instant = z.iso.datetime({ offset: true })
const iso = (at: Instant | null): string | null => (at === null ? null : isoOf(at))

const list = api({
  id: 'work-order.list',
  method: 'GET',
  path: '/api/work-orders',
  summary: '工单列表(工作人员):按最近到期或最新受理',
  access: access('list'),
  query: filterIn,
  answer: staffListOut,
  handler: (ctx, { query }) => answerStaffList(ctx, query),
})

const people = api({
  id: 'work-order.people',
  method: 'GET',
  path: '/api/work-orders/:id/people',
  summary: '可派的人:承办单位在岗的人和当地网格员,附手上未办结的件数',
  access: access('assign'),
  params: ID,
  answer: z.object({
    items: z.array(z.object({ party: z.uuid(), name: z.string(), role: z.string(), open: z.number().int() })),
  }),
  refuses: ['not-found', 'not-yours'],
  handler: async (ctx, { params }) => {
    const order = await orderFor(ctx, params.id, 'assign')
    return order.ok ? ok({ items: [...(await workersFor(ctx, order.value))] }) : order
  },
})

const oversight: readonly Route[] = [
  api({
    id: 'work-order.load',
    method: 'GET',
    path: '/api/work-orders/load',
    summary: '各单位:未办结、将逾期、已逾期,及最早的到期时间',
    access: access('oversee'),
    answer: z.object({
      asOf: instant,
      items: z.array(
        z.object({
          lead: z.uuid().nullable(),
          name: z.string().nullable(),
          open: z.number().int(),
          late: z.number().int(),
          soon: z.number().int(),
          oldest: instant.nullable(),
        }),
      ),
    }),
    refuses: [],
    handler: async ({ db, actor, now }) => {
      const load = await loadByUnit(db, scopeOf(actor), now, await soonUntil(db, now))
      const names = await organisationNames(
        db,
        load.flatMap(unit => unit.lead ?? []),
      )
      const items = load.map(unit => ({
        ...unit,
        name: unit.lead === null ? null : (names.get(unit.lead) ?? null),
        oldest: iso(unit.oldest),
      }))
      return ok({ asOf: isoOf(now), items })
    },
  }),
  api({
    id: 'work-order.escalations',
    method: 'GET',
    path: '/api/work-orders/escalations',
    summary: '近 7 天触发的催办和督办,至多 50 条',
    access: access('oversee'),
    answer: z.object({
      items: z.array(
        z.object({
          order: z.uuid(),
          no: z.string(),
          title: z.string(),
          step: z.string(),
          clock: z.string(),
          level: z.string(),
          at: instant,
        }),
      ),
    }),
    refuses: [],
    handler: async ({ db, actor, now }) => {
      const steps = await firedSteps(db, scopeOf(actor), now)
      return ok({ items: steps.map(step => ({ ...step, at: isoOf(step.at) })) })
    },
  }),
  api({
    id: 'work-order.clock-changes',
    method: 'GET',
    path: '/api/clock-changes',
    summary: '因日历或参数变化而移动的到期时间',
    access: access('clockChanges'),
    query: z.object(paging),
    answer: listOf(
      z.object({
        id: z.number().int(),
        order: z.uuid(),
        no: z.string(),
        clock: z.string(),
        before: instant.nullable(),
        after: instant.nullable(),
        why: z.string(),
        at: instant,
      }),
    ),
    refuses: ['cursor-wrong'],
    handler: async ({ db, system }, { query }) => {
      const after = readCursor('work-order.clock-changes', keyOf.identity, query.cursor)
      if (!after.ok) return after
      const rows = await clockChanges(db, after.value ?? Number.MAX_SAFE_INTEGER, query.limit + 1)
      const page = pageOf('work-order.clock-changes', rows, query.limit, row => row.id)
      const numbers = await numbersOf(
        system,
        page.items.map(row => row.subject),
      )
      return ok({
        next: page.next,
        items: page.items.map(({ id, subject, name, due_before, due_after, why, at }) => ({
          id,
          order: subject,
          no: numbers.get(subject) ?? '',
          clock: name,
          before: iso(due_before),
          after: iso(due_after),
          why,
          at: isoOf(at),
        })),
      })
    },
  }),
]

const rate = z.object({ part: z.number().int(), whole: z.number().int() })
const group = z.object({
  group: z.string(),
  name: z.string(),
  closed: z.number().int(),
  reopened: z.number().int(),
  rates: z.object({ rounds: z.number().int(), response: rate, resolution: rate, satisfaction: rate, onTime: rate }),
})
const DAYS_BACK = 29

const periodOf = (
  now: Instant,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
) => {
  const last = to === undefined ? dateOf(now) : d(to)
  return { from: from === undefined ? plusDays(last, -DAYS_BACK) : d(from), to: last }
}

const figures = api({
  id: 'work-order.staff-figures',
  method: 'GET',
  path: '/api/work-orders/figures',
  summary: '一段时间的三率及各分组件数(按受理日期,默认近 30 日)',
  access: access('oversee'),
  query: z.object({ from: dayField().optional(), to: dayField().optional() }),
  answer: z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    asOf: instant,
    all: group,
    byTown: z.array(group),
    byKind: z.array(group),
    byChannel: z.array(group),
    days: z.array(z.object({ days: z.number().int(), count: z.number().int() })),
  }),
  refuses: [],
  handler: async (ctx, { query }) => {
    const { source: _, asOf, ...found } = await recentFigures(ctx, periodOf(ctx.now, query))
    return ok({
      ...found,
      asOf: isoOf(asOf),
      byTown: [...found.byTown],
      byKind: [...found.byKind],
      byChannel: [...found.byChannel],
      days: [...found.days],
    })
  },
})

export const staffRoutes: readonly Route[] = [list, ...viewRoutes, people, ...oversight, figures]
