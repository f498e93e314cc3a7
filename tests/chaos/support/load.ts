import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { CityDb } from '../../../src/platform/db/types.ts'
import { score } from '../../../src/platform/testing/score.ts'
import { type Answered, inParallel, newMark, type Person, phoned } from '../support.ts'

const WRITERS = 8
const PATH = '/api/staff/work-orders'

/** One write a client wanted: under which key, and what it heard. No answer is undefined. */
export type Wish = { readonly key: string; readonly mark: string; answer: Answered | undefined }

export const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

export type Load = { readonly wishes: readonly Wish[]; readonly stop: () => Promise<readonly Wish[]> }

/** Clients that write one after the other without end, each with a key of its own. */
export const startLoad = (base: string | (() => string), person: Person, pauseMs: number): Load => {
  const wishes: Wish[] = []
  const address = typeof base === 'string' ? (): string => base : base
  let over = false
  const client = async (): Promise<void> => {
    while (!over) {
      const wish: Wish = { key: randomUUID(), mark: newMark(), answer: undefined }
      wishes.push(wish)
      wish.answer = await person.post(address(), PATH, phoned(wish.mark), wish.key).catch(() => undefined)
      if (wish.answer?.status !== 201) await wait(pauseMs)
    }
  }
  const clients = Promise.all(Array.from({ length: WRITERS }, client))
  return {
    wishes,
    stop: async () => {
      over = true
      await clients
      return wishes
    },
  }
}

export const acknowledged = ({ answer }: Wish): boolean => answer?.status === 201

/** How often each mark stands in an order: its text is what the caller said. */
export const stored = async (db: CityDb): Promise<ReadonlyMap<string, number>> => {
  const rows = await db.rows<{ mark: string; n: number }>({
    name: 'test.marks',
    text: `select substring(body from '标记[a-p]+') as mark, count(*) as n from city.work_order group by 1`,
  })
  return new Map(rows.map(({ mark, n }) => [mark, n]))
}

const broken = async (db: CityDb, all: boolean): Promise<number> =>
  (
    await db.one<{ n: number }>({
      name: 'test.broken',
      text: `select count(*) as n from city.work_order o where (${all} or o.body like '%标记%') and (
        (select count(*) from city.work_order_fact f where f.order_id = o.id) <> o.facts
        or (select count(*) from city.journal_entry e where e.stream = 'work-order/' || o.id) <> o.facts
        or not exists (select from city.clock c where c.subject = o.id)
        or not exists (select from city.work_order_round r where r.order_id = o.id))`,
    })
  ).n

/**
 * Every acknowledged write is there once, every other at most once, none by halves.
 * @param options `all: false` when the city also has orders that were put in without their journal
 */
export const checkStored = async (
  db: CityDb,
  wishes: readonly Wish[],
  { all = true }: { readonly all?: boolean } = {},
): Promise<void> => {
  const found = await stored(db)
  const lost = wishes.filter(wish => acknowledged(wish) && !found.has(wish.mark))
  const doubled = wishes.filter(wish => (found.get(wish.mark) ?? 0) > 1)
  score('acked writes lost', lost.length, wishes.filter(acknowledged).length)
  score('effects doubled', doubled.length, wishes.length)
  assert.deepEqual(lost, [])
  assert.deepEqual(doubled, [])
  assert.equal(await broken(db, all), 0)
}

/** Sends everything again under its key: the same answer where there was one, and then one effect for each. */
export const sendAgain = async (base: string, person: Person, db: CityDb, wishes: readonly Wish[]): Promise<void> => {
  const answers = await inParallel(wishes.length, WRITERS, async index => {
    const wish = wishes[index] as Wish
    return person.post(base, PATH, phoned(wish.mark), wish.key)
  })
  for (const [index, answer] of answers.entries()) {
    assert.equal(answer.status, 201, JSON.stringify(answer.json))
    const before = wishes[index]?.answer
    if (before?.status === 201) assert.deepEqual(answer.json, before.json)
  }
  const found = await stored(db)
  assert.deepEqual(
    wishes.filter(({ mark }) => found.get(mark) !== 1),
    [],
  )
}
