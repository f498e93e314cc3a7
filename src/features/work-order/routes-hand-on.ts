import { z } from 'zod'
import { api, type Route } from '../../platform/http/types.ts'
import { handOn } from './hand-on.ts'
import { access } from './policy.ts'
import { envOf } from './routes-help.ts'

const ORDERS_MAX = 50

/** From orders to a topic. */
export const handOnRoutes: readonly Route[] = [
  api({
    id: 'work-order.hand-on',
    method: 'POST',
    path: '/api/work-orders/hand-on',
    summary: '把一批工单转为一个协商议题；工单照常办理',
    access: access('handOn'),
    body: z.object({
      ids: z.array(z.uuid()).min(1).max(ORDERS_MAX),
      title: z.string().trim().min(2).max(60),
      text: z.string().trim().min(2).max(4000),
    }),
    status: 201,
    answer: z.object({ topic: z.uuid(), orders: z.number().int() }),
    handler: (ctx, { body }) => ctx.once(tx => handOn(tx, envOf(ctx), body)),
  }),
]
