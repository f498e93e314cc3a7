import { CHOICES, type Choice } from '../../kernel/ballot/cast.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { atMinute, dateOf, type Instant, isoOf, type LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb, CityQueries, Tx } from '../../platform/db/types.ts'
import { reaches } from '../../platform/identity/reaches.ts'
import { append } from '../../platform/journal/append.ts'
import { sha256 } from '../../platform/journal/sha256.ts'
import { ballotFacts, contextOf, type GroupBallot, sealer } from '../ballots/index.ts'
import { claimsOf } from './claims.ts'
import { sealChoices, sealOpenings } from './envelope.ts'
import { streamOf } from './journal.ts'
import * as basis from './rules/basis.ts'
import { ballotOf, insertCast, insertSealed, noteRefused } from './store/ballots.ts'
import { nextEntry, type VoteRow, voteById } from './store/votes.ts'

/** Seals on a thread of its own, one head after the other: proving takes some milliseconds a motion. */
const sealing = sealer()

export type Env = { readonly actor: Actor; readonly now: Instant; readonly vault: Vault }

/** What was said to a motion, by its number. */
export type Said = { readonly no: number; readonly choice: string }

const isChoice = (text: string): text is Choice => (CHOICES as readonly string[]).includes(text)

/** Everything wrong with the choices at once: motions without one, and what is not on the agenda (rulebook C-191). */
export const choicesOf = (vote: VoteRow, said: readonly Said[]): Result<readonly Choice[], readonly Refusal[]> => {
  const { motions } = vote.state
  const numbers = new Set(motions.map(({ no }) => no))
  const given = new Map(said.map(({ no, choice }) => [no, choice]))
  const off = said.filter(({ no }) => !numbers.has(no))
  const choices = motions.map(({ no }) => given.get(no) ?? '')
  const why: Refusal[] = [
    ...off.map(({ no }): Refusal => ({ tag: 'off-agenda', values: { no }, basis: basis.AGENDA })),
    ...motions
      .filter((_, index) => !isChoice(choices[index] ?? ''))
      .map(({ no }): Refusal => ({ tag: 'choice-missing', values: { no }, pointer: `/body/c${no}` })),
  ]
  return why.length > 0 ? refuse(why) : ok(choices as readonly Choice[])
}

/** Why nobody can vote at this moment; nothing when somebody can. */
export const closedAt = (vote: VoteRow, now: Instant): Refusal | undefined => {
  const { step, opens, closes } = vote.state
  if (step !== 'registered' || opens === null || closes === null)
    return step === 'convened' || step === 'noticed'
      ? { tag: 'not-open-yet', values: { opens: opens === null ? '' : isoOf(opens) }, basis: basis.FROZEN }
      : { tag: 'window-over', values: { closes: closes === null ? '' : isoOf(closes) }, basis: basis.SHARES }
  if (now < opens) return { tag: 'not-open-yet', values: { opens: isoOf(opens) }, basis: basis.FROZEN }
  return now > closes ? { tag: 'window-over', values: { closes: isoOf(closes) }, basis: basis.SHARES } : undefined
}

/** A head's ballots, sealed for the public and at rest: what is written when it is cast. */
export type Prepared = {
  readonly pseudonym: string
  readonly choices: Buffer
  readonly openings: Buffer
  /** As it will be published; the journal has its hash. */
  readonly ballot: GroupBallot
}

/** Someone looks at these votes: what sealing their ballots costs is done before they come. */
export const expectBallots = (votes: readonly VoteRow[], now: Instant): void =>
  sealing.prepare(
    votes
      .filter(({ state: { step, closes } }) => step === 'registered' && closes !== null && now <= closes)
      .reduce((sum, { state, ballots }) => sum + ((state.roll?.heads ?? 0) - ballots) * state.motions.length, 0),
  )

/**
 * Seals a head's choices. Done before the transaction: proving takes time, and nothing is locked meanwhile.
 * @param day on which the ballot came in: what is published of its time
 */
export const prepare = async (
  vault: Vault,
  city: string,
  vote: VoteRow,
  given: { readonly pseudonym: string; readonly choices: readonly Choice[]; readonly day: LocalDate },
): Promise<Prepared> => {
  const { pseudonym, choices, day } = given
  const about = { city, vote: vote.id, register: vote.state.roll?.hash ?? '' }
  const names = vote.state.motions.map(({ no }) => String(no))
  const done = await sealing.seal(
    names.map((motion, index) => ({
      context: contextOf(about, pseudonym, motion),
      choice: choices[index] as Choice,
    })),
  )
  return {
    pseudonym,
    choices: sealChoices(vault, vote.id, pseudonym, choices),
    openings: sealOpenings(
      vault,
      vote.id,
      pseudonym,
      done.map(({ opening }) => opening),
    ),
    ballot: {
      group: pseudonym,
      day,
      sealed: Object.fromEntries(done.map(({ sealed }, index) => [names[index] as string, sealed])),
    },
  }
}

/** Writes a ballot's journal entry, which is of the day and not of the moment. @returns its leaf, the receipt */
export const enter = async (
  tx: Tx,
  actor: Actor,
  vote: VoteRow,
  { ballot }: Prepared,
  seq: number,
): Promise<string> => {
  const at = atMinute(ballot.day, 0)
  const entry = { stream: streamOf(vote.id), seq, verb: 'cast', at, actor: { ...actor, offices: [] } }
  return (await append(tx, { ...entry, data: { no: vote.no, group: ballot.group, ...ballotFacts(sha256, ballot) } }))
    .leaf
}

export type Receipt = { readonly no: string; readonly group: string; readonly leaf: string }

/** The head this person may vote for; or why not. */
export const claimed = async (
  system: CityQueries,
  env: Env,
  vote: VoteRow,
  pseudonym: string,
): Promise<Result<null, readonly Refusal[]>> => {
  const claims = await claimsOf(system, env.actor, vote, env.now)
  const mine = claims.filter(claim => claim.pseudonym === pseudonym)
  if (mine.length === 0) return refuse([{ tag: 'not-on-roll', basis: basis.HEADS }])
  return mine.some(({ may }) => may) ? ok(null) : refuse([{ tag: 'sold-since', basis: basis.ONE_BALLOT }])
}

/** Everything that must hold before a ballot is sealed, all reasons at once. */
export const mayCast = async (
  system: CityQueries,
  env: Env,
  vote: VoteRow,
  pseudonym: string,
  said: readonly Said[],
): Promise<Result<readonly Choice[], readonly Refusal[]>> => {
  const closed = closedAt(vote, env.now)
  if (closed !== undefined) return refuse([closed])
  const real = reaches(env.actor.level, 'L2')
  const [choices, claim] = [choicesOf(vote, said), await claimed(system, env, vote, pseudonym)]
  const why: Refusal[] = [
    ...(real ? [] : [{ tag: 'real-name-first', basis: basis.IDENTITY }]),
    ...(claim.ok ? [] : claim.error),
    ...(choices.ok ? [] : choices.error),
  ]
  return why.length > 0 || !choices.ok ? refuse(why) : choices
}

/** Why a head's place is taken: by a ballot, or by a paper one that waits for its second entry. */
export const taken = async (
  db: CityQueries,
  vote: VoteRow,
  pseudonym: string,
): Promise<Result<never, readonly Refusal[]>> => {
  const there = await ballotOf(db, vote.id, pseudonym)
  return refuse([{ tag: there?.state === 'waiting' ? 'paper-received' : 'already-cast', basis: basis.ONE_BALLOT }])
}

/**
 * Casts a ballot at a screen, in the caller's transaction: the vote's row gives it a number while the window is open, and
 * the head's one place takes it or is taken. Of ballots at the same time one is cast, and the others are told.
 */
export const castOnline = async (
  tx: Tx,
  env: Env,
  vote: VoteRow,
  prepared: Prepared,
): Promise<Result<Receipt, readonly Refusal[]>> => {
  const { day } = prepared.ballot
  const seq = await nextEntry(tx, vote.id, env.now, env.now)
  if (seq === undefined) {
    const now = await voteById(tx, vote.id)
    return refuse([(now && closedAt(now, env.now)) ?? { tag: 'window-over', values: { closes: '' } }])
  }
  const leaf = await enter(tx, env.actor, vote, prepared, seq)
  const { pseudonym, choices, openings } = prepared
  const by = env.actor.party
  const ballot = { vote: vote.id, pseudonym, channel: 'online', at: env.now, received: day, by, record: '' } as const
  const cast = await insertCast(tx, { ...ballot, choices, openings, seq, leaf })
  if (!cast) return taken(tx, vote, pseudonym)
  insertSealed(tx, vote.id, prepared.ballot)
  return ok({ no: vote.no, group: pseudonym, leaf })
}

/** Writes down that a ballot was refused because the head had one, or it came outside the window. */
export const logRefused = async (
  db: CityDb,
  vote: VoteRow,
  why: readonly Refusal[],
  channel: 'online' | 'paper',
  now: Instant,
): Promise<void> => {
  const told = why.find(({ tag }) =>
    ['already-cast', 'paper-received', 'window-over', 'outside-window', 'not-open-yet'].includes(tag),
  )
  if (told === undefined) return
  await noteRefused(db, { vote: vote.id, why: told.tag, channel, day: dateOf(now) })
}
