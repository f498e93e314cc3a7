import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

const CLI = join(import.meta.dirname, '../cli.ts')

test('cases are counted line by line; a broken one is told in its place, and by the exit code', async () => {
  const child = spawn(process.execPath, [CLI, 'tally'], { stdio: 'pipe' })
  const ended = new Promise<number>(resolve => child.once('close', code => resolve(code ?? -1)))
  const meeting = { rule: 'villagers-assembly', mode: 'persons', date: '2026-05-01', eligible: 300, present: 151 }
  const none = { ...meeting, rule: 'residents-representatives', date: '2025-05-01', agree: 1 }
  child.stdin.end(
    [{ ...meeting, agree: 76 }, { ...meeting, agree: 75 }, none, 1].map(x => JSON.stringify(x)).join('\n'),
  )
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  const lines = out.trimEnd().split('\n')
  assert.deepEqual(
    lines.map(line => JSON.parse(line)).map(({ result, error }) => result ?? error),
    ['passed', 'rejected', 'no-rule-in-force', 'bad-input'],
  )
  assert.match(err, /1 line/)
  assert.equal(code, 2)
})
