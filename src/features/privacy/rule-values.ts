import { z } from 'zod'
import { localDefault } from '../../kernel/cite.ts'
import { d } from '../../kernel/time.ts'
import { defineRuleValue } from '../locality/index.ts'

const fewer = (a: number, b: number): boolean => a < b
const more = (a: number, b: number): boolean => a > b

const days = (key: string, zh: string, value: number, least: number, why: string, stricter: typeof fewer) =>
  defineRuleValue<number>({
    key: `privacy.${key}`,
    zh,
    unit: 'day',
    schema: z.number().int().min(least).max(10_950),
    default: [{ from: d('2021-11-01'), value, basis: localDefault('X-048', why) }],
    stricter,
  })

/** How long data are kept, by class; dated, so that a change holds from its day. The shorter binds, but for traces. */
export const keepOrders = days(
  'keep-orders',
  '工单个人信息保存天数',
  1_095,
  180,
  '法律要求保存期限为实现目的所必要的最短时间，没有写明天数；默认办结后保存三年，供复查、投诉和行政复议。',
  fewer,
)
export const keepAccounts = days(
  'keep-accounts',
  '不再使用的账号保存天数',
  1_095,
  180,
  '法律没有写明天数；默认三年没有登录、也没有诉求的账号自动清除。',
  fewer,
)
export const keepTraces = days(
  'keep-traces',
  '查看、导出等留痕保存天数',
  1_095,
  183,
  '留痕至少保存六个月；默认三年，与处理情况记录一致。',
  more,
)
export const keepConsents = days(
  'keep-consents',
  '撤回后的同意记录保存天数',
  1_095,
  183,
  '法律没有写明天数；默认撤回后保存三年，用于证明曾经取得同意。',
  more,
)
