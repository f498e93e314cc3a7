import { calendarOf } from '../../src/features/calendar/index.ts'
import { organisationsOfKind } from '../../src/features/directory/index.ts'
import { paramsOf } from '../../src/features/work-order/params.ts'
import { type FromFacts, fromFacts } from '../../src/features/work-order/rules/recount.ts'
import type { Fact } from '../../src/features/work-order/rules/state.ts'
import { lifeOf, seeded, type World } from '../../src/features/work-order/simulate.ts'
import { DAY_MS, type Instant, instant } from '../../src/kernel/time.ts'
import type { CityDb } from '../../src/platform/db/types.ts'

/** People of a life, by what stands for them until a copy names them. */
export const PEOPLE = 8
const TOKENS = Array.from({ length: PEOPLE }, (_, at) => `@P${at}@`)

export type Life = { readonly start: Instant; readonly facts: readonly Fact[]; readonly made: FromFacts }

const worldOf = async (db: CityDb, seed: number, until: Instant): Promise<World> => {
  const [towns, departments, committees] = await Promise.all(
    (['townGovernment', 'department', 'residentsCommittee'] as const).map(kind => organisationsOfKind(db, kind)),
  )
  const unit = ({ id, kind }: { readonly id: string; readonly kind: string }) => ({ id, kind })
  return {
    random: seeded(seed),
    calendar: await calendarOf(db),
    paramsOn: await paramsOf(db),
    areas: ['@AREA@'],
    units: [...(towns ?? []), ...(departments ?? [])].map(unit),
    committees: (committees ?? []).map(unit),
    people: TOKENS,
    until,
    locality: db.city.code,
  }
}

const stillOpen = ({ made }: Life, now: Instant): number =>
  made.clocks.filter(
    clock =>
      clock.stoppedAt === undefined &&
      clock.cancelledAt === undefined &&
      clock.due !== undefined &&
      clock.due.dueAt > now,
  ).length

const OLD_DAYS = 300
const RECENT_DAYS = 7

/**
 * So many distinct lives, oldest first: most of the months before, and of the last week as many as it takes for the
 * wanted number of clocks to be running with their due ahead. Every fact has gone through the rules; what is stored of
 * a life is the slice's own projection of its facts.
 *
 * @param open clocks that run at `now`, per life
 */
export const livesOf = async (
  db: CityDb,
  options: { readonly lives: number; readonly open: number; readonly seed: number; readonly now: Instant },
): Promise<readonly Life[]> => {
  const { now } = options
  const world = await worldOf(db, options.seed, now)
  const liveFrom = (start: Instant): Life | undefined => {
    const facts = lifeOf(world, start)
    const made = fromFacts(facts, world.paramsOn, world.calendar)
    return made && { start, facts, made }
  }
  const found: Life[] = []
  let open = 0
  while (open < options.open * options.lives && found.length < options.lives) {
    const life = liveFrom(instant(now - Math.floor(world.random() * RECENT_DAYS * DAY_MS)))
    if (life === undefined) continue
    found.push(life)
    open += stillOpen(life, now)
  }
  const old = options.lives - found.length
  for (let at = 0; at < old; at++) {
    const days = RECENT_DAYS + ((at + world.random()) * (OLD_DAYS - RECENT_DAYS)) / old
    const life = liveFrom(instant(now - Math.floor(days * DAY_MS)))
    if (life !== undefined) found.push(life)
  }
  return found.toSorted((a, b) => a.start - b.start)
}
