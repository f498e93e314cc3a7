import { randomInt, randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { seeded } from '../../src/features/work-order/simulate.ts'
import { sql } from '../../src/platform/db/types.ts'
import { type Ask, asksFor, type Known } from '../support/asks.ts'
import type { Audience } from '../support/audience.ts'
import { type Behind, type Reader, residentsIn } from '../support/audience.ts'
import { type Call, send } from '../support/http-load.ts'
import { photoOf300k } from '../support/photo.ts'
import { percentile } from '../support/result.ts'

/** Of a hundred requests: what people do in an ordinary hour. */
const SHARES = { list: 35, detail: 35, create: 15, transition: 10, search: 5 } as const
export type Sort = keyof typeof SHARES

/** Below the twenty an hour that one person may report. */
const REPORTS_PER_PERSON = 15
const PHOTOS = 8
const BOUNDARY = 'linli-bench-boundary'

const TEXTS = [
  '路口的井盖没了，晚上看不见，电动车差点掉进去。',
  '楼下的污水从化粪池溢出来，流到人行道上，味道很大。',
  '请问高龄津贴怎么办理，要带什么材料？',
  '搅拌站夜里十一点还在作业，轰隆声一直到凌晨。',
]

type Waiting = { readonly id: string; readonly verb: 'admit' | 'dispatch' | 'sign' }

const RESIDENTS = sql(
  'bench.residents',
  `select id from city.party where kind = 'person' and level = 'L1' and phone_blind is not null order by id offset $2 limit $1`,
)
const COUNT = sql(
  'bench.residents-count',
  `select count(*) as n from city.party where kind = 'person' and level = 'L1' and phone_blind is not null`,
)
const RECEIVED = sql(
  'bench.received',
  `select id from city.work_order where step = 'received' and not confidential order by received_at desc limit $1`,
)

const formOf = (fields: Readonly<Record<string, string>>, photo: Buffer): Buffer =>
  Buffer.concat([
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="photos"; filename="p.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
    ),
    photo,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ])

export type MixedOptions = {
  readonly seconds: number
  /** Requests a second that are wanted; undefined: as many as fifty people get when each asks again at once. */
  readonly rate: number | undefined
  readonly users: number
  readonly seed: number
}

export type Mixed = {
  readonly count: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly errors: number
  readonly firstError: string | undefined
  readonly bySort: Readonly<
    Record<Sort, { readonly count: number; readonly p50: number; readonly p95: number; readonly p99: number }>
  >
}

/** People who do what a city does on an ordinary day, against one server. */
export class Mix {
  private readonly lists: readonly Ask[]
  private readonly searches: readonly Ask[]
  private readonly waiting: Waiting[]
  private readonly url: URL
  private readonly known: Known
  private readonly audience: Audience
  private readonly residents: readonly Reader[]
  private readonly photos: readonly Buffer[]
  private reports = 0

  private constructor(
    base: string,
    known: Known,
    audience: Audience,
    residents: readonly Reader[],
    photos: readonly Buffer[],
    received: readonly string[],
  ) {
    this.url = new URL(base)
    this.known = known
    this.audience = audience
    this.residents = residents
    this.photos = photos
    this.waiting = received.map(id => ({ id, verb: 'admit' }))
    const asks = asksFor(known).filter(({ sums, name }) => sums !== true && !name.includes('detail'))
    this.lists = asks.filter(({ name }) => !name.includes('search') && !name.startsWith('count'))
    this.searches = asks.filter(({ name }) => name.includes('two words'))
  }

  /** @param seconds of load that people are signed in for: nobody may report more than twenty times an hour */
  static async of(base: string, behind: Behind, known: Known, audience: Audience, requests: number): Promise<Mix> {
    const people = Math.ceil((requests * SHARES.create) / 100 / REPORTS_PER_PERSON) + 1
    const { n } = await behind.db.one<{ n: number }>(COUNT)
    // Other people in every run: those of the last one may have reported as often as they may.
    const offset = randomInt(Math.max(1, n - people))
    const parties = (await behind.db.rows<{ id: string }>(RESIDENTS, [people, offset])).map(({ id }) => id)
    const photos = await Promise.all(Array.from({ length: PHOTOS }, (_, seed) => photoOf300k(seed + 1)))
    const transitions = Math.ceil((requests * SHARES.transition) / 100 / 3) + 200
    const received = (await behind.db.rows<{ id: string }>(RECEIVED, [transitions])).map(({ id }) => id)
    return new Mix(base, known, audience, await residentsIn(behind, parties), photos, received)
  }

  /** How long each took, from when it was to be sent, so that a server that keeps people waiting does not hide it. */
  async run({ seconds, rate, users, seed }: MixedOptions): Promise<Mixed> {
    const random = seeded(seed)
    const agent = new Agent({ keepAlive: true, maxSockets: users })
    const times: Record<Sort, number[]> = { list: [], detail: [], create: [], transition: [], search: [] }
    let [sent, errors] = [0, 0]
    let firstError: string | undefined
    const start = performance.now()
    const end = start + seconds * 1000
    const user = async (): Promise<void> => {
      for (;;) {
        const index = sent++
        const due = rate === undefined ? performance.now() : start + (index * 1000) / rate
        if (Math.max(due, performance.now()) >= end) return
        if (due > performance.now()) await new Promise(resolve => setTimeout(resolve, due - performance.now()))
        const sort = this.sortOf(random())
        const begun = rate === undefined ? performance.now() : due
        const why = await this.one(sort, index, agent).catch((error: unknown) => String(error))
        times[sort].push(performance.now() - begun)
        if (why === undefined) continue
        errors += 1
        firstError ??= `${sort}: ${why}`
      }
    }
    await Promise.all(Array.from({ length: users }, user))
    const ms = performance.now() - start
    agent.destroy()
    const all = Object.values(times).flat()
    const figures = (some: readonly number[]) => ({
      count: some.length,
      p50: percentile(some, 0.5),
      p95: percentile(some, 0.95),
      p99: percentile(some, 0.99),
    })
    const bySort = Object.fromEntries(Object.entries(times).map(([sort, some]) => [sort, figures(some)]))
    return {
      ...figures(all),
      perSecond: Math.round((all.length * 10_000) / ms) / 10,
      errors,
      firstError,
      bySort: bySort as Mixed['bySort'],
    }
  }

  private sortOf(chance: number): Sort {
    let left = chance * 100
    for (const [sort, share] of Object.entries(SHARES)) {
      left -= share
      if (left < 0) return sort as Sort
    }
    return 'search'
  }

  /** Does one thing; why it did not work, if it did not. */
  private async one(sort: Sort, index: number, agent: Agent): Promise<string | undefined> {
    if (sort === 'transition') return this.transition(agent)
    const [call, wanted] = sort === 'create' ? [this.create(), 201] : [this.read(sort, index), 200]
    const { status, text } = await send(this.url, agent, call)
    if (status !== wanted) return `${call.method} ${call.path} ${status} ${text.slice(0, 300)}`
    return undefined
  }

  private read(sort: 'list' | 'detail' | 'search', index: number): Call {
    if (sort === 'detail') {
      const path = `/api/work-orders/${this.known.ids[index % this.known.ids.length]}`
      return { method: 'GET', path, headers: { cookie: this.audience.readers.desk.cookie } }
    }
    const asks = sort === 'list' ? this.lists : this.searches
    const ask = asks[index % asks.length]
    if (ask === undefined) throw new Error('nothing to ask')
    const reader = ask.by === 'stranger' ? undefined : this.audience.readers[ask.by]
    return { method: 'GET', path: ask.path(index), headers: reader === undefined ? {} : { cookie: reader.cookie } }
  }

  private create(): Call {
    const number = this.reports++
    const who = this.residents[Math.floor(number / REPORTS_PER_PERSON) % this.residents.length]
    const photo = this.photos[number % this.photos.length]
    if (who === undefined || photo === undefined) throw new Error('nobody reports')
    const area = this.known.communities[number % this.known.communities.length] ?? ''
    const fields = { text: `${TEXTS[number % TEXTS.length]}第${number}件。`, area, place: '兴文路与民生路口' }
    const headers = {
      cookie: who.cookie,
      'idempotency-key': randomUUID(),
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    }
    return { method: 'POST', path: '/api/work-orders', headers, body: formOf(fields, photo) }
  }

  /** The next step of an order nobody else has in hand at this moment. */
  private async transition(agent: Agent): Promise<string | undefined> {
    const order = this.waiting.shift()
    if (order === undefined) return 'no order is left to be handled'
    const { id, verb } = order
    const { desk, unit } = this.audience.readers
    const cookie = (verb === 'sign' ? unit : desk).cookie
    const body = JSON.stringify(verb === 'dispatch' ? { lead: this.audience.unit, onList: true } : {})
    const headers = { cookie, 'idempotency-key': randomUUID() }
    const path = `/api/work-orders/${id}/${verb}`
    const { status, text } = await send(this.url, agent, { method: 'POST', path, headers, body })
    if (status !== 200) return `${path} ${status} ${text.slice(0, 300)}`
    const next = verb === 'admit' ? 'dispatch' : verb === 'dispatch' ? 'sign' : undefined
    // Later, behind those that wait: as another person would come to it.
    if (next !== undefined) this.waiting.push({ id, verb: next })
    return undefined
  }
}
