import { formatHundredths } from '../../kernel/decimal.ts'
import type { BudgetFile } from './read-pb.ts'
import { selectWithin, tallyBudget } from './rules/budget.ts'

type Compared = 'equal' | 'different' | 'not-published'

export type BudgetAnswer = {
  readonly kind: BudgetFile['kind']
  readonly voters: number
  /** Amounts are decimals with two places, as text: no rounding. */
  readonly budget: string
  readonly projects: readonly {
    readonly project: string
    readonly name: string
    readonly cost: string
    readonly votes: number
    readonly points: number
    readonly selected: boolean
  }[]
  /** In the order they were chosen. */
  readonly selected: readonly string[]
  readonly spent: string
  /** How `points` were counted: as the kind of vote says, or by the order of an approval, as the file's own score was. */
  readonly pointsBy: 'kind' | 'order'
  /** Against the figures in the file itself. */
  readonly published: { readonly votes: Compared; readonly points: Compared; readonly selected: Compared }
  /** Projects on which the file's own selection says otherwise. */
  readonly differs: readonly string[]
}

const compared = <T>(pairs: readonly (readonly [ours: T, theirs: T | undefined])[]): Compared =>
  pairs.some(([, theirs]) => theirs === undefined)
    ? 'not-published'
    : pairs.every(([ours, theirs]) => ours === theirs)
      ? 'equal'
      : 'different'

/** Counts a participatory budget, selects, and compares with what the file publishes. Approvals are selected by votes. */
export const budgetAnswer = ({ kind, budget, most, projects, votes }: BudgetFile): BudgetAnswer => {
  const tallies = tallyBudget(kind, projects, votes, most)
  const { selected, spent } = selectWithin(tallies, budget)
  const byOrder = kind === 'approval' && projects.every(one => one.published.score !== undefined)
  const counted = projects.map((one, at) => {
    const { votes: given = 0, points = 0, byOrder: order = 0 } = tallies[at] ?? {}
    return { ...one, votes: given, points: byOrder ? order : points, selected: selected.includes(one.project) }
  })
  return {
    kind,
    voters: votes.length,
    budget: formatHundredths(budget),
    projects: counted.map(({ project, name, cost, votes: given, points, selected: chosen }) => ({
      project,
      name,
      cost: formatHundredths(cost),
      votes: given,
      points,
      selected: chosen,
    })),
    selected,
    spent: formatHundredths(spent),
    pointsBy: byOrder ? 'order' : 'kind',
    published: {
      votes: compared(counted.map(one => [one.votes, one.published.votes])),
      points: compared(counted.map(one => [one.points, one.published.score])),
      selected: compared(counted.map(one => [one.selected, one.published.selected])),
    },
    differs: counted
      .filter(one => one.published.selected !== undefined && one.published.selected !== one.selected)
      .map(({ project }) => project),
  }
}
