import type { Verdict } from '../../../kernel/ballot/tally.ts'
import { meets, needed, type Share } from '../../../kernel/share.ts'
import type { Params } from './params.ts'
import type { Line } from './state.ts'

const more = (percent: number): Share => ({ moreThan: [percent, 100] })

/** Seats with a voice: those in the delegates' zone. Heads. */
export const seatsWithVoice = (lines: readonly Line[]): number =>
  lines.reduce((sum, { zone, seats }) => (zone === 'delegates' ? sum + seats : sum), 0)

/** How many have to be there for the talk to count. */
export const quorumOf = (due: number, params: Params): number => Number(needed(more(params.quorumPercent), BigInt(due)))

/** What a meeting comes to, counted from who signed in and how they said yes or no. */
export const outcome = (
  count: { readonly due: number; readonly present: number; readonly agree: number },
  params: Params,
): Verdict => {
  const [due, present, agree] = [BigInt(count.due), BigInt(count.present), BigInt(count.agree)]
  if (!meets(more(params.quorumPercent), present, due)) return 'no-quorum'
  return meets(more(params.assentPercent), agree, present) ? 'passed' : 'rejected'
}
