import { once } from 'node:events'
import type { LineAnswer } from '../../platform/lines/lines.ts'

/**
 * Answers stdin line by line on stdout, in the same order. A line that cannot be answered is told in its own place and
 * makes the exit code 2.
 */
export const answerLines = async (answer: (line: string) => LineAnswer): Promise<void> => {
  let bad = 0
  const answerAll = async (lines: readonly string[]): Promise<void> => {
    const answers = lines.map(answer)
    bad += answers.filter(({ ok }) => !ok).length
    const text = answers.map(({ line }) => `${line}\n`).join('')
    if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
  }
  // Whoever reads us may stop early (head): that is no fault.
  process.stdout.on('error', error => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 74))
  process.stdin.setEncoding('utf8')
  let rest = ''
  for await (const chunk of process.stdin) {
    const lines = `${rest}${chunk}`.split(/\r?\n/)
    rest = lines.pop() ?? ''
    await answerAll(lines)
  }
  if (rest !== '') await answerAll([rest])
  if (bad > 0) {
    process.stderr.write(`${bad} line(s) could not be answered\n`)
    process.exitCode = 2
  }
}
