import { notInFuture as dayHasCome, daysBetween, when } from '../../../kernel/procedure/conditions.ts'
import { DAY_MS, dateOf, type Instant, isoOf } from '../../../kernel/time.ts'
import type { Check } from './ask.ts'
import * as basis from './basis.ts'

/** Whole days a window lasts: from noon to noon of the next day is one. */
const windowDays = (opens: Instant, closes: Instant): number => Math.floor((closes - opens) / DAY_MS)

export const notInFuture: Check = (_, ask) => {
  if (!(ask.action === 'notice' || ask.action === 'deliver')) return undefined
  return dayHasCome(ask.on, ask.at, basis.ORDER_OF_DAYS)
}

/** Fifteen days lie between the day of the notice and the day the vote opens; the day of the notice is not counted. */
export const earlyEnough: Check = (_, ask) => {
  if (ask.action !== 'notice') return undefined
  const days = daysBetween(ask.on, dateOf(ask.opens))
  const { noticeDays } = ask.params
  return when(days >= noticeDays && ask.opens > ask.at, {
    tag: 'notice-short',
    values: { days: Math.max(0, days), needed: noticeDays },
    basis: ask.params.basis.notice,
    pointer: '/body/opens',
  })
}

export const windowLongEnough: Check = (_, ask) => {
  if (ask.action !== 'notice') return undefined
  const days = windowDays(ask.opens, ask.closes)
  const { windowDaysMin: least, windowDaysMax: most } = ask.params
  return when(days >= least && days <= most, {
    tag: 'window-wrong',
    values: { days: Math.max(0, days), least, most },
    basis: ask.params.basis.window,
    pointer: '/body/closes',
  })
}

export const windowNotTooLong: Check = (state, ask) => {
  if (ask.action !== 'extend' || state?.opens == null) return undefined
  const days = windowDays(state.opens, ask.closes)
  const { windowDaysMin: least, windowDaysMax: most } = ask.params
  return when(days <= most, {
    tag: 'window-wrong',
    values: { days, least, most },
    basis: ask.params.basis.window,
    pointer: '/body/closes',
  })
}

export const beforeOpening: Check = (state, ask) =>
  when(state?.opens == null || ask.at < state.opens, {
    tag: 'already-open',
    values: { opens: state?.opens == null ? '' : isoOf(state.opens) },
    basis: basis.FROZEN,
  })

export const beforeClosing: Check = (state, ask) =>
  when(state?.closes != null && ask.at <= state.closes, {
    tag: 'window-over',
    values: { closes: state?.closes == null ? '' : isoOf(state.closes) },
    basis: basis.EXTENSION,
  })

export const later: Check = (state, ask) =>
  ask.action !== 'extend' || state?.closes == null
    ? undefined
    : when(ask.closes > state.closes, {
        tag: 'not-later',
        values: { closes: isoOf(state.closes) },
        basis: basis.EXTENSION,
        pointer: '/body/closes',
      })

export const extensionsLeft: Check = (state, ask) => {
  const [done, most] = [state?.extensions ?? 0, ask.params.extensionsMax]
  return when(done < most, { tag: 'no-more-extensions', values: { done, most }, basis: ask.params.basis.extensions })
}

export const afterClosing: Check = (state, ask) =>
  when(state?.closes != null && ask.at > state.closes, {
    tag: 'window-open',
    values: { closes: state?.closes == null ? '' : isoOf(state.closes) },
    basis: basis.SHARES,
  })
