import type { Served } from '../support/served.ts'
import { type Growth, growthOf, type Held, watching } from '../support/watch.ts'
import { Mix, type Mixed } from './mixed.ts'

export type Soaked = {
  /** Fifty people who together ask a hundred and ten times a second. */
  readonly paced: Mixed
  /** The same people when each asks again as soon as they have their answer: the most there is. */
  readonly flatOut: Mixed
  readonly memory: Growth
  readonly handles: Growth
  /** Those of the handles that are connections of the fifty. */
  readonly connections: Growth
  readonly cpuShare: number
  readonly seen: readonly Held[]
}

const USERS = 50
export const RATE = 110
const WARM_SECONDS = 15
const FLAT_OUT_SECONDS = 20
/** No more than this is asked for in a second when people do not wait: what the signed-in residents are counted by. */
const MOST_PER_SECOND = 400

/** The mixed load for so many seconds, with the server's memory and handles looked at all the while. */
export const soak = async (served: Served, seconds: number, rate = RATE): Promise<Soaked> => {
  const { server, behind, audience, known } = served
  const requests = (WARM_SECONDS + seconds) * rate + FLAT_OUT_SECONDS * MOST_PER_SECOND
  const mix = await Mix.of(server.base, behind, known, audience, requests)
  await mix.run({ seconds: WARM_SECONDS, rate: rate / 2, users: USERS, seed: 1 })
  const watched = watching(server.pid, Math.max(1_000, Math.floor((seconds * 1000) / 120)))
  const paced = await mix.run({ seconds, rate, users: USERS, seed: 2 })
  const seen = watched.stop()
  const flatOut = await mix.run({ seconds: FLAT_OUT_SECONDS, rate: undefined, users: USERS, seed: 3 })
  const [first, last] = [seen[0], seen.at(-1)]
  const cpu = (last?.cpuSeconds ?? 0) - (first?.cpuSeconds ?? 0)
  return {
    paced,
    flatOut,
    memory: growthOf(seen, 'rssMiB'),
    handles: growthOf(seen, 'handles'),
    connections: growthOf(seen, 'connections'),
    cpuShare: Math.round((cpu * 100) / Math.max(1, last?.seconds ?? 1)) / 100,
    seen,
  }
}
