import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { leaksIn } from '../../src/kernel/leaks.ts'
import { score } from '../../src/platform/testing/score.ts'
import { chanceOf, cleanOf, leakOf } from './seeds.ts'

/** Recall ≥ 99 %, false stops ≤ 2 %, over sentences as they are published. */
const LEAKS = 500
const CLEAN = 5_000

test('P-8 the detector finds 500 seeded leaks: recall at least 99 %', t => {
  const chance = chanceOf(20_260_930)
  const leaks = Array.from({ length: LEAKS }, () => leakOf(chance))
  const missed = leaks.filter(({ text }) => leaksIn(text).length === 0)
  const kinds = new Set(leaks.map(({ kind }) => kind))
  t.diagnostic(`found ${LEAKS - missed.length} of ${LEAKS} leaks of ${kinds.size} kinds`)
  score('seeded-leak hits', missed.length, LEAKS)
  assert.equal(kinds.size, 7)
  assert.ok(missed.length <= LEAKS / 100, missed.map(({ text }) => text).join('\n'))
})

test('P-8 what is found covers the number itself, so that nothing of it is left', () => {
  const chance = chanceOf(4)
  for (let count = 0; count < LEAKS; count++) {
    const { value, text, kind } = leakOf(chance)
    if (kind !== 'plate' && kind !== 'mail') continue
    const left = leaksIn(text)
      .toReversed()
      .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
    assert.ok(!left.includes(value), text)
  }
})

test('P-8 clean civic texts full of numbers: at most 2 % are stopped', t => {
  const chance = chanceOf(12_345)
  const stopped = Array.from({ length: CLEAN }, () => cleanOf(chance)).filter(text => leaksIn(text).length > 0)
  t.diagnostic(`stopped ${stopped.length} of ${CLEAN} clean texts`)
  assert.ok(stopped.length <= CLEAN * 0.02, stopped.slice(0, 20).join('\n'))
})

const REAL = join(import.meta.dirname, '../../../shared/data/fuzhou12345/requests_dev.jsonl')

test('P-8 real titles and replies of a hotline, where they are at hand', t => {
  if (!existsSync(REAL)) {
    t.diagnostic('the real requests are not on this machine: only generated texts were judged')
    return
  }
  type Line = { readonly title?: string; readonly reply?: string }
  const lines = readFileSync(REAL, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Line)
  const texts = lines.flatMap(({ title, reply }) => [title ?? '', reply ?? '']).filter(text => text !== '')
  const stopped = texts.filter(text => leaksIn(text).length > 0)
  // A stop is false when no full mobile number stands in the text: these replies name officers with their mobiles.
  const wrongly = stopped.filter(text => !/1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}/.test(text))
  t.diagnostic(`${texts.length} real texts, ${stopped.length} stopped, ${wrongly.length} of them wrongly`)
  assert.ok(wrongly.length <= texts.length * 0.02, wrongly.join('\n'))
})
