import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'

const HELP = `
FILE is a vote on a participatory budget in pabulib's format (.pb): META, PROJECTS and VOTES, approval, cumulative or ordinal.
Prints one line for each file: {"file","kind","voters","budget","projects":[{"project","name","cost","votes","points","selected"}],
 "selected":[…],"spent","pointsBy","published":{"votes","points","selected"},"differs":[…]}
Points: cumulative as given; ordinal most that may be named less the place, from 0; approval one each (where the file publishes
a score of approvals, which goes by their order, "pointsBy" is "order"). Selected, greedily within the budget: from most points
downwards what can still be paid for; of equal points the cheaper, then the first on the list. "published" compares with the
file's own columns; a city's selection may follow other rules, and "differs" names the projects.

Exit codes: 0 votes and points are those published, or none are; 1 they differ; 2 a file has faults, each told with its line.`

const budget = async (files: readonly string[]): Promise<void> => {
  const { budgetAnswer, readBudgetFile } = await import('../../features/ballots/index.ts')
  let code = 0
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error)
    const read = typeof text === 'string' ? readBudgetFile(text) : undefined
    if (read?.ok) {
      const answer = budgetAnswer(read.value)
      process.stdout.write(`${JSON.stringify({ file: basename(file), ...answer })}\n`)
      const { votes, points } = answer.published
      if (votes === 'different' || points === 'different') code = Math.max(code, 1)
      continue
    }
    code = 2
    if (typeof text !== 'string') process.stderr.write(`${file}: ${text.code ?? text.message}\n`)
    for (const { line, why } of read?.error ?? []) process.stderr.write(`${file}: line ${line}: ${why}\n`)
  }
  process.exitCode = code
}

/** `./linli budget`: counts participatory budgets, without a server. */
export const register = (program: Command): void => {
  program
    .command('budget')
    .argument('<file...>', 'votes in pabulib’s format')
    .summary('count a participatory budget')
    .description('参与式预算: votes and points of each project, and what the budget pays for')
    .addHelpText('after', HELP)
    .action(budget)
}
