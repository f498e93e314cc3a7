import type { Instant } from '../../kernel/time.ts'
import { ownParties } from '../../platform/access/access.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { OPEN_TO_WORDS } from './rules/definition.ts'
import { consensus, countsByGroup, type Opinions, opinionsOf } from './rules/groups.ts'
import { type Opinion, Votes } from './rules/votes.ts'
import { allVotes, statementsOf, voteCounts, votesOfMine } from './store/talk.ts'
import type { TopicRow } from './store/topics.ts'

export const STATEMENTS_SHOWN = 20
/** With fewer people there are no groups to speak of, and somebody's opinion could be read off them. */
const PEOPLE_MIN = 5
const VOTES_MAX = 1_000_000
/** Groups are computed again after ten seconds, or later where there are so many votes that it takes a while. */
const KEPT_MS = 10_000
const VOTES_PER_MS = 5
const KEPT_MAX = 50

export type GroupShare = { readonly agree: number; readonly said: number }

export type ShownStatement = {
  readonly seq: number
  readonly text: string
  readonly mine: boolean
  readonly vote: Opinion | null
  readonly agree: number
  readonly disagree: number
  readonly pass: number
  /** How many of each opinion group said something of it, and how many of them agree. */
  readonly groups: readonly GroupShare[]
}

export type ShownTalk = {
  readonly open: boolean
  readonly people: number
  readonly statements: readonly ShownStatement[]
  /** The number after which the next page begins. */
  readonly next: number | null
  /** How many people are in each group; empty while there are too few. */
  readonly groups: readonly number[]
  /** What more than half of every group agrees with, or disagrees with. */
  readonly agreed: readonly number[]
  readonly rejected: readonly number[]
}

type Grouped = {
  readonly at: Instant
  readonly keptMs: number
  readonly people: number
  readonly sizes: readonly number[]
  readonly shares: ReadonlyMap<number, readonly GroupShare[]>
  readonly agreed: readonly number[]
  readonly rejected: readonly number[]
  readonly opinions: Opinions
}

/** By city and topic: what was found last, from which the next computation begins. */
const kept = new Map<string, Grouped>()

const grouped = async (system: CityQueries, topic: string, now: Instant): Promise<Grouped> => {
  const key = `${system.city.code} ${topic}`
  const before = kept.get(key)
  if (before !== undefined && now >= before.at && now - before.at < before.keptMs) return before
  const votes = new Votes()
  const given = await allVotes(system, topic, VOTES_MAX)
  for (const { voter, statement, opinion } of given) votes.vote(voter, String(statement), opinion)
  const opinions = opinionsOf(votes, before?.opinions)
  const counts = countsByGroup(votes, opinions)
  const enough = votes.voters.length >= PEOPLE_MIN && counts.length > 1
  const { agree, disagree } = consensus(votes, counts)
  const found: Grouped = {
    at: now,
    keptMs: Math.max(KEPT_MS, given.length / VOTES_PER_MS),
    people: votes.voters.length,
    sizes: enough ? counts.map((_, index) => opinions.placed.filter(({ group }) => group === index).length) : [],
    shares: new Map(
      enough
        ? votes.statements.map((statement, column) => [
            Number(statement),
            counts.map(group => ({ agree: group[column]?.agree ?? 0, said: group[column]?.said ?? 0 })),
          ])
        : [],
    ),
    agreed: enough ? agree.map(Number) : [],
    rejected: enough ? disagree.map(Number) : [],
    opinions,
  }
  kept.delete(key)
  kept.set(key, found)
  const oldest = kept.keys().next().value
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest)
  return found
}

/** The online discussion of a topic: a page of statements, what everybody thinks of them, and how people fall together. */
export const shownTalk = async (ctx: Context, row: TopicRow, after: number): Promise<ShownTalk> => {
  const parties = ownParties(ctx.actor)
  const rows = await statementsOf(ctx.db, row.id, parties, after, STATEMENTS_SHOWN + 1)
  const page = rows.slice(0, STATEMENTS_SHOWN)
  const [counts, mine, groups] = await Promise.all([
    voteCounts(
      ctx.system,
      row.id,
      page.map(({ seq }) => seq),
    ),
    ctx.actor.party === null ? new Map<number, Opinion>() : votesOfMine(ctx.db, row.id, ctx.actor.party),
    grouped(ctx.system, row.id, ctx.now),
  ])
  const countOf = new Map(counts.map(count => [count.statement, count]))
  return {
    open: row.published && OPEN_TO_WORDS.has(row.state.step),
    people: groups.people,
    statements: page.map(({ seq, text, mine: own }) => ({
      seq,
      text,
      mine: own,
      vote: mine.get(seq) ?? null,
      agree: countOf.get(seq)?.agree ?? 0,
      disagree: countOf.get(seq)?.disagree ?? 0,
      pass: countOf.get(seq)?.pass ?? 0,
      groups: groups.shares.get(seq) ?? [],
    })),
    next: rows.length > STATEMENTS_SHOWN ? (page.at(-1)?.seq ?? null) : null,
    groups: groups.sizes,
    agreed: groups.agreed,
    rejected: groups.rejected,
  }
}
