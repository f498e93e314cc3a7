import type { TestContext } from 'node:test'
import pg from 'pg'
import { fillCity } from '../../bench/million/fill.ts'
import { type Ask, asksFor } from '../../bench/support/asks.ts'
import { type Audience, audienceOf } from '../../bench/support/audience.ts'
import { isRead, sumOf, type Work, workOf } from '../../bench/support/explain.ts'
import { knownOf } from '../../bench/support/known.ts'
import { listening, type Sent } from '../../bench/support/record.ts'
import { features } from '../../src/app/features.ts'
import { at, type Stage, stage } from '../../src/features/work-order/testing.ts'
import { isoOf } from '../../src/kernel/time.ts'
import { types } from '../../src/platform/db/values.ts'
import { type Answer, type TestServer, testServer } from '../../src/platform/testing/server.ts'

export const NOW = at('2026-11-24 10:00')
const LIVES = 200

/** A city with so many orders, its server in this process, and everything its screens ask. */
export type Loaded = {
  /** Ends what would outlive the city's database. */
  readonly close: () => Promise<void>
  readonly set: Stage
  readonly server: TestServer
  readonly audience: Audience
  readonly asks: readonly Ask[]
  readonly client: pg.Client
}

const headersOf = (audience: Audience, by: Ask['by']): Record<string, string> =>
  by === 'stranger' ? {} : { cookie: audience.readers[by].cookie }

/** The statements of one request, and its answer. */
export const heard = async (
  { server, audience }: Loaded,
  by: Ask['by'],
  path: string,
): Promise<{ readonly sent: readonly Sent[]; readonly answer: Answer }> => {
  const sent: Sent[] = []
  const answer = await listening(
    statement => sent.push(statement),
    () => server.get(path, headersOf(audience, by)),
  )
  return { sent, answer }
}

/** What frames the reads of one reader: it leaves in the same write as the statements it is for. */
const isFrame = ({ text }: Sent): boolean => /^(begin$|set local |commit$)/.test(text)

/** The statements of a request without what frames them. */
export const asked = (sent: readonly Sent[]): readonly Sent[] => sent.filter(statement => !isFrame(statement))

/** Each read once more, as the reader it was for: under the same role and settings, with the policies they meet. */
const worksOf = async (client: pg.Client, sent: readonly Sent[]): Promise<readonly Work[]> => {
  const works: Work[] = []
  let frame: readonly string[] = []
  for (const statement of sent) {
    if (isFrame(statement)) frame = statement.text === 'commit' ? [] : [...frame, statement.text]
    if (!isRead(statement)) continue
    if (frame.length > 0) await client.query(frame.join('; '))
    works.push(await workOf(client, statement))
    if (frame.length > 0) await client.query('rollback')
  }
  return works
}

/** The most that one of some requests of a kind asks of the database. */
export const worstOf = async (loaded: Loaded, ask: Ask, requests: number): Promise<Work> => {
  const works: Work[] = []
  for (let index = 0; index < requests; index++) {
    const { sent, answer } = await heard(loaded, ask.by, ask.path(index))
    if (answer.status !== 200) throw new Error(`${ask.name}: ${answer.status} ${answer.text.slice(0, 200)}`)
    works.push(sumOf(await worksOf(loaded.client, sent)))
  }
  return works.reduce((a, b) => (b.rows > a.rows ? b : a))
}

/** Fills a city with generated orders, the same lives at every size. */
export const loadedCity = async (t: TestContext, orders: number): Promise<Loaded> => {
  const set = await stage(t)
  const { db, url } = set.city
  const { vault } = set
  await fillCity({ db, url, vault, now: NOW }, { orders, seed: 42, lives: LIVES, say: () => undefined })
  const client = new pg.Client({ connectionString: url, types })
  await client.connect()
  // As a city in service is: autovacuum has been there, or not, and the plans should not depend on which.
  await client.query('vacuum (analyze)')
  const server = await testServer(t, set.city, { modules: features, now: isoOf(NOW), services: { vault } })
  const audience = await audienceOf({ db, vault, now: NOW })
  const known = await knownOf(db, audience, async (path, cookie) => (await server.get(path, { cookie })).json())
  return { set, server, audience, asks: asksFor(known), client, close: () => client.end() }
}
