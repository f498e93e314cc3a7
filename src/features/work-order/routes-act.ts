import { z } from 'zod'
import { kebab } from '../../kernel/kebab.ts'
import { ok } from '../../kernel/result.ts'
import { type Instant, instant, isoOf, parseInstant } from '../../kernel/time.ts'
import { PHOTOS_MAX, preparePhotos } from '../../platform/files/receive.ts'
import { seenVersion } from '../../platform/http/etag.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { isPurpose, PURPOSES, type Purpose, SEEN_MS } from '../../platform/personal/purposes.ts'
import { accept, nextOrderNo } from './accept.ts'
import { actedOut, reportedOut, reportForOtherIn, reportIn } from './api.ts'
import type { Acted } from './commands.ts'
import { askToPublish, claim, doBatch, doVerb, link, publish, type Tried } from './deeds.ts'
import { access } from './policy.ts'
import { receiptShown } from './receipt-page.ts'
import { receiveReport } from './report.ts'
import { type Clear, revealCaller } from './reveal.ts'
import { envOf, ID } from './routes-help.ts'
import { workOrder } from './rules/definition.ts'
import { VERBS, type Verb, type VerbName } from './verbs.ts'

const presentActed = ({ id, no, version, state, leaf }: Acted) => ({ id, no, version, step: state.step, leaf })

const CLAIMS_PER_HOUR = 20
const HOUR_MS = 3_600_000

const reporting: readonly Route[] = [
  api({
    id: 'work-order.report',
    method: 'POST',
    path: '/api/work-orders',
    summary: '反映一件事(不必登录);可附照片',
    access: access('report'),
    body: reportIn,
    files: PHOTOS_MAX,
    status: 201,
    answer: reportedOut,
    handler: (ctx, { body, files }) => receiveReport(ctx, body, files),
  }),
  api({
    id: 'work-order.report-for-other',
    method: 'POST',
    path: '/api/staff/work-orders',
    summary: '代人登记(电话、窗口、网格)',
    access: access('reportForOther'),
    body: reportForOtherIn,
    files: PHOTOS_MAX,
    status: 201,
    answer: reportedOut,
    handler: async (ctx, { body, files }) => {
      const photos = await preparePhotos(ctx, files)
      if (!photos.ok) return photos
      const no = await nextOrderNo(ctx.system, ctx.now)
      const saidAt: Instant | undefined = body.saidAt === undefined ? undefined : parseInstant(body.saidAt)
      return ctx.once(async tx => {
        const done = await accept(tx, envOf(ctx), { ...body, saidAt, requester: null, photos: photos.value }, no)
        return done.ok
          ? ok({ id: done.value.id, no: done.value.no, track: done.value.track, leaf: done.value.leaf })
          : done
      })
    },
  }),
  api({
    id: 'work-order.claim',
    method: 'POST',
    path: '/api/me/work-orders',
    summary: '凭回执认领自己匿名或未登录时反映的工单',
    access: access('claim'),
    body: z.object({ no: z.string().max(40), track: z.string().max(40) }),
    answer: actedOut,
    handler: async (ctx, { body }) => {
      const limited = await ctx.limit('claim', ctx.actor.party ?? ctx.address, CLAIMS_PER_HOUR, HOUR_MS)
      if (!limited.ok) return limited
      const shown = await receiptShown(ctx, { no: body.no, code: body.track })
      return ctx.once(async tx => {
        if (shown !== undefined) tx.hold(shown)
        const done = await claim(tx, envOf(ctx), body)
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  }),
]

/** One route per verb of the table, each with its own body, so that the API page and the access matrix know them all. */
const verbRoute = (name: VerbName): Route => {
  const verb: Verb = VERBS[name]
  return api({
    id: `work-order.${kebab(name)}`,
    method: 'POST',
    path: `/api/work-orders/:id/${kebab(name)}`,
    summary: workOrder.actions[name].zh,
    access: access(name),
    params: ID,
    body: verb.body,
    ...(verb.photos && { files: PHOTOS_MAX }),
    answer: actedOut,
    handler: async (ctx, { params, body, files, ifMatch }) => {
      const photos = await preparePhotos(ctx, files)
      if (!photos.ok) return photos
      return ctx.once(async tx => {
        const done = await doVerb(tx, envOf(ctx), name, params.id, {
          body,
          photos: photos.value,
          version: seenVersion(ifMatch),
        })
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  })
}

/** What the number may be looked at for; figures need none. */
const LOOKS = Object.keys(PURPOSES).filter(isPurpose) as [Purpose, ...Purpose[]]
const clearOut = z.object({
  name: z.string(),
  phone: z.string(),
  place: z.string().describe('未打码的地点;没有打码时为空'),
  text: z.string().describe('未打码的原文;没有打码时为空'),
  until: z.string().describe('到此时为止可以显示'),
})

const triedOut = z.object({
  id: z.uuid(),
  ok: z.boolean(),
  /** Why not: the first reason, in the reader's words. */
  why: z.object({ tag: z.string(), title: z.string(), detail: z.string(), next: z.string() }).nullable(),
})

const presentTried = (ctx: Context, { id, why }: Tried): z.infer<typeof triedOut> => {
  if (why === undefined) return { id, ok: true, why: null }
  const { tag, title, detail, next } = ctx.say(why)
  return { id, ok: false, why: { tag, title, detail, next } }
}

const acting: readonly Route[] = [
  ...(Object.keys(VERBS) as VerbName[]).map(verbRoute),
  api({
    id: 'work-order.publish',
    method: 'POST',
    path: '/api/work-orders/:id/publish',
    summary: '公开:另写公开标题和内容,照片逐张选定',
    access: access('publish'),
    params: ID,
    body: z.object({
      title: z.string().trim().min(2).max(60),
      text: z.string().trim().min(2).max(2000),
      photos: z.array(z.uuid()).max(20).default([]),
    }),
    answer: actedOut,
    handler: (ctx, { params, body, ifMatch }) =>
      ctx.once(async tx => {
        const done = await publish(tx, envOf(ctx), params.id, body, seenVersion(ifMatch))
        return done.ok ? ok(presentActed(done.value)) : done
      }),
  }),
  api({
    id: 'work-order.ask-to-publish',
    method: 'POST',
    path: '/api/work-orders/:id/ask-to-publish',
    summary: '公开内容被个人信息检测拦下时,写明理由请他人放行',
    access: access('publish'),
    params: ID,
    body: z.object({
      title: z.string().trim().min(2).max(60),
      text: z.string().trim().min(2).max(2000),
      reason: z.string().trim().min(2).max(300),
    }),
    answer: z.object({ id: z.uuid() }),
    status: 201,
    handler: (ctx, { params, body }) => ctx.once(tx => askToPublish(tx, envOf(ctx), params.id, body)),
  }),
  api({
    id: 'work-order.caller',
    method: 'POST',
    path: '/api/work-orders/:id/caller',
    summary: '查看来电人姓名、电话和未打码的原文;须写明用途和理由,显示半分钟,查看会留痕',
    access: access('seeCaller'),
    sensitive: true,
    params: ID,
    body: z.object({ reason: z.string().trim().min(2).max(200), purpose: z.enum(LOOKS).default('contact') }),
    answer: clearOut,
    handler: async (ctx, { params, body }) => {
      let seen: Clear | undefined
      // The number itself is not kept with the idempotency key: only that it was looked at.
      const done = await ctx.once(async tx => {
        const revealed = await revealCaller(tx, envOf(ctx), params.id, body)
        if (revealed.ok) seen = revealed.value
        return revealed.ok ? ok({ looked: true }) : revealed
      })
      const until = isoOf(instant(ctx.now + SEEN_MS))
      return done.ok ? ok({ ...(seen ?? { name: '', phone: '', place: '', text: '' }), until }) : done
    },
  }),
  api({
    id: 'work-order.link',
    method: 'POST',
    path: '/api/work-orders/:id/link',
    summary: '关联疑似重复的工单(不合并)',
    access: access('amend'),
    params: ID,
    body: z.object({ other: z.uuid() }),
    answer: z.object({ linked: z.boolean() }),
    handler: (ctx, { params, body }) => ctx.once(tx => link(tx, envOf(ctx), params.id, body.other)),
  }),
  api({
    id: 'work-order.batch',
    method: 'POST',
    path: '/api/work-orders/batch',
    summary: '批量受理、派单、催办、归档:逐张办,逐张报结果',
    access: access('list'),
    body: z.discriminatedUnion('verb', [
      z.object({ verb: z.literal('admit'), ids: z.array(z.uuid()).min(1).max(200), body: VERBS.admit.body }),
      z.object({ verb: z.literal('dispatch'), ids: z.array(z.uuid()).min(1).max(200), body: VERBS.dispatch.body }),
      z.object({ verb: z.literal('sign'), ids: z.array(z.uuid()).min(1).max(200), body: VERBS.sign.body }),
      z.object({ verb: z.literal('remind'), ids: z.array(z.uuid()).min(1).max(200), body: VERBS.remind.body }),
      z.object({ verb: z.literal('archive'), ids: z.array(z.uuid()).min(1).max(200), body: VERBS.archive.body }),
    ]),
    answer: z.object({ results: z.array(triedOut) }),
    handler: (ctx, { body }) =>
      ctx.once(async tx => {
        const tried = await doBatch(tx, envOf(ctx), body.verb, body.ids, body.body)
        return ok({ results: tried.map(each => presentTried(ctx, each)) })
      }),
  }),
]

/** What people do to orders: report, claim, and one route per verb. */
export const actRoutes: readonly Route[] = [...reporting, ...acting]
