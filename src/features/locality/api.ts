import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import { isoOf } from '../../kernel/time.ts'
import { localDay } from '../../platform/http/fields.ts'
import type { RuleLine } from './overview.ts'
import { LAYERS } from './rules/resolve.ts'

const day = localDay()

export const dateQuery = z.object({ date: day.optional().describe('看哪一天的参数;不填为今天') })
export const keyParams = z.object({ key: z.string().max(100) })
export const entryBody = z.object({
  value: z.unknown(),
  from: day,
  to: day.optional(),
  basis: z.string().trim().min(1).max(300),
  reason: z.string().trim().max(300),
})

const basis = z.object({
  kind: z.enum(['cite', 'local']),
  source: z.string().optional(),
  article: z.string().optional(),
  quote: z.string().optional(),
  rule: z.string().optional(),
  note: z.string().optional(),
  title: z.string().optional().describe('来源的名称'),
})
const held = z.object({ value: z.unknown(), basis, layer: z.enum(LAYERS), from: z.string() })

export const ruleList = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      zh: z.string(),
      unit: z.string().nullable().describe('workday 工作日,day 日,hour 小时,times 次'),
      security: z.boolean().describe('属于系统安全,由安全管理员录入'),
      schema: z.record(z.string(), z.unknown()).describe('值的 JSON Schema'),
      held: held.nullable(),
      history: z.array(
        z.object({ layer: z.enum(LAYERS), from: z.string(), to: z.string().nullable(), value: z.unknown(), basis }),
      ),
      conflicts: z.array(z.object({ day: z.string(), weaker: held, stricter: held, noticedAt: z.string() })),
    }),
  ),
})
export const entered = z.object({
  id: z.number().int(),
  conflicts: z
    .array(z.object({ day: z.string(), weaker: held, stricter: held }))
    .describe('弱于上位法的日期;这些日子按上位法执行'),
})

/** Looks up what a source is called. */
export type Titles = (source: string) => string

const presentBasis = (of: Basis, titles: Titles): z.input<typeof basis> => ({
  ...of,
  ...(of.kind === 'cite' && { title: titles(of.source) }),
})
type HeldLine = NonNullable<RuleLine['held']>

export const presentHeld = (of: HeldLine, titles: Titles): z.input<typeof held> => ({
  value: of.value,
  basis: presentBasis(of.basis, titles),
  layer: of.layer,
  from: of.from,
})

export const presentRule = (line: RuleLine, titles: Titles): z.input<typeof ruleList>['items'][number] => ({
  key: line.rule.key,
  zh: line.rule.zh,
  unit: line.rule.unit ?? null,
  security: line.rule.security ?? false,
  schema: z.toJSONSchema(line.rule.schema, { io: 'input' }),
  held: line.held === undefined ? null : presentHeld(line.held, titles),
  history: line.history.map(entry => ({
    layer: entry.layer,
    from: entry.from,
    to: entry.to ?? null,
    value: entry.value,
    basis: presentBasis(entry.basis, titles),
  })),
  conflicts: line.conflicts.map(({ day: from, weaker, stricter, noticedAt }) => ({
    day: from,
    weaker: presentHeld(weaker, titles),
    stricter: presentHeld(stricter, titles),
    noticedAt: isoOf(noticedAt),
  })),
})
