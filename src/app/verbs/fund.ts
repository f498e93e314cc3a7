import type { Command } from 'commander'
import { answerLines } from './answer-lines.ts'

const ALLOCATE = `
Reads one case per line from stdin and prints one answer per line, in the same order:
  {"totalFen":"1000","shares":[{"id":"1-101","areaDm2":8950},{"id":"1-102","areaDm2":8950},{"id":"1-103","areaDm2":8950}]}
  -> {"parts":[{"id":"1-101","fen":"334"},{"id":"1-102","fen":"333"},{"id":"1-103","fen":"333"}]}
Amounts are whole fen as text, areas whole 0.01 m². The parts add up to the total.`

const INTEREST = `
Reads one case per line from stdin and prints one answer per line, in the same order:
  {"receivedFen":"100","from":"2026-01-01","to":"2026-01-03","accounts":[{"id":"a","moves":[{"date":"2025-12-31","fen":"100000"}]},
   {"id":"b","moves":[{"date":"2026-01-02","fen":"200000"}]}]}
  -> {"parts":[{"id":"a","fen":"50"},{"id":"b","fen":"50"}]}
Divided by the balances at the end of each day from "from" to the day before "to"; moves before are the opening balance, money
out is below zero.`

const FAULTS = `
A line that cannot be divided gets {"error":tag,"detail":…} and the rest goes on.

Exit codes: 0 every line was answered; 2 some lines were not.`

/** `./linli fund`: shares of a repair and of interest, to the fen, without a server. */
export const register = (program: Command): void => {
  const fund = program.command('fund').description('维修资金: shares of a repair and of interest, to the fen')
  fund
    .command('allocate')
    .description('divide an amount by floor area')
    .addHelpText('after', ALLOCATE + FAULTS)
    .action(async () => answerLines((await import('../../features/maintenance-fund/index.ts')).allocateLine))
  fund
    .command('interest')
    .description('divide interest by daily balances')
    .addHelpText('after', INTEREST + FAULTS)
    .action(async () => answerLines((await import('../../features/maintenance-fund/index.ts')).interestLine))
}
