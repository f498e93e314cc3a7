import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { api, type Route } from '../../platform/http/types.ts'
import * as shape from './api.ts'
import { access } from './policy.ts'
import { noticeRenewal } from './renewal.ts'
import { ID } from './routes-read.ts'

/** What the keeper does about accounts that have run low. */
export const renewalRoute: Route = api({
  id: 'maintenance-fund.renewal',
  method: 'POST',
  path: '/api/funds/:id/renewal',
  summary: '通知余额低于首期规定比例的业主续交；每户每月一次',
  access: access('keep'),
  params: ID,
  body: z.object({}),
  answer: shape.renewalOut,
  handler: (ctx, { params }) =>
    ctx.systemOnce(async tx => {
      const done = await noticeRenewal(tx, ctx, params.id)
      if (!done.ok) return done
      const { id, leaf, homes, told } = done.value
      return ok({ id, leaf, homes, told })
    }),
})
