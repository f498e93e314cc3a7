import { randomUUID } from 'node:crypto'
import { drawPhoto } from '../../../src/features/work-order/demo-photo.ts'
import { PLACE, type Stage } from '../../../src/features/work-order/testing.ts'
import { dateOf, plusDays } from '../../../src/kernel/time.ts'
import { type CityDb, sql } from '../../../src/platform/db/types.ts'
import type { TestServer } from '../../../src/platform/testing/server.ts'
import { ANNOUNCEMENT, PATH } from '../../self-government/election-support.ts'
import { good } from '../../self-government/owners-support.ts'
import { ABSENT } from './kinds.ts'
import type { Thingy } from './objects.ts'

const PLANT = sql(
  'test.plant-election',
  `insert into city.committee_election (id, no, version, facts, step, area, body, procedure, announced_at, changed_at,
     polling_on, open_objections, ended, state)
   values ($1::uuid, $2, 1, 1, 'withdrawn', $3, 'residents', 'residents-election@2026.1', now(), now(), '2026-04-12', 0, true,
     jsonb_build_object('step', 'withdrawn', 'area', $3::text, 'body', 'residents', 'mode', 'persons',
       'seats', jsonb_build_object('chair', 1, 'vice', 1, 'member', 2, 'woman', 1), 'procedure', 'residents-election@2026.1',
       'announcedAt', 1, 'formedOn', '2026-03-01', 'officials', 3, 'pollingOn', '2026-04-12', 'voters', 0, 'casting', 0,
       'listedOn', null, 'objections', '[]'::jsonb, 'candidatesOn', null, 'metOn', null, 'proxiesOn', null,
       'rounds', '[]'::jsonb, 'waiting', false, 'posted', null, 'term', null, 'handedOn', null))`,
)

const THERE = '442000002003'
const at = (name: string, fill: Readonly<Record<string, string>>, area: string): Thingy => ({
  name,
  fill,
  sees: () => true,
  thing: () => ({ area, related: () => [] }),
})
const absent = (name: string, fill: Readonly<Record<string, string>>): Thingy => ({
  name,
  fill,
  sees: () => false,
  thing: () => ({ area: null, related: () => [] }),
})

/** An election with a scan, stopped, so that nothing can be done to it any more. */
const makeElection = async (
  scene: Stage,
  server: TestServer,
): Promise<{ readonly id: string; readonly file: string }> => {
  const desk = server.as(scene.cast.communityWorker)
  const today = dateOf(server.now)
  const words = { ...ANNOUNCEMENT, pollingOn: plusDays(today, 40), formedOn: today }
  const texts = Object.fromEntries(Object.entries(words).map(([name, value]) => [name, String(value)]))
  const { id } = good(await desk.send(PATH, texts, [await drawPhoto(2)]))
  good(await desk.post(`${PATH}/${id}/withdraw`, { note: '测试到此为止' }))
  const { papers } = good(await desk.get(`${PATH}/${id}`)) as never as { papers: { scans: string[] }[] }
  return { id, file: papers[0]?.scans[0]?.split('/').at(-1) ?? '' }
}

/** Elections: of one's own community, of another town's, of another city's, and none. */
export const electionThings = async (
  scene: Stage,
  server: TestServer,
  other: CityDb,
): Promise<Readonly<Record<'election' | 'election-scan' | 'election-number', readonly Thingy[]>>> => {
  const { db } = scene.city
  const [here, there, foreign] = [randomUUID(), randomUUID(), randomUUID()]
  await db.run(PLANT, [here, '442000-E20260302-9001', PLACE])
  await db.run(PLANT, [there, '442000-E20260302-9002', THERE])
  await other.run(PLANT, [foreign, '440100-E20260302-9001', '440100001001'])
  return {
    election: [
      at('of the community', { id: here }, PLACE),
      at('of another town', { id: there }, THERE),
      absent('another city’s', { id: foreign }),
      absent('absent', { id: ABSENT }),
    ],
    'election-scan': [
      at('of the community', await makeElection(scene, server), PLACE),
      absent('absent', { id: ABSENT, file: ABSENT }),
    ],
    'election-number': [
      at('of the community', { no: '442000-E20260302-9001' }, PLACE),
      absent('absent', { no: '442000-E20260101-9999' }),
    ],
  }
}
