import { dateOf, type Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import { lockEstate, parkingSettled, unitsOn } from '../estate/index.ts'
import { drawRoll, type Roll } from './draw-roll.ts'
import type { Seen } from './rules/ask.ts'
import { codesOf, lawlessOn, NOTHING, seenOfBallots, seenOfUnits, servedCodes } from './seen.ts'
import { groupOfUnit } from './store/roll.ts'
import type { VoteRow } from './store/votes.ts'
import type { VerbName } from './verbs.ts'

/** What a command needs to know of register and papers, and what it will write beside the fact. */
export type Looked = {
  readonly seen: Seen
  readonly roll?: Roll
  readonly deliver?: readonly string[]
  readonly strike?: string
}

const lookAtUnits = async (tx: Tx, now: Instant, row: VoteRow, name: VerbName, typed: string): Promise<Looked> => {
  const { estate, scope } = row.state
  if (name === 'register') await lockEstate(tx, estate)
  const [units, served] = [await unitsOn(tx, estate, scope, now), await servedCodes(tx, row.id)]
  const seen = {
    ...NOTHING,
    ...seenOfUnits(units, served),
    parkingSettled: await parkingSettled(tx, estate, dateOf(now)),
  }
  if (name === 'register') return { seen, ...(seen.faults === 0 && { roll: drawRoll(units) }) }
  const named = codesOf(typed)
  const counted = units.filter(unit => unit.counted).map(({ code }) => code)
  const known = new Set(counted)
  const unknown = named.some(code => !known.has(code))
  return { seen, deliver: unknown ? [] : named.length > 0 ? named : counted.filter(code => !served.has(code)) }
}

/** What the register and the ballots say to this command. */
export const lookAt = async (tx: Tx, now: Instant, row: VoteRow, name: VerbName, body: unknown): Promise<Looked> => {
  const typed = body as { readonly units?: string; readonly unit?: string; readonly on?: string }
  switch (name) {
    case 'register':
    case 'deliver':
      return lookAtUnits(tx, now, row, name, typed.units ?? '')
    case 'notice':
      return { seen: { ...NOTHING, lawless: lawlessOn(row.state.motions, typed.on ?? '') } }
    case 'count':
      return { seen: { ...NOTHING, ...(await seenOfBallots(tx, row, undefined)) } }
    case 'strike': {
      const group = await groupOfUnit(tx, row.id, typed.unit ?? '')
      const seen = { ...NOTHING, ...(await seenOfBallots(tx, row, typed.unit)) }
      return { seen, ...(group && { strike: group.pseudonym }) }
    }
    default:
      return { seen: NOTHING }
  }
}
