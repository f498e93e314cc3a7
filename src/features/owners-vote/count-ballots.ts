import { setImmediate as breathe } from 'node:timers/promises'
import type { Opening } from '../../kernel/ballot/sealed/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { leaveOfMachine } from '../../platform/personal/purposes.ts'
import { countVote, type GroupOpening, type VoteCount } from '../ballots/index.ts'
import { openOpenings } from './envelope.ts'
import { headerOf } from './header.ts'
import { resultOf } from './rules/count.ts'
import type { MotionResult } from './rules/state.ts'
import { countingPage, refusedOf } from './store/ballots.ts'
import { rollOf } from './store/roll.ts'
import { motionsOf, type VoteRow } from './store/votes.ts'

/** What the ballots of a vote came to: as it is shown, and as it is published with what opens the sums. */
export type Counted = {
  readonly results: readonly MotionResult[]
  readonly count: VoteCount
  /** How many ballots it is about: one more that is cast meanwhile makes it stale. */
  readonly ballots: number
}

/** Ballots opened in one go: some milliseconds, after which others get their turn. */
const PAGE = 50

const openedBallots = async (system: CityDb, vault: Vault, vote: VoteRow): Promise<readonly GroupOpening[]> => {
  const use = leaveOfMachine('count')
  const opened: GroupOpening[] = []
  for (let after = ''; ; ) {
    const page = await countingPage(system, vote.id, after, PAGE)
    for (const { pseudonym, openings: envelope } of page) {
      if (envelope === null) continue
      const openings = openOpenings(vault, use, vote.id, pseudonym, envelope)
      const byMotion = vote.state.motions.map(({ no }, index) => [String(no), openings[index] as Opening] as const)
      opened.push({ group: pseudonym, openings: Object.fromEntries(byMotion) })
    }
    const last = page.at(-1)
    if (last === undefined) return opened
    after = last.pseudonym
    await breathe()
  }
}

/**
 * Opens every ballot of a vote and counts each motion by the rule of the day of the notice. Reads as the system; what a
 * single owner said leaves it as a part of a sum only. The window is over, so only a paper ballot that came in time and is
 * checked meanwhile can move it: whoever writes the count down compares `ballots`.
 */
export const countBallots = async (system: CityDb, vault: Vault, vote: VoteRow): Promise<Counted> => {
  const header = headerOf(system.city.code, vote, await motionsOf(system, vote.id))
  const register = (await rollOf(system, vote.id)).map(({ pseudonym, areaDm2 }) => ({ group: pseudonym, areaDm2 }))
  const refused = Object.fromEntries((await refusedOf(system, vote.id)).map(({ why, count }) => [why, count]))
  const opened = await openedBallots(system, vault, vote)
  const motions: VoteCount['motions'][number][] = []
  for (const motion of header.motions) {
    motions.push(...countVote({ date: header.date, motions: [motion] }, register, opened, {}).motions)
    await breathe()
  }
  const roll = vote.state.roll ?? { heads: 0, areaDm2: 0 }
  const results = vote.state.motions.map((motion, index) =>
    resultOf(motion, roll, motions[index] as VoteCount['motions'][number]),
  )
  return { results, count: { refused, motions }, ballots: opened.length }
}
