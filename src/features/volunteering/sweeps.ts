import { HOUR_MS, type Instant } from '../../kernel/time.ts'
import type { CityDb } from '../../platform/db/types.ts'
import type { Sweep } from '../../platform/feature.ts'
import { countFigures } from './store/figures.ts'

/** Figures are counted once an hour for everybody: over millions of volunteers nobody waits for a count. */
export const renewFigures = (db: CityDb, now: Instant): Promise<number> => db.tx(tx => countFigures(tx, now))

export const sweeps: readonly Sweep[] = [{ id: 'volunteering.figures', everyMs: HOUR_MS, run: renewFigures }]
