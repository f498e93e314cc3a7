import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { may, ownParties } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { fold } from '../../platform/i18n/fold.ts'
import { append } from '../../platform/journal/append.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import type { Env } from './commands.ts'
import { isThere, policy, subjectOf } from './policy.ts'
import { OPEN_TO_RATING, OPEN_TO_WORDS } from './rules/definition.ts'
import type { Opinion } from './rules/votes.ts'
import { tookPart } from './store/meetings.ts'
import { putRating, type Score } from './store/ratings.ts'
import { insertStatement, placeFor, putVote, statementAt } from './store/talk.ts'
import { lockTopic, nextStatement, type TopicRow, topicById } from './store/topics.ts'

/** Statements one person may make on one topic; the database counts them as well. */
export const STATEMENTS_MAX = 5

type Done<T> = Promise<Result<T, readonly Refusal[]>>

const absent = refuse([{ tag: 'not-found' }] as const)

const openFor = (row: TopicRow, env: Env, verb: 'speak' | 'rate'): readonly Refusal[] => {
  if (!may(policy, verb, env.actor, subjectOf(row.state))) return [{ tag: 'not-yours', values: { action: 'object' } }]
  if (verb === 'rate') return OPEN_TO_RATING.has(row.state.step) ? [] : [{ tag: 'rating-closed' }]
  return row.published && OPEN_TO_WORDS.has(row.state.step) ? [] : [{ tag: 'talk-closed' }]
}

/** Words that mean the same when typed differently are the same statement. */
const folded = (text: string): string => fold(text).replaceAll(/[\s\p{P}]/gu, '')

/**
 * Says something on a topic: public at once, without anybody's number in it, each thing once, so many of one person.
 * @returns its number; or `talk-closed`, `public-text-personal`, `said-already`, `said-enough`
 */
export const say = async (tx: Tx, env: Env, id: string, words: string): Done<{ readonly seq: number }> => {
  const row = await lockTopic(tx, id)
  const { party } = env.actor
  if (row === undefined || party === null || !isThere(env.actor, row)) return absent
  const why = openFor(row, env, 'speak')
  if (why.length > 0) return refuse(why)
  const text = words.replaceAll(/\s+/g, ' ').normalize('NFC').trim()
  const held = heldBack({ statement: text })
  if (held.length > 0) return refuse(held)
  const place = await placeFor(tx, id, party, folded(text))
  const pointer = '/body/statement'
  if (place.same > 0) return refuse([{ tag: 'said-already', pointer }])
  if (place.nth > STATEMENTS_MAX) return refuse([{ tag: 'said-enough', values: { most: STATEMENTS_MAX }, pointer }])
  const seq = await nextStatement(tx, id)
  const taken = await insertStatement(tx, id, { seq, nth: place.nth, party, text, folded: folded(text) }, env.now)
  if (!taken) return refuse([{ tag: 'said-already', pointer }])
  await append(tx, {
    stream: `deliberation-talk/${id}`,
    seq,
    verb: 'say',
    at: env.now,
    actor: env.actor,
    data: { no: row.no },
    personal: { text },
  })
  return ok({ seq })
}

/**
 * Agrees, disagrees or passes. One vote for each person and statement: the last.
 * @returns or `talk-closed`, `no-such-statement`
 */
export const vote = async (
  tx: Tx,
  env: Env,
  id: string,
  given: { readonly statement: number; readonly opinion: Opinion },
): Done<{ readonly statement: number }> => {
  const row = await topicById(tx, id)
  const { party } = env.actor
  if (row === undefined || party === null || !isThere(env.actor, row)) return absent
  const why = openFor(row, env, 'speak')
  if (why.length > 0) return refuse(why)
  const { statement } = given
  const found = await statementAt(tx, id, statement)
  if (found === undefined || found.hidden)
    return refuse([{ tag: 'no-such-statement', values: { statement }, pointer: '/body/statement' }])
  await putVote(tx, { topic: id, party, ...given }, env.now)
  return ok({ statement })
}

/**
 * Says how it went. Only who took part, in the hall or online; the last rating counts.
 * @returns or `rating-closed`, `took-no-part`, `words-personal`
 */
export const rate = async (
  tx: Tx,
  env: Env,
  id: string,
  given: { readonly score: Score; readonly words: string },
): Done<{ readonly score: number }> => {
  const row = await topicById(tx, id)
  const { party } = env.actor
  if (row === undefined || party === null || !isThere(env.actor, row)) return absent
  const why = openFor(row, env, 'rate')
  if (why.length > 0) return refuse(why)
  if (!(await tookPart(tx, id, ownParties(env.actor)))) return refuse([{ tag: 'took-no-part' }])
  const held = heldBack({ words: given.words })
  if (held.length > 0) return refuse(held.map(refusal => ({ ...refusal, tag: 'words-personal' })))
  await putRating(tx, { topic: id, party, ...given }, env.now)
  return ok({ score: given.score })
}
