import { daysBetween, inOrder, notBefore } from '../../../kernel/procedure/conditions.ts'
import { dateOf } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import type { Check } from './gates.ts'

type Name = 'agenda-set' | 'notice-in-order' | 'notice-early' | 'on-the-day' | 'counted' | 'recorded' | 'entrusted'

/** Announced once it has come to light, by today, and by the day of the meeting. */
const noticeInOrder: Check = (state, ask) => {
  if (ask.action !== 'notice') return undefined
  return (
    inOrder(ask.on, state?.foundOn ?? null, ask.at, basis.ORDER_OF_DAYS) ??
    notBefore(ask.meetingOn, ask.on, basis.ORDER_OF_DAYS, '/body/meetingOn')
  )
}

const noticeEarly: Check = (_, ask) => {
  if (ask.action !== 'notice' || ask.adHoc) return undefined
  const { noticeDays } = ask.params
  const days = daysBetween(ask.on, ask.meetingOn)
  return days >= noticeDays
    ? undefined
    : {
        tag: 'notice-short',
        values: { days: Math.max(0, days), needed: noticeDays },
        basis: ask.params.basis.notice,
        pointer: '/body/meetingOn',
      }
}

const onTheDay: Check = (state, ask) => {
  const [today, on] = [dateOf(ask.at), state?.meetingOn ?? null]
  return on === null || today >= on ? undefined : { tag: 'meeting-later', values: { on, today }, basis: basis.NOTICE }
}

const counted: Check = (_, ask) => {
  if (ask.action !== 'conclude') return undefined
  const { due, present, agree, against, abstain } = ask
  const voted = agree + against + abstain
  return voted === present
    ? undefined
    : {
        tag: 'numbers-differ',
        values: { due, present, voted },
        basis: basis.COUNTED,
        pointer: '/body/agree',
      }
}

/** What has to hold before and in a meeting. */
export const meetingGates: Readonly<Record<Name, Check>> = {
  'agenda-set': (_, ask) =>
    ask.action !== 'notice' || ask.points > 0
      ? undefined
      : { tag: 'agenda-missing', basis: basis.AGENDA, pointer: '/body/agenda' },
  'notice-in-order': noticeInOrder,
  'notice-early': noticeEarly,
  'on-the-day': onTheDay,
  counted,
  recorded: (_, ask) =>
    ask.action !== 'conclude' || ask.recorded
      ? undefined
      : { tag: 'minutes-missing', basis: basis.RECORDED, pointer: '/body/minutes' },
  entrusted: (_, ask) =>
    ask.action !== 'conclude' || ask.verdict !== 'passed' || (ask.entrusted && ask.dueOn !== null)
      ? undefined
      : {
          tag: 'nobody-does-it',
          basis: basis.CARRIED_OUT,
          pointer: ask.entrusted ? '/body/dueOn' : '/body/executor',
        },
}
