import { existsSync, readFileSync } from 'node:fs'
import { verifyVote } from './vote.ts'
import { voteWords } from './words.ts'

type Options = { readonly key?: string; readonly since?: string; readonly json?: boolean }

const text = (value: string | undefined): string | undefined =>
  value !== undefined && existsSync(value) ? readFileSync(value, 'utf8') : value

/**
 * Verifies the lines of a published vote and writes what was found.
 * @returns the exit code: 0 verified, 1 not, 2 the header cannot be read
 */
export const runVoteVerifier = async (
  lines: Iterable<string>,
  { key, since, json }: Options,
  write: (text: string) => void,
): Promise<0 | 1 | 2> => {
  const report = await verifyVote(lines, text(key), text(since))
  if (report === undefined) {
    const unreadable = '第 1 行不是表决包(linli-vote-bundle/1)的合格开头'
    write(json === true ? `${JSON.stringify({ verified: false, unreadable })}\n` : `读不出: ${unreadable}\n`)
    return 2
  }
  write(json === true ? `${JSON.stringify(report)}\n` : voteWords(report))
  return report.verified ? 0 : 1
}
