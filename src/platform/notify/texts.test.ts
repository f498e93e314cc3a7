import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { messageFolders } from '../i18n/catalog.ts'
import { LOCALES } from '../i18n/types.ts'
import { VALUE_NAMES } from './types.ts'

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>

const ALLOWED: ReadonlySet<string> = new Set(VALUE_NAMES)

/** What is wrong with the texts that go out under `notify`, as `name.part: why`. */
const faults = (texts: Texts): readonly string[] =>
  Object.entries(texts).flatMap(([name, parts]) => {
    const missing = ['title', 'body'].filter(part => !parts[part]).map(part => `${name}.${part}: missing`)
    const wrong = Object.entries(parts).flatMap(([part, text]) =>
      [...text.matchAll(/\{\{\s*([\w.]+)/g)]
        .map(found => found[1] ?? '')
        .filter(value => !ALLOWED.has(value))
        .map(value => `${name}.${part}: names ${value}`),
    )
    return [...missing, ...wrong]
  })

test('texts that go out name a case number and a surname at most', () => {
  for (const { space, folder } of messageFolders()) {
    for (const locale of LOCALES) {
      const { notify } = JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8')) as { notify?: Texts }
      assert.deepEqual(faults(notify ?? {}), [], `${space} ${locale}`)
    }
  }
})

test('a text with a name, a phone number or a free description is found out', () => {
  const texts = {
    closed: { title: '{{number}} 已办结', body: '{{surname}}您好,{{description}};电话 {{ phone }}' },
    late: { title: 'x' },
  }
  assert.deepEqual(faults(texts), ['closed.body: names description', 'closed.body: names phone', 'late.body: missing'])
})
