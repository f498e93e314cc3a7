import { z } from 'zod'
import { parseAreaPath } from '../../kernel/area-code.ts'
import { ok } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { listMatter, PARTS_OF, saveBody, unlistMatter } from './forming.ts'
import { committeeSeatsOn } from './params.ts'
import { access } from './policy.ts'
import { placesFor } from './reads.ts'
import { BODIES, type BodyKind } from './rules/bodies.ts'
import { THEMES } from './rules/kinds.ts'
import { bodiesOf, mattersOf } from './store/bodies.ts'

const TOWN_DIGITS = 9
const area = z.string().max(20)
const warning = z.object({ title: z.string(), detail: z.string(), next: z.string() })
const bodyOut = z.object({
  kind: z.string(),
  version: z.number().int(),
  parts: z.array(z.object({ part: z.string(), value: z.string() })),
})

const bodyAt = async (ctx: Context, place: string) => {
  const rows = await bodiesOf(ctx.db, [place])
  return BODIES.map((kind: BodyKind) => {
    const row = rows.find(each => each.kind === kind)
    return {
      kind,
      version: row?.version ?? 0,
      parts: PARTS_OF[kind].map(part => ({ part, value: String(row?.data[part] ?? '') })),
    }
  })
}

const matterOut = z.object({ id: z.uuid(), area: z.string(), theme: z.string(), text: z.string() })

/** The bodies of a place and the list of its town. */
export const bodyRoutes: readonly Route[] = [
  api({
    id: 'deliberation.bodies',
    method: 'GET',
    path: '/api/deliberation-bodies',
    summary: '一地的协调委员会、党建联席会议和“116”工作法模板',
    access: access('open-to-all'),
    query: z.object({ area }),
    answer: z.object({ items: z.array(bodyOut), least: z.number().int(), most: z.number().int() }),
    refuses: [],
    handler: async (ctx, { query }) => {
      const place = parseAreaPath(query.area)
      const seats = await committeeSeatsOn(ctx.db, dateOf(ctx.now))
      return ok({ items: place.ok ? await bodyAt(ctx, place.value) : [], least: seats.least, most: seats.most })
    },
  }),
  api({
    id: 'deliberation.save-body',
    method: 'PUT',
    path: '/api/deliberation-bodies',
    summary: '保存组成；人数不合只提示，不阻止',
    access: access('form'),
    body: z.object({
      area,
      kind: z.enum(BODIES),
      parts: z.array(z.object({ part: z.string().max(40), value: z.string().max(200) })).max(40),
    }),
    answer: z.object({ version: z.number().int(), warnings: z.array(warning) }),
    handler: async (ctx, { body }) => {
      const parts = Object.fromEntries(body.parts.map(({ part, value }) => [part, value]))
      return ctx.once(async tx => {
        const done = await saveBody(tx, ctx, { area: body.area, kind: body.kind, parts })
        if (!done.ok) return done
        const warnings = done.value.warnings.map(refusal => {
          const { title, detail, next } = ctx.say(refusal)
          return { title, detail, next }
        })
        return ok({ version: done.value.version, warnings })
      })
    },
  }),
  api({
    id: 'deliberation.matters',
    method: 'GET',
    path: '/api/deliberation-matters',
    summary: '协商事项清单：一个镇街的，或自己管的各镇街的',
    access: access('open-to-all'),
    query: z.object({ area: area.optional() }),
    answer: z.object({ items: z.array(matterOut) }),
    refuses: [],
    handler: async (ctx, { query }) => {
      const asked = query.area === undefined ? (await placesFor(ctx)).map(({ id }) => id) : [query.area]
      const towns = [...new Set(asked.map(each => each.slice(0, TOWN_DIGITS)))]
      const items = await mattersOf(ctx.db, towns)
      return ok({ items: items.map(({ id, area: town, theme, text }) => ({ id, area: town, theme, text })) })
    },
  }),
  api({
    id: 'deliberation.list-matter',
    method: 'POST',
    path: '/api/deliberation-matters',
    summary: '在镇街协商事项清单上加一项',
    access: access('set-list'),
    body: z.object({ area, theme: z.enum(THEMES), text: z.string().trim().min(2).max(200) }),
    status: 201,
    answer: z.object({ id: z.uuid() }),
    handler: (ctx, { body }) => ctx.once(tx => listMatter(tx, ctx, body)),
  }),
  api({
    id: 'deliberation.unlist-matter',
    method: 'POST',
    path: '/api/deliberation-matters/:id/unlist',
    summary: '从清单上拿掉一项',
    access: access('set-list'),
    params: z.object({ id: z.uuid() }),
    body: z.object({}),
    answer: z.object({ id: z.uuid() }),
    handler: (ctx, { params }) => ctx.once(tx => unlistMatter(tx, ctx, params.id)),
  }),
]
