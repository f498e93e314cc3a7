import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildCalendar, type Calendar, type CalendarYear } from '../../kernel/calendar.ts'

const FOLDER = join(import.meta.dirname, '../../../data/calendar')

/** The notices that come with the product, oldest year first, and a digest of the files. */
export type Shipped = { readonly years: readonly CalendarYear[]; readonly sha256: string }

/** Reads data/calendar: its files are ours and their form is tested. */
export const readShipped = async (): Promise<Shipped> => {
  const files = (await readdir(FOLDER)).filter(file => /^\d{4}\.json$/.test(file)).toSorted()
  const texts = await Promise.all(files.map(file => readFile(join(FOLDER, file), 'utf8')))
  const sha256 = createHash('sha256').update(texts.join('')).digest('hex')
  return { years: texts.map((text): CalendarYear => JSON.parse(text)), sha256 }
}

/** The calendar as shipped, for what works without a database. */
export const shippedCalendar = async (): Promise<Calendar> => {
  const { years, sha256 } = await readShipped()
  return buildCalendar(years, `shipped-${sha256.slice(0, 8)}`)
}
