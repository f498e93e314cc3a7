import { notInFuture } from '../../../kernel/procedure/conditions.ts'
import type { Gates } from '../../../kernel/procedure/decide.ts'
import type { By } from '../../../kernel/procedure/fact.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import { meetingGates } from './gates-meeting.ts'
import { postingGates } from './gates-posting.ts'
import { LIVING, type Part } from './kinds.ts'
import type { Params } from './params.ts'
import type { Command, TopicState } from './state.ts'

/** A command with what it depends on: who, when, and what the place has set. */
export type Ask = Command & { readonly by: By; readonly at: Instant; readonly params: Params }

export type State = TopicState | undefined
export type Check = (state: State, ask: Ask) => Refusal | undefined

export type Gate =
  | 'found-before'
  | 'a-town-above'
  | 'from-below'
  | `part-${Part}`
  | 'those-concerned'
  | 'seats-given'
  | 'party-first'
  | 'agenda-set'
  | 'notice-in-order'
  | 'notice-early'
  | 'on-the-day'
  | 'counted'
  | 'recorded'
  | 'entrusted'
  | 'not-the-assemblys'
  | 'posted-in-order'
  | 'long-enough'
  | 'still-posted'
  | 'posting-over'
  | 'objection-open'
  | 'all-answered'
  | 'none-upheld'
  | 'done-in-order'
  | 'ones-own-early'

const FIELD: Readonly<Record<Part, string>> = {
  source: 'partSource',
  bodies: 'partBodies',
  rules: 'partRules',
  method: 'partMethod',
  execution: 'partExecution',
}

const part =
  (name: Part): Check =>
  (_, ask) =>
    ask.action !== 'prepare' || ask.filled.includes(name)
      ? undefined
      : {
          tag: 'part-missing',
          values: { part: name, filled: ask.filled.length, needed: 5 },
          basis: basis.FIVE_PARTS,
          pointer: `/body/${FIELD[name]}`,
        }

/** Those who live there, and somebody else whom it concerns. */
const thoseConcerned: Check = (_, ask) => {
  if (ask.action !== 'prepare') return undefined
  const living = ask.lines.filter(({ party }) => LIVING.includes(party)).length
  const others = new Set(ask.lines.map(({ party }) => party).filter(party => !LIVING.includes(party))).size
  return living > 0 && others > 0
    ? undefined
    : { tag: 'sides-missing', values: { living, others }, basis: basis.ORGANISED, pointer: '/body/lines' }
}

const seatsGiven: Check = (_, ask) => {
  if (ask.action !== 'prepare') return undefined
  const seats = ask.lines.filter(({ zone }) => zone === 'delegates').reduce((sum, line) => sum + line.seats, 0)
  const chairs = ask.lines.filter(({ zone }) => zone === 'chair').length
  return seats >= 2 && chairs > 0
    ? undefined
    : { tag: 'seats-missing', values: { seats, chairs }, basis: basis.SEATS, pointer: '/body/lines' }
}

const partyFirst: Check = (state, ask) => {
  if (ask.action !== 'prepare' || state?.important !== true) return undefined
  if (ask.partyOn === null) return { tag: 'party-not-first', basis: basis.PARTY_FIRST, pointer: '/body/partyOn' }
  return notInFuture(ask.partyOn, ask.at, basis.ORDER_OF_DAYS, '/body/partyOn')
}

const foundBefore: Check = (_, ask) =>
  ask.action === 'raise' ? notInFuture(ask.foundOn, ask.at, basis.ORDER_OF_DAYS, '/body/foundOn') : undefined

/** What has to hold, each with its numbers when it does not. */
export const gates: Gates<Gate, State, Ask> = {
  'found-before': foundBefore,
  'a-town-above': state =>
    state?.level === 'community' ? undefined : { tag: 'already-with-town', basis: basis.TWO_LEVELS },
  'from-below': state =>
    state !== undefined && state.level === 'town' && state.area.length > 9
      ? undefined
      : { tag: 'not-from-below', basis: basis.TWO_LEVELS },
  'part-source': part('source'),
  'part-bodies': part('bodies'),
  'part-rules': part('rules'),
  'part-method': part('method'),
  'part-execution': part('execution'),
  'those-concerned': thoseConcerned,
  'seats-given': seatsGiven,
  'party-first': partyFirst,
  ...meetingGates,
  ...postingGates,
  'ones-own-early': (state, ask) =>
    ask.action === 'withdraw' && ask.by.role === 'resident' && state?.step !== 'raised'
      ? { tag: 'taken-up-already', basis: basis.TAKEN_BACK }
      : undefined,
}
