import type { Command } from 'commander'

const HELP = `
BUNDLE is a file from /journal/export, or - for stdin. Nothing is asked of any server.
  --key    the city's public key (name+id+base64) or a file with it; a bundle of another key is not verified
  --since  a signed state (/journal/checkpoint) kept from before; shows whether history was rewritten since
Without either the key is taken from the bundle, and its fingerprint is printed to be compared.

Exit codes: 0 verified; 1 not verified, the first bad entry is named; 2 the input could not be read.`

type Options = { readonly key?: string; readonly since?: string; readonly json?: boolean }

const verify = async (bundle: string, { key, since, json }: Options): Promise<void> => {
  const { runVerifier } = await import('../../platform/journal/verifier.ts')
  process.exitCode = runVerifier(bundle, { key, since, json }, text => process.stdout.write(text))
}

/** `./linli verify`: checks an exported journal offline. */
export const register = (program: Command): void => {
  program
    .command('verify')
    .summary('check an exported journal offline')
    .description('验证日志导出包: signature, every entry, order, and nothing missing')
    .argument('<bundle>', 'file to check')
    .option('--key <key>', 'public key to trust, or a file with it')
    .option('--since <file>', 'signed state kept from before')
    .option('--json', 'one JSON object on the last line')
    .addHelpText('after', HELP)
    .action(verify)
}
