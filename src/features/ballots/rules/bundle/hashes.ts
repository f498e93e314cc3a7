import type { SealedContext } from '../../../../kernel/ballot/sealed/types.ts'
import { hex, utf8 } from '../../../../kernel/journal/bytes.ts'
import { canonical, type Json } from '../../../../kernel/journal/canonical.ts'
import { commit } from '../../../../kernel/journal/entry.ts'
import type { Sha256 } from '../../../../kernel/journal/hash.ts'
import type { GroupBallot, RegisterRow, VoteCount, VoteHeader } from './types.ts'

const hashOf = (sha256: Sha256, value: Json): string => hex(sha256(utf8(canonical(value))))

/** By code unit, the same on every machine. */
export const byGroup = <T extends { readonly group: string }>(rows: readonly T[]): readonly T[] =>
  rows.toSorted((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0))

/**
 * What stands for an owner group in public: a salted hash of its units. Its owner, who is told the salt, finds himself;
 * nobody else can try out units, for the salt has 16 bytes and is another for each group.
 */
export const groupPseudonym = (sha256: Sha256, salt: Uint8Array, units: readonly string[]): string =>
  commit(
    sha256,
    salt,
    units.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  )

/** SHA-256 of the canonical JSON of the rows, sorted by group. */
export const registerHash = (sha256: Sha256, rows: readonly RegisterRow[]): string =>
  hashOf(
    sha256,
    byGroup(rows).map(({ group, areaDm2 }) => ({ group, areaDm2 })),
  )

export const ballotHash = (sha256: Sha256, ballot: GroupBallot): string => hashOf(sha256, ballot)

/** For the `data` of the journal entry that opens a vote, and of each that changes it (an extension): public for ever. */
export const headerFacts = (
  sha256: Sha256,
  header: VoteHeader,
): Readonly<Record<'header' | 'register' | 'opens' | 'closes', string>> => ({
  header: hashOf(sha256, header),
  register: header.register,
  opens: header.opens,
  closes: header.closes,
})

/** For the `data` of the journal entry of a cast. */
export const ballotFacts = (sha256: Sha256, ballot: GroupBallot): { readonly ballot: string } => ({
  ballot: ballotHash(sha256, ballot),
})

/** For the `data` of the journal entry of the count. */
export const countFacts = (sha256: Sha256, count: VoteCount): { readonly count: string } => ({
  count: hashOf(sha256, count),
})

export const contextOf = (
  { city, vote, register }: Pick<VoteHeader, 'city' | 'vote' | 'register'>,
  group: string,
  motion: string,
): SealedContext => ({ city, vote, motion, register, group })
