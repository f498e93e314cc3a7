import { Agent } from 'node:http'
import pg from 'pg'
import { types } from '../../src/platform/db/values.ts'
import { SHARED_MS } from '../../src/platform/http/shared-pages.ts'
import { appOf } from '../support/app.ts'
import { type Ask, asksFor } from '../support/asks.ts'
import type { Reader } from '../support/audience.ts'
import { isRead, sumOf, type Work, workOf } from '../support/explain.ts'
import { send } from '../support/http-load.ts'
import { listening, type Sent } from '../support/record.ts'
import { percentile } from '../support/result.ts'
import type { Served } from '../support/served.ts'
import { cpuSecondsOf } from '../support/watch.ts'

/** How one read does at one size: through HTTP, its statements alone, and what they touch. */
export type Measured = {
  readonly name: string
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** The first time each was asked for: rows and index pages still come from the disk. */
  readonly first: { readonly p50: number; readonly p95: number }
  readonly p95Max: number
  readonly sums: boolean
  /** Processor time of the server process for one, all its threads. */
  readonly cpuMs: number
  readonly statements: number
  /** Entries of a page on average, where the answer is a list: what is rare fills a page in a large city only. */
  readonly items: number | undefined
  /** The same statements by a bare client, one after the other. */
  readonly raw: { readonly p50: number; readonly p95: number }
  /** What remains of the database's own speed: raw p50 over p50. */
  readonly share: number
  readonly work: Work
}

type Answered = { readonly status: number; readonly text: string }
type Getting = (path: string, cookie: string | undefined) => Promise<Answered>

const headersOf = (cookie: string | undefined): Record<string, string> => (cookie === undefined ? {} : { cookie })

/** The statements of each request of an ask, heard in this process. */
const recorded = async (inject: Getting, ask: Ask, reader: Reader | undefined, count: number) => {
  const groups: Sent[][] = []
  for (let index = 0; index < count; index++) {
    const group: Sent[] = []
    await listening(
      sent => group.push(sent),
      () => inject(ask.path(index), reader?.cookie),
    )
    groups.push(group)
  }
  return groups
}

const rawTimes = async (client: pg.Client, groups: readonly (readonly Sent[])[]): Promise<readonly number[]> => {
  const times: number[] = []
  for (const group of groups) {
    const start = performance.now()
    for (const { text, name, values } of group)
      await client.query({ text, ...(name && { name }), ...(values && { values: [...values] }) })
    times.push(performance.now() - start)
  }
  return times
}

/** How many entries the answer lists; undefined when it is no list. */
const itemsIn = (text: string): number | undefined =>
  text.startsWith('{') ? (JSON.parse(text) as { readonly items?: readonly unknown[] }).items?.length : undefined

const hundredth = (value: number): number => Math.round(value * 100) / 100

const lineOf = ({ name, p50, p95, first, raw, cpuMs, work }: Measured): string =>
  `${name}: p50 ${p50} p95 ${p95} (first ${first.p50} ${first.p95}) raw ${raw.p50} cpu ${cpuMs} rows ${work.rows} pages ${work.pages}${
    work.whole.length > 0 ? ` WHOLE ${work.whole.join(' ')}` : ''
  } [${work.indexes.join(' ')}]`

/** The work of the most laborious of some requests: one word is rarer than another. */
const worstWork = async (client: pg.Client, groups: readonly (readonly Sent[])[]): Promise<Work> => {
  const works: Work[] = []
  for (const group of groups) {
    const parts: Work[] = []
    for (const sent of group.filter(isRead)) parts.push(await workOf(client, sent))
    works.push(sumOf(parts))
  }
  return works.reduce((a, b) => (b.rows > a.rows ? b : a))
}

/** Longer than a public page is kept for everybody. */
const KEPT_MS = SHARED_MS + 500
const RECORDED = 50
const EXPLAINED = 10

/** A served city, and the ways its reads are measured. */
type Site = {
  readonly served: Served
  readonly asks: readonly Ask[]
  /** Over HTTP. */
  readonly get: Getting
  /** In this process, where its statements are heard. */
  readonly inject: Getting
  readonly client: pg.Client
  readonly close: () => Promise<void>
}

const siteOf = async (served: Served): Promise<Site> => {
  const { server, installation, known } = served
  const client = new pg.Client({ connectionString: installation.url, types })
  await client.connect()
  const app = await appOf(installation)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const [url, host] = [new URL(server.base), '127.0.0.1']
  return {
    served,
    asks: asksFor(known),
    get: (path, cookie) => send(url, agent, { method: 'GET', path, headers: headersOf(cookie) }),
    inject: async (path, cookie) => {
      const { statusCode: status, body: text } = await app.inject({
        url: path,
        headers: { ...headersOf(cookie), host },
      })
      return { status, text }
    },
    client,
    close: async () => {
      agent.destroy()
      await app.close()
      await client.end()
    },
  }
}

const measureOne = async ({ served, get, inject, client }: Site, ask: Ask, count: number): Promise<Measured> => {
  const { pid } = served.server
  const reader = ask.by === 'stranger' ? undefined : served.audience.readers[ask.by]
  const items: number[] = []
  const timed = async (): Promise<readonly number[]> => {
    const times: number[] = []
    for (let index = 0; index < count; index++) {
      const start = performance.now()
      const answer = await get(ask.path(index), reader?.cookie)
      if (answer.status !== 200) throw new Error(`${ask.name}: ${answer.status} ${answer.text.slice(0, 200)}`)
      times.push(performance.now() - start)
      const listed = itemsIn(answer.text)
      if (listed !== undefined) items.push(listed)
    }
    return times
  }
  const first = await timed()
  if (ask.kept === true) await new Promise(resolve => setTimeout(resolve, KEPT_MS))
  const cpu = cpuSecondsOf(pid)
  const times = await timed()
  const cpuMs = hundredth(((cpuSecondsOf(pid) - cpu) * 1000) / count)
  const groups = await recorded(inject, ask, reader, Math.min(count, RECORDED))
  await rawTimes(client, groups.slice(0, 5))
  const raw = await rawTimes(client, groups)
  const work = await worstWork(client, groups.slice(0, EXPLAINED))
  const [p50, rawP50] = [percentile(times, 0.5), percentile(raw, 0.5)]
  const { name, p95Max, sums = false } = ask
  return {
    name,
    p50,
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    first: { p50: percentile(first, 0.5), p95: percentile(first, 0.95) },
    p95Max,
    sums,
    cpuMs,
    statements: Math.max(...groups.map(group => group.length)),
    items: items.length === 0 ? undefined : hundredth(items.reduce((sum, each) => sum + each, 0) / items.length),
    raw: { p50: rawP50, p95: percentile(raw, 0.95) },
    share: hundredth(rawP50 / p50),
    work: { ...work, ms: hundredth(work.ms) },
  }
}

/**
 * Asks filled cities everything their screens ask, one request after the other: HTTP against a server process as an
 * operator starts it, everything twice, then the statements of the same requests by a bare client on the same database.
 * A read is measured in one city right after the other: a machine that is quicker at one time than at another tells of
 * both alike.
 *
 * @param count requests of each kind
 * @returns what was measured, by city
 */
export const measureAtSizes = async (
  cities: readonly Served[],
  count: number,
  say: (line: string) => void,
): Promise<readonly (readonly Measured[])[]> => {
  const sites: Site[] = []
  try {
    for (const served of cities) sites.push(await siteOf(served))
    const found: Measured[][] = sites.map(() => [])
    for (const at of (sites[0]?.asks ?? []).keys())
      for (const [place, site] of sites.entries()) {
        const ask = site.asks[at]
        if (ask === undefined) throw new Error('cities are asked different things')
        const measured = await measureOne(site, ask, count)
        found[place]?.push(measured)
        say(lineOf(measured))
      }
    return found
  } finally {
    for (const site of sites) await site.close()
  }
}
