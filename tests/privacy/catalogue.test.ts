import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogue } from '../../src/features/privacy/index.ts'
import { sql } from '../../src/platform/db/types.ts'
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
