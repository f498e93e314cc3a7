import { when } from '../../../kernel/procedure/conditions.ts'
import type { Gates } from '../../../kernel/procedure/decide.ts'
import type { Ask } from './ask.ts'
import * as basis from './basis.ts'
import type { Scope, UseState } from './state.ts'

export type VoteGate =
  | 'motion-found'
  | 'motion-of-use'
  | 'motion-settled'
  | 'motion-proved'
  | 'motion-scope'
  | 'motion-names-use'
  | 'motion-unused'
  | 'warrant-stands'

/** 使用建筑物及其附属设施的维修资金, by its number in 民法典第二百七十八条. */
export const USE_OF_FUND = 5

const scopeText = (scope: Scope): string => Object.values(scope).join('/')

type State = UseState | undefined
const MOTION = { pointer: '/body/motion' } as const

/** What a motion must be for money to stand on it; where none was found, that alone is said. */
export const voteGates: Gates<VoteGate, State, Ask> = {
  'motion-found': (_, { seen }) =>
    when(seen.motion !== undefined, { tag: 'motion-unknown', basis: basis.OWNERS_DECIDE, pointer: '/body/vote' }),
  'motion-of-use': (_, { seen: { motion } }) =>
    motion && when(motion.item === USE_OF_FUND, { tag: 'motion-other-item', basis: basis.OWNERS_DECIDE, ...MOTION }),
  'motion-settled': (_, { seen: { motion } }) =>
    motion &&
    when(motion.step === 'settled' && motion.result === 'passed', {
      tag:
        motion.step === 'settled'
          ? 'motion-not-passed'
          : motion.step === 'revoked'
            ? 'vote-revoked'
            : 'vote-not-settled',
      basis: basis.SHARES,
      ...MOTION,
    }),
  'motion-proved': (_, { seen: { motion } }) =>
    motion &&
    when(motion.proved || motion.step !== 'settled', { tag: 'motion-not-proved', basis: basis.THRESHOLD, ...MOTION }),
  'motion-scope': (state, { seen: { motion } }) =>
    motion &&
    state &&
    when(motion.estate === state.estate && scopeText(motion.scope) === scopeText(state.scope), {
      tag: 'motion-other-scope',
      basis: basis.WHOLE_SCOPE,
      ...MOTION,
    }),
  'motion-names-use': (_, { seen: { motion, no } }) =>
    motion &&
    when(motion.words.includes(no), { tag: 'motion-other-use', values: { no }, basis: basis.ONE_USE, ...MOTION }),
  'motion-unused': (_, { seen }) => when(!seen.motionUsed, { tag: 'motion-used', basis: basis.ONE_USE, ...MOTION }),
  'warrant-stands': (_, { seen }) => when(seen.warrantStands, { tag: 'vote-revoked', basis: basis.STOPPED }),
}
