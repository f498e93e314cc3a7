import { inOrder, when } from '../../../kernel/procedure/conditions.ts'
import * as posting from '../../../kernel/procedure/posting.ts'
import * as basis from './basis.ts'
import type { Check, State } from './gates.ts'

type Name =
  | 'not-the-assemblys'
  | 'posted-in-order'
  | 'long-enough'
  | 'still-posted'
  | 'posting-over'
  | 'objection-open'
  | 'all-answered'
  | 'none-upheld'
  | 'done-in-order'

const postingNow = (state: State): posting.Posting | null =>
  state === undefined ? null : state.step === 'posted' ? state.posted : state.resultPosted
const objectionsOf = (state: State): readonly posting.Objection[] => state?.objections ?? []
const day = basis.ORDER_OF_DAYS

const postedInOrder: Check = (state, ask) =>
  ask.action === 'post'
    ? inOrder(ask.on, state?.meetingOn ?? null, ask.at, day)
    : ask.action === 'postResult'
      ? inOrder(ask.on, state?.doneOn ?? null, ask.at, day)
      : undefined

/** What has to hold after the meeting: how long it hangs, what was objected, what was done. */
export const postingGates: Readonly<Record<Name, Check>> = {
  'not-the-assemblys': state => when(state?.assembly !== true, { tag: 'the-assemblys', basis: basis.TO_THE_ASSEMBLY }),
  'posted-in-order': postedInOrder,
  'long-enough': (_, ask) =>
    ask.action === 'post' || ask.action === 'postResult'
      ? posting.longEnough(ask, ask.params.postingDays, ask.params.basis.posting)
      : undefined,
  'still-posted': (state, ask) => posting.stillPosted(postingNow(state), ask.at, basis.OBJECTIONS),
  'posting-over': (state, ask) => posting.postingOver(postingNow(state), ask.at, basis.AFTER_POSTING),
  'objection-open': (state, ask) =>
    ask.action === 'answer'
      ? posting.objectionOpen(objectionsOf(state), ask.objection, basis.OPEN_OBJECTIONS)
      : undefined,
  'all-answered': state => posting.allAnswered(objectionsOf(state), basis.OPEN_OBJECTIONS),
  'none-upheld': state => posting.noneUpheld(objectionsOf(state), basis.OPEN_OBJECTIONS),
  'done-in-order': (state, ask) =>
    ask.action === 'complete' ? inOrder(ask.on, state?.posted?.until ?? null, ask.at, day) : undefined,
}
