import { d, type LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { ruleBookOf } from '../locality/index.ts'
import { valueFor } from './rule-values.ts'
import { forBody } from './rules/basis.ts'
import type { Name, Params } from './rules/params.ts'
import type { Body } from './rules/state.ts'

/** No election before the acts that have these numbers. */
export const FIRST_DAY = d('2026-01-01')

export const NAMES: readonly Name[] = [
  'adultYears',
  'listDays',
  'objectionDays',
  'answerDays',
  'nominators',
  'candidateDays',
  'appealDays',
  'proxiesMax',
  'runoffDays',
  'postingDays',
  'termYears',
  'handoverDays',
  'seatsMin',
  'seatsMax',
]

/** What holds for an election on a day; of a day before the acts were in force, what held on their first. */
export const paramsOn = async (db: CityQueries, day: LocalDate, body: Body): Promise<Params> => {
  const book = await ruleBookOf(db)
  const on = day < FIRST_DAY ? FIRST_DAY : day
  const held = NAMES.map(name => {
    const rule = valueFor(name, body)
    const found = book.on(rule, on)
    if (found === undefined) throw new Error(`rule value ${rule.key} has no value on ${on}`)
    return [name, found] as const
  })
  return {
    ...(Object.fromEntries(held.map(([name, { value }]) => [name, value])) as Record<Name, number>),
    basis: Object.fromEntries(held.map(([name, found]) => [name, forBody(body, found.basis)])) as Params['basis'],
  }
}
