import type { Instant } from '../time.ts'
import type { Electorate, OwnerGroup } from './electorate.ts'

/** An abstention takes part and does not assent (rulebook C-166). */
export const CHOICES = ['agree', 'oppose', 'abstain'] as const
export type Choice = (typeof CHOICES)[number]

export type Ballot = { readonly unit: string; readonly choice: Choice; readonly at: Instant }

/** Both ends belong to it. */
export type Window = { readonly opens: Instant; readonly closes: Instant }

export type BallotRefusal = 'unknown-unit' | 'outside-window' | 'already-cast'

export type Cast = {
  /** One choice for each head that took part. */
  readonly choices: ReadonlyMap<OwnerGroup, Choice>
  /** In the order they were looked at: by time, and as they came where the time is one. */
  readonly refused: readonly { readonly unit: string; readonly why: BallotRefusal }[]
}

/** The first valid ballot of each head counts, whatever channel it came by; every other is refused with why. */
export const castBallots = (
  { groupOf }: Pick<Electorate, 'groupOf'>,
  { opens, closes }: Window,
  ballots: readonly Ballot[],
): Cast => {
  const choices = new Map<OwnerGroup, Choice>()
  const refused: { unit: string; why: BallotRefusal }[] = []
  for (const { unit, choice, at } of ballots.toSorted((a, b) => a.at - b.at)) {
    const group = groupOf.get(unit)
    if (group === undefined) refused.push({ unit, why: 'unknown-unit' })
    else if (at < opens || at > closes) refused.push({ unit, why: 'outside-window' })
    else if (choices.has(group)) refused.push({ unit, why: 'already-cast' })
    else choices.set(group, choice)
  }
  return { choices, refused }
}
