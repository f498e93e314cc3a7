import { randomUUID } from 'node:crypto'
import { drawPhoto } from '../../../src/features/work-order/demo-photo.ts'
import { PLACE, type Stage } from '../../../src/features/work-order/testing.ts'
import { type CityDb, sql } from '../../../src/platform/db/types.ts'
import type { TestServer } from '../../../src/platform/testing/server.ts'
import { AGENDA, estateOf, good, PATH } from '../../self-government/owners-support.ts'
import { ABSENT } from './kinds.ts'
import type { Thingy } from './objects.ts'

const PLANT = sql(
  'test.plant-vote',
  `insert into city.owners_vote (id, no, version, facts, step, estate, area, title, body, procedure, convened_at, changed_at,
     open_objections, ballots, entries, ended, state)
   values ($1::uuid, $2, 1, 1, 'withdrawn', $1::uuid, $3, '样例', '样例', 'owners-vote@2026.1', now(), now(), 0, 0, 1, true,
     jsonb_build_object('step', 'withdrawn', 'estate', $1::text, 'area', $3::text, 'scope', jsonb_build_object('kind', 'estate'),
       'motions', '[]'::jsonb, 'procedure', 'owners-vote@2026.1', 'convenedAt', 1, 'noticedOn', null, 'opens', null,
       'closes', null, 'extensions', 0, 'roll', null, 'results', null, 'posted', null, 'objections', '[]'::jsonb))`,
)

const everybody = (): boolean => true
const nobody = (): boolean => false
const THERE = '442000002003'

const at = (name: string, fill: Readonly<Record<string, string>>, area: string): Thingy => ({
  name,
  fill,
  sees: everybody,
  thing: () => ({ area, related: () => [] }),
})
const absent = (name: string, fill: Readonly<Record<string, string>>): Thingy => ({
  name,
  fill,
  sees: nobody,
  thing: () => ({ area: null, related: () => [] }),
})

/** A vote with a scan, taken back, so that nothing can be done to it any more. */
const makeVote = async (scene: Stage, server: TestServer): Promise<{ readonly id: string; readonly file: string }> => {
  const estate = await estateOf(scene, server.now)
  const desk = server.as(scene.cast.communityWorker)
  const words = { ...AGENDA, motions: JSON.stringify(AGENDA.motions), estate }
  const { id } = good(await desk.send(PATH, words, [await drawPhoto(2)]))
  good(await desk.post(`${PATH}/${id}/withdraw`, { note: '测试到此为止' }))
  const { papers } = good(await desk.get(`${PATH}/${id}`)) as never as { papers: { scans: string[] }[] }
  return { id, file: papers[0]?.scans[0]?.split('/').at(-1) ?? '' }
}

/** Votes of owners: of one's own community, of another town's, of another city's, and none. */
export const voteThings = async (
  scene: Stage,
  server: TestServer,
  other: CityDb,
): Promise<Readonly<Record<'vote' | 'vote-scan' | 'vote-number', readonly Thingy[]>>> => {
  const { db } = scene.city
  const [here, there, foreign] = [randomUUID(), randomUUID(), randomUUID()]
  await db.run(PLANT, [here, '442000-Y20260302-9001', PLACE])
  await db.run(PLANT, [there, '442000-Y20260302-9002', THERE])
  await other.run(PLANT, [foreign, '440100-Y20260302-9001', '440100001001'])
  return {
    vote: [
      at('of the community', { id: here }, PLACE),
      at('of another town', { id: there }, THERE),
      absent('another city’s', { id: foreign }),
      absent('absent', { id: ABSENT }),
    ],
    'vote-scan': [
      at('of the community', await makeVote(scene, server), PLACE),
      absent('absent', { id: ABSENT, file: ABSENT }),
    ],
    'vote-number': [
      at('of the community', { no: '442000-Y20260302-9001' }, PLACE),
      absent('absent', { no: '442000-Y20260101-9999' }),
    ],
  }
}
