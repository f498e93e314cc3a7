import { formatYuan, fen as toFen } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { may } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { paidByPart } from '../maintenance-fund/index.ts'
import { convene } from '../owners-vote/index.ts'
import { policy, subjectOf } from './policy.ts'
import { USE_OF_FUND } from './rules/vote-gates.ts'
import { putCalled } from './store/called.ts'
import { lockUse, type UseRow } from './store/uses.ts'
import type { Env } from './write.ts'

const TITLE_MAX = 60

/**
 * What owners are asked: the use by its number, its budget and who does it, so that a motion is for one use alone.
 * @param sold whether public housing among them bears by what was paid in
 */
export const motionText = (
  { no, body, state }: Pick<UseRow, 'no' | 'body' | 'state'>,
  { sold = false }: { readonly sold?: boolean } = {},
): string =>
  [
    `使用申请 ${no}。预算 ${formatYuan(toFen(BigInt(state.budgetFen)))} 元，施工单位 ${state.quotations[state.chosen - 1]?.company ?? ''}。`,
    `由列支范围内 ${state.units} 户按建筑面积分摊。`,
    ...(sold ? ['其中已售公有住房应分摊的部分，由业主和售房单位按交存比例分摊。'] : []),
    body,
  ].join('\n')

/**
 * Convenes the owners' vote a use needs, for exactly the units that bear it, with a motion that names it.
 * @param given number of the vote, from `nextVoteNo`; name of the paper; scans
 */
export const callVote = async (
  tx: Tx,
  env: Env,
  id: string,
  given: { readonly no: string; readonly record: string; readonly scans: readonly PreparedPhoto[] },
): Promise<Result<{ readonly vote: string; readonly no: string }, readonly Refusal[]>> => {
  const row = await lockUse(tx, id)
  if (row === undefined) return refuse([{ tag: 'not-found' }])
  const { state } = row
  if (!may(policy, 'callVote', env.actor, subjectOf(state)))
    return refuse([{ tag: 'not-yours', values: { action: 'callVote' } }])
  if (state.step !== 'applied' || state.emergency !== null) return refuse([{ tag: 'vote-not-now' }])
  const title = `使用维修资金：${row.title}`.slice(0, TITLE_MAX)
  const sold = (await paidByPart(tx, state.estate)).length > 0
  const text = motionText(row, { sold })
  const agenda = {
    estate: state.estate,
    scope: state.scope,
    title,
    text,
    motions: [{ item: USE_OF_FUND, title, text }],
    record: given.record,
    scans: given.scans,
  } as const
  const done = await convene(tx, env, agenda, given.no)
  if (!done.ok) return done
  await putCalled(tx, id, done.value.id, done.value.no)
  return ok({ vote: done.value.id, no: done.value.no })
}
