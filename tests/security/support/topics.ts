import { randomUUID } from 'node:crypto'
import { policy } from '../../../src/features/deliberation/policy.ts'
import { PLACE, type Stage } from '../../../src/features/work-order/testing.ts'
import type { Actor } from '../../../src/platform/access/types.ts'
import { type CityDb, sql } from '../../../src/platform/db/types.ts'
import { ABSENT } from './kinds.ts'
import type { Thingy } from './objects.ts'
import { type Thing, tableSays } from './tables.ts'

/** A topic that was taken back, so that nothing can be done to it any more; published or not. */
const PLANT = sql(
  'test.plant-topic',
  `insert into city.deliberation (id, no, version, facts, step, area, level, theme, origin, title, body, procedure, raised_at,
     changed_at, published, raiser, open_objections, ended, statements, state)
   values ($1::uuid, $2, 1, 1, 'withdrawn', $3, 'community', 'other', 'resident', '样例', '样例', 'deliberation@2026.1', now(),
     now(), $4, $5::uuid, 0, true, 0,
     jsonb_build_object('step', 'withdrawn', 'area', $3::text, 'level', 'community', 'origin', 'resident', 'theme', 'other',
       'scope', 'whole', 'procedure', 'deliberation@2026.1', 'raisedAt', 1, 'raiser', $5::text, 'foundOn', '2026-03-02',
       'duty', null, 'important', false, 'assembly', false, 'form', null, 'mechanism', null, 'lines', '[]'::jsonb,
       'round', 0, 'meetingOn', null, 'meetingMinute', null, 'verdict', null, 'dueOn', null, 'doneOn', null,
       'posted', null, 'resultPosted', null, 'objections', '[]'::jsonb))`,
)

const ELSEWHERE = '442000002003'

/** Topics that are listed and one that is not, and a code that nobody has. */
export const makeTopics = async (
  { city, cast }: Stage,
  other: CityDb,
): Promise<Readonly<Record<'topic' | 'topic-number' | 'meeting-code', readonly Thingy[]>>> => {
  const raiser = cast.neighbour.party
  const [here, there, kept, foreign] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await city.db.run(PLANT, [here, '442000-D20260302-0001', PLACE, true, raiser])
  await city.db.run(PLANT, [there, '442000-D20260302-0002', ELSEWHERE, true, null])
  await city.db.run(PLANT, [kept, '442000-D20260302-0003', ELSEWHERE, false, raiser])
  await other.run(PLANT, [foreign, '440100-D20260302-0001', '440100001001', true, null])
  const thingAt = (area: string, own: string | null): Thing => ({
    area,
    related: actor => ['community', ...(own !== null && actor.party === own ? ['raiser'] : [])],
  })
  const everybody = (): boolean => true
  const nobody = (): boolean => false
  const absent = (name: string, fill: Readonly<Record<string, string>>): Thingy => ({
    name,
    fill,
    sees: nobody,
    thing: () => ({ area: null, related: () => [] }),
  })
  const topic = (
    name: string,
    fill: Readonly<Record<string, string>>,
    area: string,
    own: string | null,
    sees: (actor: Actor) => boolean = everybody,
  ): Thingy => ({ name, fill, sees, thing: () => thingAt(area, own) })
  const unlisted = (actor: Actor): boolean =>
    actor.party === raiser || tableSays(policy.view, actor, thingAt(ELSEWHERE, raiser))
  return {
    topic: [
      topic('of the community', { id: here }, PLACE, raiser),
      topic('of another town', { id: there }, ELSEWHERE, null),
      topic('not listed', { id: kept }, ELSEWHERE, raiser, unlisted),
      absent('another city’s', { id: foreign }),
      absent('absent', { id: ABSENT }),
    ],
    'topic-number': [
      topic('of the community', { no: '442000-D20260302-0001' }, PLACE, raiser),
      topic('not listed', { no: '442000-D20260302-0003' }, ELSEWHERE, raiser, unlisted),
      absent('absent', { no: '442000-D20260101-9999' }),
    ],
    'meeting-code': [absent('wrong', { code: 'AAAAAA' }), absent('absent', { code: 'ZZZZZZ' })],
  }
}
