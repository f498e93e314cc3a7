import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** What must be zero over a whole run, in the order it is told. */
export const SCORE_ITEMS = [
  'acked writes lost',
  'effects doubled',
  'matrix mismatches',
  '5xx in fuzz',
  'seeded-leak hits',
  'axe serious',
] as const
export type ScoreItem = (typeof SCORE_ITEMS)[number]

type Entry = { readonly item: ScoreItem; readonly count: number; readonly of: number }

/**
 * Puts a count on the run's score card, and how many were looked at. A test calls it before it asserts, so that a
 * failure is on the card too. Without a run that keeps a card (LINLI_SCORE) it does nothing.
 */
export const score = (item: ScoreItem, count: number, of: number): void => {
  const file = process.env.LINLI_SCORE
  if (file !== undefined && file !== '')
    appendFileSync(file, `${JSON.stringify({ item, count, of } satisfies Entry)}\n`)
}

const entriesOf = (file: string): readonly Entry[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line) as Entry)
    : []

/** The card of a run: one line for each item, with what was looked at; an item nothing was asked about says so. */
export const scoreCard = (file: string): readonly string[] => {
  const entries = entriesOf(file)
  return SCORE_ITEMS.map(item => {
    const mine = entries.filter(entry => entry.item === item)
    const sum = (key: 'count' | 'of'): number => mine.reduce((total, entry) => total + entry[key], 0)
    return mine.length === 0
      ? `${item.padEnd(20)} not asked`
      : `${item.padEnd(20)} ${sum('count')} of ${sum('of')} (${mine.length} tests)`
  })
}
