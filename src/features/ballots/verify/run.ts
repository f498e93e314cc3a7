import { existsSync, readFileSync } from 'node:fs'
import type { Receipt } from '../rules/bundle/types.ts'
import { openReceipt, receiptWords, watched } from './receipt.ts'
import { readReceipt } from './shapes.ts'
import { verifyVote } from './vote.ts'
import { voteWords } from './words.ts'

type Options = { readonly key?: string; readonly since?: string; readonly json?: boolean; readonly receipt?: string }

const text = (value: string | undefined): string | undefined =>
  value !== undefined && existsSync(value) ? readFileSync(value, 'utf8') : value

/**
 * Verifies the lines of a published vote and writes what was found.
 * @returns the exit code: 0 verified, 1 not, 2 the header or the receipt cannot be read
 */
export const runVoteVerifier = async (
  lines: Iterable<string>,
  { key, since, json, receipt }: Options,
  write: (text: string) => void,
): Promise<0 | 1 | 2> => {
  const unreadable = (why: string): 2 => {
    write(json === true ? `${JSON.stringify({ verified: false, unreadable: why })}\n` : `读不出: ${why}\n`)
    return 2
  }
  const held: Receipt | undefined = receipt === undefined ? undefined : readReceipt(text(receipt) ?? '')
  if (receipt !== undefined && held === undefined) return unreadable('不是投票回执')
  const own: string[] = []
  const report = await verifyVote(held === undefined ? lines : watched(lines, held.group, own), text(key), text(since))
  if (report === undefined) return unreadable('第 1 行不是表决包(linli-vote-bundle/1)的合格开头')
  const opened = held === undefined ? undefined : openReceipt(report.header, held, own)
  if (json === true) write(`${JSON.stringify({ ...report, ...(opened && { receipt: opened }) })}\n`)
  else write(voteWords(report) + (opened === undefined ? '' : receiptWords(report.header, opened)))
  return report.verified && opened?.every(({ choice }) => choice !== null) !== false ? 0 : 1
}
