import { existsSync } from 'node:fs'
import type { Command } from 'commander'

const HELP = `
BUNDLE is a file from /journal/export or a published vote, or - for stdin. Nothing is asked of any server.
Of a vote it checks register, window, one ballot for each owner, the proofs of all sealed ballots, sums, result and journal
(docs/concepts/check-the-count.md), and names every fault with the owner's pseudonym and the motion.
  --key    the city's public key (name+id+base64) or a file with it; a bundle of another key is not verified
  --receipt  what an owner keeps of his vote; shows that his own ballots are in the bundle, and what is in them
  --since  a signed state (/journal/checkpoint) kept from before; shows whether history was rewritten since
Without either the key is taken from the bundle, and its fingerprint is printed to be compared.

Exit codes: 0 verified; 1 not verified, what is wrong is named; 2 the input could not be read.`

type Options = { readonly key?: string; readonly since?: string; readonly json?: boolean; readonly receipt?: string }

/** The first line to see what it is, and then all of them. */
function* whole(first: IteratorResult<string>, rest: Iterable<string>): Generator<string> {
  if (first.done !== true) yield first.value
  yield* rest
}

const verify = async (bundle: string, { key, since, json, receipt }: Options): Promise<void> => {
  const { linesOf, runVerifier } = await import('../../platform/journal/verifier.ts')
  const { isVoteBundle, runVoteVerifier } = await import('../../features/ballots/index.ts')
  const options = { ...(key && { key }), ...(since && { since }), ...(json && { json }) }
  const write = (text: string): boolean => process.stdout.write(text)
  if (bundle !== '-' && !existsSync(bundle)) {
    process.exitCode = runVerifier(bundle, options, write)
    return
  }
  const rest = linesOf(bundle)
  const first = rest.next()
  const lines = whole(first, rest)
  process.exitCode =
    first.done !== true && isVoteBundle(first.value)
      ? await runVoteVerifier(lines, { ...options, ...(receipt && { receipt }) }, write)
      : runVerifier(lines, options, write)
}

/** `./linli verify`: checks an exported journal or a published vote offline. */
export const register = (program: Command): void => {
  program
    .command('verify')
    .summary('check an exported journal, or a published vote, offline')
    .description('验证日志导出包或表决包: signature, every entry, order, and nothing missing; a vote is counted anew')
    .argument('<bundle>', 'file to check')
    .option('--key <key>', 'public key to trust, or a file with it')
    .option('--since <file>', 'signed state kept from before')
    .option('--receipt <file>', 'an owner’s receipt: opens his own ballots in a published vote')
    .option('--json', 'one JSON object on the last line')
    .addHelpText('after', HELP)
    .action(verify)
}
