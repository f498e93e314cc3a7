import type { Refusal } from '../../kernel/refusal.ts'
import { PARTIES, type Party, ZONES, type Zone } from './rules/kinds.ts'
import type { Line } from './rules/state.ts'
import type { Words } from './store/facts.ts'

const LINES_MAX = 30
const SEATS_MAX = 500
const WHO_MAX = 60

export type Named = Line & { readonly who: string }

const isParty = (text: string): text is Party => (PARTIES as readonly string[]).includes(text)
const isZone = (text: string): text is Zone => (ZONES as readonly string[]).includes(text)

const readLine = (line: string): Named | undefined => {
  const [party = '', zone = '', seats = '', ...who] = line.split(/[|｜]/).map(cell => cell.trim())
  const count = /^\d{1,3}$/.test(seats) ? Number(seats) : 0
  const name = who.join('|').slice(0, WHO_MAX)
  return isParty(party) && isZone(zone) && count >= 1 && count <= SEATS_MAX && name !== ''
    ? { party, zone, seats: count, who: name }
    : undefined
}

/**
 * The list of those concerned, one line each: `party|zone|seats|who`. The console writes it from its table; a program
 * may as well. What cannot be read is left out, and named with `lines-unread`.
 */
export const readLines = (text: string): { readonly lines: readonly Named[]; readonly why: readonly Refusal[] } => {
  const given = text.split('\n').filter(line => line.trim() !== '')
  const read = given.map(readLine)
  const wrong = read.indexOf(undefined)
  const bad = wrong >= 0 || given.length > LINES_MAX
  const line = wrong >= 0 ? wrong + 1 : LINES_MAX + 1
  return {
    lines: read.slice(0, LINES_MAX).flatMap(each => each ?? []),
    why: bad ? [{ tag: 'lines-unread', values: { line, most: LINES_MAX }, pointer: '/body/lines' }] : [],
  }
}

/** Who sits on which line, as words beside the fact. */
export const wordsOfLines = (lines: readonly Named[]): Words =>
  Object.fromEntries(lines.map(({ who }, index) => [`line${index + 1}`, who]))

/** Who sits on a line, by its number from 1. */
export const whoOf = (words: Words, line: number): string => words[`line${line}`] ?? ''
