import { ok, type Result, refuse } from '../../kernel/result.ts'
import { readCsv } from '../../platform/csv/csv.ts'
import { type Opinion, Votes } from './rules/votes.ts'

/** What is wrong with a table of votes: a line, counted from 1 with the heading, and why. */
export type VotesFault = { readonly line: number; readonly why: string }

const FAULTS_MAX = 20
/** Headings as exports of online deliberations have them. */
const COLUMNS = { voter: ['voter-id', 'voter'], statement: ['comment-id', 'statement'], vote: ['vote'] } as const

const isOpinion = (value: number): value is Opinion => value === 1 || value === 0 || value === -1

/**
 * Votes of an online discussion from a table, in the order they were given: one line for each, `vote` being 1, 0 or -1.
 * Of several votes of one person on one statement the last counts.
 */
export const readVotes = (bytes: Uint8Array): Result<Votes, readonly VotesFault[]> => {
  const table = readCsv(bytes)
  if (!table.ok) return refuse([{ line: table.error.line, why: `the table cannot be read: ${table.error.why}` }])
  const { header, rows } = table.value
  const find = (names: readonly string[]): string | undefined =>
    header.find(name => names.includes(name.trim().toLowerCase()))
  const [byVoter, byStatement, byVote] = [find(COLUMNS.voter), find(COLUMNS.statement), find(COLUMNS.vote)]
  if (byVoter === undefined || byStatement === undefined || byVote === undefined)
    return refuse([{ line: 1, why: 'it needs the columns voter-id, comment-id and vote' }])
  const votes = new Votes()
  const faults: VotesFault[] = []
  for (const { line, cells } of rows) {
    const [voter = '', statement = '', said = ''] = [cells[byVoter], cells[byStatement], cells[byVote]]
    const opinion = said === '' ? Number.NaN : Number(said)
    if (voter === '' || statement === '' || !isOpinion(opinion))
      faults.push({ line, why: `not a vote: ${JSON.stringify([voter, statement, said])}` })
    else votes.vote(voter, statement, opinion)
  }
  return faults.length > 0 ? refuse(faults.slice(0, FAULTS_MAX)) : ok(votes)
}
