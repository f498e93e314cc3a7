import { type OwnPart, objectionsOf, wordsOf } from '../../platform/personal/own.ts'
import { openChoices } from './envelope.ts'
import { OBJECTED } from './store/facts.ts'
import { ballotsBehind } from './store/own.ts'

const ballots: OwnPart = {
  id: 'ballots',
  read: async (db, { parties, vault, leave }) => {
    const made = []
    for (const { vote, no, title, pseudonym, channel, received, choices } of await ballotsBehind(db, parties)) {
      const cast = openChoices(vault, leave, vote, pseudonym, choices)
      made.push({ no, title, head: pseudonym, channel, on: received, choices: cast.join(' ') })
    }
    return made
  },
  line: ({ no, title, on, choices }, t) =>
    wordsOf(
      ...[String(on), no, title],
      ...String(choices)
        .split(' ')
        .map(choice => t(`owners-vote:choice.${choice}`)),
    ),
}

/** What votes of owners keep of a person: how their homes' heads voted, and what they objected. */
export const own: readonly OwnPart[] = [ballots, objectionsOf(OBJECTED)]
