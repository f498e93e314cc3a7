import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { mergeLines } from '../../platform/oidc/merges.ts'
import { unmerge } from './account.ts'
import * as shape from './api.ts'
import { decide, revealClaim, verifyInPerson } from './levels.ts'
import { access } from './policy.ts'
import { waitingClaims } from './store.ts'

const NUMBER = ['name-missing', 'id-format', 'id-region', 'id-birth', 'id-check', 'id-taken']

export const consoleRoutes: readonly Route[] = [
  api({
    id: 'real-name.claims',
    method: 'GET',
    path: '/api/console/level-claims',
    summary: '等窗口核对的实名申请,先来的在前',
    access: access('decideClaims'),
    query: shape.claimQuery,
    answer: shape.claimList,
    refuses: [],
    handler: async ({ system: db }, { query }) => {
      const after = readCursor('real-name.claims', z.uuid(), query.cursor)
      if (!after.ok) return after
      const rows = await waitingClaims(db, after.value, query.limit + 1)
      const page = pageOf('real-name.claims', rows, query.limit, row => row.id)
      return ok({ items: page.items.map(shape.presentClaim), next: page.next })
    },
  }),
  api({
    id: 'real-name.open-claim',
    method: 'POST',
    path: '/api/console/level-claims/:id/open',
    summary: '看一份实名申请的姓名和号码,与证件核对;看过有记录',
    access: access('decideClaims'),
    params: shape.idParams,
    answer: shape.opened,
    refuses: ['claim-unknown', 'level-own'],
    handler: (ctx, { params }) => ctx.system.tx(tx => revealClaim(tx, ctx, params.id)),
  }),
  api({
    id: 'real-name.grant-claim',
    method: 'POST',
    path: '/api/console/level-claims/:id/grant',
    summary: '证件与申请一致:升为 L2',
    access: access('decideClaims'),
    params: shape.idParams,
    body: shape.grantBody,
    answer: shape.done,
    refuses: ['claim-unknown', 'level-own', 'party-unknown', 'id-taken'],
    handler: (ctx, { params, body }) => ctx.systemOnce(tx => decide(tx, ctx, { claim: params.id, ...body })),
  }),
  api({
    id: 'real-name.refuse-claim',
    method: 'POST',
    path: '/api/console/level-claims/:id/refuse',
    summary: '证件与申请不一致:退回,说明原因',
    access: access('decideClaims'),
    params: shape.idParams,
    body: shape.refuseBody,
    answer: shape.done,
    refuses: ['claim-unknown', 'level-own'],
    handler: (ctx, { params, body }) => ctx.systemOnce(tx => decide(tx, ctx, { claim: params.id, ...body })),
  }),
  api({
    id: 'real-name.verify-in-person',
    method: 'POST',
    path: '/api/console/levels',
    summary: '当面核验本人和证件原件:升为 L3',
    access: access('verifyInPerson'),
    body: shape.inPersonBody,
    answer: shape.done,
    refuses: ['phone-wrong', ...NUMBER, 'party-unknown', 'level-own', 'level-reached'],
    handler: (ctx, { body }) => ctx.systemOnce(tx => verifyInPerson(tx, ctx, body)),
  }),
  api({
    id: 'real-name.merges',
    method: 'GET',
    path: '/api/console/merges',
    summary: '合并过的账号,新的在前;30 天内可以撤销',
    access: access('seeMerges'),
    query: shape.mergeQuery,
    answer: shape.mergeList,
    refuses: [],
    handler: async ({ system: db }, { query }) => {
      const before = readCursor('real-name.merges', z.uuid(), query.cursor)
      if (!before.ok) return before
      const rows = await mergeLines(db, before.value, query.limit + 1)
      const page = pageOf('real-name.merges', rows, query.limit, row => row.id)
      return ok({ items: page.items.map(shape.presentMerge), next: page.next })
    },
  }),
  api({
    id: 'real-name.undo-merge',
    method: 'POST',
    path: '/api/console/merges/:id/undo',
    summary: '撤销一次合并',
    access: access('undoMerge'),
    params: shape.idParams,
    answer: shape.done,
    refuses: ['merge-unknown', 'merge-undone', 'merge-late'],
    handler: (ctx, { params }) => ctx.systemOnce(tx => unmerge(tx, ctx, params.id)),
  }),
]
