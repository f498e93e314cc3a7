import { addWorkdays } from '../../../kernel/calendar.ts'
import type { Ground } from '../../../kernel/procedure/clock.ts'
import type { Gates } from '../../../kernel/procedure/decide.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { atMinute, DAY_MS, dateOf, type Instant } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import { isSelfGoverning } from './kinds.ts'
import type { Params } from './params.ts'
import type { By, Command, OrderState, Unit } from './state.ts'

/** A command with what it depends on: who, when, the parameters of the place, the calendar, the running close due. */
export type Ask = Command & {
  readonly by: By
  readonly at: Instant
  readonly params: Params
  readonly ground: Ground
  /** Due of the running close clock; undefined when none runs. */
  readonly closeDueAt: Instant | undefined
}

export type Gate =
  | 'lead-may-be-asked'
  | 'assists-may-be-asked'
  | 'not-the-one-complained-of'
  | 'not-recused'
  | 'answerable'
  | 'contacted'
  | 'arrived'
  | 'evidence'
  | 'result'
  | 'assists-done'
  | 'another-person'
  | 'nothing-pending'
  | 'extension-pending'
  | 'pause-pending'
  | 'extension-left'
  | 'extension-length'
  | 'before-due'
  | 'not-urgent'
  | 'return-in-time'
  | 'not-designated'
  | 'asked-to-assist'
  | 'reachable'
  | 'within-reopening'
  | 'not-rated'
  | 'settled'
  | 'may-be-public'
  | 'unclaimed'
  | 'imported'

type State = OrderState | undefined

const unitsOf = (ask: Ask): { lead: Unit; assists: readonly Unit[]; onList: boolean } | undefined =>
  ask.action === 'dispatch' || ask.action === 'designate' ? ask : undefined

const when = (holds: boolean | undefined, refusal: Refusal): Refusal | undefined =>
  holds === true ? undefined : refusal

const extensionLeft = (state: State, ask: Ask): Refusal | undefined => {
  if (ask.action !== 'askExtension' || state === undefined) return undefined
  const { extensionsMax, extensionsMaxSpecial } = ask.params
  const used = state.extensions
  const values = { used, max: extensionsMax, maxSpecial: extensionsMaxSpecial }
  if (used >= extensionsMaxSpecial)
    return { tag: 'extension-none-left', values, basis: ask.params.basis.extensionsMaxSpecial }
  if (used >= extensionsMax && !ask.special)
    return { tag: 'extension-needs-special', values, basis: ask.params.basis.extensionsMax, pointer: '/special' }
  return undefined
}

const returnInTime = (state: State, ask: Ask): Refusal | undefined => {
  if (state?.dispatchedAt == null) return undefined
  const { due } = addWorkdays(ask.ground.calendar, dateOf(state.dispatchedAt), ask.params.returnWorkdays)
  const until = atMinute(due, ask.ground.closeMinute)
  return when(ask.at <= until, {
    tag: 'return-late',
    values: { workdays: ask.params.returnWorkdays, until },
    basis: ask.params.basis.return,
  })
}

const anotherPerson = (state: State, ask: Ask): Refusal | undefined => {
  const asker =
    ask.action === 'close' || ask.action === 'sendBack' || state?.step === 'returning'
      ? state?.submittedBy
      : state?.pending?.by
  return when(asker == null || asker !== ask.by.party, { tag: 'same-person', basis: basis.REVIEW })
}

/** Each condition once, by name; the definition says which action asks which. */
export const gates: Gates<Gate, State, Ask> = {
  'lead-may-be-asked': (_, ask) => {
    const units = unitsOf(ask)
    return when(units === undefined || !isSelfGoverning(units.lead.kind), {
      tag: 'community-cannot-lead',
      basis: basis.NOT_TO_COMMUNITY,
      pointer: '/lead',
    })
  },
  'assists-may-be-asked': (_, ask) => {
    const units = unitsOf(ask)
    return when(units === undefined || units.onList || !units.assists.some(unit => isSelfGoverning(unit.kind)), {
      tag: 'not-on-community-list',
      basis: basis.NOT_TO_COMMUNITY,
      pointer: '/assists',
    })
  },
  'not-the-one-complained-of': (state, ask) => {
    const units = unitsOf(ask)
    const asked = units === undefined ? [] : [units.lead, ...units.assists]
    return when(state?.about == null || !asked.some(unit => unit.id === state.about), {
      tag: 'complained-of-cannot-handle',
      basis: basis.RECUSAL,
      pointer: '/lead',
    })
  },
  'not-recused': (state, ask) => {
    const party = ask.action === 'assign' ? ask.assignee : ask.by.party
    return when(party === null || state === undefined || !state.recused.includes(party), {
      tag: 'recused',
      basis: basis.RECUSAL,
    })
  },
  answerable: state =>
    when(state?.kind === 'enquiry' || state?.kind === 'praise', { tag: 'not-answerable', basis: basis.ANSWER_AT_ONCE }),
  contacted: state =>
    when(state !== undefined && (!state.contactable || state.contactedAt !== null), {
      tag: 'no-contact',
      basis: basis.CONTACT,
    }),
  arrived: state =>
    when(state !== undefined && ((!state.urgent && !state.onSite) || state.arrivedAt !== null), {
      tag: 'no-arrival',
      basis: state?.urgent === true ? basis.URGENT : basis.REPORT_RESULT,
    }),
  evidence: (state, ask) => {
    const given = (state?.evidence ?? 0) + (ask.action === 'submit' ? ask.evidence : 0)
    return when(state !== undefined && (!state.onSite || given > 0), {
      tag: 'no-evidence',
      values: { needed: 1, given },
      basis: basis.REPORT_RESULT,
      pointer: '/photos',
    })
  },
  result: (_, ask) =>
    when(ask.action !== 'submit' || ask.hasResult, { tag: 'no-result', basis: basis.REPORT_RESULT, pointer: '/text' }),
  'assists-done': state => {
    const open = state?.assists.filter(assist => assist.state === 'asked').length ?? 0
    return when(open === 0, { tag: 'assists-open', values: { open }, basis: basis.FIRST_RECEIVER })
  },
  'another-person': anotherPerson,
  'nothing-pending': state => when(state?.pending === null, { tag: 'already-pending', basis: basis.EXTENSION_FORM }),
  'extension-pending': state =>
    when(state?.pending?.kind === 'extend', { tag: 'nothing-pending', basis: basis.EXTENSION_FORM }),
  'pause-pending': state => when(state?.pending?.kind === 'pause', { tag: 'nothing-pending', basis: basis.PAUSE }),
  'extension-left': extensionLeft,
  'extension-length': (_, ask) =>
    when(ask.action !== 'askExtension' || (ask.workdays >= 1 && ask.workdays <= ask.params.extensionWorkdaysMax), {
      tag: 'extension-too-long',
      values: { max: ask.params.extensionWorkdaysMax },
      basis: ask.params.basis.extensionWorkdaysMax,
      pointer: '/workdays',
    }),
  'before-due': (_, ask) =>
    when(ask.closeDueAt === undefined || ask.at <= ask.closeDueAt, {
      tag: 'past-due',
      values: { due: ask.closeDueAt ?? ask.at },
      basis: basis.EXTENSION_FORM,
    }),
  'not-urgent': state => when(state?.urgent === false, { tag: 'urgent-never-pauses', basis: basis.PAUSE }),
  'return-in-time': returnInTime,
  'not-designated': state => when(state?.designated === false, { tag: 'return-locked', basis: basis.RETURN_LOCK }),
  'asked-to-assist': (state, ask) =>
    when(
      (ask.action === 'assistReply' || ask.action === 'waiveAssist') &&
        state?.assists.some(assist => assist.id === ask.organisation && assist.state === 'asked'),
      { tag: 'not-asked-to-assist', basis: basis.FIRST_RECEIVER },
    ),
  reachable: (state, ask) =>
    when(ask.action !== 'followUp' || state?.contactable === true || !ask.reached, {
      tag: 'nobody-to-reach',
      basis: basis.FOLLOW_UP,
    }),
  'within-reopening': (state, ask) => {
    const days = ask.params.reopenDays
    return when(state?.closedAt == null || ask.at - state.closedAt <= days * DAY_MS, {
      tag: 'reopen-late',
      values: { days },
      basis: ask.params.basis.reopen,
    })
  },
  'not-rated': state => when(state?.rating === null, { tag: 'already-rated', basis: basis.FOLLOW_UP }),
  settled: state =>
    when(state?.followUp?.resolved !== false || state.rating !== null, { tag: 'not-settled', basis: basis.REWORK }),
  'may-be-public': state => when(state?.confidential === false, { tag: 'confidential', basis: basis.SECRECY }),
  imported: state => when(state?.imported, { tag: 'not-imported', basis: basis.IMPORTED }),
  unclaimed: state => when(state?.requester === null, { tag: 'already-claimed', basis: basis.ANONYMOUS }),
}
