import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import type { Context } from '../../platform/http/types.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { shownBasis } from '../law/index.ts'
import { streamOf } from './journal.ts'
import { shownTalk } from './opinions.ts'
import { topicAt } from './reads.ts'
import * as basis from './rules/basis.ts'
import { OPEN_TO_RATING } from './rules/definition.ts'
import { shownTopic } from './shown-topic.ts'
import { tookPart } from './store/meetings.ts'
import { ratingOf } from './store/ratings.ts'
import type { views } from './views/index.ts'
import type { Tried } from './views/public/topic.tsx'

const view = viewsOf<typeof views>()

export const PATH = '/open/deliberations'

/** What was typed into a form of the page, and why it was not taken. */
export const triedOf = (
  ctx: Context,
  form: Tried['form'],
  body: Readonly<Record<string, unknown>>,
  why: readonly Refusal[],
): Tried => ({
  form,
  said: why.map(refusal => ctx.say(refusal)),
  errors: formErrors(ctx, why),
  typed: Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  ),
})

/** One topic with its discussion, as its reader may see it. @param after number of the last statement shown before */
export const topicPage = async (
  ctx: Context,
  no: string,
  after: number,
  tried: Tried | null,
): Promise<Result<View, readonly Refusal[]>> => {
  const found = await topicAt(ctx, no)
  if (!found.ok) return found
  const row = found.value
  const { party } = ctx.actor
  const open = OPEN_TO_RATING.has(row.state.step)
  const [topic, talk, part, rated] = await Promise.all([
    shownTopic(ctx, row),
    shownTalk(ctx, row, after),
    party === null || !open ? false : tookPart(ctx.db, row.id, [party]),
    party === null ? null : ratingOf(ctx.db, row.id, party),
  ])
  const props = {
    topic,
    talk,
    after,
    tried,
    signedIn: party !== null,
    mine: row.state.raiser !== null && row.state.raiser === party,
    posted: ['posted', 'result-posted'].includes(topic.step),
    rating: { open, mayRate: part, mine: rated },
    bundle: `/journal/export?stream=${encodeURIComponent(streamOf(row.id))}`,
    basis: [basis.ORGANISED, basis.ORGANISED_VILLAGE, basis.POSTED].map(each => shownBasis(each, ctx.city.code)),
  }
  return ok(view('deliberation.topic', props, topic.title))
}
