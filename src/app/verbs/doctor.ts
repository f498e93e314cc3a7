import type { Command } from 'commander'
import type { Health } from '../doctor.ts'
import type { Wishes } from '../settings.ts'

type Options = Wishes & { readonly json?: boolean }

const SIGN: Readonly<Record<Health, string>> = { ok: '✔ 正常', warn: '! 留意', fail: '✖ 有问题' }

const doctor = async (options: Options): Promise<void> => {
  const [{ EXIT }, { settingsOf }, { examine }] = await Promise.all([
    import('../exit.ts'),
    import('../settings.ts'),
    import('../doctor.ts'),
  ])
  const findings = await examine(settingsOf(options, process.env))
  const failed = findings.some(({ health }) => health === 'fail')
  process.exitCode = failed ? EXIT.refused : EXIT.done
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ sound: !failed, findings })}\n`)
    return
  }
  for (const { what, health, found, next } of findings)
    process.stdout.write(
      `${SIGN[health]} ${what}: ${found}${health === 'ok' || next === '' ? '' : `\n    怎么办: ${next}`}\n`,
    )
}

/** `./linli doctor`: what is in order and what is not. */
export const register = (program: Command): void => {
  program
    .command('doctor')
    .summary('look the installation over, and say what to do')
    .description('体检: programs, disk, keys, database, calendar, queues, journal; nothing is changed')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'PostgreSQL to use instead of a private one (DATABASE_URL)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExit codes: 0 nothing failed; 1 something has to be mended.')
    .action(doctor)
}
