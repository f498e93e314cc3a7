import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { listed, newFeature } from './new-feature.ts'
import { readTree } from './tidy/source.ts'
import { untidy } from './tidy.ts'

const ROOT = join(import.meta.dirname, '..')
const run = promisify(execFile)

test('a new slice passes every check and its own tests at once', async t => {
  const copy = mkdtempSync(join(tmpdir(), 'linli-slice-'))
  t.after(() => rmSync(copy, { recursive: true, force: true }))
  for (const part of [
    'src',
    'law',
    'localities',
    'tsconfig.json',
    'tsconfig.pure.json',
    'biome.json',
    'package.json',
    '.gitignore',
  ]) {
    cpSync(join(ROOT, part), join(copy, part), { recursive: true })
  }
  for (const part of ['node_modules', 'data']) symlinkSync(join(ROOT, part), join(copy, part))
  const paths = newFeature(copy, 'letter-box', '意见箱')
  const own = (text: string): readonly string[] => text.split('\n').filter(line => line.includes('letter-box'))

  await t.test('it is tidy', () => {
    const found = untidy(readTree(copy)).filter(
      ({ path }) => path.includes('letter-box') || path === 'src/app/features.ts',
    )
    assert.deepEqual(found, [])
    assert.ok(paths.includes('src/features/letter-box/letter-box.test.ts'))
  })

  await t.test('its types and its lint are clean', async () => {
    const bin = join(ROOT, 'node_modules/.bin')
    const off = ['--incremental', 'false']
    const said = await Promise.all([
      run(join(bin, 'tsc'), ['-p', 'tsconfig.json', ...off], { cwd: copy }).catch(({ stdout }) => ({ stdout })),
      run(join(bin, 'tsc'), ['-p', 'tsconfig.pure.json', ...off], { cwd: copy }).catch(({ stdout }) => ({ stdout })),
    ])
    assert.deepEqual(
      said.flatMap(({ stdout }) => own(String(stdout))),
      [],
    )
    await run(join(bin, 'biome'), ['check', '--vcs-enabled=false', 'src/features/letter-box', 'src/app/features.ts'], {
      cwd: copy,
    })
  })

  await t.test('its tests pass', async () => {
    const args = [
      '--disable-warning=ExperimentalWarning',
      '--test',
      '--test-reporter=tap',
      'src/features/letter-box/**/*.test.ts',
    ]
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const { stdout } = await run(process.execPath, args, { cwd: copy, env }).catch(({ stdout: said }) => ({
      stdout: String(said),
    }))
    assert.match(stdout, /^# fail 0$/m, stdout)
    assert.match(stdout, /^# pass (?:[89]|\d\d)$/m, stdout)
  })
})

test('the list of slices grows by one line at its end', () => {
  const before =
    "import type { Feature } from '../platform/feature.ts'\n\nexport const features: readonly Feature[] = []\n"
  const once = listed(before, 'letter-box', 'letterBox')
  assert.match(once, /^import \{ letterBox \} from '\.\.\/features\/letter-box\/index\.ts'\nimport type/)
  assert.match(once, /= \[letterBox\]$/m)
  assert.match(listed(once, 'b', 'b'), /= \[letterBox, b\]$/m)
})

test('a name that is no name, or one that is taken, is refused', () => {
  for (const name of ['LetterBox', '../x', 'a--b', 'letter_box'])
    assert.throws(() => newFeature(ROOT, name, 'x'), /a name is/)
  assert.throws(() => newFeature(ROOT, 'calendar', 'x'), /exists/)
})
