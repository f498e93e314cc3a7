import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const CLI = join(import.meta.dirname, '../cli.ts')

/** Made by hand: five residents, three projects. */
const EXAMPLE = `META
key;value
description;小区公共收益怎么用
budget;300.50
vote_type;approval
num_projects;3
num_votes;5
PROJECTS
project_id;cost;votes;name;selected
1;200;4;"遮雨棚;南门";1
2;150;3;健身器材;0
3;100.5;2;路灯;1
VOTES
voter_id;vote
a;1,2
b;1
c;2,1
d;3,1
e;3,2
`

test('a budget is counted, spent and compared with what its file says; faults are told with their line', t => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-budget-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'example.pb')
  const run = (text: string, ...more: readonly string[]) => {
    writeFileSync(file, text)
    return spawnSync(process.execPath, [CLI, 'budget', file, ...more], { encoding: 'utf8' })
  }
  const good = run(EXAMPLE)
  assert.equal(good.status, 0, good.stderr)
  const answer = JSON.parse(good.stdout)
  assert.deepEqual(
    answer.projects.map(({ project, votes, points }: Record<string, unknown>) => [project, votes, points]),
    [
      ['1', 4, 4],
      ['2', 3, 3],
      ['3', 2, 2],
    ],
  )
  assert.deepEqual([answer.selected, answer.spent, answer.budget], [['1', '3'], '300.50', '300.50'])
  assert.deepEqual(answer.published, { votes: 'equal', points: 'not-published', selected: 'equal' })
  assert.equal(answer.projects[0].name, '遮雨棚;南门')
  const miscounted = run(EXAMPLE.replace('150;3', '150;5').replace('器材;0', '器材;1'))
  assert.equal(miscounted.status, 1)
  assert.deepEqual(JSON.parse(miscounted.stdout).differs, ['2'])
  const bad = run(EXAMPLE.replace('100.5;', 'dear;').replace('b;1', 'a;9'), join(folder, 'none.pb'))
  assert.equal(bad.status, 2)
  for (const said of [/line 12: not a project with a cost: 3/, /none\.pb: ENOENT/]) assert.match(bad.stderr, said)
  assert.match(run(EXAMPLE.replace('b;1', 'a;9')).stderr, /voter a: votes again\n.*voter a: no project 9/)
  assert.match(run('').stderr, /vote_type is missing/)
})
