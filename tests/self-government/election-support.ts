import assert from 'node:assert/strict'
import { demoVoters } from '../../src/features/committee-election/demo.ts'
import { at, PLACE, type Stage } from '../../src/features/work-order/testing.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import type { Answer, Caller, TestServer } from '../../src/platform/testing/server.ts'
import { colleague, good } from './owners-support.ts'

export const PATH = '/api/elections'

export const POLLING = '2026-04-12'
export const ANNOUNCEMENT = {
  area: PLACE,
  mode: 'persons',
  vices: 1,
  members: 2,
  women: 1,
  pollingOn: POLLING,
  formedOn: '2026-02-28',
  formedBy: 'representatives',
  officials: '选委甲\n选委乙\n选委丙',
  record: '选举公告第一号',
}

/** Women have odd numbers on the list of the demonstration. */
export const STANDS = [
  [2, 'chair'],
  [4, 'chair'],
  [6, 'vice'],
  [8, 'vice'],
  [10, 'member'],
  [12, 'member'],
  [14, 'member'],
  [1, 'woman'],
  [3, 'woman'],
] as const
export const TEN = Array.from({ length: 10 }, (_, index) => index + 20).join(' ')

export const VOTERS = 60

/** A list of voters as a file. */
export const sheet = (count = VOTERS, more: readonly string[] = []): Buffer => {
  const lines = demoVoters(count).map(({ name, number }) => `${name},${number}`)
  return Buffer.from(['姓名,证件号', ...lines, ...more].join('\n'))
}

/** Those who run an election, and the clock: a clerk, a colleague at the same counter, and the town. */
export type Desk = {
  readonly clerk: () => Caller
  readonly second: () => Caller
  readonly town: () => Caller
  readonly people: { readonly clerk: Actor; readonly second: Actor; readonly town: Actor }
  /** Moves the clock to the evening of a day. */
  readonly on: (day: string) => void
}

export const deskOf = async (scene: Stage, server: TestServer): Promise<Desk> => {
  const people = {
    clerk: scene.cast.communityWorker,
    second: await colleague(scene, at('2026-03-02 10:00')),
    town: scene.cast.unitLead,
  }
  return {
    clerk: () => server.as(people.clerk),
    second: () => server.as(people.second),
    town: () => server.as(people.town),
    people,
    on: day => {
      server.now = at(`${day} 18:00`)
    },
  }
}

export const counts = (issued: number, returned: number, invalid: number, ...votes: readonly number[]) => ({
  issued,
  returned,
  invalid,
  votes: Object.fromEntries(votes.map((each, index) => [String(index + 1), each])),
})
/** Of sixty, fifty voted; each post is decided. */
export const FULL = counts(51, 50, 1, 30, 18, 28, 20, 40, 33, 12, 29, 19)

type Done = { readonly id: string; readonly no: string; readonly step: string }
const put = async (answering: Promise<Answer>): Promise<Done> => good(await answering)

/** Announced on the tenth of March, and its voters entered. */
export const announced = async ({ clerk, on }: Desk, given: object = {}): Promise<{ id: string; no: string }> => {
  on('2026-03-10')
  const { id, no } = await put(clerk().post(PATH, { ...ANNOUNCEMENT, ...given }))
  good(await clerk().send(`${PATH}/${id}/voters`, { dryRun: 'false' }, [sheet()]))
  return { id, no }
}

/** The list is published and everybody who stands is nominated. */
export const nominated = async ({ clerk, on }: Desk, id: string): Promise<void> => {
  on('2026-03-12')
  await put(clerk().post(`${PATH}/${id}/publish-list`, { on: '2026-03-12', record: '名单公告' }))
  for (const [voter, post] of STANDS) {
    const nomination = { voter, post, proposer: 'voters', nominators: TEN, record: '联名推荐表' }
    await put(clerk().post(`${PATH}/${id}/nominate`, nomination))
  }
}

/** The candidates are published and have met voters. */
export const standing = async ({ clerk, town, on }: Desk, id: string): Promise<void> => {
  for (const index of STANDS.keys())
    await put(town().post(`${PATH}/${id}/pass`, { candidate: index + 1, record: '联审意见' }))
  on('2026-03-20')
  await put(clerk().post(`${PATH}/${id}/publish-candidates`, { on: '2026-03-20', record: '候选人公告' }))
  await put(clerk().post(`${PATH}/${id}/meet`, { on: '2026-03-20', record: '见面会记录' }))
}

/** The poll is open. */
export const opened = async ({ clerk, on }: Desk, id: string): Promise<void> => {
  on(POLLING)
  const open = { on: POLLING, booths: 2, record: '投票站登记表' }
  assert.equal((await put(clerk().post(`${PATH}/${id}/open`, open))).step, 'polling')
}
