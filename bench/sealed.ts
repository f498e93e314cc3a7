import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance as nodePerformance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { countVote, sealer, verifyVote, voteBundle } from '../src/features/ballots/index.ts'
import { sampleVote } from '../src/features/ballots/verify/sample.ts'
import { CHOICES } from '../src/kernel/ballot/cast.ts'
import { checkSealed } from '../src/kernel/ballot/sealed/check.ts'
import { sealBallot } from '../src/kernel/ballot/sealed/seal.ts'
import { linesOf } from '../src/platform/journal/verifier.ts'
import { keepResult, percentile, since } from './support/result.ts'

/**
 * ./linli bench/sealed.ts [--groups 2000] [--motions 10]
 * A vote of so many owner groups: seals all ballots, writes the bundle, counts it, verifies it. Prints one JSON object; fails
 * when verifying takes longer than 60 s, counting longer than 1 s, or fewer than 50 ballots are sealed in a second.
 */
const { values } = parseArgs({
  options: { groups: { type: 'string', default: '2000' }, motions: { type: 'string', default: '10' } },
})
const [groups, motions] = [Number(values.groups), Number(values.motions)]
const [VERIFY_SECONDS_MAX, TALLY_SECONDS_MAX, SEALED_PER_SECOND_MIN] = [60, 1, 50]
const CASTS = 60

const cpuMs = (): number => process.cpuUsage().user / 1000
const context = (motion: number) => ({
  city: '442000',
  vote: 'v1',
  motion: `m${motion}`,
  register: 'ab'.repeat(32),
  group: 'g1',
})
const cast = Array.from({ length: motions }, (_, at) => ({
  context: context(at),
  choice: CHOICES[at % CHOICES.length] ?? 'agree',
}))
let start = performance.now()
sealBallot(context(0), 'agree', randomBytes)
const tablesMs = Math.round(performance.now() - start)

const [casts, cpu]: [number[], number[]] = [[], []]
for (let at = 0; at < CASTS; at++) {
  const [from, used] = [performance.now(), cpuMs()]
  for (const { context: own, choice } of cast) sealBallot(own, choice, randomBytes)
  casts.push(performance.now() - from)
  cpu.push(cpuMs() - used)
}
const perSecond = (ms: number): number => Math.round(1000 / (ms / motions))

// How many casts go through a thread while the main one answers others, and how long the main one is held up by it.
const threads = Array.from({ length: availableParallelism() }, sealer)
await Promise.all(threads.map(({ seal }) => seal(cast)))
start = performance.now()
const held = nodePerformance.eventLoopUtilization()
await Promise.all(threads.flatMap(({ seal }) => Array.from({ length: CASTS / 2 }, () => seal(cast))))
const threadCastsPerSecond = Math.round(((CASTS / 2) * threads.length * 10_000) / (performance.now() - start)) / 10
const mainMs =
  Math.round((nodePerformance.eventLoopUtilization(held).active / ((CASTS / 2) * threads.length)) * 10) / 10
await Promise.all(threads.map(({ close }) => close()))

start = performance.now()
const vote = sampleVote({
  groups,
  motions,
  says: (group, motion) => CHOICES[(group * 7 + motion) % 5 > 1 ? 0 : (group + motion) % 3],
})
const madeSeconds = since(start)
const times: number[] = []
for (let at = 0; at < 5; at++) {
  start = performance.now()
  countVote(vote.header, vote.register, vote.openings, vote.count.refused)
  times.push(performance.now() - start)
}
const tallySeconds = percentile(times, 0.5) / 1000

const folder = mkdtempSync(join(tmpdir(), 'linli-sealed-'))
const path = join(folder, 'vote.jsonl')
start = performance.now()
const file = await open(path, 'w')
for (const line of voteBundle(vote)) await file.write(`${line}\n`)
await file.close()
const buildSeconds = since(start)
const megabytes = Math.round(statSync(path).size / 1e5) / 10
const sealedMs = (() => {
  const some = Array.from({ length: 500 }, (_, at) => {
    const own = { ...context(at), group: `${at}` }
    return { context: own, sealed: sealBallot(own, 'agree', randomBytes).sealed }
  })
  const used = cpuMs()
  checkSealed(some, randomBytes)
  return Math.round(((cpuMs() - used) / some.length) * 100) / 100
})()
start = performance.now()
const report = await verifyVote(linesOf(path))
const verifySeconds = since(start)
rmSync(folder, { recursive: true })

const castMs = percentile(casts, 0.5)
const result = {
  groups,
  motions,
  threads: availableParallelism(),
  tablesMs,
  castMs,
  castCpuMs: percentile(cpu, 0.5),
  sealedPerSecond: perSecond(castMs),
  threadCastsPerSecond,
  threadMainMsPerCast: mainMs,
  madeSeconds,
  buildSeconds,
  megabytes,
  tallySeconds,
  checkCpuMsPerSealed: sealedMs,
  verifySeconds,
  verified: report?.verified,
  limits: {
    verifySeconds: VERIFY_SECONDS_MAX,
    tallySeconds: TALLY_SECONDS_MAX,
    sealedPerSecond: SEALED_PER_SECOND_MIN,
  },
}
process.stdout.write(`${JSON.stringify(result)}\n`)
keepResult('sealed', result)
const kept =
  report?.verified === true &&
  verifySeconds <= VERIFY_SECONDS_MAX &&
  tallySeconds <= TALLY_SECONDS_MAX &&
  perSecond(castMs) >= SEALED_PER_SECOND_MIN
if (!kept) process.exitCode = 1
