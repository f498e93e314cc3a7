import { CHOICES, type Choice } from '../../kernel/ballot/cast.ts'
import type { Opening } from '../../kernel/ballot/sealed/types.ts'
import { personalTable } from '../../platform/crypto/guard.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import { type Leave, openPersonal } from '../../platform/personal/purposes.ts'

const place = personalTable('owners_vote_ballot')
const idOf = (vote: string, pseudonym: string): string => `${vote}/${pseudonym}`

const isChoice = (text: string): text is Choice => (CHOICES as readonly string[]).includes(text)

/** Choices at rest: the vault's own seal, for nobody but the count and the owner. */
export const sealChoices = (vault: Vault, vote: string, pseudonym: string, choices: readonly Choice[]): Buffer =>
  vault.seal(choices.join(' '), place('choices_sealed', idOf(vote, pseudonym)))

/** The choices again, in the order of the motions. */
export const openChoices = (
  vault: Vault,
  use: Leave,
  vote: string,
  pseudonym: string,
  envelope: Uint8Array,
): readonly Choice[] =>
  openPersonal(vault, use, envelope, place('choices_sealed', idOf(vote, pseudonym)))
    .split(' ')
    .filter(isChoice)

export const sealOpenings = (vault: Vault, vote: string, pseudonym: string, openings: readonly Opening[]): Buffer =>
  vault.seal(JSON.stringify(openings), place('openings_sealed', idOf(vote, pseudonym)))

export const openOpenings = (
  vault: Vault,
  use: Leave,
  vote: string,
  pseudonym: string,
  envelope: Uint8Array,
): readonly Opening[] =>
  JSON.parse(openPersonal(vault, use, envelope, place('openings_sealed', idOf(vote, pseudonym)))) as readonly Opening[]
