import { randomBytes } from 'node:crypto'
import { electorateOf, faultsOfRegister, type RegisterFault, type Unit } from '../../kernel/ballot/electorate.ts'
import { sha256 } from '../../platform/journal/sha256.ts'
import { groupPseudonym, registerHash } from '../ballots/index.ts'
import type { EstateUnit } from '../estate/index.ts'
import type { RollGroup } from './store/roll.ts'

const SALT_BYTES = 16

/** A roll about to be frozen. */
export type Roll = {
  readonly groups: readonly RollGroup[]
  readonly units: readonly { readonly code: string; readonly areaDm2: number }[]
  readonly areaDm2: number
  /** Hash of pseudonyms and areas as they are published and proved against. */
  readonly hash: string
}

const unitOf = ({ code, areaDm2, owners, developer }: EstateUnit): Unit => ({ unit: code, areaDm2, owners, developer })

/** What is wrong with the units that count. */
export const faultsOf = (units: readonly EstateUnit[]): readonly RegisterFault[] =>
  faultsOfRegister(units.filter(({ counted }) => counted).map(unitOf))

/**
 * Draws the roll of a vote from the register: one head for each set of owners, one for all the developer still has, each
 * under a pseudonym of its own.
 * @param units of the scope, without faults
 */
export const drawRoll = (units: readonly EstateUnit[]): Roll => {
  const counted = units.filter(unit => unit.counted)
  const byCode = new Map(counted.map(unit => [unit.code, unit]))
  const { groups, areaDm2 } = electorateOf(counted.map(unitOf))
  const drawn = groups.map((group): RollGroup => {
    const salt = randomBytes(SALT_BYTES)
    const first = byCode.get(group.units[0] ?? '')
    const developer = first?.developer ?? false
    return {
      pseudonym: groupPseudonym(sha256, salt, group.units),
      areaDm2: Number(group.areaDm2),
      units: group.units,
      owners: developer ? [] : (first?.owners ?? []),
      developer,
      salt,
    }
  })
  return {
    groups: drawn,
    units: counted.map(unit => ({ code: unit.code, areaDm2: unit.areaDm2 })),
    areaDm2: Number(areaDm2),
    hash: registerHash(
      sha256,
      drawn.map(({ pseudonym, areaDm2: area }) => ({ group: pseudonym, areaDm2: area })),
    ),
  }
}
