import { z } from 'zod'
import { atMinute, d, dateOf, type Instant } from '../../kernel/time.ts'

/** Query of figures by year; nothing chosen is this year. */
export const yearQuery = z.object({
  year: z
    .string()
    .regex(/^(20\d\d)?$/)
    .default(''),
})

export const yearOf = (now: Instant): number => Number(dateOf(now).slice(0, 4))

/** The year asked for. */
export const chosenYear = ({ year }: z.output<typeof yearQuery>, now: Instant): number =>
  year === '' ? yearOf(now) : Number(year)

/** The first moment of a year in Beijing. */
export const startOfYear = (year: number): Instant => atMinute(d(`${year}-01-01`), 0)
