import type { Action, Fact, Level, Step, TopicState } from './rules/state.ts'

/** Outbox topic: something was done to a topic of deliberation. */
export const TOPIC_CHANGED = 'deliberation.changed'

/** What others may react to. No personal data: party ids only. */
export type TopicChanged = {
  readonly id: string
  readonly no: string
  readonly action: Action
  readonly seq: number
  readonly step: Step
  readonly level: Level
  readonly area: string
  readonly raiser: string | null
}

export const changed = (
  topic: { readonly id: string; readonly no: string },
  state: TopicState,
  fact: Fact,
): TopicChanged => ({
  id: topic.id,
  no: topic.no,
  action: fact.action,
  seq: fact.seq,
  step: state.step,
  level: state.level,
  area: state.area,
  raiser: state.raiser,
})
