import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/asvs.md'), 'utf8')

type Line = { readonly id: string; readonly level: string; readonly asked: string; readonly answer: string }

const lines: readonly Line[] = [...page.matchAll(/^\| (V[\d.]+) \| (\d) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, id = '', level = '', asked = '', answer = '']) => ({ id, level, asked, answer }),
)

const TEST_ID = /\b(?:[RSP]-\d+|U-[A-Z]\d+)\b/g
const PATH = /`([\w./-]+\.test\.ts)`/g
const DOC = /\b((?:docs|deploy|bench)\/[\w./-]+\.(?:md|service))\b/g

/** Every id that the title of a test begins with; several may stand before the words. */
const asked = (): ReadonlySet<string> => {
  const files = ['tests', 'src', 'tools', 'bench'].flatMap(folder => globSync(`${folder}/**/*.test.ts`, { cwd: root }))
  const titles = files.flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\btest\(\s*[`'"]((?:(?:[RSP]-\d+|U-[A-Z]\d+)[ ,:]+)+)/g)].map(
      ([, ids = '']) => ids,
    ),
  )
  return new Set(titles.flatMap(ids => ids.match(TEST_ID) ?? []))
}

test('docs/asvs.md has each of the 253 requirements once', () => {
  const ids = lines.map(({ id }) => id)
  assert.equal(ids.length, 253)
  assert.equal(new Set(ids).size, 253)
  assert.deepEqual(
    ['1', '2'].map(level => lines.filter(line => line.level === level).length),
    [70, 183],
  )
})

test('each is answered by a test that exists, or by why it does not apply', () => {
  const known = asked()
  const wrong: string[] = []
  for (const { id, asked: words, answer } of lines) {
    const ids = answer.match(TEST_ID) ?? []
    const paths = [...answer.matchAll(PATH)].map(([, path = '']) => path)
    for (const one of ids) if (!known.has(one)) wrong.push(`${id}: no test ${one}`)
    for (const path of [...paths, ...[...answer.matchAll(DOC)].map(([, doc = '']) => doc)])
      if (!existsSync(join(root, path))) wrong.push(`${id}: no file ${path}`)
    if (answer.startsWith('n/a') ? answer.length < 'n/a: x'.length : ids.length + paths.length === 0)
      wrong.push(`${id}: not answered`)
    if (words.trim().length < 5) wrong.push(`${id}: nothing is said of what is asked`)
  }
  assert.deepEqual(wrong, [])
})

test('the numbers are those of the standard', t => {
  const file = join(root, '../shared/data/asvs/asvs-5.0.0-en.csv')
  if (!existsSync(file)) {
    t.diagnostic('the standard is not beside the checkout: its numbers were not compared')
    return
  }
  const rows = [...readFileSync(file, 'utf8').matchAll(/,(V\d+\.\d+\.\d+),.*,([123])\r?$/gm)]
  const expected = rows.filter(([, , level]) => level !== '3').map(([, id, level]) => `${id} ${level}`)
  assert.deepEqual(
    lines.map(({ id, level }) => `${id} ${level}`),
    expected,
  )
})
