import { z } from 'zod'
import { leaksIn } from '../../kernel/leaks.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { may } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { countIn } from './api.ts'
import { access, policy } from './policy.ts'
import { deleteView, insertView, viewsOf } from './store/views.ts'

const ID = z.object({ id: z.uuid() })

/** Views of one person, or of one role. */
const VIEWS_MAX = 50
/** Roles whose shared views the head of the desk looks after. */
const SHARED_ROLES = ['deskOperator', 'deskLead'] as const

/** Filters of a list as they stand in its address. */
const queryString = z
  .string()
  .max(1000)
  .refine(text => countIn.strict().safeParse(Object.fromEntries(new URLSearchParams(text))).success)

/** A query as it reads, so that a number spelt in percent signs is seen. */
const plainQuery = (query: string): string => [...new URLSearchParams(query).values()].join('\n')

const viewOut = z.object({ id: z.uuid(), name: z.string(), query: z.string(), role: z.string().nullable() })

const rolesOf = (actor: Actor): readonly string[] => [...new Set(actor.offices.map(office => office.role))]
const minds = (actor: Actor): readonly string[] => (may(policy, 'shareView', actor) ? SHARED_ROLES : [])

/** Views of the list that are kept under a name. */
export const viewRoutes: readonly Route[] = [
  api({
    id: 'work-order.views',
    method: 'GET',
    path: '/api/work-order-views',
    summary: '保存的视图:岗位共用的和自己的',
    access: access('views'),
    answer: z.object({ items: z.array(viewOut) }),
    refuses: [],
    handler: async ({ db, actor }) => ok({ items: [...(await viewsOf(db, actor.party, rolesOf(actor)))] }),
  }),
  api({
    id: 'work-order.save-view',
    method: 'POST',
    path: '/api/work-order-views',
    summary: '保存视图;热线班长可存为岗位共用',
    access: access('views'),
    body: z.object({
      name: z.string().trim().min(1).max(20),
      query: queryString,
      role: z.enum(SHARED_ROLES).nullable().default(null),
    }),
    answer: viewOut,
    status: 201,
    handler: (ctx, { body }) =>
      ctx.once(async tx => {
        const { name, query, role } = body
        if (role !== null && !minds(ctx.actor).includes(role))
          return refuse([{ tag: 'view-not-yours', pointer: '/body/role' }])
        if (leaksIn(`${name}\n${plainQuery(query)}`).length > 0)
          return refuse([{ tag: 'view-personal', pointer: '/body/query' }])
        const id = uuidv7(ctx.now)
        const kept = await insertView(
          tx,
          { id, owner: role === null ? ctx.actor.party : null, role, name, query },
          VIEWS_MAX,
          ctx.now,
        )
        if (kept === 'taken') return refuse([{ tag: 'view-name-taken', pointer: '/body/name' }])
        return kept === 'full'
          ? refuse([{ tag: 'views-full', values: { most: VIEWS_MAX } }])
          : ok({ id, name, query, role })
      }),
  }),
  api({
    id: 'work-order.delete-view',
    method: 'DELETE',
    path: '/api/work-order-views/:id',
    summary: '删除自己的视图;热线班长可删岗位共用的',
    access: access('views'),
    params: ID,
    answer: z.object({ deleted: z.literal(true) }),
    refuses: ['not-found'],
    handler: (ctx, { params }) =>
      ctx.once(async tx => {
        const gone = await deleteView(tx, params.id, ctx.actor.party, minds(ctx.actor))
        return gone ? ok({ deleted: true as const }) : refuse([{ tag: 'not-found' }])
      }),
  }),
]
