import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import type { Dated } from '../../kernel/dated.ts'
import { d } from '../../kernel/time.ts'
import { defineRuleValue, type RuleValue } from '../locality/index.ts'
import * as basis from './rules/basis.ts'
import { categoryAt, URGENT_LIST, type UrgentRow } from './rules/categories.ts'
import type { Kind } from './rules/kinds.ts'

/**
 * What a place may set for its work orders. The values here hold where nobody set any and are our defaults, not
 * law; those of a place stand in its file under `localities/`, with their sources.
 */
const always = <T>(value: T, from: Basis): Dated<T> => [{ from: d('1949-10-01'), value, basis: from }]
const count = (min: number, max: number) => z.number().int().min(min).max(max)
const fewer = (a: number, b: number): boolean => a < b
const more = (a: number, b: number): boolean => a > b

type Counted = { readonly min: number; readonly max: number; readonly unit: NonNullable<RuleValue<number>['unit']> }

const counted = (key: string, zh: string, { min, max, unit }: Counted, value: number, from: Basis, stricter = fewer) =>
  defineRuleValue<number>({
    key: `work-order.${key}`,
    zh,
    unit,
    schema: count(min, max),
    default: always(value, from),
    stricter,
  })

const WORKDAYS: Counted = { min: 1, max: 60, unit: 'workday' }
const HOURS: Counted = { min: 1, max: 72, unit: 'hour' }
const TIMES: Counted = { min: 0, max: 9, unit: 'times' }

const ANCHORS = ['accept', 'dispatch', 'sign'] as const

export const clockStart = defineRuleValue<(typeof ANCHORS)[number]>({
  key: 'work-order.clock-start',
  zh: '时限起算',
  schema: z.enum(ANCHORS),
  default: always('dispatch', basis.CLOCK_START),
  // The earlier the start, the earlier the due.
  stricter: (a, b) => ANCHORS.indexOf(a) < ANCHORS.indexOf(b),
})

export const closeOfBusiness = defineRuleValue<string>({
  key: 'work-order.close-of-business',
  zh: '下班时间',
  schema: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .meta({ format: 'time' }),
  default: always('17:30', basis.CLOSE_OF_BUSINESS),
  stricter: (a, b) => a < b,
})

export const urgentContactHours = counted('urgent-contact-hours', '紧急工单联系群众', HOURS, 1, basis.URGENT_TERMS)
export const urgentArriveHours = counted('urgent-arrive-hours', '紧急工单抵达现场', HOURS, 2, basis.URGENT_TERMS)
export const urgentCloseWorkdays = counted('urgent-close-workdays', '紧急工单完成处置', WORKDAYS, 3, basis.URGENT_TERMS)

const row = z.object({
  no: count(1, 100),
  zh: z.string().trim().min(1).max(40).nullable(),
  category: z
    .string()
    .refine(code => categoryAt(code) !== undefined)
    .nullable(),
})

/** Rows without a name are 未提供. A list has no order of strictness: the most local one holds. */
export const urgentList = defineRuleValue<readonly UrgentRow[]>({
  key: 'work-order.urgent-list',
  zh: '紧急工单清单',
  schema: z
    .array(row)
    .min(1)
    .max(100)
    .refine(rows => rows.every(({ no }, index) => no === index + 1))
    .refine(rows => rows.every(({ zh, category }) => zh !== null || category === null)),
  default: always(URGENT_LIST, basis.URGENT_LIST_TEMPLATE),
})

export const contactWorkdays = counted('contact-workdays', '普通工单联系诉求人', WORKDAYS, 1, basis.ORDINARY_CONTACT)
export const followUpWorkdays = counted('follow-up-workdays', '办结后回访', WORKDAYS, 3, basis.FOLLOW_UP_TERM)
export const followUpAttempts = counted(
  'follow-up-attempts',
  '回访未接通最多拨打次数',
  { ...TIMES, min: 1 },
  3,
  basis.FOLLOW_UP_TRIES,
  more,
)
export const returnWorkdays = counted('return-workdays', '退单期限', WORKDAYS, 2, basis.RETURN_DEFAULT)
export const extensionWorkdaysMax = counted(
  'extension-workdays-max',
  '每次延期最多',
  WORKDAYS,
  10,
  basis.EXTENSION_LENGTH,
)
export const extensionsMax = counted('extensions-max', '延期次数上限', TIMES, 1, basis.EXTENSION_TIMES)
export const extensionsMaxSpecial = counted(
  'extensions-max-special',
  '特殊情况延期次数上限',
  TIMES,
  2,
  basis.EXTENSION_TIMES,
)
export const reopenDays = counted(
  'reopen-days',
  '办结后可要求重办',
  { min: 0, max: 365, unit: 'day' },
  30,
  basis.REOPEN_TERM,
  more,
)

const closing = (kind: Kind, zh: string) =>
  counted(`close-workdays.${kind}`, `${zh}类办结时限`, WORKDAYS, 15, basis.ORDINARY_CLOSE)

/** Counted from the city's own start of clocks. */
export const closeWorkdays: Readonly<Record<Kind, RuleValue<number>>> = {
  enquiry: closing('enquiry', '咨询'),
  help: closing('help', '求助'),
  complaint: closing('complaint', '投诉'),
  report: closing('report', '举报'),
  suggestion: closing('suggestion', '建议'),
  praise: closing('praise', '表扬'),
}

const fromReceipt = (kind: Kind, zh: string) =>
  defineRuleValue<number>({
    key: `work-order.receipt-workdays.${kind}`,
    zh: `${zh}类办结时限(自收到之日起)`,
    unit: 'workday',
    schema: count(1, 60),
    // Only where a province or the city sets one.
    default: [],
    stricter: fewer,
  })

/** A second limit that some provinces set, counted from receipt. Both bind; the earlier due counts. */
export const receiptWorkdays: Readonly<Record<Kind, RuleValue<number>>> = {
  enquiry: fromReceipt('enquiry', '咨询'),
  help: fromReceipt('help', '求助'),
  complaint: fromReceipt('complaint', '投诉'),
  report: fromReceipt('report', '举报'),
  suggestion: fromReceipt('suggestion', '建议'),
  praise: fromReceipt('praise', '表扬'),
}
