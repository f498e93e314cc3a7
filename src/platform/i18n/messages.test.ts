import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { messageFolders } from './catalog.ts'
import { toHant } from './hant.ts'
import { LOCALES } from './types.ts'

const PLURAL = /_(zero|one|two|few|many|other)$/

/** Every text of a message file: key (plural forms folded into one) → the placeholders it uses. */
const texts = (tree: unknown, path = ''): ReadonlyMap<string, string> => {
  if (typeof tree === 'string') {
    const holes = [...new Set([...tree.matchAll(/\{\{\s*([\w.]+)/g)].map(match => match[1]))].sort()
    return new Map([[path.replace(PLURAL, ''), holes.join(' ')]])
  }
  assert.ok(typeof tree === 'object' && tree !== null, `${path} is neither a text nor a group`)
  return new Map(
    Object.entries(tree).flatMap(([key, inner]) => [...texts(inner, path === '' ? key : `${path}.${key}`)]),
  )
}

const read = (folder: string, locale: string): unknown =>
  JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8'))

test('every language has the same messages with the same placeholders', () => {
  const folders = messageFolders()
  assert.ok(folders.length > 0)
  for (const { folder } of folders) {
    const wanted = texts(read(folder, 'zh-Hans'))
    for (const locale of LOCALES) {
      assert.ok(existsSync(join(folder, `${locale}.json`)), `${folder} has no ${locale}.json`)
      const found = texts(read(folder, locale))
      assert.deepEqual([...found.keys()].sort(), [...wanted.keys()].sort(), `keys of ${folder}/${locale}.json`)
      // A plural form may leave the count out (`one day`), so a text may use fewer, never other, placeholders.
      for (const [key, holes] of found) {
        const allowed = new Set(`${wanted.get(key) ?? ''} count`.split(' '))
        assert.ok(holes === '' ? true : holes.split(' ').every(hole => allowed.has(hole)), `${locale} ${key}: ${holes}`)
        if (holes === '')
          assert.ok(
            (wanted.get(key) ?? '') === '' || wanted.get(key) === 'count',
            `${locale} ${key} lost ${wanted.get(key)}`,
          )
      }
    }
  }
})

test('the traditional messages are those of the converter', () => {
  for (const { folder } of messageFolders()) {
    assert.deepEqual(
      read(folder, 'zh-Hant'),
      toHant(read(folder, 'zh-Hans')),
      `run ./linli tools/hant.ts ${folder}/zh-Hans.json`,
    )
  }
})
