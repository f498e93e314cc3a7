import { type Axes, placing } from './axes.ts'
import { type Centres, group, hoodsOf, type Points, silhouette } from './clusters.ts'
import { UNSAID, type Votes } from './votes.ts'

/** Whoever has an opinion of so many statements, or of all there are, is placed. */
const SAID_MIN = 7
const GROUPS_MAX = 5
/** So many people for a further group: two of a handful are not split into five. */
const PEOPLE_FOR_ONE = 12
/** People who stand close together are one point when groups are looked for; where exactly it lies matters little. */
const HOODS = 100
const HOOD_TURNS = 12

export type Placed = { readonly voter: string; readonly at: readonly [x: number, y: number]; readonly group: number }

/** How people stand to each other: where each is, in which group, and what the next computation begins with. */
export type Opinions = {
  readonly placed: readonly Placed[]
  readonly groups: number
  /** How clearly the groups are apart, from -1 to 1. */
  readonly silhouette: number
  readonly axes: Axes
  readonly centres: Centres
  readonly hoods: Centres
}

const enough = (votes: Votes): readonly number[] => {
  const least = Math.min(SAID_MIN, votes.statements.length)
  return votes.voters.flatMap((_, row) => (votes.saidBy(row) >= least && least > 0 ? [row] : []))
}

/** Neighbourhoods somebody lives in, as points, and which of them each person's is. */
const lived = (x: Float64Array, y: Float64Array, before: Centres | undefined) => {
  const { of, centres } = hoodsOf({ x, y, weight: new Float64Array(x.length).fill(1) }, HOODS, HOOD_TURNS, before)
  const sizes = new Float64Array(centres.x.length)
  for (const hood of of) sizes[hood] = (sizes[hood] ?? 0) + 1
  const kept = Array.from(sizes.keys()).filter(hood => (sizes[hood] ?? 0) > 0)
  const rank = new Map(kept.map((hood, index) => [hood, index]))
  const points: Points = {
    x: Float64Array.from(kept, hood => centres.x[hood] ?? 0),
    y: Float64Array.from(kept, hood => centres.y[hood] ?? 0),
    weight: Float64Array.from(kept, hood => sizes[hood] ?? 0),
  }
  return { points, hoodOf: Array.from(of, hood => rank.get(hood) ?? 0), centres }
}

const bestSplit = (points: Points, people: number, before: Opinions | undefined) => {
  const most = Math.min(GROUPS_MAX, 2 + Math.floor(people / PEOPLE_FOR_ONE), points.x.length)
  const splits = Array.from({ length: Math.max(0, most - 1) }, (_, index) => {
    const { of, centres } = group(points, index + 2, before?.centres)
    return { of, centres, clear: new Set(of).size < 2 ? -1 : silhouette(points, of) }
  })
  return splits.toSorted((a, b) => b.clear - a.clear)[0]
}

const NOWHERE: Centres = { x: new Float64Array(), y: new Float64Array() }

/**
 * Opinion groups: people placed by what they agree and disagree with, then split into the number of groups that stand
 * most clearly apart. Nothing in it is left to chance: the same votes give the same groups.
 * @param before what was found before the last votes came in: it makes the next quick, not different in kind
 */
export const opinionsOf = (votes: Votes, before?: Opinions): Opinions => {
  const rows = enough(votes)
  const { axes, x, y } = placing(votes, rows, before?.axes)
  const { points, hoodOf, centres: hoods } = lived(x, y, before?.hoods)
  const best = bestSplit(points, rows.length, before)
  return {
    placed: rows.map((row, index) => ({
      voter: votes.voters[row] ?? '',
      at: [x[index] ?? 0, y[index] ?? 0],
      group: best?.of[hoodOf[index] ?? 0] ?? 0,
    })),
    groups: new Set(best?.of).size,
    silhouette: best?.clear ?? 0,
    axes,
    centres: best?.centres ?? NOWHERE,
    hoods,
  }
}

/** How each group stands to each statement: of those who said something, who agree and who disagree. */
export type GroupCount = { readonly agree: number; readonly disagree: number; readonly said: number }

export const countsByGroup = (votes: Votes, { placed, groups }: Opinions): readonly (readonly GroupCount[])[] => {
  const rowOf = new Map(votes.voters.map((voter, row) => [voter, row]))
  const counts = Array.from({ length: groups }, () => votes.statements.map(() => ({ agree: 0, disagree: 0, said: 0 })))
  for (const { voter, group: its } of placed) {
    const line = votes.line(rowOf.get(voter) ?? 0)
    for (const [column, count] of (counts[its] ?? []).entries()) {
      const said = line[column] ?? UNSAID
      if (said === UNSAID) continue
      count.said++
      if (said === 1) count.agree++
      else if (said === -1) count.disagree++
    }
  }
  return counts
}

/** Statements that more than half of every group agrees with (or disagrees with), of those who said something. */
export const consensus = (
  votes: Votes,
  counts: readonly (readonly GroupCount[])[],
): { readonly agree: readonly string[]; readonly disagree: readonly string[] } => {
  const all = (kind: 'agree' | 'disagree'): readonly string[] =>
    votes.statements.filter(
      (_, column) =>
        counts.length > 0 &&
        counts.every(group_ => {
          const count = group_[column]
          return count !== undefined && count[kind] * 2 > count.said
        }),
    )
  return { agree: all('agree'), disagree: all('disagree') }
}
