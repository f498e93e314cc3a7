import { z } from 'zod'
import type { LocalDate } from '../../kernel/time.ts'
import { api, type Route } from '../../platform/http/types.ts'
import * as shape from './api.ts'
import * as out from './api-out.ts'
import { joinDesk, nextNo } from './join.ts'
import { addGroup, addHonour, addTraining, change, guardianAgrees, setState } from './keep.ts'
import { access } from './policy.ts'
import { ID, written } from './routes-shared.ts'
import { seeVolunteer } from './see.ts'

const dayOf = (text: string): LocalDate => text as LocalDate

/** What is written into the register of volunteers and groups, in the console. */
export const registerRoutes: readonly Route[] = [
  api({
    id: 'volunteering.join-desk',
    method: 'POST',
    path: '/api/volunteers',
    summary: '登记一位志愿者（到场、电话，或由组织带来）',
    access: access('keep'),
    body: shape.joinIn,
    status: 201,
    answer: out.actedOut,
    handler: async (ctx, { body }) => {
      const no = await nextNo(ctx.system, 'Z', ctx.now)
      const { name, idNumber, phone, group } = body
      return written(ctx, tx => joinDesk(tx, ctx, { name, idNumber, phone, group, profile: shape.profileOf(body) }, no))
    },
  }),
  api({
    id: 'volunteering.change',
    method: 'POST',
    path: '/api/volunteers/:id/change',
    summary: '更改志愿者的技能、时段、社区等',
    access: access('keep'),
    params: ID,
    body: shape.profileIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => change(tx, ctx, params.id, shape.profileOf(body))),
  }),
  api({
    id: 'volunteering.state',
    method: 'POST',
    path: '/api/volunteers/:id/state',
    summary: '暂停、恢复或注销一位志愿者',
    access: access('keep'),
    params: ID,
    body: shape.stateIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => setState(tx, ctx, params.id, body.state)),
  }),
  api({
    id: 'volunteering.guardian',
    method: 'POST',
    path: '/api/volunteers/:id/guardian',
    summary: '登记未成年志愿者的监护人同意',
    access: access('keep'),
    params: ID,
    body: shape.guardianIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => guardianAgrees(tx, ctx, params.id, body.guardian)),
  }),
  api({
    id: 'volunteering.training',
    method: 'POST',
    path: '/api/volunteers/:id/training',
    summary: '登记培训',
    access: access('keep'),
    params: ID,
    body: shape.trainingIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => {
      const until = body.until === '' ? null : dayOf(body.until)
      return written(ctx, tx => addTraining(tx, ctx, params.id, { course: body.course, on: dayOf(body.on), until }))
    },
  }),
  api({
    id: 'volunteering.honour',
    method: 'POST',
    path: '/api/volunteers/:id/honour',
    summary: '登记表彰奖励',
    access: access('keep'),
    params: ID,
    body: shape.honourIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) =>
      written(ctx, tx => addHonour(tx, ctx, params.id, { ...body, on: dayOf(body.on) })),
  }),
  api({
    id: 'volunteering.see',
    method: 'POST',
    path: '/api/volunteers/:id/see',
    summary: '查看志愿者姓名、证件号和电话（写明理由，留有记录）',
    access: access('see'),
    params: ID,
    body: shape.seeIn,
    answer: z.object({
      name: z.string(),
      number: z.string(),
      phone: z.string(),
      guardian: z.string(),
      until: z.string(),
    }),
    refuses: ['not-found', 'not-yours', 'purpose-not-yours'],
    handler: (ctx, { params, body }) => seeVolunteer(ctx, params.id, body),
  }),
  api({
    id: 'volunteering.add-group',
    method: 'POST',
    path: '/api/volunteer-groups',
    summary: '登记一个志愿服务组织或团体',
    access: access('keep'),
    body: shape.groupIn,
    status: 201,
    answer: out.actedOut,
    handler: (ctx, { body }) => written(ctx, tx => addGroup(tx, ctx, shape.groupOf(body))),
  }),
]
