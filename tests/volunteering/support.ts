import assert from 'node:assert/strict'
import { features } from '../../src/app/features.ts'
import { matchTask } from '../../src/features/volunteering/match-person.ts'
import { at, PLACE, type Stage, stage, TOWN } from '../../src/features/work-order/testing.ts'
import { idCheckCharacter } from '../../src/kernel/codes.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { ensureParty, recordIdentity } from '../../src/platform/identity/parties.ts'
import { type Answer, type Caller, type TestServer, testServer } from '../../src/platform/testing/server.ts'

export { at, matchTask, PLACE, TOWN }

/** A made-up ID number of a division that does not exist: nobody's. */
export const idOf = (n: number, year = 1990): string => {
  const first = `449999${year}01${String((n % 28) + 1).padStart(2, '0')}${String(n % 1000).padStart(3, '0')}`
  return first + idCheckCharacter(first)
}

export const good = <T = { id: string; leaf: string }>(answer: Answer): T => {
  assert.ok(answer.status < 300, answer.text)
  return answer.json()
}
export const tags = (answer: Answer): readonly string[] =>
  (answer.json().errors as { tag: string }[]).map(({ tag }) => tag)

export type Play = {
  readonly scene: Stage
  readonly server: TestServer
  /** A session of the moment: they expire when time travels. */
  readonly on: (when: string, who?: Actor) => Caller
  /** A resident whose real name is verified. */
  readonly person: (n: number, year?: number) => Promise<Actor>
}

export const playing = async (t: Parameters<typeof stage>[0], now = '2026-03-02 09:00'): Promise<Play> => {
  const scene = await stage(t)
  const server = await testServer(t as never, scene.city, {
    modules: features,
    now: `${now.replace(' ', 'T')}:00+08:00`,
    services: { vault: scene.vault },
  })
  const on = (when: string, who: Actor = scene.cast.communityWorker): Caller => {
    server.now = at(when)
    return server.as(who)
  }
  const person = (n: number, year = 1990): Promise<Actor> =>
    scene.city.db.tx(async tx => {
      const name = `志愿${'甲乙丙丁戊己庚辛壬癸'.charAt(n % 10)}${'子丑寅卯'.charAt(Math.floor(n / 10) % 4)}`
      const phone = String(19_700_000_000 + n)
      const party = await ensureParty(tx, scene.vault, { phone, name, level: 'L1' }, at('2026-01-01 09:00'))
      const done = await recordIdentity(tx, scene.vault, { party, name, idNumber: idOf(n, year), level: 'L2' })
      assert.ok(done.ok)
      return { kind: 'resident', party, session: null, name, offices: [], level: 'L2' }
    })
  return { scene, server, on, person }
}

export const PROFILE = {
  area: PLACE,
  skills: ['companionship', 'first-aid'],
  languages: ['mandarin', 'cantonese'],
  wishes: ['elder-care'],
  slots: Array.from({ length: 21 }, (_, slot) => String(slot)),
  reach: 'community',
}

export const ACTIVITY = {
  area: PLACE,
  title: '探访独居老人',
  about: '两人一组上门',
  place: '社区服务中心',
  topic: 'elder-care',
  risk: 'none',
  riskNotice: '步行上门，注意交通安全',
}

export const MINE = '/my/volunteering'

/** Joins as a resident does. */
export const join = async ({ on }: Play, who: Actor, when = '2026-03-02 09:00'): Promise<void> => {
  const answer = await on(when, who).submit(`${MINE}/join`, PROFILE)
  assert.equal(answer.status, 303, answer.text)
}

/** An activity with one shift: Saturday morning, two and a half hours. */
export const announced = async ({ on }: Play, capacity: number, more: object = {}) => {
  const desk = on('2026-03-02 10:00')
  const { id } = good(await desk.post('/api/volunteer-activities', { ...ACTIVITY, ...more }))
  const shift = { on: '2026-03-07', from: '09:00', to: '11:30', capacity }
  return { id, shift: good(await desk.post(`/api/volunteer-activities/${id}/shifts`, shift)).id }
}

type Run = {
  runs: {
    id: string
    code: string
    taken: number
    signups: { id: string; state: string; place: number; who: string; service: string | null }[]
  }[]
}
export const runOf = async ({ server, scene }: Play, id: string): Promise<Run['runs'][number]> => {
  const [run] = good<Run>(await server.as(scene.cast.communityWorker).get(`/api/volunteer-activities/${id}`)).runs
  assert.ok(run)
  return run
}
