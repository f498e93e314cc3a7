/**
 * A participatory budget: residents choose among projects with a cost, and those with most support are carried out within the
 * budget. No act says how; the words are those of the pabulib file format, in which cities publish such votes.
 */

/** Costs and budgets are whole hundredths of the currency (分). */
export type Project = { readonly project: string; readonly cost: bigint }

/**
 * How a vote names projects: approval names those it is for; cumulative gives each so many points; ordinal names the best first.
 */
export const VOTE_KINDS = ['approval', 'cumulative', 'ordinal'] as const
export type VoteKind = (typeof VOTE_KINDS)[number]

export type BudgetVote = {
  readonly voter: string
  /** Each project once, in the order it was named. */
  readonly named: readonly string[]
  /** Points of each, for cumulative votes; else empty. */
  readonly points: readonly number[]
}

export type ProjectTally = Project & {
  /** How many votes name it. */
  readonly votes: number
  /**
   * Cumulative: the points it was given. Ordinal: for each vote as many as may be named less its place there, counted from 0 (Borda).
   * Approval: one for each vote.
   */
  readonly points: number
  /** For each vote as many as are named there less its place: what some cities publish as the score of approvals. */
  readonly byOrder: number
}

export type VoteFault = {
  readonly tag: 'voter-twice' | 'unknown-project' | 'project-twice' | 'points-missing' | 'too-many'
  readonly voter: string
  readonly detail: string
}

/** What is wrong with votes, each fault with the voter. @param most how many projects an ordinal vote may name */
export const faultsOfVotes = (
  kind: VoteKind,
  projects: readonly Project[],
  votes: readonly BudgetVote[],
  most: number,
): readonly VoteFault[] => {
  const known = new Set(projects.map(({ project }) => project))
  const seen = new Set<string>()
  return votes.flatMap(({ voter, named, points }): readonly VoteFault[] => {
    const first = seen.size < seen.add(voter).size
    const fault = (tag: VoteFault['tag'], detail: string): VoteFault => ({ tag, voter, detail })
    return [
      ...(first ? [] : [fault('voter-twice', 'votes again')]),
      ...named.filter(project => !known.has(project)).map(project => fault('unknown-project', `no project ${project}`)),
      ...(new Set(named).size < named.length ? [fault('project-twice', 'names a project twice')] : []),
      ...(kind === 'cumulative' && points.length !== named.length
        ? [fault('points-missing', `${named.length} projects, ${points.length} points`)]
        : []),
      ...(kind === 'ordinal' && named.length > most
        ? [fault('too-many', `names ${named.length}, at most ${most}`)]
        : []),
    ]
  })
}

/**
 * Votes and points of each project, in the order of the projects.
 * @param votes without faults, see `faultsOfVotes`
 * @param most how many projects an ordinal vote may name: its first gets so many points
 */
export const tallyBudget = (
  kind: VoteKind,
  projects: readonly Project[],
  votes: readonly BudgetVote[],
  most: number,
): readonly ProjectTally[] => {
  const sums = new Map(projects.map(({ project }) => [project, { votes: 0, points: 0, byOrder: 0 }]))
  for (const { named, points } of votes)
    for (const [place, project] of named.entries()) {
      const sum = sums.get(project)
      if (sum === undefined) throw new Error(`no project ${project}`)
      sum.votes += 1
      sum.points += kind === 'approval' ? 1 : kind === 'cumulative' ? (points[place] ?? 0) : most - place
      sum.byOrder += named.length - place
    }
  return projects.map(one => ({ ...one, ...(sums.get(one.project) ?? { votes: 0, points: 0, byOrder: 0 }) }))
}

const compare = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Who comes first: more points; of equal ones the cheaper, so that more can be done; of equally dear ones the first on the list.
 * Stated, because cities draw lots or say nothing.
 */
export const ranked = (tallies: readonly ProjectTally[]): readonly ProjectTally[] =>
  tallies.toSorted((a, b) => compare(b.points, a.points) || compare(a.cost, b.cost))

/**
 * Greedy within the budget: from the first downwards each project that what is left can still pay for. One that is too dear is
 * passed over, and the next is tried. A project nobody is for is never chosen.
 */
export const selectWithin = (
  tallies: readonly ProjectTally[],
  budget: bigint,
): { readonly selected: readonly string[]; readonly spent: bigint } => {
  const selected: string[] = []
  let spent = 0n
  for (const { project, cost, points } of ranked(tallies)) {
    if (points <= 0 || spent + cost > budget) continue
    selected.push(project)
    spent += cost
  }
  return { selected, spent }
}
