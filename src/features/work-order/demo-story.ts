import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { DemoText } from './demo-texts.ts'
import { categoryAt } from './rules/categories.ts'
import type { VerbName } from './verbs.ts'

/** How far an order of the demonstration has come; the last of a story that has its time before the present is where it stays. */
export type Chapter = {
  readonly verb: VerbName | 'publish'
  readonly by: keyof Cast
  readonly after: number
  readonly body: Readonly<Record<string, unknown>>
  readonly photo?: true
}

export type Cast = {
  readonly desk: Actor
  readonly lead: Actor
  readonly unitLead: Actor
  readonly handler: Actor
  readonly grid: Actor
  readonly resident: Actor
}

export const pick = <T>(random: () => number, from: readonly T[]): T => {
  const chosen = from[Math.floor(random() * from.length)]
  if (chosen === undefined) throw new Error('the demonstration city lacks people or places')
  return chosen
}

const hours = (count: number): number => count * HOUR_MS

type Way =
  | 'plain'
  | 'extended'
  | 'paused'
  | 'returned'
  | 'reopened'
  | 'declined'
  | 'answered'
  | 'withdrawn'
  | 'terminated'
  | 'petitioned'

const WAYS: readonly (readonly [Way, number])[] = [
  ['plain', 70],
  ['extended', 8],
  ['paused', 6],
  ['returned', 6],
  ['reopened', 5],
  ['declined', 3],
  ['withdrawn', 2],
  ['terminated', 1],
  ['petitioned', 1],
]

export const wayOf = (random: () => number, text: DemoText): Way => {
  if ((text.kind === 'enquiry' || text.kind === 'praise') && random() < 0.5) return 'answered'
  let left = random() * WAYS.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [way, weight] of WAYS) {
    left -= weight
    if (left <= 0) return way
  }
  return 'plain'
}

const handled = (text: DemoText, assignee: string | null, speed: number): readonly Chapter[] => [
  { verb: 'sign', by: 'handler', after: hours(0.1 * speed), body: {} },
  ...(assignee === null
    ? []
    : [{ verb: 'assign' as const, by: 'handler' as const, after: 5 * MINUTE_MS, body: { assignee } }]),
  {
    verb: 'contact',
    by: assignee === null ? 'handler' : 'grid',
    after: hours(0.3 * speed),
    body: { reached: true, note: '已电话联系，说明办理安排。' },
  },
  ...(categoryAt(text.category)?.onSite === true
    ? [
        {
          verb: 'arrive' as const,
          by: assignee === null ? ('handler' as const) : ('grid' as const),
          after: hours(0.6 * speed),
          body: { note: '已到现场查看。' },
          photo: true as const,
        },
      ]
    : []),
  {
    verb: 'submit',
    by: assignee === null ? 'handler' : 'grid',
    after: hours(9 * speed),
    body: { note: text.result },
    photo: true,
  },
  { verb: 'close', by: 'unitLead', after: hours(2), body: { note: '情况属实，同意办结。' } },
]

const afterClosing = (text: DemoText, random: () => number): readonly Chapter[] => {
  const resolved = random() < 0.9
  const satisfaction = resolved
    ? pick(random, ['very-satisfied', 'satisfied', 'satisfied', 'basically-satisfied'])
    : 'dissatisfied'
  return [
    {
      verb: 'followUp',
      by: 'desk',
      after: hours(20),
      body: { reached: true, resolved, satisfaction, note: '电话回访。' },
    },
    ...(random() < 0.5
      ? [
          {
            verb: 'rate' as const,
            by: 'resident' as const,
            after: hours(3),
            body: { satisfaction, resolved, note: '' },
          },
        ]
      : []),
    ...(random() < 0.75
      ? [
          {
            verb: 'publish' as const,
            by: 'desk' as const,
            after: hours(1),
            body: {
              title: text.text.slice(0, 18).replace(/[，。].*$/, ''),
              text: `${text.text}办理结果：${text.result}`,
            },
          },
        ]
      : []),
    ...(resolved ? [{ verb: 'archive' as const, by: 'desk' as const, after: hours(30), body: {} }] : []),
  ]
}

/** What happens to an order, in order, with the time from one thing to the next. */
export const storyOf = (
  way: Way,
  text: DemoText,
  cast: Cast,
  unit: string,
  random: () => number,
): readonly Chapter[] => {
  const admit: Chapter = { verb: 'admit', by: 'desk', after: 20 * MINUTE_MS, body: {} }
  const dispatch: Chapter = { verb: 'dispatch', by: 'desk', after: 30 * MINUTE_MS, body: { lead: unit } }
  const byGrid = cast.grid.party !== null && random() < 0.7 ? cast.grid.party : null
  const speed = 0.4 + random() * random() * 6
  const work = handled(text, byGrid, speed)
  const [sign, ...rest] = work
  switch (way) {
    case 'declined':
      return [
        {
          verb: 'decline',
          by: 'desk',
          after: hours(0.4),
          body: {
            reason: pick(random, ['legal-route', 'repeated', 'elsewhere']),
            note: '不属热线受理范围，已告知正确途径和联系电话。',
          },
        },
      ]
    case 'answered':
      return [
        admit,
        { verb: 'answer', by: 'desk', after: hours(0.5), body: { note: text.result } },
        ...afterClosing(text, random),
      ]
    case 'extended':
      return [
        admit,
        dispatch,
        ...(sign === undefined ? [] : [sign]),
        {
          verb: 'askExtension',
          by: 'handler',
          after: hours(1),
          body: { workdays: 3, note: '需要采购材料，已向诉求人说明。' },
        },
        { verb: 'grantExtension', by: 'lead', after: hours(2), body: {} },
        ...rest,
        ...afterClosing(text, random),
      ]
    case 'paused':
      return [
        admit,
        dispatch,
        ...(sign === undefined ? [] : [sign]),
        {
          verb: 'askPause',
          by: 'handler',
          after: hours(1),
          body: { reason: 'legal-procedure', note: '等待鉴定结果，预计一周。' },
        },
        { verb: 'grantPause', by: 'lead', after: hours(2), body: {} },
        { verb: 'resume', by: 'handler', after: 5 * DAY_MS, body: {} },
        ...rest,
        ...afterClosing(text, random),
      ]
    case 'returned':
      return [
        admit,
        dispatch,
        { verb: 'askReturn', by: 'handler', after: hours(3), body: { note: '不属本单位职责，建议由主管部门办理。' } },
        { verb: 'grantReturn', by: 'desk', after: hours(1), body: { note: '同意退单。' } },
        dispatch,
        ...work,
        ...afterClosing(text, random),
      ]
    case 'reopened':
      return [
        admit,
        dispatch,
        ...work,
        { verb: 'reopen', by: 'resident', after: hours(30), body: { note: '没过两天又这样了。' } },
        dispatch,
        ...work,
        ...afterClosing(text, random),
      ]
    case 'withdrawn':
      return [admit, { verb: 'withdraw', by: 'resident', after: hours(2), body: { note: '已经自己解决了，谢谢。' } }]
    case 'terminated':
      return [
        admit,
        dispatch,
        ...(sign === undefined ? [] : [sign]),
        {
          verb: 'terminate',
          by: 'lead',
          after: hours(40),
          body: { note: '多次联系，诉求人拒不提供地点，经审核终止并已说明。' },
        },
      ]
    case 'petitioned':
      return [
        admit,
        { verb: 'toPetition', by: 'lead', after: hours(3), body: { note: '同一事项已由信访受理，转信访渠道办理。' } },
      ]
    case 'plain':
      return [admit, dispatch, ...work, ...afterClosing(text, random)]
  }
}
