import { localDefault } from '../../../kernel/cite.ts'
import { type Instant, minuteOfDay } from '../../../kernel/time.ts'

/** An exact share of an hour's worth: numerator and denominator, both above zero. */
export type Factor = readonly [number, number]

/** What a place has laid down for its time bank, from a day on. Minutes everywhere. */
export type Rules = {
  /** What a minute of a field, of a skill, or of the night (22 to 6) is worth; one where nothing is said. */
  readonly topics: Readonly<Record<string, Factor>>
  readonly skills: Readonly<Record<string, Factor>>
  readonly night: Factor
  /** Redeemable minutes one may hold at most; null for no limit. */
  readonly cap: number | null
  /** Where what is above the cap goes: kept as honour, or given to the care pool. */
  readonly overflow: 'honour' | 'pool'
  /** Redeemable minutes one must have earned before the first is spent. */
  readonly redeemFrom: number
  /** Given to each who joins. */
  readonly start: number
  /** Whether one may pay for a relative. */
  readonly family: boolean
  readonly donate: boolean
  /** Off until a locality enters a rule (Z-11). */
  readonly gift: boolean
  readonly inherit: boolean
  readonly expiryMonths: number | null
  /** What may be owed between this and one other scheme, either way. */
  readonly clearing: number
}

const HOUR = 60

/** D-041: everything off but giving to the care pool. */
export const DEFAULT: Rules = {
  topics: {},
  skills: {},
  night: [1, 1],
  cap: null,
  overflow: 'honour',
  redeemFrom: 0,
  start: 0,
  family: false,
  donate: true,
  gift: false,
  inherit: false,
  expiryMonths: null,
  clearing: 100 * HOUR,
}

/** Parameter sets of places that published theirs (D-035…D-038), read in reports: 本地配置, never law. */
export const SETS = {
  local: { rules: DEFAULT, basis: localDefault('D-041', '默认：只开放捐给公共时间池') },
  nanjing: {
    rules: { ...DEFAULT, cap: 1500 * HOUR, overflow: 'honour' },
    basis: localDefault('D-035', '南京 2019：个人存储上限 1500 小时，超出部分捐赠或作荣誉'),
  },
  guangzhou: {
    rules: { ...DEFAULT, cap: 1500 * HOUR, redeemFrom: 100 * HOUR },
    basis: localDefault('D-036', '广州 2019：一小时一分，满 100 小时起可兑换，上限 1500 小时'),
  },
  'hangzhou-xihu': {
    rules: { ...DEFAULT, start: 5 * HOUR, family: true },
    basis: localDefault('D-037', '杭州西湖 2021：起始 5 分，可流转给家人（一分按一小时）'),
  },
  'hangzhou-binjiang': {
    rules: { ...DEFAULT, family: true },
    basis: localDefault('D-038', '杭州滨江 2019：限本人或直系亲属兑换'),
  },
} as const satisfies Readonly<Record<string, { readonly rules: Rules; readonly basis: unknown }>>

export type SetName = keyof typeof SETS
export const SET_NAMES = Object.keys(SETS) as [SetName, ...SetName[]]

const NIGHT_FROM = 22 * 60
const NIGHT_TO = 6 * 60
const isNight = (at: Instant): boolean => minuteOfDay(at) >= NIGHT_FROM || minuteOfDay(at) < NIGHT_TO

export type Work = {
  readonly minutes: number
  readonly topic: string
  readonly skill: string | null
  readonly from: Instant
}

/** Why a minute is worth what it is: each factor that applied. */
export type Applied = { readonly of: 'topic' | 'skill' | 'night'; readonly factor: Factor }

/** What work is worth, exactly, rounded down to whole minutes at the very end. */
export const worthOf = (
  { topics, skills, night }: Rules,
  { minutes, topic, skill, from }: Work,
): { readonly credit: bigint; readonly applied: readonly Applied[] } => {
  const factors: readonly Applied[] = [
    { of: 'topic', factor: topics[topic] ?? [1, 1] },
    { of: 'skill', factor: (skill === null ? undefined : skills[skill]) ?? [1, 1] },
    { of: 'night', factor: isNight(from) ? night : [1, 1] },
  ]
  const applied = factors.filter(({ factor: [n, d] }) => n !== d)
  const above = applied.reduce((product, { factor: [n] }) => product * BigInt(n), BigInt(minutes))
  const below = applied.reduce((product, { factor: [, d] }) => product * BigInt(d), 1n)
  return { credit: above / below, applied }
}

/** How a credit divides at the cap. @param held what the person holds already */
export const splitAt = (
  cap: number | null,
  held: bigint,
  credit: bigint,
): { readonly kept: bigint; readonly over: bigint } => {
  if (cap === null) return { kept: credit, over: 0n }
  const room = BigInt(cap) - held
  const kept = room <= 0n ? 0n : credit < room ? credit : room
  return { kept, over: credit - kept }
}
