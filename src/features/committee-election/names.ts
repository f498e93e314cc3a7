import { maskId, maskName, parseIdNumber } from '../../kernel/codes.ts'
import { type Instant, type LocalDate, plusMonths } from '../../kernel/time.ts'
import { personalTable } from '../../platform/crypto/guard.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { ID_NUMBER } from '../../platform/identity/personal.ts'
import { leaveOfMachine, openPersonal } from '../../platform/personal/purposes.ts'
import { type NewVoter, sealedVoter } from './store/voters.ts'

const place = personalTable('committee_election_voter')
const USE = leaveOfMachine('register')

/** Why a line is no voter of this list. */
export type VoterFault = 'name' | 'number' | 'too-young' | 'not-a-citizen'

/** A voter as read from a sheet. */
export type ReadVoter = { readonly name: string; readonly number: string; readonly casts: boolean }

const NAME_MAX = 40
const MONTHS = 12
/** Odd for men (GB 11643). */
const SEX_DIGIT = 16

/** What is wrong with a voter; nothing when he may be on the list of this polling day. @param years of age the act asks */
export const faultOf = (voter: ReadVoter, pollingOn: LocalDate, years: number): VoterFault | undefined => {
  const length = [...voter.name].length
  if (length < 2 || length > NAME_MAX) return 'name'
  const read = parseIdNumber(voter.number, pollingOn)
  if (!read.ok) return 'number'
  if (read.value.kind === 'foreign-resident') return 'not-a-citizen'
  return plusMonths(read.value.birth, years * MONTHS) > pollingOn ? 'too-young' : undefined
}

export const blindOf = (vault: Vault, number: string): Buffer =>
  vault.blind(number.trim().normalize('NFKC').toUpperCase(), ID_NUMBER)

/** A voter sealed for the list. @param no his number on it */
export const sealVoter = (vault: Vault, voter: ReadVoter, no: number, now: Instant): NewVoter => {
  const id = uuidv7(now)
  const number = voter.number.trim().normalize('NFKC').toUpperCase()
  return {
    id,
    no,
    nameSealed: vault.seal(voter.name, place('name_sealed', id)),
    nameMasked: maskName(voter.name),
    numberSealed: vault.seal(number, place('number_sealed', id)),
    numberBlind: blindOf(vault, number),
    numberMasked: maskId(number),
    casts: voter.casts,
  }
}

/**
 * Name and sex of somebody on the list: of a candidate, whose name the act has published, and for comparing with the
 * election committee.
 */
export const personOfVoter = async (
  db: CityQueries,
  vault: Vault,
  election: string,
  no: number,
): Promise<{ readonly name: string; readonly woman: boolean } | undefined> => {
  const row = await sealedVoter(db, election, no)
  if (row === undefined) return undefined
  const name = openPersonal(vault, USE, row.nameSealed, place('name_sealed', row.id))
  const number = openPersonal(vault, USE, row.numberSealed, place('number_sealed', row.id))
  return { name, woman: Number(number.charAt(SEX_DIGIT)) % 2 === 0 }
}
