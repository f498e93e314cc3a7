import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules/.bin')

type Check = { readonly name: string; readonly command: string; readonly args: readonly string[] }
type Outcome = { readonly name: string; readonly ok: boolean; readonly seconds: number; readonly said: string }

const ratchet = process.argv.includes('--ratchet') ? ['--ratchet'] : []

const CHECKS: readonly Check[] = [
  { name: 'types', command: join(bin, 'tsc'), args: ['-p', 'tsconfig.json'] },
  { name: 'purity', command: join(bin, 'tsc'), args: ['-p', 'tsconfig.pure.json'] },
  { name: 'tidy', command: process.execPath, args: ['tools/tidy.ts', ...ratchet] },
  { name: 'lint', command: join(bin, 'biome'), args: ['check', '--max-diagnostics=100', '--log-level=error'] },
]

const clock = (): number => performance.now()

const run = ({ name, command, args }: Check): Promise<Outcome> =>
  new Promise(resolve => {
    const begun = clock()
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => {
        said += text
      })
    }
    const end = (ok: boolean): void => resolve({ name, ok, seconds: (clock() - begun) / 1000, said })
    child.once('error', error => {
      said += error.message
      end(false)
    })
    child.once('close', code => end(code === 0))
  })

/** The four checks side by side; what failed is shown in full, then one line for each. */
const outcomes = await Promise.all(CHECKS.map(run))
for (const { name, ok, said } of outcomes) if (!ok) process.stdout.write(`── ${name}\n${said.trimEnd()}\n\n`)
for (const { name, ok, seconds } of outcomes) {
  process.stdout.write(`${ok ? '✔' : '✖'} ${name.padEnd(8)}${seconds.toFixed(1).padStart(5)} s\n`)
}
process.exitCode = outcomes.every(outcome => outcome.ok) ? 0 : 1
