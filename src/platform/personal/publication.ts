import { leaksIn } from '../../kernel/leaks.ts'
import { redact } from '../../kernel/redact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor, Office } from '../access/types.ts'
import { personalTable } from '../crypto/guard.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import type { Vault } from '../crypto/vault.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { json, ts } from '../db/values.ts'
import { append } from '../journal/append.ts'
import { type Leave, openPersonal } from './purposes.ts'

/** Words about to become public, by field, and what they are about (`kind/id`). */
export type Publication = { readonly subject: string; readonly words: Readonly<Record<string, string>> }

const place = personalTable('publication_hold')

/** Field by field, in the order of their names: the same words are always one. */
const oneText = ({ words }: Publication): string =>
  JSON.stringify(Object.entries(words).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** What is found in each field, by kind. */
export const foundIn = ({ words }: Publication): Readonly<Record<string, number>> => {
  const kinds = Object.values(words).flatMap(text => leaksIn(text).map(({ kind }) => kind))
  return Object.fromEntries(
    [...new Set(kinds)].toSorted().map(kind => [kind, kinds.filter(one => one === kind).length]),
  )
}

/** The words with everything hidden that was found. */
const masked = (text: string): string =>
  leaksIn(text)
    .toReversed()
    .reduce((shown, { start, end }) => `${shown.slice(0, start)}***${shown.slice(end)}`, text)

/**
 * For words that are public for ever as soon as they are written, such as names of bodies and reasons in the journal:
 * refuses with `public-text-personal` for each field that holds something. Nobody can release these.
 */
export const heldBack = (words: Readonly<Record<string, string>>): readonly Refusal[] =>
  Object.entries(words).flatMap(([field, text]) => {
    const count = leaksIn(text).length
    return count === 0 ? [] : [{ tag: 'public-text-personal', values: { count }, pointer: `/body/${field}` }]
  })

/**
 * The same for words with a fact: of those that few read, `words-personal`, since no answer needs a number either.
 * @param everybody whether everybody reads them
 */
export const heldFrom = (everybody: boolean, words: Readonly<Record<string, string>>): readonly Refusal[] =>
  heldBack(words).map(refusal => (everybody ? refusal : { ...refusal, tag: 'words-personal' }))

const STATE = sql(
  'publication.state',
  `select released from city.publication_hold where subject = $1 and words_blind = $2`,
)

const blindOf = (vault: Vault, publication: Publication): Buffer => vault.blind(oneText(publication), 'publication')

/**
 * The one gate before words become public: whatever the detector finds in them holds them back, until somebody else
 * has released exactly these words for exactly this matter.
 * @returns or `public-text-personal` (count), `publication-waiting`, `publication-kept-back`
 */
export const cleared = async (
  db: CityQueries,
  vault: Vault,
  publication: Publication,
): Promise<Result<null, readonly Refusal[]>> => {
  const wrong = Object.entries(publication.words).filter(([, text]) => leaksIn(text).length > 0)
  const [first] = wrong
  if (first === undefined) return ok(null)
  const pointer = `/body/${first[0]}`
  const held = await db.maybe<{ released: boolean | null }>(STATE, [publication.subject, blindOf(vault, publication)])
  if (held === undefined) {
    const count = wrong.reduce((sum, [, text]) => sum + leaksIn(text).length, 0)
    return refuse([{ tag: 'public-text-personal', values: { count }, pointer }])
  }
  if (held.released === null) return refuse([{ tag: 'publication-waiting', pointer }])
  return held.released ? ok(null) : refuse([{ tag: 'publication-kept-back', pointer }])
}

const INSERT = sql(
  'publication.hold',
  `insert into city.publication_hold (id, subject, words_blind, words_sealed, shown, found, reason, asked_by, asked_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (subject, words_blind) do nothing`,
)

type By = { readonly actor: Actor; readonly office: Office | null }

type Told = {
  readonly seq: number
  readonly verb: string
  /** How many of each kind were found: public. */
  readonly data: Readonly<Record<string, number>>
  /** What about, and why: commitments. */
  readonly personal: Readonly<Record<string, string>>
}

const journal = async (tx: Tx, id: string, by: By, told: Told, now: Instant): Promise<void> => {
  await append(tx, { stream: `publication-hold/${id}`, ...told, at: now, actor: by.actor, office: by.office })
}

/**
 * Asks somebody else to release words in which something was found. Asked twice it is asked once.
 * @returns the hold's id, or `publication-clear` when nothing is found, `publication-asked`
 */
export const askRelease = async (
  tx: Tx,
  vault: Vault,
  publication: Publication,
  by: By,
  reason: string,
  now: Instant,
): Promise<Result<{ readonly id: string }, readonly Refusal[]>> => {
  const found = foundIn(publication)
  if (Object.keys(found).length === 0) return refuse([{ tag: 'publication-clear' }])
  if (by.actor.party === null) return refuse([{ tag: 'purpose-not-yours', values: { purpose: 'handling' } }])
  const id = uuidv7(now)
  const text = oneText(publication)
  const shown = Object.values(publication.words).map(masked).join('\n')
  const why = redact(reason).shown
  const made = await tx.run(INSERT, [
    id,
    publication.subject,
    blindOf(vault, publication),
    vault.seal(text, place('words_sealed', id)),
    shown,
    json(found),
    why,
    by.actor.party,
    ts(now),
  ])
  if (made === 0) return refuse([{ tag: 'publication-asked' }])
  const personal = { subject: publication.subject, reason: why }
  await journal(tx, id, by, { seq: 1, verb: 'askRelease', data: found, personal }, now)
  return ok({ id })
}

export type Hold = {
  readonly id: string
  readonly subject: string
  readonly shown: string
  readonly found: Readonly<Record<string, number>>
  readonly reason: string
  readonly askedBy: string
  readonly askedAt: Instant
  readonly decidedBy: string | null
  readonly decidedAt: Instant | null
  readonly released: boolean | null
  readonly answer: string
}

const COLUMNS = `id, subject, shown, found, reason, asked_by as "askedBy", asked_at as "askedAt", decided_by as "decidedBy",
  decided_at as "decidedAt", released, answer`

const LIST = sql(
  'publication.holds',
  `select ${COLUMNS} from city.publication_hold order by (decided_at is null) desc, asked_at desc, id desc limit $1`,
)
const LOCK = sql('publication.lock', `select ${COLUMNS} from city.publication_hold where id = $1 for update`)
const DECIDE = sql(
  'publication.decide',
  `update city.publication_hold set decided_by = $2, decided_at = $3, released = $4, answer = $5 where id = $1`,
)
const WORDS = sql('publication.words', 'select words_sealed from city.publication_hold where id = $1')

/** Those that wait first, then the newest decided. */
export const holds = (db: CityQueries, most: number): Promise<readonly Hold[]> => db.rows<Hold>(LIST, [most])

const THERE = sql('personal.hold-there', 'select 1 as one from city.publication_hold where id = $1')

/** Whether there is such a hold, decided or not. */
export const isHold = async (db: CityQueries, id: string): Promise<boolean> =>
  (await db.maybe(THERE, [id])) !== undefined

/** The words as they would be published, for the one who has to decide. */
export const heldWords = async (
  db: CityQueries,
  vault: Vault,
  id: string,
  leave: Leave,
): Promise<readonly { readonly field: string; readonly text: string }[] | undefined> => {
  const row = await db.maybe<{ words_sealed: Buffer }>(WORDS, [id])
  if (row === undefined) return undefined
  const pairs: [string, string][] = JSON.parse(openPersonal(vault, leave, row.words_sealed, place('words_sealed', id)))
  return pairs.map(([field, text]) => ({ field, text }))
}

/**
 * Releases held words, or keeps them back; never by the one who asked.
 * @returns or `hold-unknown`, `hold-decided`, `same-person`
 */
export const decideRelease = async (
  tx: Tx,
  by: By,
  id: string,
  given: { readonly release: boolean; readonly answer: string },
  now: Instant,
): Promise<Result<{ readonly id: string }, readonly Refusal[]>> => {
  const hold = await tx.maybe<Hold>(LOCK, [id])
  if (hold === undefined) return refuse([{ tag: 'hold-unknown' }])
  if (hold.decidedAt !== null) return refuse([{ tag: 'hold-decided' }])
  if (by.actor.party === null || hold.askedBy === by.actor.party) return refuse([{ tag: 'same-person' }])
  const answer = redact(given.answer).shown
  await tx.run(DECIDE, [id, by.actor.party, ts(now), given.release, answer])
  const verb = given.release ? 'release' : 'keepBack'
  const personal = { subject: hold.subject, answer }
  await journal(tx, id, by, { seq: 2, verb, data: hold.found, personal }, now)
  return ok({ id })
}
