import { type Instant, isoOf } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import type { CityQueries, Statement } from '../db/types.ts'
import type { Translate } from '../i18n/types.ts'
import type { Leave } from './purposes.ts'

/** Whose data is taken away: the person's party, and those that were joined with it. */
export type OwnAsked = {
  readonly parties: readonly string[]
  readonly vault: Vault
  /** For opening what is sealed; the caller made sure that it is this person who asks. */
  readonly leave: Leave
  readonly now: Instant
}

/** One thing by names of fields; days and instants as ISO text, money in 分, time in minutes. */
export type OwnRecord = Readonly<Record<string, string | number | boolean | null>>

/** What a slice keeps of a person, as they take it away. */
export type OwnPart = {
  /** Its name in the file, behind the slice's, such as `services`; its heading is the slice's message `own.<id>`. */
  readonly id: string
  readonly read: (db: CityQueries, asked: OwnAsked) => Promise<readonly OwnRecord[]>
  /** The same on one line of paper. @param t looks up messages, of any slice */
  readonly line: (record: OwnRecord, t: Translate) => string
}

/** A part with the slice it is of. */
export type OwnOf = { readonly slice: string; readonly part: OwnPart }

/** The parts of all slices, in the order of the slices. */
export const ownOf = (
  slices: readonly { readonly id: string; readonly own?: readonly OwnPart[] }[],
): readonly OwnOf[] => slices.flatMap(({ id, own = [] }) => own.map(part => ({ slice: id, part })))

/** A person with more of one kind asks at the desk; an export stays something that can be read. */
export const OWN_MAX = 2_000

/** Words of a line, two spaces apart; what is empty is left out. */
export const wordsOf = (...words: readonly (string | number | boolean | null | undefined)[]): string =>
  words.filter(word => word !== null && word !== undefined && word !== '' && word !== false).join('  ')

type Objection = { readonly no: string; readonly at: Instant; readonly note: string }

/**
 * What a person objected in the matters of a procedure.
 * @param statement rows of number, time and words for parties ($1), at most $2 of them
 */
export const objectionsOf = (statement: Statement): OwnPart => ({
  id: 'objections',
  read: async (db, { parties }) =>
    (await db.rows<Objection>(statement, [parties, OWN_MAX])).map(({ no, at, note }) => ({ no, at: isoOf(at), note })),
  line: ({ no, at, note }) => wordsOf(String(at), no, note),
})
