import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Context } from '../../platform/http/types.ts'
import { leaveOwn } from '../../platform/personal/purposes.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { claimed } from './cast.ts'
import { openChoices, openOpenings } from './envelope.ts'
import { ballotOf } from './store/ballots.ts'
import { motionsOf, type VoteRow } from './store/votes.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const ABSENT = refuse([{ tag: 'not-found' }] as const)

/** What opens one's own sealed ballot, for this one time; the look is written down as any is. */
export const receiptPage = async (
  ctx: Context,
  vote: VoteRow,
  group: string,
): Promise<Result<View, readonly Refusal[]>> => {
  const env = { actor: ctx.actor, now: ctx.now, vault: ctx.vault }
  const mine = await claimed(ctx.system, env, vote, group)
  const ballot = mine.ok ? await ballotOf(ctx.system, vote.id, group) : undefined
  if (!mine.ok) return mine
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
