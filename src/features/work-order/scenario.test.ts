import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockState, progressOf } from '../../kernel/procedure/clock.ts'
import { dateOf, type Instant, isoOf } from '../../kernel/time.ts'
import { type Line, scenario } from '../../platform/testing/scenario.ts'
import { shippedCalendar } from '../calendar/index.ts'
import { shippedParams } from './params.ts'
import { CATEGORIES, categoryAt, isUrgent, URGENT_LIST } from './rules/categories.ts'
import { clocksOf, type OrderClock } from './rules/clocks.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import type { Kind, PauseReason, Satisfaction } from './rules/kinds.ts'
import { closeDue, currentClocks } from './rules/project.ts'
import type { Command, Fact, OrderState, Unit } from './rules/state.ts'

const zhongshan = shippedParams('442000')
const calendar = await shippedCalendar()
const KINDS: Readonly<Record<string, string>> = {
  town: 'townGovernment',
  bureau: 'department',
  committee: 'residentsCommittee',
}
const unit = (name: string): Unit => ({ id: name, kind: KINDS[name.replace(/\d$/, '')] ?? name })
const on = (value: string | undefined): boolean => value === 'yes'

const commandOf = (line: Line, state: OrderState | undefined): Command => {
  const value = (name: string): string | undefined => line.values.get(name)
  const units = () => ({
    lead: unit(value('lead') ?? 'town'),
    assists: (value('assists') ?? '').split('+').filter(Boolean).map(unit),
    onList: on(value('listed')),
  })
  const category = value('category') ?? 'other'
  switch (line.verb) {
    case 'accept':
      return {
        action: 'accept',
        kind: (value('kind') ?? 'help') as Kind,
        category,
        urgent: isUrgent(URGENT_LIST, category),
        channel: 'phone',
        area: '442000001007',
        anonymous: on(value('anonymous')),
        confidential: on(value('confidential')),
        contactable: !on(value('anonymous')),
        onSite: categoryAt(category)?.onSite ?? false,
        about: value('about') ?? null,
        requester: on(value('anonymous')) ? null : 'resident',
        locality: '442000',
        saidAt: null,
      }
    case 'dispatch':
    case 'designate':
      return { action: line.verb, ...units() }
    case 'amend':
      return {
        action: 'amend',
        kind: (value('kind') ?? 'help') as Kind,
        category,
        urgent: isUrgent(URGENT_LIST, category),
        area: '442000001007',
        onSite: CATEGORIES.manhole.onSite,
      }
    case 'contact':
      return { action: 'contact', reached: value('reached') !== 'no' }
    case 'arrive':
      return { action: 'arrive', photos: Number(value('photos') ?? 0) }
    case 'submit':
      return { action: 'submit', evidence: Number(value('photos') ?? 0), hasResult: value('result') !== 'no' }
    case 'askExtension':
      return { action: 'askExtension', workdays: Number(value('workdays') ?? 1), special: on(value('special')) }
    case 'grantExtension':
      return { action: 'grantExtension', workdays: state?.pending?.kind === 'extend' ? state.pending.workdays : 0 }
    case 'askPause':
    case 'grantPause':
      return { action: line.verb, reason: (value('reason') ?? 'force-majeure') as PauseReason }
    case 'followUp': {
      const reached = value('reached') !== 'no'
      return {
        action: 'followUp',
        reached,
        final: reached,
        resolved: reached ? value('resolved') !== 'no' : null,
        satisfaction: reached ? 'satisfied' : null,
      }
    }
    case 'rate':
      return {
        action: 'rate',
        satisfaction: (value('satisfaction') ?? 'satisfied') as Satisfaction,
        resolved: value('resolved') !== 'no',
      }
    case 'decline':
      return { action: 'decline', reason: 'elsewhere' }
    case 'assistReply':
    case 'waiveAssist':
      return { action: line.verb, organisation: value('unit') ?? '' }
    default:
      return { action: line.verb } as Command
  }
}

const stated = (clocks: readonly OrderClock[], name: string, now: Instant): string => {
  const clock = clocks.find(each => each.name === name)
  if (clock?.due === undefined) return 'none'
  const progress = progressOf(clock, now, calendar)
  return `${clockState(clock, now)} due ${isoOf(clock.due.dueAt).slice(0, 16).replace('T', ' ')} used ${progress?.used}`
}

/** Plays a table of lines; `by` is the person, their organisation being the part before the hyphen. */
const play = (table: string): void => {
  const facts: Fact[] = []
  let state: OrderState | undefined
  for (const line of scenario(table)) {
    const params = zhongshan(dateOf(state?.dispatchedAt ?? line.at))
    const clocks = clocksOf(facts, zhongshan, calendar)
    const decided = decide(
      state,
      {
        ...commandOf(line, state),
        by: { party: line.by, organisation: line.by.split('-')[0] ?? null, role: line.by },
        at: line.at,
        params,
        ground: { calendar, closeMinute: params.closeMinute },
        closeDueAt: state === undefined ? undefined : closeDue(currentClocks(clocks, state)),
      },
      facts.length + 1,
    )
    assert.deepEqual(decided.ok ? [] : decided.error.map(refusal => refusal.tag), line.refused, line.text)
    if (decided.ok) {
      facts.push(decided.value)
      state = evolve(state, decided.value)
    }
    for (const expected of line.expects) {
      const [name = '', ...rest] = expected.split(' ')
      const current = currentClocks(clocksOf(facts, zhongshan, calendar), state as OrderState)
      const got = name === 'step' ? (state?.step ?? '') : stated(current, name, line.at)
      assert.ok(got.includes(rest.join(' ')), `${line.text}\n  ${name}: ${got}`)
    }
  }
}

test('T-05: an urgent order over the National Day holiday', () =>
  play(`
    2026-09-30 17:50  accept category=manhole             by desk-1   -> ok, step received
    2026-09-30 17:55  admit                               by desk-1   -> ok
    2026-09-30 18:00  dispatch lead=town                  by desk-1   -> ok, contact due 2026-09-30 19:00, arrive due 2026-09-30 20:00, close due 2026-10-10 17:30
    2026-09-30 18:05  sign                                by town-1   -> ok
    2026-09-30 18:22  contact                             by grid-1   -> ok, contact met
    2026-09-30 19:31  arrive photos=1                     by grid-1   -> ok, arrive used 91
    2026-10-09 18:00  progress                            by grid-1   -> ok, close running
    2026-10-10 09:00  submit photos=1                     by grid-1   -> ok, step submitted
    2026-10-10 09:30  close                               by grid-1   -> refused same-person
    2026-10-10 10:00  close                               by town-2   -> ok, step closed, close met, followUp due 2026-10-14 17:30
    2026-10-11 10:00  followUp                            by desk-1   -> ok, step followed-up, followUp met
    2026-10-11 11:00  rate satisfaction=satisfied         by resident -> ok
    2026-10-11 11:01  rate                                by resident -> refused already-rated
    2026-10-12 09:00  archive                             by desk-1   -> ok, step archived
    2026-10-12 09:01  reopen                              by resident -> refused wrong-step
  `))

test('T-06: a consultation has two working days from receipt since 2022-09-01, three from dispatch before', () => {
  play(`
    2021-08-10 09:00  accept kind=enquiry                 by desk-1   -> ok, close none
    2021-08-10 09:30  admit                               by desk-1   -> ok
    2021-08-11 09:00  dispatch lead=bureau                by desk-1   -> ok, close due 2021-08-16 17:30
  `)
  play(`
    2026-09-14 09:00  accept kind=enquiry                 by desk-1   -> ok, close due 2026-09-16 17:30
    2026-09-14 09:30  admit                               by desk-1   -> ok
    2026-09-14 10:00  dispatch lead=bureau                by desk-1   -> ok, close due 2026-09-16 17:30
  `)
})

test('T-07: a second extension needs a special reason, and two people', () =>
  play(`
    2026-03-02 09:00  accept kind=complaint category=noise by desk-1  -> ok
    2026-03-02 09:10  admit                               by desk-1   -> ok
    2026-03-02 09:20  amend kind=complaint category=litter by desk-1  -> ok
    2026-03-02 09:30  dispatch lead=bureau                by desk-1   -> ok, close due 2026-03-23 17:30
    2026-03-02 10:00  sign                                by bureau-1 -> ok
    2026-03-03 10:00  askExtension workdays=5             by bureau-1 -> ok
    2026-03-03 11:00  grantExtension                      by bureau-1 -> refused same-person
    2026-03-03 11:00  grantExtension                      by lead-1   -> ok, close due 2026-03-30 17:30
    2026-03-04 10:00  askExtension workdays=5             by bureau-1 -> refused extension-needs-special
    2026-03-04 10:01  askExtension workdays=30 special=yes by bureau-1 -> refused extension-too-long
    2026-03-04 10:02  askExtension workdays=2 special=yes by bureau-1 -> ok
    2026-03-04 11:00  grantExtension                      by lead-1   -> ok, close due 2026-04-01 17:30
    2026-03-05 10:00  askExtension workdays=1 special=yes by bureau-1 -> refused extension-none-left
  `))

test('a pause stops the clock and gives back what was left; urgent orders never pause (B-044)', () =>
  play(`
    2026-03-02 09:00  accept kind=help category=light     by desk-1   -> ok
    2026-03-02 09:10  admit                               by desk-1   -> ok
    2026-03-02 09:30  dispatch lead=town                  by desk-1   -> ok, close due 2026-03-16 17:30
    2026-03-02 10:00  sign                                by town-1   -> ok
    2026-03-06 10:00  askPause reason=caller-to-supply    by town-1   -> ok
    2026-03-06 11:00  grantPause reason=caller-to-supply  by lead-1   -> ok, step paused, close paused
    2026-03-06 11:10  contact                             by town-1   -> refused wrong-step
    2026-03-13 09:00  resume                              by town-1   -> ok, step handling, close due 2026-03-23 17:30
  `))

test('returns: in time, with a ruling, and never after a designation (B-014)', () =>
  play(`
    2026-03-02 09:00  accept category=road                by desk-1   -> ok
    2026-03-02 09:10  admit                               by desk-1   -> ok
    2026-03-02 09:30  dispatch lead=bureau                by desk-1   -> ok
    2026-03-05 09:00  askReturn                           by bureau-1 -> refused return-late
    2026-03-04 17:00  askReturn                           by bureau-1 -> ok, step returning
    2026-03-04 17:10  designate lead=bureau               by lead-1   -> ok, step dispatched
    2026-03-04 17:20  askReturn                           by bureau-1 -> refused return-locked
    2026-03-04 17:30  sign                                by bureau-1 -> ok, close due 2026-03-09 17:30
  `))

test('never past what a community may be asked, never to the one complained of (A-031, B-008)', () =>
  play(`
    2026-03-02 09:00  accept kind=complaint about=bureau2 by desk-1   -> ok
    2026-03-02 09:10  admit                               by desk-1   -> ok
    2026-03-02 09:20  dispatch lead=committee assists=bureau2 by desk-1 -> refused community-cannot-lead complained-of-cannot-handle
    2026-03-02 09:21  dispatch lead=town assists=committee by desk-1  -> refused not-on-community-list
    2026-03-02 09:22  dispatch lead=town assists=committee listed=yes by desk-1 -> ok
    2026-03-02 10:00  sign                                by town-1   -> ok
    2026-03-02 11:00  contact                             by town-1   -> ok
    2026-03-02 12:00  submit                              by town-1   -> refused assists-open
    2026-03-02 12:10  assistReply unit=committee          by committee-1 -> ok
    2026-03-02 12:20  submit                              by town-1   -> ok
  `))

test('an anonymous request without a number needs no contact, and its follow-up cannot claim one', () =>
  play(`
    2026-03-02 09:00  accept anonymous=yes category=litter by desk-1  -> ok
    2026-03-02 09:10  admit                               by desk-1   -> ok
    2026-03-02 09:30  dispatch lead=town                  by desk-1   -> ok, contact none
    2026-03-02 10:00  sign                                by town-1   -> ok
    2026-03-02 11:00  arrive photos=1                     by town-1   -> ok
    2026-03-02 12:00  submit photos=1                     by town-1   -> ok
    2026-03-02 13:00  close                               by town-2   -> ok, followUp none
    2026-03-02 14:00  followUp                            by desk-1   -> refused nobody-to-reach
  `))

test('reopening starts a new round of clocks, and stops after thirty days', () =>
  play(`
    2026-03-02 09:00  accept category=litter              by desk-1   -> ok
    2026-03-02 09:10  admit                               by desk-1   -> ok
    2026-03-02 09:30  dispatch lead=town                  by desk-1   -> ok
    2026-03-02 10:00  sign                                by town-1   -> ok
    2026-03-02 10:10  contact                             by town-1   -> ok
    2026-03-02 11:00  arrive photos=1                     by town-1   -> ok
    2026-03-02 12:00  submit photos=1                     by town-1   -> ok
    2026-03-02 13:00  close                               by town-2   -> ok
    2026-04-02 09:00  reopen                              by resident -> refused reopen-late
    2026-03-20 09:00  reopen                              by resident -> ok, step queued, close due 2026-04-03 17:30
    2026-03-20 10:00  dispatch lead=town                  by desk-1   -> ok, contact due 2026-03-23 17:30
  `))

test('what is found urgent only later is urgent from then', () =>
  play(`
    2026-03-02 09:00  accept kind=help category=litter    by desk-1   -> ok
    2026-03-02 09:10  admit                               by desk-1   -> ok
    2026-03-02 09:30  dispatch lead=town                  by desk-1   -> ok, arrive none
    2026-03-02 11:00  amend category=manhole              by desk-1   -> ok, arrive due 2026-03-02 13:00, contact due 2026-03-02 12:00, close due 2026-03-05 17:30
  `))
