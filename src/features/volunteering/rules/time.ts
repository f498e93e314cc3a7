import {
  atMinute,
  dateOf,
  HOUR_MS,
  type Instant,
  instant,
  MINUTE_MS,
  minuteOfDay,
  plusDays,
  weekday,
} from '../../../kernel/time.ts'
import type { Params } from './params.ts'

export type Period = { readonly from: Instant; readonly to: Instant }

const NOON = 12 * 60
const EVENING = 18 * 60

/** The slot an instant lies in: weekday × 3 + part. */
export const slotOf = (at: Instant): number => {
  const minute = minuteOfDay(at)
  return weekday(dateOf(at)) * 3 + (minute < NOON ? 0 : minute < EVENING ? 1 : 2)
}

/** Every slot a period touches, in order of time; at most a week of them. */
export const slotsOf = ({ from, to }: Period): readonly number[] => {
  const slots: number[] = []
  for (let at = from; at < to && slots.length < 21; ) {
    slots.push(slotOf(at))
    const day = dateOf(at)
    const minute = minuteOfDay(at)
    at = minute < NOON ? atMinute(day, NOON) : minute < EVENING ? atMinute(day, EVENING) : atMinute(plusDays(day, 1), 0)
  }
  return [...new Set(slots)]
}

/** Slots as the bits of one integer, so that "free whenever it is needed" is one comparison. */
export const bitsOf = (slots: readonly number[]): number => slots.reduce((bits, slot) => bits | (1 << slot), 0)

/**
 * What counts of a shift: from check-in to check-out, inside the shift, in whole minutes; the way there and back does
 * not count (D-008). Undefined when nothing is left of it.
 */
export const countedPeriod = (shift: Period, seen: Period): (Period & { readonly minutes: number }) | undefined => {
  const from = Math.max(shift.from, seen.from)
  const to = Math.min(shift.to, seen.to)
  const minutes = Math.floor((to - from) / MINUTE_MS)
  return minutes < 1 ? undefined : { from: instant(from), to: instant(from + minutes * MINUTE_MS), minutes }
}

export type Flag = 'pair' | 'day-long'

/** What is odd about a service and has somebody look at it before it is recorded (D-043). */
export const flagsOf = (
  counted: {
    /** Of the volunteer on this day, this service with it. */
    readonly dayMinutes: number
    /** Of the two people for each other in this month, this service with it; 0 when no one person was served. */
    readonly pairMinutes: number
  },
  params: Params,
): readonly Flag[] => [
  ...(counted.pairMinutes > params.pairMinutes ? (['pair'] as const) : []),
  ...(counted.dayMinutes > params.dayMinutes ? (['day-long'] as const) : []),
]

/** When the reviewer may decide without the side that is silent. */
export const silentFrom = (claimedAt: Instant, params: Params): Instant =>
  instant(claimedAt + params.silenceHours * HOUR_MS)
