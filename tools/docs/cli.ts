import { Command } from 'commander'
import { EXIT_HELP } from '../../src/app/exit.ts'
import { verbs } from '../../src/app/verbs/index.ts'
import { type Generated, page } from './page.ts'

const helpOf = (command: Command, path: string): readonly string[] => {
  const own = `## ${path}\n\n\`\`\`text\n${command.configureHelp({ helpWidth: 100 }).helpInformation().trimEnd()}\n\`\`\``
  return [own, ...command.commands.flatMap(child => helpOf(child, `${path} ${child.name()}`))]
}

/** What `--help` says, for every verb. */
export const cliPage = (): Generated => {
  const program = new Command('linli')
  for (const register of verbs) register(program)
  const exits = `## Exit codes\n\n\`\`\`text\n${EXIT_HELP.trim()}\n\`\`\``
  return page('cli', 'Command line', 'What `./linli <verb> --help` prints.', [exits, ...helpOf(program, './linli')])
}
