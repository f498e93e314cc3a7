import type { Command } from 'commander'
import { answerLines } from './answer-lines.ts'

const HELP = `
Reads one case per line from stdin and prints one count per line, in the same order. Owners (one head for an owner, for
co-owners, for the developer; areas in 0.01 m²; the first valid ballot counts):
  {"rule":"cc278","item":5,"date":"2026-03-01","units":[{"unit":"1-101","areaDm2":8950,"owners":["p1"]}],
   "ballots":[{"unit":"1-101","choice":"agree","at":"2026-03-20T10:00:00+08:00"}],"opens":"…","closes":"…"}
Choices are agree, oppose (also: disagree, against) and abstain. Meetings (villagers-, residents- and collective-; assembly, group, members,
representatives), and elections (election-villagers, election-residents):
  {"rule":"villagers-assembly","mode":"persons","date":"2026-05-01","eligible":300,"present":151,"agree":76}
  {"rule":"election-villagers","mode":"persons","date":"2026-05-01","registered":300,"voted":200,"votes":{"甲":120},"seats":1}
The rule is the one in force on "date"; without one the answer is {"error":"no-rule-in-force"}. A line that cannot be
counted gets {"error":tag,"detail":…} and the rest goes on.

Exit codes: 0 every line was counted; 2 some lines were not.`

const tally = async (): Promise<void> => {
  const { tallyLine } = await import('../../features/ballots/index.ts')
  await answerLines(tallyLine)
}

/** `./linli tally`: counts of votes, meetings and elections by the rule of their date, without a server. */
export const register = (program: Command): void => {
  program
    .command('tally')
    .summary('count votes from JSON lines')
    .description('计票: owners’ votes, meetings and elections by the rule in force on their date')
    .addHelpText('after', HELP)
    .action(tally)
}
