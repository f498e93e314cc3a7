import { dateOf, type Instant } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { ownersRule } from '../ballots/index.ts'
import type { EstateUnit } from '../estate/index.ts'
import { faultsOf } from './draw-roll.ts'
import type { Seen } from './rules/ask.ts'
import type { Motion } from './rules/state.ts'
import { ballotOf, turnoutOf } from './store/ballots.ts'
import { servedOf } from './store/papers.ts'
import { groupOfUnit } from './store/roll.ts'
import type { VoteRow } from './store/votes.ts'

const SEPARATORS = /[\s,，、;；]+/

/** Units as they were typed, each once. */
export const codesOf = (typed: string): readonly string[] => [
  ...new Set(
    typed
      .normalize('NFKC')
      .split(SEPARATORS)
      .filter(code => code !== ''),
  ),
]

/** Nothing seen: for commands that ask nothing of the register. */
export const NOTHING: Seen = {
  units: 0,
  served: 0,
  parkingSettled: true,
  faults: 0,
  faultyUnit: '',
  papersWaiting: 0,
  paperWaits: false,
  lawless: 0,
}

/** How many motions have no rule on a day: the agenda cannot be decided then. */
export const lawlessOn = (motions: readonly Motion[], on: string): number =>
  motions.filter(({ item }) => ownersRule(item, on as Parameters<typeof ownersRule>[1]) === undefined).length

/** What the register says of the units that count. */
export const seenOfUnits = (units: readonly EstateUnit[], served: ReadonlySet<string>): Partial<Seen> => {
  const counted = units.filter(unit => unit.counted)
  const faults = faultsOf(units)
  return {
    units: counted.length,
    served: counted.filter(({ code }) => served.has(code)).length,
    faults: faults.length,
    faultyUnit: faults[0]?.unit ?? '',
  }
}

export const servedCodes = async (db: CityQueries, vote: string): Promise<ReadonlySet<string>> =>
  new Set((await servedOf(db, vote)).map(({ code }) => code))

/** What the ballots say, for the count and for striking. */
export const seenOfBallots = async (
  db: CityQueries,
  row: VoteRow,
  unit: string | undefined,
): Promise<Partial<Seen>> => {
  const { waiting } = await turnoutOf(db, row.id)
  const group = unit === undefined ? undefined : await groupOfUnit(db, row.id, unit)
  const ballot = group === undefined ? undefined : await ballotOf(db, row.id, group.pseudonym)
  return { papersWaiting: waiting, paperWaits: ballot?.state === 'waiting' }
}

/** The day whose rules hold: that of the notice, before it today (rulebook X-007). */
export const ruledOn = (row: Pick<VoteRow, 'state'> | undefined, now: Instant) => row?.state.noticedOn ?? dateOf(now)
