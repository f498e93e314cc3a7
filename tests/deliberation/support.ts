import assert from 'node:assert/strict'
import { features } from '../../src/app/features.ts'
import { at, PLACE, type Stage, stage } from '../../src/features/work-order/testing.ts'
import { instant } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { deliver } from '../../src/platform/jobs/deliver.ts'
import { type Answer, type Caller, type TestServer, testServer } from '../../src/platform/testing/server.ts'

export const PATH = '/api/deliberations'
export { PLACE }

export const LINES = [
  'committee|chair|1|居委会',
  'residents|delegates|5|居民代表',
  'property-company|delegates|1|物业公司',
  'peoples-deputy|invited|1|市人大代表',
  'supervision|audience|1|旁听席',
].join('\n')

export const RAISED = {
  area: PLACE,
  theme: 'waste',
  title: '垃圾投放点',
  text: '投放点离得远，早晚异味大。',
  foundOn: '2026-02-20',
}

export const PREPARED = {
  form: 'council',
  partSource: '居民反映',
  partBodies: '居民代表和物业公司',
  partRules: '过半数同意',
  partMethod: '议事厅开会',
  partExecution: '居委会落实',
  lines: LINES,
}

export const NOTICE = {
  on: '2026-03-05',
  meetingOn: '2026-03-07',
  time: '19:30',
  place: '议事厅',
  agenda: '说明情况\n表决',
  record: '公开栏',
}

export const good = (answer: Answer): ReturnType<Answer['json']> => {
  assert.ok(answer.status < 300, answer.text)
  return answer.json()
}
export const tags = (answer: Answer): readonly string[] =>
  (answer.json().errors as { tag: string }[]).map(({ tag }) => tag)

export type Play = {
  readonly scene: Stage
  readonly server: TestServer
  /** A session of the day: they expire when time travels. */
  readonly on: (day: string, who?: Actor) => Caller
}

export const playing = async (t: Parameters<typeof stage>[0], now = '2026-03-02'): Promise<Play> => {
  const scene = await stage(t)
  const server = await testServer(t as never, scene.city, {
    modules: features,
    now: `${now}T18:00:00+08:00`,
    services: { vault: scene.vault },
  })
  const on = (day: string, who: Actor = scene.cast.communityWorker): Caller => {
    server.now = at(`${day} 18:00`)
    return server.as(who)
  }
  return { scene, server, on }
}

/** Takes a new topic of the place as far as an announced meeting. */
export const announced = async ({ on }: Play): Promise<{ readonly id: string; readonly no: string }> => {
  const { id, no } = good(await on('2026-03-02').post(PATH, RAISED))
  good(await on('2026-03-03').post(`${PATH}/${id}/screen`, { duty: 'self' }))
  good(await on('2026-03-04').post(`${PATH}/${id}/prepare`, PREPARED))
  good(await on('2026-03-05').post(`${PATH}/${id}/notice`, NOTICE))
  return { id, no }
}

/** Delivers what was emitted, as the worker would. */
export const delivered = async ({ scene, server }: Play): Promise<void> => {
  const failures: unknown[] = []
  const consumers = features.flatMap(({ consumers: some = [] }) => some)
  await deliver(scene.city.db, consumers, instant(server.now), failure => failures.push(failure.error))
  assert.deepEqual(failures, [])
}
