import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readVotes } from '../../src/features/deliberation/index.ts'
import { opinionsOf } from '../../src/features/deliberation/rules/groups.ts'
import type { Votes } from '../../src/features/deliberation/rules/votes.ts'

const ROOT = join(import.meta.dirname, '../../../shared/data/polis')

const linesOf = (folder: string, file: string): readonly (readonly string[])[] =>
  readFileSync(join(ROOT, folder, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.trim().split(','))

const pairs = (count: number): number => (count * (count - 1)) / 2

/** How alike two groupings of the same people are: 1 the same, about 0 as chance would have it. */
const adjustedRand = (both: readonly (readonly [one: string, other: string])[]): number => {
  const count = (keys: readonly string[]): number => {
    const sizes = new Map<string, number>()
    for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1)
    return [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0)
  }
  const [cells, ones, others] = [
    count(both.map(each => each.join(' '))),
    count(both.map(([one]) => one)),
    count(both.map(([, other]) => other)),
  ]
  const expected = (ones * others) / pairs(both.length)
  return (cells - expected) / ((ones + others) / 2 - expected)
}

const read = (folder: string): Votes => {
  const votes = readVotes(readFileSync(join(ROOT, folder, 'votes.csv')))
  if (!votes.ok) throw new Error(JSON.stringify(votes.error))
  return votes.value
}

test('five real discussions: counts by the last vote, and groups beside those that were published', t => {
  if (!existsSync(ROOT)) {
    t.diagnostic('the real discussions are not beside this checkout: nothing was compared')
    return
  }
  for (const folder of readdirSync(ROOT)) {
    const votes = read(folder)
    const last = new Map<string, string>()
    for (const [, , statement, voter, vote] of linesOf(folder, 'votes.csv'))
      last.set(`${voter} ${statement}`, vote ?? '')
    const counted = new Map<string, number>()
    for (const [key, vote] of last) {
      const cell = `${key.split(' ')[1]} ${vote}`
      counted.set(cell, (counted.get(cell) ?? 0) + 1)
    }
    for (const { statement, agree, disagree, pass } of votes.tallies())
      assert.deepEqual(
        [agree, disagree, pass],
        ['1', '-1', '0'].map(vote => counted.get(`${statement} ${vote}`) ?? 0),
        `${folder} ${statement}`,
      )
    const opinions = opinionsOf(votes)
    const published = new Map(
      linesOf(folder, 'participants-votes.csv').map(([voter = '', group = '']) => [voter, group]),
    )
    const both = opinions.placed.flatMap(({ voter, group }) => {
      const other = published.get(voter) ?? ''
      return other === '' ? [] : [[String(group), other] as const]
    })
    const alike = both.length < 2 ? 'no groups were published' : `adjusted Rand ${adjustedRand(both).toFixed(3)}`
    t.diagnostic(`${folder}: ${votes.voters.length} people, ${opinions.groups} groups, ${alike}`)
    assert.ok(opinions.placed.length > 0)
  }
})
