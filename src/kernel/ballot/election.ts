import { meets, type Share } from '../share.ts'
import type { Part } from './tally.ts'

export type Votes = {
  readonly registered: bigint
  readonly voted: bigint
  /** Ballots for each candidate. */
  readonly votes: ReadonlyMap<string, bigint>
  readonly seats: number
}

export type Elected = {
  readonly turnout: { readonly voted: Part; readonly met: boolean }
  /** In the order of their votes. */
  readonly elected: readonly string[]
  /** The seats that are left, and who stands for them: one more than there are seats, and whoever has as many votes. */
  readonly runoff: { readonly seats: number; readonly candidates: readonly string[] } | null
}

const ranked = (votes: Votes['votes']): readonly (readonly [string, bigint])[] =>
  [...votes].toSorted(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0))

/** The first of a ranking, and all who have as many votes as the last of them. */
const firstWithEquals = (
  ranking: readonly (readonly [string, bigint])[],
  count: number,
): readonly (readonly [string, bigint])[] => {
  const least = ranking[Math.min(count, ranking.length) - 1]?.[1]
  return least === undefined ? [] : ranking.filter(([, votes]) => votes >= least)
}

type Filled = Omit<Elected, 'turnout'>

/** Who fills the seats with the share of those who voted; of several with equal votes for the last seat nobody does. */
const filled = (share: Share, { voted, votes, seats }: Omit<Votes, 'registered'>): Filled => {
  const ranking = ranked(votes)
  const over = ranking.filter(([, count]) => meets(share, count, voted))
  const fits = firstWithEquals(over, seats)
  const last = fits.at(-1)?.[1]
  const elected = fits.length <= seats ? fits : fits.filter(([, count]) => last === undefined || count > last)
  const left = seats - elected.length
  const names = new Set(elected.map(([name]) => name))
  const others = ranking.filter(([name]) => !names.has(name))
  return {
    elected: elected.map(([name]) => name),
    runoff: left === 0 ? null : { seats: left, candidates: firstWithEquals(others, left + 1).map(([name]) => name) },
  }
}

/**
 * A first round. Whoever has the share of those who voted is elected, the most votes first; of several with equal votes
 * for the last seat none is, and they stand again.
 */
export const elect = (valid: Share, share: Share, { registered, voted, votes, seats }: Votes): Elected => {
  const met = meets(valid, voted, registered)
  const turnout = { voted: [voted, registered] as const, met }
  return met ? { turnout, ...filled(share, { voted, votes, seats }) } : { turnout, elected: [], runoff: null }
}

/** 不得少于三分之一 */
const A_THIRD: Share = { atLeast: [1, 3] }

/**
 * Another round for the seats that are left (另行选举): the most votes first, with no less than a third of all ballots cast.
 * The acts ask for no turnout in it. Source: 居民委员会组织法 (2025) 19, 村民委员会组织法 (2025) 18.
 */
export const electAgain = (votes: Omit<Votes, 'registered'>): Filled => filled(A_THIRD, votes)
