import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { features } from '../../src/app/features.ts'
import { catalogue } from '../../src/features/privacy/index.ts'
import { sql } from '../../src/platform/db/types.ts'
import { translator } from '../../src/platform/i18n/catalog.ts'
import { LOCALES } from '../../src/platform/i18n/types.ts'
import type { Column } from '../../src/platform/personal/catalogue.ts'
import { testCity } from '../../src/platform/testing/database.ts'

const COLUMNS = sql(
  'test.columns',
  `select table_name as "table", column_name as "column", udt_name as type from information_schema.columns
   where table_schema = (select schema from public.city where code = '442000')
     and udt_name not in ('uuid', '_uuid', 'int2', 'int4', 'int8', '_int4', 'bool', 'date', 'timestamptz', '_timestamptz', 'numeric')
   order by 1, 2`,
)

type Found = { readonly table: string; readonly column: string; readonly type: string }

const keyOf = ({ table, column }: { readonly table: string; readonly column: string }): string => `${table}.${column}`

test('P-1 every column that could hold something of a person is classified; a new one fails until it is', async t => {
  const { db } = await testCity(t)
  const found = await db.rows<Found>(COLUMNS)
  const listed = catalogue.map(keyOf)
  assert.deepEqual(
    found.map(keyOf).filter(column => !listed.includes(column)),
    [],
    'not classified: add it to the columns.ts of its module',
  )
  const existing = new Set(found.map(keyOf))
  assert.deepEqual(
    listed.filter(column => !existing.has(column)),
    [],
    'classified, but there is no such column',
  )
  assert.equal(new Set(listed).size, listed.length, 'classified twice')
  t.diagnostic(`${found.length} columns, ${catalogue.filter(({ held }) => held !== undefined).length} hold something`)

  await t.test('deny by default: a column added today is missing', async () => {
    await db.run(sql('test.add', 'alter table city.party add column nickname text'))
    const now = await db.rows<Found>(COLUMNS)
    assert.deepEqual(
      now.map(keyOf).filter(column => !listed.includes(column)),
      ['party.nickname'],
    )
  })
})

test('P-1 what is sealed is bytes with a place of its own; what is in clear is none of the numbers', async () => {
  for (const { table, column, held } of catalogue) {
    const where = `${table}.${column}`
    if (held === undefined) {
      assert.doesNotMatch(column, /phone|id_sealed|_blind|address|card|e?mail/, where)
      continue
    }
    assert.equal(held.kept === 'sealed', held.sealing !== undefined, where)
    // A number by which somebody is found, or where they live, lies in clear nowhere.
    if (['phone', 'id-number', 'mail', 'photo'].includes(held.holds))
      assert.ok(['sealed', 'blind', 'masked', 'hashed'].includes(held.kept), where)
    if (held.sealing === undefined) continue
    const row = Object.fromEntries(Object.keys(held.sealing.key).map(key => [key, key]))
    const other = Object.fromEntries(Object.keys(held.sealing.key).map(key => [key, `other-${key}`]))
    assert.notEqual(held.sealing.place(row), held.sealing.place(other), where)
    assert.match(held.sealing.place(row), new RegExp(`^${table}/`), where)
  }
})

/** Slices whose tables hold something of people, and how a person comes by it without a part of their own. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'work-order': 'its orders are `orders` of the export',
  estate: 'its units are `property` of the export',
  'community-budget': 'papers of offices about a community; of a person they hold what passed the detector',
}

test('P-6 whoever keeps something of people says what of it a person takes away', async () => {
  const silent: string[] = []
  for (const { id, folder, own = [] } of features) {
    const file = join(folder, 'columns.ts')
    if (!existsSync(file)) continue
    const { columns } = (await import(pathToFileURL(file).href)) as { columns: readonly Column[] }
    if (columns.some(({ held }) => held !== undefined) && own.length === 0 && OTHERWISE[id] === undefined)
      silent.push(id)
  }
  assert.deepEqual(silent, [])
  for (const { id, own = [] } of features)
    for (const part of own)
      for (const locale of LOCALES) assert.ok(translator(locale)(`${id}:own.${part.id}`) !== '', `${id}.${part.id}`)
})
