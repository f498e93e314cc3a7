import { daysBetween, notBefore, when } from '../../../kernel/procedure/conditions.ts'
import { decide as decideBy, type Gates } from '../../../kernel/procedure/decide.ts'
import { pinOf } from '../../../kernel/procedure/definition.ts'
import { longEnough } from '../../../kernel/procedure/posting.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import { MAJORITY, meets, needed, type Share, TWO_THIRDS } from '../../../kernel/share.ts'
import { dateOf, type Instant, plusMonths } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import type { BodyParams } from './body-params.ts'
import type { Basis, Command, Count, Fact, FormationState, Gate, Verdict } from './formation.ts'
import { FORMATION } from './formation.ts'
import { squareMetres } from './unit.ts'

/** A command with what it depends on: when, what the place has set, and what the register says. */
export type Ask = Command & { readonly at: Instant; readonly params: BodyParams; readonly of: Basis }

type Check = (state: FormationState | undefined, ask: Ask) => Refusal | undefined

const percent = (value: number): Share => ({ atLeast: [value, 100] })
const met = (share: Share, part: number, whole: number): boolean => meets(share, BigInt(part), BigInt(whole))
const m2 = squareMetres

const inOrder: Check = (state, ask) => {
  if (!('on' in ask)) return undefined
  const today = dateOf(ask.at)
  if (ask.on > today)
    return { tag: 'in-future', values: { day: ask.on }, basis: basis.ORDER_OF_DAYS, pointer: '/body/on' }
  return state && notBefore(ask.on, state.lastOn, basis.ORDER_OF_DAYS)
}

const severalOwners: Check = (_, { of }) =>
  when(of.heads > 1, { tag: 'single-owner', values: { heads: of.heads }, basis: basis.SINGLE })

/** Whether enough is handed over, or long enough ago. */
const delivered: Check = (_, ask) => {
  if (ask.action !== 'apply') return undefined
  const { of, params, on } = ask
  const years = params.deliveredYears.value
  const since = of.firstHanded === null || years === 0 ? null : plusMonths(of.firstHanded, years * 12)
  if (met(percent(params.deliveredPercent.value), of.deliveredDm2, of.areaDm2)) return undefined
  return when(since !== null && since <= on, {
    tag: 'not-delivered',
    values: {
      delivered: m2(of.deliveredDm2),
      total: m2(of.areaDm2),
      needed: m2(Number(needed(percent(params.deliveredPercent.value), BigInt(of.areaDm2)))),
      years,
      since: of.firstHanded ?? '—',
    },
    basis: params.deliveredPercent.basis,
  })
}

const enoughApplicants: Check = (_, ask) => {
  if (ask.action !== 'apply' || ask.by !== 'owners') return undefined
  const { applicants, of, params } = ask
  const share = percent(params.applicantsPercent.value)
  return when(met(share, applicants.heads, of.heads) || met(share, applicants.areaDm2, of.areaDm2), {
    tag: 'applicants-few',
    values: {
      heads: applicants.heads,
      neededHeads: Number(needed(share, BigInt(of.heads))),
      area: m2(applicants.areaDm2),
      neededArea: m2(Number(needed(share, BigInt(of.areaDm2)))),
      percent: params.applicantsPercent.value,
    },
    basis: params.applicantsPercent.basis,
    pointer: '/body/heads',
  })
}

const groupComposed: Check = (_, ask) => {
  if (ask.action !== 'formGroup') return undefined
  const { members, owners, params } = ask
  const least = params.groupMin.value
  return when(members >= least && members % 2 === 1 && owners * 2 >= members && owners <= members, {
    tag: 'group-wrong',
    values: { members, owners, least, neededOwners: Math.ceil(members / 2) },
    basis: params.groupMin.basis,
    pointer: '/body/members',
  })
}

const groupPosted: Check = (_, ask) => {
  if (ask.action !== 'formGroup') return undefined
  const { postedOn: on, postedUntil: until, params } = ask
  const { value, basis: rule } = params.groupPostingDays
  return longEnough({ on, until }, value, rule, '/body/postedUntil')
}

const noticed: Check = (_, ask) => {
  if (ask.action !== 'announce') return undefined
  const days = daysBetween(ask.on, ask.meetingOn)
  return when(days >= ask.params.noticeDays.value, {
    tag: 'notice-short',
    values: { days: Math.max(0, days), needed: ask.params.noticeDays.value },
    basis: ask.params.noticeDays.basis,
    pointer: '/body/meetingOn',
  })
}

const asAnnounced: Check = (state, ask) => {
  if (ask.action !== 'found' || state?.meetingOn == null) return undefined
  return when(ask.on >= state.meetingOn, {
    tag: 'before-meeting',
    values: { on: ask.on, meetingOn: state.meetingOn },
    basis: basis.NOTICE,
    pointer: '/body/on',
  })
}

const within = (part: Count, whole: Count): boolean => part.heads <= whole.heads && part.areaDm2 <= whole.areaDm2

const counted: Check = (_, ask) => {
  if (ask.action !== 'found') return undefined
  const { turnout, rules, covenant, committee, of } = ask
  const holds = within(turnout, of) && [rules, covenant, committee].every(each => within(each, turnout))
  return when(holds, {
    tag: 'numbers-differ',
    values: { heads: of.heads, area: m2(of.areaDm2), voted: turnout.heads, votedArea: m2(turnout.areaDm2) },
    basis: basis.COUNTED,
    pointer: '/body/turnoutHeads',
  })
}

const gates: Gates<Gate, FormationState | undefined, Ask> = {
  'in-order': inOrder,
  'several-owners': severalOwners,
  delivered,
  'enough-applicants': enoughApplicants,
  'group-composed': groupComposed,
  'group-posted': groupPosted,
  noticed,
  'as-announced': asAnnounced,
  counted,
}

/** Whether a part reaches a share of heads and of area both. */
const both = (share: Share, part: Count, whole: Count): boolean =>
  met(share, part.heads, whole.heads) && met(share, part.areaDm2, whole.areaDm2)

/** What came of the founding meeting: two thirds take part, more than half of those agree to each of the three. */
export const verdictOf = (
  { turnout, rules, covenant, committee }: Extract<Command, { action: 'found' }>,
  of: Basis,
): Verdict => {
  if (!both(TWO_THIRDS, turnout, of)) return 'no-quorum'
  return [rules, covenant, committee].every(agreed => both(MAJORITY, agreed, turnout)) ? 'passed' : 'rejected'
}

const commandOf = ({ at: _at, params: _params, of: _of, ...command }: Ask): Command => command

/** Whether the command may be done, and the fact it makes. @param seq number of the fact, 1 for the first */
export const decide = (state: FormationState | undefined, ask: Ask, seq: number): Result<Fact, readonly Refusal[]> => {
  const decided = decideBy(FORMATION, gates, state, ask)
  if (!decided.ok) return decided
  const verdict = ask.action === 'found' ? verdictOf(ask, ask.of) : null
  return ok({ ...commandOf(ask), seq, at: ask.at, of: ask.of, verdict })
}

/** The formation after one more fact. @throws when the first fact is no application: facts come from the store alone */
export const evolve = (state: FormationState | undefined, fact: Fact): FormationState => {
  if (fact.action === 'apply')
    return {
      step: 'applied',
      procedure: pinOf(FORMATION),
      appliedOn: fact.on,
      groupOn: null,
      announcedOn: null,
      meetingOn: null,
      foundedOn: null,
      lastOn: fact.on,
    }
  if (state === undefined) throw new Error(`${fact.action} of a formation nobody applied for`)
  switch (fact.action) {
    case 'formGroup':
      return { ...state, step: 'group', groupOn: fact.on, lastOn: fact.on }
    case 'announce':
      return { ...state, step: 'announced', announcedOn: fact.on, meetingOn: fact.meetingOn, lastOn: fact.on }
    case 'found':
      return fact.verdict === 'passed'
        ? { ...state, step: 'founded', foundedOn: fact.on, lastOn: fact.on }
        : { ...state, step: 'group', announcedOn: null, meetingOn: null, lastOn: fact.on }
    case 'end':
      return { ...state, step: 'ended' }
  }
}

/** A formation as all its facts make it. */
export const replay = (facts: readonly Fact[]): FormationState | undefined =>
  facts.reduce<FormationState | undefined>(evolve, undefined)
