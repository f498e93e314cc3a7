import type { Verdict } from '../../kernel/ballot/tally.ts'
import { utf8 } from '../../kernel/journal/bytes.ts'
import { leafHash } from '../../kernel/journal/hash.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { sha256 } from '../../platform/journal/sha256.ts'
import { countFacts, type VoteCount } from '../ballots/index.ts'
import { streamOf } from './journal.ts'
import type { Item, Scope, Step } from './rules/state.ts'
import { countBody, countEntry, motionsOf, voteById, voteByNo } from './store/votes.ts'

/** A motion and what came of it, as another slice may lean on it. All of it is public. */
export type MotionOutcome = {
  readonly vote: string
  readonly voteNo: string
  readonly motion: number
  readonly item: Item
  readonly estate: string
  readonly scope: Scope
  /** `settled` once it is in force; `revoked` when a court or the government undid it. */
  readonly step: Step
  /** As the published count has it; null before the count. */
  readonly result: Verdict | null
  readonly title: string
  readonly text: string
  /** SHA-256 of the published count, and the leaf of the journal entry that commits to it; empty before the count. */
  readonly count: string
  readonly leaf: string
  /** The entry has that leaf, is the count of this vote, and commits to this very count. */
  readonly proved: boolean
}

type Entry = { readonly stream?: string; readonly verb?: string; readonly data?: { readonly count?: string } }

const proofOf = async (db: CityQueries, vote: string, count: string): Promise<{ leaf: string; proved: boolean }> => {
  const kept = await countEntry(db, vote)
  if (kept === undefined) return { leaf: '', proved: false }
  const leaf = kept.leaf.toString('hex')
  const entry = JSON.parse(kept.body) as Entry
  const same = Buffer.from(leafHash(sha256, utf8(kept.body))).toString('hex') === leaf
  const bound = entry.stream === streamOf(vote) && entry.verb === 'count' && entry.data?.count === count
  return { leaf, proved: same && bound }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * A motion with its outcome, read from the count that was published and held against the journal: so that money moves on
 * nothing that only a row says.
 * @param vote its id or its number  @returns undefined when there is no such motion
 */
export const motionOutcome = async (
  db: CityQueries,
  vote: string,
  motion: number,
): Promise<MotionOutcome | undefined> => {
  const row = await (UUID.test(vote) ? voteById(db, vote) : voteByNo(db, vote))
  if (row === undefined) return undefined
  const line = (await motionsOf(db, row.id)).find(({ no }) => no === motion)
  if (line === undefined) return undefined
  const body = await countBody(db, row.id)
  const counted = body === undefined ? undefined : (JSON.parse(body) as VoteCount)
  const { count } = counted === undefined ? { count: '' } : countFacts(sha256, counted)
  const { leaf, proved } = await proofOf(db, row.id, count)
  return {
    vote: row.id,
    voteNo: row.no,
    motion,
    item: line.item,
    estate: row.state.estate,
    scope: row.state.scope,
    step: row.state.step,
    result: counted?.motions.find(each => each.motion === String(motion))?.result ?? null,
    title: `${row.title}\n${line.title}`,
    text: line.body,
    count,
    leaf,
    proved,
  }
}
