import type { Command } from 'commander'
import { answerLines } from './answer-lines.ts'

const HELP = `
Reads one question per line from stdin and prints one answer per line, in the same order:
  {"start":"2026-09-30","unit":"workingDay","count":3}  ->  {"due":"2026-10-10","provisional":false}
Units workingDay, day, month and year start on a date; hour starts at an instant such as 2026-09-30T18:00:00+08:00.
"raw" is added when the last day was a day off and moved; "provisional" says a year without a published notice was
looked at. A line that cannot be answered gets {"error":{"tag":"…","detail":"…"}} and the rest goes on.

Exit codes: 0 every line was answered; 2 some lines were not.`

const clock = async (): Promise<void> => {
  const { answerLine, shippedCalendar } = await import('../../features/calendar/index.ts')
  const calendar = await shippedCalendar()
  await answerLines(line => answerLine(calendar, line))
}

/** `./linli clock`: due dates from the working-day calendar, without a server. */
export const register = (program: Command): void => {
  program
    .command('clock')
    .summary('compute due dates from JSON lines')
    .description('期限计算: due dates by 民法典第二百至二百零四条 and the State Council calendar')
    .addHelpText('after', HELP)
    .action(clock)
}
