import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { voteBundle } from '../../features/ballots/index.ts'
import { sampleVote } from '../../features/ballots/verify/sample.ts'

const CLI = join(import.meta.dirname, '../cli.ts')

test('a published vote is counted anew and told line by line; what is wrong is named, and the exit code says so', t => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-verify-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const vote = sampleVote({ groups: 12, motions: 2 })
  const file = join(folder, 'vote.jsonl')
  const run = (lines: readonly string[], ...options: readonly string[]) => {
    writeFileSync(file, `${lines.join('\n')}\n`)
    const { stdout, status } = spawnSync(process.execPath, [CLI, 'verify', file, ...options], { encoding: 'utf8' })
    return { stdout, status }
  }
  const good = run([...voteBundle(vote)])
  assert.equal(good.status, 0, good.stdout)
  for (const said of [
    /^✓ 验证通过: 使用维修资金更换电梯/,
    /名册: 12 户业主/,
    /证明: 24 张封存的票/,
    /《中华人民共和国民法典》第二百七十八条/,
    /日志: 本次表决的 14 条/,
  ])
    assert.match(good.stdout, said)
  assert.doesNotMatch(good.stdout, /✕/)
  const [removed] = vote.ballots
  const bad = run([...voteBundle({ ...vote, ballots: vote.ballots.slice(1) })])
  assert.equal(bad.status, 1)
  assert.match(bad.stdout, /\[removed\] 业主 [0-9a-f]{64} 日志第 \d+ 步/)
  assert.match(bad.stdout, /\[sum\] 事项 m1 计了 12 票,包里有 11 票/)
  assert.ok(removed !== undefined)
  const told = JSON.parse(run([...voteBundle(vote)], '--json').stdout)
  assert.deepEqual([told.verified, told.sealed, told.faults], [true, 24, []])
  const [other, , own] = vote.openings
  const receipt = join(folder, 'receipt.json')
  const held = (what: unknown) => {
    writeFileSync(receipt, JSON.stringify(what))
    return run([...voteBundle(vote)], '--receipt', receipt)
  }
  const found = held({ vote: 'v1', ...own })
  assert.equal(found.status, 0, found.stdout)
  assert.match(found.stdout, /✓ 回执: 事项 m1 第1项 您的票在包里,投的是同意\n.*事项 m2 .*投的是反对/)
  for (const wrong of [
    { vote: 'v2', ...own },
    { vote: 'v1', ...own, group: other?.group },
    { vote: 'v1', ...own, openings: { m1: own?.openings.m1 } },
    { vote: 'v1', ...own, group: 'nobody' },
  ])
    assert.equal(held(wrong).status, 1, JSON.stringify(wrong).slice(0, 60))
  assert.equal(held({ vote: 'v1' }).status, 2)
  const start = [...voteBundle(vote)][0] ?? ''
  assert.equal(run([start.replace('cc278', 'cc279')]).status, 2)
  assert.equal(run(vote.journal).status, 0, 'the journal part alone is what it was before')
  assert.equal(run(['nothing']).status, 2)
  assert.equal(spawnSync(process.execPath, [CLI, 'verify', join(folder, 'none')]).status, 2)
})
