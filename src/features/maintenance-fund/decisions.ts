import type { Refusal } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db/types.ts'
import { motionOutcome } from '../owners-vote/index.ts'
import { BONDS } from './rules/basis.ts'
import type { Fund } from './store/funds.ts'

/** A vote of owners by its number, and which of its motions (`第 2 项`, `#2`); the first when none is said. A date is none. */
const NUMBERED = /(\d{6}-Y\d{8}-\d{4,})(?:[\s,、:号]*(?:第|#)?\s*(\d{1,2})(?![\d年月日]))?/
/** What a decision on bonds must speak of. */
const OF_BONDS = '国债'

/**
 * Looks a decision of the owners up where it names a vote that was held here (rulebook C-244). One that names none was taken
 * at a meeting, and its record is what the clerk typed.
 * @returns or `decision-unknown`, `decision-not-passed`, `decision-other`, each {no, motion}
 */
export const decisionFaults = async (
  tx: Tx,
  { estate }: Pick<Fund, 'estate'>,
  decision: string,
): Promise<readonly Refusal[]> => {
  const [, no, of = '1'] = NUMBERED.exec(decision.normalize('NFKC')) ?? []
  if (no === undefined) return []
  const motion = Number(of)
  const refused = (tag: string): readonly Refusal[] => [
    { tag, values: { no, motion }, pointer: '/body/decision', basis: BONDS },
  ]
  const outcome = await motionOutcome(tx, no, motion)
  if (outcome === undefined || outcome.estate !== estate) return refused('decision-unknown')
  const inForce = outcome.step === 'settled' && outcome.result === 'passed' && outcome.proved
  if (!inForce) return refused('decision-not-passed')
  return `${outcome.title}${outcome.text}`.includes(OF_BONDS) ? [] : refused('decision-other')
}
