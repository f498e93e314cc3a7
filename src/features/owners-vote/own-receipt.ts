import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Context } from '../../platform/http/types.ts'
import { leaveOwn } from '../../platform/personal/purposes.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { partiesOf } from './claims.ts'
import { openChoices, openOpenings } from './envelope.ts'
import * as basis from './rules/basis.ts'
import { type BallotRow, ballotOf } from './store/ballots.ts'
import { votersOf } from './store/roll.ts'
import { motionsOf, type VoteRow } from './store/votes.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const ABSENT = refuse([{ tag: 'not-found' }] as const)

/**
 * Whose a ballot is: of those who stood behind the head when the roll was frozen, and of whoever cast it. Whoever has bought
 * the home since has a right to vote, and none to see how the seller did.
 */
const isTheirs = async (
  ctx: Context,
  vote: VoteRow,
  group: string,
  ballot: BallotRow | undefined,
): Promise<boolean> => {
  const own = new Set(partiesOf(ctx.actor))
  if (ballot !== undefined && ballot.by !== null && ballot.channel === 'online' && own.has(ballot.by)) return true
  return (await votersOf(ctx.system, vote.id, group)).some(voter => own.has(voter))
}

/** What opens one's own sealed ballot, for this one time; the look is written down as any is. */
export const receiptPage = async (
  ctx: Context,
  vote: VoteRow,
  group: string,
): Promise<Result<View, readonly Refusal[]>> => {
  const ballot = await ballotOf(ctx.system, vote.id, group)
  if (!(await isTheirs(ctx, vote, group, ballot))) return refuse([{ tag: 'not-on-roll', basis: basis.HEADS }])
  if (ballot?.state !== 'cast' || ballot.openings === null || ballot.leaf === null) return ABSENT
  const asked = { fields: ['choices', 'openings'], reason: '查看自己的选票', party: ctx.actor.party ?? '' }
  const use = await ctx.system.tx(tx => leaveOwn(tx, ctx.actor, asked, ctx.now))
  if (!use.ok) return use
  const choices = openChoices(ctx.vault, use.value, vote.id, group, ballot.choices)
  const openings = openOpenings(ctx.vault, use.value, vote.id, group, ballot.openings)
  const motions = await motionsOf(ctx.db, vote.id)
  const byMotion = vote.state.motions.map(({ no }, index) => [String(no), openings[index]] as const)
  const props = {
    no: vote.no,
    title: vote.title,
    group,
    leaf: ballot.leaf.toString('hex'),
    file: JSON.stringify({ vote: vote.id, group, openings: Object.fromEntries(byMotion) }),
    choices: motions.map((motion, index) => ({
      no: motion.no,
      title: motion.title,
      choice: choices[index] ?? '',
      blinds: openings[index]?.blinds ?? [],
    })),
  }
  return ok(view('owners-vote.receipt', props, ctx.t('owners-vote:receipt.title')))
}
