import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'

const HELP = `
FILE is a table (CSV) with the columns voter-id, comment-id and vote: 1 agrees, -1 disagrees, 0 passes. Lines stand in the order
the votes were given; of several votes of a person on a statement the last counts.
Prints {"voters":n,"statements":[{"statement","agree","disagree","pass","groups":[{"agree","disagree","said"}]}],
 "groups":[{"group","voters":[…]}],"silhouette":n,"consensus":{"agree":[…],"disagree":[…]}}

Exit codes: 0 answered; 2 the table has faults, each told with its line.`

const opinions = async (file: string): Promise<void> => {
  const { readVotes, shownOpinions } = await import('../../features/deliberation/index.ts')
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    process.stderr.write(`${file}: ${error.code ?? error.message}\n`)
    process.exitCode = 2
    return undefined
  })
  if (bytes === undefined) return
  const votes = readVotes(bytes)
  if (votes.ok) {
    process.stdout.write(`${JSON.stringify(shownOpinions(votes.value))}\n`)
    return
  }
  for (const { line, why } of votes.error) process.stderr.write(`line ${line}: ${why}\n`)
  process.exitCode = 2
}

/** `./linli opinions`: counts and opinion groups of an online discussion, without a server. */
export const register = (program: Command): void => {
  program
    .command('opinions')
    .argument('<file>', 'a table of votes')
    .summary('opinion groups of a table of votes')
    .description('意见群: who agrees with whom, and what everybody agrees with')
    .addHelpText('after', HELP)
    .action(opinions)
}
