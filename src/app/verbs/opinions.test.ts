import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const CLI = join(import.meta.dirname, '../cli.ts')

test('a table of votes is answered; one with faults is told line by line, and nothing is counted', t => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-opinions-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'votes.csv')
  const run = (text: string) => {
    writeFileSync(file, text)
    const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, 'opinions', file], { encoding: 'utf8' })
    return { stdout, stderr, status }
  }
  const good = run('timestamp,comment-id,voter-id,vote\n1,7,a,1\n2,7,a,-1\n3,7,b,0\n')
  assert.equal(good.status, 0, good.stderr)
  assert.deepEqual(
    JSON.parse(good.stdout).statements.map(({ statement, agree, disagree, pass }: Record<string, unknown>) => [
      statement,
      agree,
      disagree,
      pass,
    ]),
    [['7', 0, 1, 1]],
  )
  const bad = run('comment-id,voter-id,vote\n7,a,1\n7,b,2\n,c,1\n')
  assert.deepEqual([bad.status, bad.stdout], [2, ''])
  assert.match(bad.stderr, /line 3: .*"2"/)
  assert.match(bad.stderr, /line 4: /)
  assert.equal(run('a,b\n1,2\n').status, 2)
})
