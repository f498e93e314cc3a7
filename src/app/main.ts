import { Command, CommanderError } from 'commander'
import { EXIT, EXIT_HELP, exitCodeOf } from './exit.ts'
import { verbs } from './verbs/index.ts'

const programOf = (): Command => {
  const program = new Command('linli')
    .description('邻里: a city runs its urban and rural communities by their rules')
    .showHelpAfterError('(./linli --help lists the verbs)')
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', EXIT_HELP)
  for (const register of verbs) register(program)
  return program
}

/** Subcommands take over what makes a wrong command line throw instead of ending the process. */
const strict = (command: Command): void => {
  command.exitOverride()
  for (const child of command.commands) strict(child)
}

/** Runs one verb and sets the exit code. @param args without the interpreter and the script */
export const main = async (args: readonly string[]): Promise<void> => {
  const program = programOf()
  strict(program)
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage
      return
    }
    const code = exitCodeOf(error)
    const words = error instanceof Error ? (code === EXIT.bug ? error.stack : error.message) : String(error)
    process.stderr.write(`${words}\n`)
    process.exitCode = code
  }
}
