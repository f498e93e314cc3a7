import { type Instant, isoOf } from '../../kernel/time.ts'
import { type OwnPart, wordsOf } from '../../platform/personal/own.ts'
import { meetingsBy, ratingsBy, statementsBy, topicsBy, votesBy } from './store/own.ts'

const dated = <T extends { readonly at: Instant }>(row: T): Omit<T, 'at'> & { readonly at: string } => ({
  ...row,
  at: isoOf(row.at),
})

/** What deliberations keep of a person: what they raised, stated, voted, rated and attended. */
export const own: readonly OwnPart[] = [
  {
    id: 'topics',
    read: async (db, { parties }) => (await topicsBy(db, parties)).map(dated),
    line: ({ no, at, title, body }) => wordsOf(String(at), no, title, body),
  },
  {
    id: 'statements',
    read: async (db, { parties }) => (await statementsBy(db, parties)).map(dated),
    line: ({ no, seq, at, text }) => wordsOf(String(at), no, seq, text),
  },
  {
    id: 'votes',
    read: async (db, { parties }) => (await votesBy(db, parties)).map(dated),
    line: ({ no, seq, at, opinion }, t) => wordsOf(String(at), no, seq, t(`deliberation:own.opinion.${opinion}`)),
  },
  {
    id: 'ratings',
    read: async (db, { parties }) => (await ratingsBy(db, parties)).map(dated),
    line: ({ no, at, score, words }, t) => wordsOf(String(at), no, t(`deliberation:score.${score}`), words),
  },
  {
    id: 'meetings',
    read: async (db, { parties }) => (await meetingsBy(db, parties)).map(dated),
    line: ({ no, round, at }) => wordsOf(String(at), no, round),
  },
]
