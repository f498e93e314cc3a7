import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { at } from '../../src/features/work-order/testing.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import type { Answer, Caller } from '../../src/platform/testing/server.ts'
import { carryVote, type FundScene, fundStage, give } from '../fund/support.ts'

export const PATH = '/api/fund-uses'

export const good = (answer: Answer): ReturnType<Answer['json']> => {
  assert.ok(answer.status < 300, answer.text)
  return answer.json()
}
export const tags = (answer: Answer): readonly string[] =>
  answer.status < 300 ? [] : (answer.json().errors as { tag: string }[]).map(({ tag }) => tag)

export type UseScene = FundScene & {
  /** A second person at the same counter. */
  readonly other: Actor
  /** Travels to a day; who is asked for then has a session of that day. */
  readonly on: (day: string) => {
    readonly desk: Caller
    readonly second: Caller
    readonly town: Caller
    readonly authority: Caller
  }
}

/** An estate of two buildings with money on every account. */
export const useStage = async (t: TestContext, fen = 2_000_000n): Promise<UseScene> => {
  const scene = await fundStage(t)
  for (const code of ['1-101', '1-102', '1-103', '2-101', '2-1']) await give(scene, scene.unit(code), fen)
  const other = { ...scene.clerk, party: randomUUID() }
  const lead = { ...scene.town, party: randomUUID() }
  return {
    ...scene,
    town: lead,
    other,
    on: day => {
      scene.server.now = at(`${day} 10:00`)
      return {
        desk: scene.server.as(scene.clerk),
        second: scene.server.as(other),
        town: scene.server.as(lead),
        authority: scene.server.as(scene.keeperLead),
      }
    },
  }
}

/** Building 1: 89.50, 89.50 and 88.00 m². */
export const APPLICATION = {
  route: 'authority',
  scope: 'building',
  building: '1',
  part: 'elevator',
  cause: 'worn',
  title: '一栋电梯大修',
  text: '曳引机和控制柜老化，检测建议更换。',
  measures: '施工中发现危及安全的，立即停梯并告知全体业主。',
  budget: '12345.67',
  quotations: [
    { company: '甲电梯工程公司', yuan: '12000', record: '报价单一' },
    { company: '乙电梯工程公司', yuan: '12300.50', record: '报价单二' },
    { company: '丙电梯工程公司', yuan: '13000', record: '报价单三' },
  ],
  record: '使用申请书',
}

/** A photograph, as small as can be. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

/**
 * The owners' vote on a use, from its agenda to the result in force: convened on the first day, every head of building 1
 * says the same on paper.
 * @returns number of the vote
 */
export const passVote = async (
  { on }: UseScene,
  use: string,
  { choice = 'agree', settle = true, units = ['1-101', '1-102', '1-103'] } = {},
): Promise<{ readonly vote: string; readonly no: string }> => {
  const { desk } = on('2026-10-01')
  const called = good(await desk.post(`${PATH}/${use}/call-vote`, { record: '业主联名提议书' })) as {
    vote: string
    no: string
  }
  await carryVote(on, called.vote, { units, choices: [{ no: 1, choice }], settle })
  return called
}

/** Does one thing to a use, with photos where it takes some. */
export const doTo = (caller: Caller, use: string, verb: string, body: object = {}, photo = false): Promise<Answer> =>
  photo
    ? caller.send(`${PATH}/${use}/${verb}`, body as Record<string, string>, [PICTURE])
    : caller.post(`${PATH}/${use}/${verb}`, body)
