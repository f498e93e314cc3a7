import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { securityFindings } from './security.ts'
import { readTree, sourceFile } from './source.ts'

const said = (path: string, text: string): number => securityFindings(sourceFile(path, `${text}\n`)).length

test('S-71 ways in are found where they are ways in', () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['src/features/a/store.ts', "const q = sql('a.b', `select * from city.x where name = '${name}'`)"],
    ['src/features/a/store.ts', 'const q = sql(\n  `a.${table}`,\n  `select 1`,\n)'],
    ['src/features/a/store.ts', "const q = sql('a.b', 'select ' + columns)"],
    ['src/features/a/store.ts', 'const q = raw.raw(text)'],
    ['src/features/a/store.ts', 'raw.lit(value)'],
    ['src/platform/identity/a.ts', 'await client.query(`select * from x where y = ${y}`)'],
    ['src/platform/identity/a.ts', "await client.query('select ' + y)"],
    ['src/features/a/commands.ts', "import { exec } from 'node:child_process'"],
    ['src/platform/files/a.ts', "const { spawn } = await import('child_process')"],
    ['src/platform/http/a.ts', "import { runInNewContext } from 'node:vm'"],
    ['src/platform/ui/enhance/a.ts', "setTimeout('go()', 10)"],
    ['src/features/a/views/list.tsx', 'document.write(text)'],
    ['src/features/a/views/list.tsx', '<iframe srcDoc={text} />'],
    ['src/platform/ui/parts/a.tsx', 'new DOMParser().parseFromString(text, kind)'],
    ['src/app/a.ts', 'const token = Math.random()'],
    ['src/platform/clocks/sweep.ts', 'const now = Date.now()'],
    ['src/features/a/rules/due.ts', 'const now = new Date()'],
    ['src/kernel/a.ts', 'const now = performance.now()'],
  ]
  for (const [path, text] of wrong) assert.ok(said(path, text) >= 1, `${path}: ${text}`)
})

test('S-71 what only looks like one is none', () => {
  const fine: readonly (readonly [string, string])[] = [
    ['src/features/a/store.ts', "const q = sql('a.b', `select ${COLUMNS} from city.x where id = $1`)"],
    ['src/features/a/store.ts', 'const where = raw<SqlBool>`name = ${name}`'],
    ['src/features/a/store.ts', '// sql(`a`, `${name}`) would be wrong'],
    ['src/platform/db/migrate.ts', 'await pool.query(`create schema if not exists ${city.schema}`)'],
    ['src/platform/db/cluster/server.ts', "import { spawn } from 'node:child_process'"],
    ['src/app/server.ts', 'const now = () => instant(Date.now())'],
    ['src/features/a/store.test.ts', "sql('a.b', `select '${name}'`)"],
    ['tests/attack/a.ts', 'Math.random()'],
  ]
  for (const [path, text] of fine) assert.equal(said(path, text), 0, `${path}: ${text}`)
})

test('S-71 the tree has none', () => {
  const { sources } = readTree(join(import.meta.dirname, '../..'))
  assert.ok(sources.length > 500)
  assert.deepEqual(sources.flatMap(securityFindings), [])
})
