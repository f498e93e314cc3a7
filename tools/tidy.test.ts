import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf, tightened } from './tidy/shape.ts'
import { type Finding, sourceFile, type Tree, withoutComments } from './tidy/source.ts'
import { cyclesOf } from './tidy/walls.ts'
import { untidy } from './tidy.ts'

const tree = (files: Readonly<Record<string, string>>): Tree => ({
  sources: Object.entries(files)
    .filter(([path]) => /\.(tsx?|sql)$/.test(path))
    .map(([path, text]) => sourceFile(path, text)),
  names: new Set(Object.keys(files)),
})

const found = (files: Readonly<Record<string, string>>, rule: string): readonly Finding[] =>
  untidy(tree(files)).filter(finding => finding.rule === rule)

const imports = (path: string, from: string): readonly Finding[] =>
  found({ [path]: `import { a } from '${from}'\n` }, 'wall')

test('walls: downwards is allowed, upwards and sideways are not', () => {
  const allowed = [
    ['src/app/server.ts', '../features/a/feature.ts'],
    ['src/features/a/store.ts', '../../platform/db/types.ts'],
    ['src/features/a/commands.ts', '../b/index.ts'],
    ['src/features/a/rules/decide.ts', '../../../kernel/share.ts'],
    ['src/features/a/rules/decide.ts', './params.ts'],
    ['src/features/a/rules/decide.test.ts', 'node:test'],
    ['src/kernel/ballot/sealed/group.ts', '@noble/curves/ed25519.js'],
    ['src/platform/db/pool.ts', 'pg'],
    ['src/features/a/views/list.tsx', './row.tsx'],
  ] as const
  for (const [path, from] of allowed) assert.deepEqual(imports(path, from), [], `${path} → ${from}`)
  const refused = [
    ['src/kernel/time.ts', '../platform/db/types.ts'],
    ['src/kernel/time.ts', 'node:fs'],
    ['src/kernel/time.ts', '@noble/curves/ed25519.js'],
    ['src/kernel/ballot/sealed/group.ts', 'zod'],
    ['src/platform/db/pool.ts', '../../features/a/index.ts'],
    ['src/platform/db/pool.ts', '../../app/server.ts'],
    ['src/features/a/commands.ts', '../b/store.ts'],
    ['src/features/a/rules/decide.ts', '../store.ts'],
    ['src/features/a/rules/decide.ts', 'zod'],
    ['src/app/server.ts', '../features/a/store.ts'],
    ['src/features/a/routes.ts', './views/list.tsx'],
    ['src/features/a/commands.ts', '../../platform/testing/database.ts'],
    ['src/platform/db/pool.ts', '../../../tools/check.ts'],
  ] as const
  for (const [path, from] of refused) assert.equal(imports(path, from).length, 1, `${path} → ${from}`)
})

test('walls see dynamic imports, re-exports and imports for their effect', () => {
  for (const text of ["await import('../app/x.ts')", "export { a } from '../app/x.ts'", "import '../app/x.ts'"]) {
    assert.equal(found({ 'src/kernel/a.ts': text }, 'wall').length, 1, text)
  }
})

test('cycles: files that load each other, and slices that know each other', () => {
  const [cycle] = found(
    { 'src/kernel/a.ts': "import { b } from './b.ts'", 'src/kernel/b.ts': "import { a } from './a.ts'" },
    'cycle',
  )
  assert.match(cycle?.say ?? '', /a\.ts → src\/kernel\/b\.ts → src\/kernel\/a\.ts/)
  const types = {
    'src/kernel/a.ts': "import type { B } from './b.ts'",
    'src/kernel/b.ts': "import { a } from './a.ts'",
  }
  assert.deepEqual(found(types, 'cycle'), [])
  const slices = {
    'src/features/a/commands.ts': "import type { X } from '../b/index.ts'",
    'src/features/b/commands.ts': "import type { Y } from '../a/index.ts'",
  }
  assert.equal(found(slices, 'cycle').length, 1)
  assert.deepEqual(
    cyclesOf(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
    [['b', 'c', 'b']],
  )
})

test('banned tokens are found where they are banned, with what to use instead', () => {
  const banned: readonly (readonly [string, string])[] = [
    ['src/features/a/commands.ts', "import { request } from 'undici'"],
    ['src/features/a/commands.ts', "const { get } = await import('node:https')"],
    ['src/platform/notify/sms.ts', 'const answer = await fetch(url)'],
    ['src/features/a/commands.ts', 'const at = new Date()'],
    ['src/features/a/commands.ts', 'const at = Date.now()'],
    ['src/features/a/rules/decide.ts', 'const at = Date.UTC(2026)'],
    ['src/platform/db/pool.ts', 'const dice = Math.random()'],
    ['src/features/a/rates.ts', 'share.toFixed(2)'],
    ['src/features/a/rates.ts', "parseFloat('1')"],
    ['src/features/a/rates.ts', '// TODO later'],
    ['src/features/a/migrations/0001-init/up.sql', '-- FIXME'],
    ['src/features/a/rates.ts', 'x as any'],
    ['src/features/a/rates.ts', '// @ts-ignore'],
    ['src/features/a/rates.ts', '// biome-ignore lint: no'],
    ['src/features/a/index.ts', "export * from './commands.ts'"],
    ['src/features/a/views/list.tsx', 'node.innerHTML = x'],
    ['src/features/a/views/list.tsx', '<p dangerouslySetInnerHTML={x} />'],
    ['src/features/a/views/list.tsx', '<p style={x} />'],
    ['src/features/a/views/list.tsx', '<p>工单</p>'],
    ['src/platform/db/pool.ts', 'eval(x)'],
    ['src/platform/db/pool.ts', 'console.log(x)'],
    ['src/platform/db/pool.ts', "'select set_config()'"],
    ['src/platform/db/migrations/0001-init/up.sql', 'select pg_advisory_lock(1);'],
    ['src/features/a/commands.ts', "const q = sql('a.b', 'select 1')"],
    ['src/features/a/decide.test.ts', "test.skip('x')"],
  ]
  for (const [path, text] of banned) {
    assert.ok(found({ [path]: `${text}\n` }, 'banned').length >= 1, `${path}: ${text}`)
  }
})

test('what is said in a comment or allowed at an edge is no finding', () => {
  const fine: readonly (readonly [string, string])[] = [
    ['src/features/a/commands.ts', '// never new Date( here, nor Date.now'],
    ['src/features/a/views/list.tsx', '/** 工单 */ const a = 1'],
    ['src/features/a/terms.ts', "export const terms = { order: { zh: '工单' } }"],
    ['src/platform/http/clock.ts', 'const now = Date.now()'],
    ['src/features/a/store.ts', "const q = sql('a.b', 'select 1')"],
    ['src/features/a/store/list.ts', "const q = sql('a.b', 'select 1')"],
    ['src/platform/ui/language.tsx', "const names = { a: '简体中文', b: '繁體' }"],
    ['src/platform/ui/markup.tsx', '<p dangerouslySetInnerHTML={x} />'],
    ['tools/docs.ts', 'console.log(1)'],
  ]
  for (const [path, text] of fine) assert.deepEqual(found({ [path]: text }, 'banned'), [], `${path}: ${text}`)
})

test('comments are blanked, strings and patterns that look like them are not', () => {
  assert.equal(withoutComments("a('//x') // y").trimEnd(), "a('//x')")
  assert.equal(withoutComments('a(/\\/\\/x/, `/* $b */`) /* c\nd */e').replaceAll(' ', ''), 'a(/\\/\\/x/,`/*$b*/`)\ne')
  assert.equal(withoutComments('const half = a / b // c').trimEnd(), 'const half = a / b')
})

test('size: 400 at most, over 250 listed, and a listed file only shrinks', () => {
  const sized = (lines: number, listed?: number): readonly Finding[] =>
    untidy(tree({ 'tests/a.ts': 'x\n'.repeat(lines) }), listed === undefined ? {} : { 'tests/a.ts': listed })
  assert.equal(linesOf('x\nx\n'), 2)
  assert.deepEqual(sized(250), [])
  assert.equal(sized(251).length, 1)
  assert.deepEqual(sized(300, 300), [])
  assert.equal(sized(301, 300).length, 1)
  assert.equal(sized(401, 400).length, 1)
  const grown = [sourceFile('tests/a.ts', 'x\n'.repeat(310))]
  assert.deepEqual(tightened(grown, { 'tests/a.ts': 300, 'tests/gone.ts': 260 }), { 'tests/a.ts': 300 })
  assert.deepEqual(tightened(grown, { 'tests/a.ts': 350 }), { 'tests/a.ts': 310 })
})

test('a function over 70 lines is told, without failing', () => {
  const long = `export const f = (): void => {\n${'  g()\n'.repeat(70)}}\n`
  const [told] = untidy(tree({ 'tests/a.ts': long }))
  assert.deepEqual([told?.soft, told?.line], [true, 1])
  assert.deepEqual(untidy(tree({ 'tests/a.ts': `export const f = (): void => {\n${'  g()\n'.repeat(68)}}\n` })), [])
})

test('a file nobody imports is dead; entries and tests are not', () => {
  assert.equal(found({ 'src/kernel/a.ts': '' }, 'dead').length, 1)
  assert.deepEqual(found({ 'src/kernel/a.ts': '', 'src/kernel/a.test.ts': "import { a } from './a.ts'" }, 'dead'), [])
  assert.deepEqual(found({ 'src/app/cli.ts': '', 'tools/check.ts': '', 'src/app/verbs/clock.ts': '' }, 'dead'), [])
})

test('each slice has its README, its manifest and its policy, each migration its notes and check', () => {
  const slice = {
    'src/features/a/routes.ts': '',
    'src/features/a/refusals.ts': '',
    'src/features/a/messages/en.json': '',
  }
  const missing = found({ ...slice, 'src/features/a/migrations/0001-init/up.sql': '' }, 'anatomy').map(
    finding => finding.say,
  )
  assert.deepEqual(missing, [
    'has no README.md',
    'has no feature.ts',
    'has no policy.ts',
    'has no messages/zh-Hans.json',
    'has no messages/zh-Hant.json',
    'has no notes.md',
    'has no check.sql',
  ])
})
