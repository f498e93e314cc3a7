import type { Choice } from '../../kernel/ballot/cast.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant, instant, isoOf, type LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { leaveOfMachine } from '../../platform/personal/purposes.ts'
import { type Env, enter, type Prepared, type Receipt } from './cast.ts'
import { openChoices, sealChoices } from './envelope.ts'
import { paramsOn } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import * as basis from './rules/basis.ts'
import { ruledOn } from './seen.ts'
import { ballotOf, castWaiting, insertSealed, insertWaiting, lockBallot } from './store/ballots.ts'
import { giveProxy } from './store/papers.ts'
import { type GroupRow, groupOfUnit, votersOf } from './store/roll.ts'
import { nextEntry, type VoteRow } from './store/votes.ts'

/** A paper ballot as it lies before a clerk. */
export type Paper = {
  readonly unit: string
  /** Day it came in, which decides whether it was in time. */
  readonly received: LocalDate
  readonly choices: readonly Choice[]
  readonly record: string
}

export type Entered = { readonly state: 'waiting' | 'cast'; readonly receipt: Receipt | null }

type Answer<T> = Promise<Result<T, readonly Refusal[]>>

/** Why this paper cannot be entered at all; nothing when it can. */
const outside = (vote: VoteRow, paper: Paper, now: Instant): Refusal | undefined => {
  const { step, opens, closes } = vote.state
  if (step !== 'registered' || opens === null || closes === null)
    return { tag: 'wrong-step', values: { action: 'paper', now: step }, basis: basis.FROZEN }
  if (now < opens) return { tag: 'not-open-yet', values: { opens: isoOf(opens) }, basis: basis.FROZEN }
  const [first, last] = [dateOf(opens), dateOf(closes)]
  const { received } = paper
  return received >= first && received <= last && received <= dateOf(now)
    ? undefined
    : { tag: 'outside-window', values: { received, first, last }, basis: basis.SHARES, pointer: '/body/received' }
}

/** The head of a unit, when this paper can be entered for it. */
export const headFor = async (tx: CityQueries, env: Env, vote: VoteRow, paper: Paper): Answer<GroupRow> => {
  if (!may(policy, 'paper', env.actor, subjectOf(vote.state)))
    return refuse([{ tag: 'not-yours', values: { action: 'paper' } }])
  const why = outside(vote, paper, env.now)
  const group = await groupOfUnit(tx, vote.id, paper.unit)
  const all: readonly Refusal[] = [
    ...(why === undefined ? [] : [why]),
    ...(group === undefined
      ? [{ tag: 'unit-unknown', values: { unit: paper.unit }, basis: basis.FROZEN, pointer: '/body/unit' }]
      : []),
  ]
  return all.length > 0 || group === undefined ? refuse(all) : ok(group)
}

/** Whether this entry is the second of a waiting paper, so that it will be cast and has to be sealed first. */
export const isSecond = async (tx: CityQueries, env: Env, vote: VoteRow, group: GroupRow): Promise<boolean> => {
  const ballot = await ballotOf(tx, vote.id, group.pseudonym)
  return ballot?.state === 'waiting' && ballot.by !== env.actor.party
}

const differing = (vote: VoteRow, first: readonly Choice[], second: readonly Choice[]): readonly number[] =>
  vote.state.motions.flatMap(({ no }, index) => (first[index] === second[index] ? [] : [no]))

/**
 * Enters a paper ballot. The first of two people takes the head's place, the second must read the same from the paper: then
 * it is cast. What does not agree is told by motion and changes nothing (rulebook C-198).
 * @param prepared sealed already, when this is the second entry
 */
export const enterPaper = async (
  tx: Tx,
  env: Env,
  vote: VoteRow,
  group: GroupRow,
  paper: Paper,
  prepared: Prepared | undefined,
): Answer<Entered> => {
  const { pseudonym } = group
  const sealed = sealChoices(env.vault, vote.id, pseudonym, paper.choices)
  const by = env.actor.party
  const ballot = { vote: vote.id, pseudonym, channel: 'paper', at: env.now, received: paper.received } as const
  if (await insertWaiting(tx, { ...ballot, by, record: paper.record, choices: sealed }))
    return ok({ state: 'waiting', receipt: null })
  const waiting = await lockBallot(tx, vote.id, pseudonym)
  if (waiting === undefined || waiting.state === 'cast')
    return refuse([{ tag: 'already-cast', basis: basis.ONE_BALLOT }])
  if (waiting.by === by) return refuse([{ tag: 'same-person', basis: basis.TWO_PEOPLE }])
  const first = openChoices(env.vault, leaveOfMachine('count'), vote.id, pseudonym, waiting.choices)
  const motions = differing(vote, first, paper.choices)
  const days = waiting.received !== paper.received
  if (motions.length > 0 || days || prepared === undefined)
    return refuse([
      {
        tag: 'entries-differ',
        values: { motions: motions.join('、') || '0', days: days ? 1 : 0 },
        basis: basis.TWO_PEOPLE,
      },
    ])
  const { opens, closes } = vote.state
  const inTime = instant(Math.min(env.now, closes ?? 0))
  const seq = await nextEntry(tx, vote.id, instant(Math.max(env.now, opens ?? 0)), inTime)
  if (seq === undefined)
    return refuse([{ tag: 'wrong-step', values: { action: 'paper', now: 'counted' }, basis: basis.FROZEN }])
  const leaf = await enter(tx, env.actor, vote, prepared, seq)
  await castWaiting(tx, vote.id, pseudonym, { seq, by, openings: prepared.openings, leaf })
  insertSealed(tx, vote.id, prepared.ballot)
  return ok({ state: 'cast', receipt: { no: vote.no, group: pseudonym, leaf } })
}

/**
 * Registers a written proxy: the head of a unit lets somebody vote for it. Nobody has more than may be, and an owner who
 * votes himself is first or too late, as with any ballot (rulebook C-149).
 * @param proxy.agent the party known under the agent's phone
 */
export const enterProxy = async (
  tx: Tx,
  env: Env,
  vote: VoteRow,
  proxy: { readonly unit: string; readonly agent: string | undefined; readonly record: string },
): Answer<{ readonly given: true }> => {
  if (!may(policy, 'proxy', env.actor, subjectOf(vote.state)))
    return refuse([{ tag: 'not-yours', values: { action: 'proxy' } }])
  const { step, closes } = vote.state
  if (step !== 'registered' || closes === null || env.now > closes)
    return refuse([{ tag: 'wrong-step', values: { action: 'proxy', now: step }, basis: basis.PROXY }])
  const { agent } = proxy
  const group = await groupOfUnit(tx, vote.id, proxy.unit)
  const why: readonly Refusal[] = [
    ...(group === undefined
      ? [{ tag: 'unit-unknown', values: { unit: proxy.unit }, basis: basis.FROZEN, pointer: '/body/unit' }]
      : []),
    ...(agent === undefined ? [{ tag: 'agent-unknown', basis: basis.PROXY, pointer: '/body/phone' }] : []),
  ]
  if (why.length > 0 || group === undefined || agent === undefined) return refuse(why)
  if ((await votersOf(tx, vote.id, group.pseudonym)).includes(agent))
    return refuse([{ tag: 'agent-self', basis: basis.PROXY, pointer: '/body/phone' }])
  const params = await paramsOn(tx, ruledOn(vote, env.now))
  const given = await giveProxy(
    tx,
    { vote: vote.id, pseudonym: group.pseudonym, agent, record: proxy.record, at: env.now, by: env.actor.party },
    params.proxiesMax,
  )
  if (given === 'given') return ok({ given: true })
  return refuse([
    given === 'head-has-one'
      ? { tag: 'proxy-given', basis: basis.PROXY, pointer: '/body/unit' }
      : {
          tag: 'proxies-full',
          values: { most: params.proxiesMax },
          basis: params.basis.proxies,
          pointer: '/body/phone',
        },
  ])
}
