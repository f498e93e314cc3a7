import { z } from 'zod'
import { type LocalDate, parseDate } from '../../kernel/time.ts'

const CENTURIES = /^(19|20|21)/

/** A day as `YYYY-MM-DD` within the centuries that anything here is about; others do not fit the database's calendar. */
export const dayField = (): z.ZodString => z.string().check(z.iso.date()).regex(CENTURIES)

/** The same as a day of the calendar, for whoever reckons with it: also the day after it can be written. */
export const localDay = (): z.ZodType<LocalDate, LocalDate> =>
  z
    .custom<LocalDate>(value => typeof value === 'string' && CENTURIES.test(value) && parseDate(value) !== undefined)
    .meta({ type: 'string', format: 'date', pattern: CENTURIES.source })
