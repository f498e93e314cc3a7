import { z } from 'zod'
import { dayField } from '../../platform/http/fields.ts'
import { listOf, paging } from '../../platform/http/paging.ts'
import { SET_NAMES } from './rules/scheme.ts'

/** What goes in and out over HTTP. Time is in whole minutes. */
const count = z.number().int()
const text = (most: number) => z.string().trim().max(most)
const flag = z.union([z.boolean(), z.stringbool()])
const minutes = z.coerce.number().int().min(1).max(1_000_000)

export const schemeIn = z.object({
  area: z.string().max(20).describe('社区（12 位）或镇街（9 位）的区划代码'),
  name: text(60).min(2),
  ruleSet: z.enum(SET_NAMES).describe('以哪里公布的规则为起点'),
  guarantee: text(500).min(2).describe('没有志愿者时由谁兜底，加入前要告知'),
})
export const rulesIn = z.object({
  from: dayField(),
  basis: text(200).default('').describe('依据的地方文件；开放赠与、继承、有效期必填'),
  capHours: z
    .union([z.coerce.number().int().min(0).max(100_000), z.literal('')])
    .optional()
    .describe('个人存储上限（小时），空为不限'),
  overflow: z.enum(['honour', 'pool']).optional(),
  family: flag.optional(),
  donate: flag.optional(),
  gift: flag.optional(),
  inherit: flag.optional(),
  expiryMonths: z.union([z.coerce.number().int().min(1).max(1200), z.literal('')]).optional(),
  clearingHours: z.coerce.number().int().min(0).max(100_000).optional().describe('与另一个时间银行往来的上限（小时）'),
})
export const grantIn = z.object({ service: z.uuid(), note: text(500).min(2) })
export const takeBackIn = z.object({ service: z.uuid(), note: text(200).min(2).describe('志愿者本人看得到') })
export const settleIn = z.object({ with: z.uuid(), note: text(200).min(2).describe('双方结算的文件') })
export const relativeIn = z.object({
  name: text(40).describe('亲属的姓名'),
  phone: text(20).describe('亲属的手机号'),
  relation: z.enum(['parent', 'spouse', 'child', 'grandparent', 'grandchild']),
})
const number = text(40).min(1)
export const heirIn = z.object({ heir: number.describe('继承人的志愿者编号') })
export const joinIn = z.object({ read: flag.default(false) })
export const spendIn = z.object({ service: z.uuid() })
export const minutesIn = z.object({ minutes })
export const giveIn = z.object({ to: number.describe('对方的志愿者编号'), minutes })
export const transferIn = z.object({ to: z.uuid(), minutes })
export const membersIn = z.object({ ...paging, q: text(200).optional().describe('志愿者编号') })
export const membersOut = listOf(
  z.object({
    id: z.string(),
    no: z.string(),
    who: z.string(),
    areaName: z.string(),
    redeem: count,
    honour: count,
    earned: count,
    relatives: z.array(z.object({ who: z.string(), relation: z.string() })).readonly(),
  }),
)
export const schemesIn = z.object({ ...paging, area: z.string().max(20).optional() })

export const actedOut = z.object({ id: z.string(), leaf: z.string() })
export const rulesOut = z.object({
  from: z.string(),
  basis: z.string(),
  cap: count.nullable(),
  overflow: z.string(),
  redeemFrom: count,
  start: count,
  family: z.boolean(),
  donate: z.boolean(),
  gift: z.boolean(),
  inherit: z.boolean(),
  expiryMonths: count.nullable(),
  clearing: count,
})
export const schemeOut = z.object({
  id: z.string(),
  area: z.string(),
  areaName: z.string(),
  name: z.string(),
  ruleSet: z.string(),
  guarantee: z.string(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  rules: rulesOut,
  pool: count,
  issued: count,
})
export const schemesOut = listOf(schemeOut)
const serviceOut = z.object({
  service: z.string(),
  on: z.string(),
  title: z.string(),
  who: z.string(),
  minutes: count,
})
export const reportOut = schemeOut.extend({
  /** Of all accounts of the book: always nothing. */
  total: count,
  members: count,
  outstanding: count,
  honour: count,
  ages: z.array(z.object({ years: count, minutes: count })).readonly(),
  old: count,
  oldMinutes: count,
  soon: count,
  soonMinutes: count,
  spentYear: count,
  clearing: z.array(z.object({ scheme: z.string(), name: z.string(), minutes: count })).readonly(),
  /** The latest services that were credited; `service` is what is asked for to take one back. */
  credited: z.array(serviceOut.extend({ taken: z.boolean() })).readonly(),
  /** The latest services nobody has paid for with time. */
  payable: z.array(serviceOut).readonly(),
  may: z.array(z.string()).readonly(),
})
