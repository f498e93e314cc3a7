import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DAY_MS, instant, isoOf } from '../../kernel/time.ts'
import { assureSystem, baseFor, basesOf, gapsAfter, piecesOf, prune } from './archive.ts'

const NOW = instant(Date.UTC(2026, 10, 25, 2))

test('R-8 pruning keeps every moment of the last days, and no more', async t => {
  const shelf = mkdtempSync(join(tmpdir(), 'shelf-'))
  t.after(() => rmSync(shelf, { recursive: true, force: true }))
  const segment = (n: number): string => `00000001000000000000${n.toString(16).toUpperCase().padStart(4, '0')}`
  const daysAgo = [40, 20, 15, 3, 1]
  daysAgo.forEach((days, index) => {
    const at = isoOf(instant(NOW - days * DAY_MS))
    const folder = join(shelf, 'base', at.slice(0, 19).replaceAll(':', '-'))
    mkdirSync(folder, { recursive: true })
    const told = {
      format: 'linli-backup/1',
      at,
      postgres: '15',
      start: '0/1',
      end: '0/2',
      password: 'x',
      cities: [],
      files: [],
    }
    writeFileSync(
      join(folder, 'manifest.json'),
      JSON.stringify({ ...told, first: segment(10 * (index + 1)), ended: at }),
    )
  })
  mkdirSync(join(shelf, 'wal'))
  for (let n = 10; n <= 60; n++) writeFileSync(join(shelf, 'wal', `${segment(n)}.gz`), '')
  writeFileSync(join(shelf, 'wal', '00000002.history.gz'), '')

  const removed = await prune(shelf, 14, NOW)
  const left = await basesOf(shelf)
  assert.deepEqual(
    left.map(({ ended }) => Math.round((NOW - ended) / DAY_MS)),
    [15, 3, 1],
  )
  assert.equal((await piecesOf(shelf))[0], `${segment(30)}.gz`)
  assert.equal(removed.length, 2 + 20)
  assert.ok(existsSync(join(shelf, 'wal', '00000002.history.gz')))
  assert.equal((await baseFor(shelf, instant(NOW - 14 * DAY_MS))).ended, left[0]?.ended)
  await assert.rejects(baseFor(shelf, instant(NOW - 16 * DAY_MS)), /最早只能恢复到/)
  assert.deepEqual(await prune(shelf, 14, NOW), [], 'a second time there is nothing to do')

  assert.deepEqual(gapsAfter(await piecesOf(shelf), segment(30)), [])
  rmSync(join(shelf, 'wal', `${segment(41)}.gz`))
  assert.deepEqual(gapsAfter(await piecesOf(shelf), segment(30)), [41])

  await assureSystem(shelf, '77')
  await assureSystem(shelf, '77')
  await assert.rejects(assureSystem(shelf, '78'), /另一个数据库/)
  assert.ok(readdirSync(shelf).includes('system'))
})
