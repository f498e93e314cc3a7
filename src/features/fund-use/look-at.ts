import { type Fen, fen } from '../../kernel/money.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { type EstateUnit, unitsOn } from '../estate/index.ts'
import { paidByPart, shortfallsOf } from '../maintenance-fund/index.ts'
import { type MotionOutcome, motionOutcome } from '../owners-vote/index.ts'
import { NOTHING, type Seen } from './rules/ask.ts'
import { byBuilding, type Part, partsOfCost, partsOfHeld } from './rules/parts.ts'
import type { Scope, UseState } from './rules/state.ts'
import { heldParts, motionUsed, type ShortRow } from './store/money.ts'
import type { UseRow } from './store/uses.ts'
import type { Found, VerbName } from './verbs.ts'

/** What a command needs to know, and what it will write beside the fact. */
export type Looked = {
  readonly seen: Seen
  readonly found: Found
  readonly parts: readonly Part[]
  readonly short: readonly Omit<ShortRow, 'until'>[]
}

/** The units that bear a cost: the same that vote on it (rulebook C-169, C-234). It reads as the caller. */
export const bearingUnits = async (
  db: CityQueries,
  estate: string,
  scope: Scope,
  at: Instant,
): Promise<readonly EstateUnit[]> => (await unitsOn(db, estate, scope, at)).filter(unit => unit.counted)

const bearingOf = (units: readonly EstateUnit[]) =>
  units.map(({ id, code, building, areaDm2 }) => ({ unit: id, code, building, areaDm2 }))

/** A cost divided among the units that bear it. It reads as the caller. */
export const costParts = async (
  db: CityQueries,
  estate: string,
  units: readonly EstateUnit[],
  total: Fen,
): Promise<readonly Part[]> => {
  if (total <= 0n || units.every(({ areaDm2 }) => areaDm2 === 0)) return []
  const housing = new Map((await paidByPart(db, estate)).map(({ unit, ...paid }) => [unit, paid]))
  return partsOfCost(total, bearingOf(units), housing)
}

/** Whether a vote still holds; an emergency stays what it was. */
const warrantStands = async (db: CityQueries, { warrant }: UseState): Promise<boolean> => {
  if (warrant === null || warrant.kind === 'emergency') return true
  const motion = await motionOutcome(db, warrant.vote, warrant.motion)
  return (
    motion !== undefined &&
    motion.step === 'settled' &&
    motion.result === 'passed' &&
    motion.proved &&
    motion.count === warrant.count &&
    motion.leaf === warrant.leaf
  )
}

/** A motion as the rules look at it. */
const seenMotion = (motion: MotionOutcome): Seen['motion'] => ({
  item: motion.item,
  estate: motion.estate,
  scope: motion.scope,
  step: motion.step,
  result: motion.result ?? '',
  proved: motion.proved,
  words: `${motion.title}\n${motion.text}`,
})

const motionAsked = async (
  db: CityQueries,
  { vote, motion }: { readonly vote: string; readonly motion: number },
): Promise<{ readonly seen: Pick<Seen, 'motion' | 'motionUsed'>; readonly warrant: Found['warrant'] }> => {
  const outcome = await motionOutcome(db, vote, motion)
  if (outcome === undefined)
    return {
      seen: { motion: undefined, motionUsed: false },
      warrant: { vote, voteNo: vote, motion, count: '', leaf: '' },
    }
  return {
    seen: { motion: seenMotion(outcome), motionUsed: await motionUsed(db, outcome.vote, motion) },
    warrant: { vote: outcome.vote, voteNo: outcome.voteNo, motion, count: outcome.count, leaf: outcome.leaf },
  }
}

const divided = async (tx: Tx, row: UseRow, amount: number, now: Instant) => {
  const units = await bearingUnits(tx, row.state.estate, row.state.scope, now)
  return { units, parts: await costParts(tx, row.state.estate, units, fen(BigInt(amount))) }
}

const shortOf = async (tx: Tx, row: UseRow, now: Instant): Promise<Looked['short']> => {
  const { state } = row
  const { units, parts } = await divided(tx, row, state.holdProposal?.fen ?? state.budgetFen - state.heldFen, now)
  const unsold = new Set(units.filter(({ developer }) => developer).map(({ id }) => id))
  return (await shortfallsOf(tx, { estate: state.estate }, parts)).map(({ unit, code, part, fen: missing }) => ({
    unit,
    code,
    part,
    developer: part === 'owner' && unsold.has(unit),
    fen: Number(missing),
  }))
}

/** The street confirms under its own office; else it is the residents' committee. */
const confirmedBy = (actor: Actor): Found['confirmed'] =>
  actor.offices.some(({ organisationKind }) => organisationKind === 'townGovernment') ? 'street' : 'residents-committee'

/** What each unit would have set aside, or pay, by this command. */
const partsFor = async (tx: Tx, row: UseRow, name: VerbName, now: Instant): Promise<readonly Part[]> => {
  const { holdProposal, dueFen } = row.state
  if (name === 'hold') return (await divided(tx, row, holdProposal?.fen ?? 0, now)).parts
  if (name !== 'pay' || dueFen === null) return []
  const held = await heldParts(tx, row.id)
  return held.length === 0 ? [] : partsOfHeld(fen(BigInt(dueFen)), held)
}

type Asking = { readonly actor: Actor; readonly now: Instant; readonly photos: number; readonly body: unknown }

/** What votes, register and accounts say to this command. */
export const lookAt = async (tx: Tx, row: UseRow, name: VerbName, asking: Asking): Promise<Looked> => {
  const { state } = row
  const { now } = asking
  const motion = name === 'pass' ? await motionAsked(tx, asking.body as { vote: string; motion: number }) : undefined
  const short = name === 'askShortfall' ? await shortOf(tx, row, now) : []
  const parts = await partsFor(tx, row, name, now)
  return {
    seen: {
      ...NOTHING,
      ...motion?.seen,
      no: row.no,
      warrantStands: await warrantStands(tx, state),
      shortUnits: short.length,
    },
    found: {
      state,
      warrant: motion?.warrant ?? { vote: '', voteNo: '', motion: 0, count: '', leaf: '' },
      confirmed: confirmedBy(asking.actor),
      fen: parts.reduce((sum, part) => sum + Number(part.fen), 0),
      buildings: byBuilding(parts),
      short: { units: short.length, fen: short.reduce((sum, each) => sum + each.fen, 0) },
      photos: asking.photos,
    },
    parts,
    short,
  }
}
