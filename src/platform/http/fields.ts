import { z } from 'zod'

/** A day as `YYYY-MM-DD` within the centuries that anything here is about; others do not fit the database's calendar. */
export const dayField = (): z.ZodString =>
  z
    .string()
    .check(z.iso.date())
    .regex(/^(19|20|21)/)
