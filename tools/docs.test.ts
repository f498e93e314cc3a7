import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../src/app/features.ts'
import { lexiconOf } from '../src/platform/http/lexicon.ts'
import { blocksOf, compileBlocks, docBlocks } from './docs/blocks.ts'
import { errorsPage } from './docs/errors.ts'
import { ROOT, referencePages, stalePages } from './docs.ts'

test('the reference is that of the code: run `npm run docs`', () => {
  assert.deepEqual(
    stalePages().map(({ path }) => path),
    [],
  )
})

test('every refusal is in the handbook, with its words', () => {
  const [errors] = referencePages().filter(({ path }) => path.endsWith('errors.md'))
  const headings = new Set([...(errors?.text.matchAll(/^### (\S+)$/gm) ?? [])].map(found => found[1]))
  for (const { tag } of lexiconOf(features).entries) assert.ok(headings.has(tag), tag)
  const unknown = { id: 'x', refusals: { 'never-heard-of': { status: 409 } } } as never
  assert.throws(() => errorsPage([unknown]), /no words for the refusal x:never-heard-of/)
})

test('TypeScript in the documents compiles', () => {
  assert.deepEqual(compileBlocks(ROOT, docBlocks(ROOT)), [])
})

test('a block that does not compile is told by its page and line', () => {
  const page = [
    '# x',
    '',
    '```ts',
    "import { ok } from '../src/kernel/result.ts'",
    'const a: string = ok(1)',
    '```',
    '',
  ].join('\n')
  const [said, ...more] = compileBlocks(ROOT, blocksOf('docs/x.md', page))
  assert.match(said ?? '', /^docs\/x\.md:5:\d+: error TS2322/)
  assert.ok(
    more.every(line => line.startsWith(' ')),
    more.join('\n'),
  )
})
