import { DAY_MS, dateOf, type Instant, plusMonths } from '../../kernel/time.ts'
import type { CityDb } from '../../platform/db/types.ts'
import type { Sweep } from '../../platform/feature.ts'
import { holders } from '../../platform/identity/offices.ts'
import { notify } from '../../platform/notify/notify.ts'
import { bodyParamsOn } from './rule-values.ts'
import { takeEnding } from './store/committee.ts'

/** Tells the community's clerks that a committee's term ends in so many months. Each term is told once. */
export const warnOfEnds = (db: CityDb, now: Instant): Promise<number> =>
  db.tx(async tx => {
    const today = dateOf(now)
    const { renewalMonths } = await bodyParamsOn(tx, today)
    const ending = await takeEnding(tx, plusMonths(today, renewalMonths.value), now)
    for (const term of ending) {
      for (const { party } of await holders(tx, { role: 'communityWorker', within: term.area }, now))
        await notify(tx, {
          party,
          kind: 'estate:renewal',
          values: { unit: term.name, date: term.to },
          link: `/console/estates/${term.estate}/bodies`,
          dedupe: `estate-term/${term.id}`,
          at: now,
        })
    }
    return ending.length
  })

export const sweeps: readonly Sweep[] = [{ id: 'estate.renewal', everyMs: DAY_MS, run: warnOfEnds }]
