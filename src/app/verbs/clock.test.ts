import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

const CLI = join(import.meta.dirname, '../cli.ts')

const clock = async (input: string): Promise<{ readonly out: string; readonly err: string; readonly code: number }> => {
  const child = spawn(process.execPath, [CLI, 'clock'], { stdio: 'pipe' })
  const ended = new Promise<number>(resolve => child.once('close', code => resolve(code ?? -1)))
  child.stdin.end(input)
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { out, err, code }
}

test('an urgent order of 2026-09-30 18:00: contact, arrival, closing', async () => {
  const { out, code } = await clock(
    [
      '{"start":"2026-09-30T18:00:00+08:00","unit":"hour","count":1}',
      '{"start":"2026-09-30T18:00:00+08:00","unit":"hour","count":2}',
      '{"start":"2026-09-30","unit":"workingDay","count":3}',
    ].join('\n'),
  )
  assert.deepEqual(
    out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line).due),
    ['2026-09-30T19:00:00+08:00', '2026-09-30T20:00:00+08:00', '2026-10-10'],
  )
  assert.equal(code, 0)
})

test('a bad line is answered in its place, the rest goes on, and the exit code says so', async () => {
  const good = '{"start":"2026-09-30","unit":"workingDay","count":3}'
  const { out, err, code } = await clock(`${good}\r\nnot json\r\n\r\n${good}\r\n`)
  const lines = out
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  assert.deepEqual(
    lines.map(line => line.due ?? line.error.tag),
    ['2026-10-10', 'not-json', 'not-json', '2026-10-10'],
  )
  assert.match(err, /2 line/)
  assert.equal(code, 2)
})

test('a hundred thousand lines take seconds', async () => {
  const units = ['workingDay', 'day', 'month', 'year'] as const
  const input = Array.from({ length: 100_000 }, (_, index) =>
    JSON.stringify({ start: '2026-01-05', unit: units[index % 4], count: 1 + (index % 50) }),
  ).join('\n')
  const begin = performance.now()
  const { out, code } = await clock(input)
  assert.equal(out.trimEnd().split('\n').length, 100_000)
  assert.equal(code, 0)
  assert.ok(performance.now() - begin < 10_000)
})
