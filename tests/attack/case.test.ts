import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { recompute } from '../../src/features/work-order/index.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import { DAY_MS, HOUR_MS, instant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { score } from '../../src/platform/testing/score.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import { anyDeed, sensible } from './case-deeds.ts'
import type { Deed } from './case-types.ts'
import { compare, doBoth, groundOf, type Opening, open, type Running, START, type World } from './case-world.ts'
import { DEEP, MODULES } from './city.ts'

const SEQUENCES = DEEP ? 2_000 : 30
const PLAYERS = DEEP ? 5 : 2
const COMMANDS_MAX = 12
const SEED = 20261125

const opening: fc.Arbitrary<Opening> = fc.record({
  by: fc.constantFrom('resident', 'resident', 'neighbour', 'deskOperator', 'stranger'),
  kind: fc.constantFrom('complaint', 'enquiry', 'help'),
  category: fc.constantFrom('manhole', 'litter', 'transport', 'neighbour'),
  anonymous: fc.boolean(),
  confidential: fc.integer({ min: 0, max: 4 }).map(n => n === 0),
  phone: fc.boolean(),
  about: fc.constantFrom(null, null, null, 'town', 'department'),
})

type Command = fc.AsyncCommand<Running, World>

const moving = (hours: number): Command => ({
  check: () => true,
  toString: () => `+${hours} h`,
  run: async (running, { server }) => {
    // The weeks the test can count in are over at the end of November.
    if (server.now + hours * HOUR_MS > START + 45 * DAY_MS) return
    server.now = instant(server.now + hours * HOUR_MS)
    running.told.push(`+${hours} h`)
  },
})
const doing = (deed: Deed): Command => ({
  check: () => true,
  toString: () => `${deed.who} ${deed.verb}`,
  run: (running, world) => doBoth(world, running, deed, false),
})
const goingOn = (seed: number): Command => ({
  check: () => true,
  toString: () => `go on ${seed}`,
  run: async (running, world) => {
    for (let left = seed % 3; left >= 0; left--) {
      const deed = sensible(running.case, await groundOf(world, running), seed + left * 7919)
      if (deed !== undefined) await doBoth(world, running, deed, (seed + left) % 7 === 0)
    }
  },
})

const goOn = fc.integer({ min: 0, max: 999_999 }).map(goingOn)
const commands = fc.commands<Running, World, false>(
  [goOn, goOn, goOn, goOn, goOn, anyDeed.map(doing), fc.constantFrom(1, 26, 80, 250).map(moving)],
  { maxCommands: COMMANDS_MAX, size: 'max' },
)

type Tally = { deeds: number; sequences: number; replays: number; readonly reached: Map<string, number> }

/** Plays so many sequences on a server of its own, whose present it moves; several play beside each other on one city. */
const play = async (world: World, count: number, seed: number, tally: Tally) =>
  fc.check(
    fc.asyncProperty(opening, commands, async (how, sequence) => {
      world.server.now = START
      const running = await open(world, how)
      await fc.asyncModelRun(() => ({ model: running, real: world }), sequence)
      await compare(world, running)
      tally.sequences++
      tally.deeds += running.told.length
      tally.replays += running.replays
      tally.reached.set(running.case.step, (tally.reached.get(running.case.step) ?? 0) + 1)
    }),
    { numRuns: count, seed, endOnFailure: true },
  )

test('S-2 sequences of deeds by everybody on work orders: the server answers as the model says, and row, facts and journal agree', async t => {
  const played = await stage(t)
  const { cast, units, city, vault } = played
  const parties = Object.entries(cast).map(([name, actor]) => [name, actor.party ?? ''] as const)
  const pairs = [...parties, ...Object.entries(units)]
  let pictures = 0
  const worldOf = async (): Promise<World> => ({
    server: await testServer(t, city, { modules: MODULES, services: { vault } }),
    stage: played,
    ids: new Map(pairs),
    names: new Map(pairs.map(([name, id]) => [id, name])),
    photo: () =>
      sharp({
        create: {
          width: 8,
          height: 8,
          channels: 3,
          background: { r: ++pictures % 256, g: (pictures >> 8) % 256, b: 0 },
        },
      })
        .jpeg()
        .toBuffer(),
  })
  const tally: Tally = { deeds: 0, sequences: 0, replays: 0, reached: new Map() }
  const outcomes = await Promise.all(
    Array.from({ length: PLAYERS }, async (_, n) => play(await worldOf(), SEQUENCES / PLAYERS, SEED + n, tally)),
  )
  const failed = outcomes.filter(outcome => outcome.failed)
  const verbs = await city.db.rows<{ action: string; n: number }>(
    sql('t.verbs', 'select action, count(*) as n from city.work_order_fact group by action'),
  )
  const { differences, orders, shown } = await recompute(city.db, instant(START + 60 * DAY_MS))
  // A deed done twice is a divergence of its sequence, and so is an answer of 5xx.
  score('effects doubled', failed.length, tally.replays)
  score('5xx in fuzz', failed.length, tally.deeds)
  const ends = [...tally.reached].toSorted().map(([step, n]) => `${n} ${step}`)
  t.diagnostic(
    `${tally.sequences} sequences, ${tally.deeds} deeds (${tally.replays} sent twice), ${verbs.length} kinds of facts, ${failed.length} divergences; ended ${ends.join(', ')}`,
  )
  const [first] = failed
  if (first !== undefined) throw first.errorInstance ?? new Error(String(first.counterexample))
  assert.deepEqual([orders, differences, shown], [SEQUENCES, 0, []])
  assert.ok(verbs.length >= (DEEP ? 33 : 20), `only ${verbs.map(({ action }) => action).join(' ')}`)
})
