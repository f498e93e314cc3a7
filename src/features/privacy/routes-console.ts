import { z } from 'zod'
import { redact } from '../../kernel/redact.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { instant, isoOf } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { legalHolds, liftHold, placeHold } from '../../platform/personal/legal-hold.ts'
import { decideRelease, heldWords, holds, isHold } from '../../platform/personal/publication.ts'
import { isPurpose, leaveFor, PURPOSES, type Purpose, SEEN_MS } from '../../platform/personal/purposes.ts'
import { hold, legalHold, plan, presentHold, presentLegalHold, record, version } from './api.ts'
import { access, type PrivacyVerb, policy } from './policy.ts'
import { keepingOf, wholeRecords } from './records.ts'
import { retain } from './retention.ts'
import { recordAt, recordVersions } from './store/records.ts'

const SHOWN_MAX = 200
const ID = z.object({ id: z.uuid() })
const LOOKS = Object.keys(PURPOSES).filter(isPurpose) as [Purpose, ...Purpose[]]
const words = z.string().trim().min(2).max(300)

const byOf = ({ actor }: Context, verb: PrivacyVerb) => ({
  actor,
  office: officeFor(policy, verb, actor, { area: null, relations: () => new Set() }),
})

const records: readonly Route[] = [
  api({
    id: 'privacy.records',
    method: 'GET',
    path: '/api/console/processing-records',
    summary: '处理情况记录与影响评估(每项处理活动一份)',
    access: access('seeRecords'),
    answer: z.object({ items: z.array(record), next: z.null() }),
    refuses: [],
    handler: async ({ system: db, now }) => {
      const items = wholeRecords(await keepingOf(db, now)).map(
        ({ activity, classes, kept, columns, retention, ...rest }) => ({
          id: activity,
          ...rest,
          classes: [...classes],
          kept: [...kept],
          columns: [...columns],
          retention: [...retention],
        }),
      )
      return ok({ items, next: null })
    },
  }),
  api({
    id: 'privacy.record-versions',
    method: 'GET',
    path: '/api/console/processing-records/versions',
    summary: '处理情况记录的各个版本,写入公开日志,不删除',
    access: access('seeRecords'),
    answer: z.object({ items: z.array(version), next: z.null() }),
    refuses: [],
    handler: async ({ system: db }) => {
      const items = (await recordVersions(db)).map(row => ({ ...row, id: String(row.version), at: isoOf(row.at) }))
      return ok({ items, next: null })
    },
  }),
  api({
    id: 'privacy.record-file',
    method: 'GET',
    path: '/api/console/processing-records/versions/:version/file.json',
    summary: '下载一个版本的处理情况记录(JSON)',
    access: access('seeRecords'),
    params: z.object({ version: z.coerce.number().int().min(1).max(100_000) }),
    answer: z.unknown(),
    produces: 'application/json',
    refuses: ['record-unknown'],
    handler: async ({ system: db }, { params }) => {
      const found = await recordAt(db, params.version)
      if (found === undefined) return refuse([{ tag: 'record-unknown' }])
      const body = `${JSON.stringify({ version: found.version, at: isoOf(found.at), records: found.body }, null, 2)}\n`
      const name = `processing-records-v${found.version}.json`
      const headers = { 'content-disposition': `attachment; filename="${name}"` }
      return ok({ raw: true as const, type: 'application/json; charset=utf-8', body, headers })
    },
  }),
]

const releases: readonly Route[] = [
  api({
    id: 'privacy.releases',
    method: 'GET',
    path: '/api/console/publication-holds',
    summary: '公开前被拦下、请人放行的内容(打码),待决定的在前,至多 200 条',
    access: access('seeReleases'),
    answer: z.object({ items: z.array(hold), next: z.null() }),
    refuses: [],
    handler: async ({ system: db, actor }) =>
      ok({ items: (await holds(db, SHOWN_MAX)).map(row => presentHold(row, actor.party)), next: null }),
  }),
  api({
    id: 'privacy.held-words',
    method: 'POST',
    path: '/api/console/publication-holds/:id/words',
    summary: '查看被拦内容的原文,以便决定;须写明用途和理由,显示半分钟,查看会留痕',
    access: access('decideRelease'),
    params: ID,
    body: z.object({ reason: words, purpose: z.enum(LOOKS) }),
    answer: z.object({ words: z.array(z.object({ field: z.string(), text: z.string() })), until: z.string() }),
    refuses: ['hold-unknown', 'purpose-missing', 'purpose-not-yours'],
    handler: async (ctx, { params, body }) => {
      let seen: readonly { field: string; text: string }[] = []
      const done = await ctx.systemOnce(async tx => {
        if (!(await isHold(tx, params.id))) return refuse([{ tag: 'hold-unknown' }])
        const reason = redact(body.reason).shown
        const asked = { purpose: body.purpose, subject: `publication-hold/${params.id}`, fields: ['words'], reason }
        const leave = await leaveFor(tx, ctx.actor, asked, ctx.now)
        if (!leave.ok) return leave
        const found = await heldWords(tx, ctx.vault, params.id, leave.value)
        if (found === undefined) return refuse([{ tag: 'hold-unknown' }])
        seen = found
        return ok({ looked: true })
      })
      return done.ok ? ok({ words: [...seen], until: isoOf(instant(ctx.now + SEEN_MS)) }) : done
    },
  }),
  api({
    id: 'privacy.decide-release',
    method: 'POST',
    path: '/api/console/publication-holds/:id/decide',
    summary: '决定是否放行;不能由提请的人决定',
    access: access('decideRelease'),
    params: ID,
    body: z.object({ release: z.boolean(), answer: words }),
    answer: z.object({ id: z.uuid() }),
    refuses: ['hold-unknown', 'hold-decided', 'same-person'],
    handler: (ctx, { params, body }) =>
      ctx.systemOnce(tx => decideRelease(tx, byOf(ctx, 'decideRelease'), params.id, body, ctx.now)),
  }),
]

const keeping: readonly Route[] = [
  api({
    id: 'privacy.legal-holds',
    method: 'GET',
    path: '/api/console/legal-holds',
    summary: '暂缓删除的清单,未解除的在前,至多 200 条',
    access: access('seeHolds'),
    answer: z.object({ items: z.array(legalHold), next: z.null() }),
    refuses: [],
    handler: async ({ system: db }) =>
      ok({ items: (await legalHolds(db, SHOWN_MAX)).map(presentLegalHold), next: null }),
  }),
  api({
    id: 'privacy.hold-back',
    method: 'POST',
    path: '/api/console/legal-holds',
    summary: '暂缓删除一件工单或一个人的信息(诉讼、检查、投诉期间)',
    access: access('holdBack'),
    body: z.object({
      subject: z.string().regex(/^(work-order|party)\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      reason: words,
    }),
    answer: z.object({ id: z.uuid() }),
    status: 201,
    refuses: ['hold-standing'],
    handler: (ctx, { body }) =>
      ctx.systemOnce(tx =>
        placeHold(tx, byOf(ctx, 'holdBack'), { ...body, reason: redact(body.reason).shown }, ctx.now),
      ),
  }),
  api({
    id: 'privacy.lift-hold',
    method: 'POST',
    path: '/api/console/legal-holds/:id/lift',
    summary: '解除暂缓删除',
    access: access('holdBack'),
    params: ID,
    answer: z.object({ id: z.uuid() }),
    refuses: ['hold-unknown'],
    handler: (ctx, { params }) => ctx.systemOnce(tx => liftHold(tx, byOf(ctx, 'holdBack'), params.id, ctx.now)),
  }),
  api({
    id: 'privacy.retention-plan',
    method: 'GET',
    path: '/api/console/retention',
    summary: '预检:现在清理会去掉多少,因暂缓删除留下多少,各类保存多久',
    access: access('planRetention'),
    answer: plan,
    refuses: [],
    handler: async ({ system: db, vault, now }) => {
      const { orders, ordersHeld, people, peopleHeld } = await retain(db, vault, now, true)
      const kept = Object.entries(await keepingOf(db, now)).map(([name, days]) => ({ class: name, days }))
      return ok({ orders, ordersHeld, people, peopleHeld, keeping: kept })
    },
  }),
]

export const consoleRoutes: readonly Route[] = [...records, ...releases, ...keeping]
