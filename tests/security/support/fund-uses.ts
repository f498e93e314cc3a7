import { randomUUID } from 'node:crypto'
import { PLACE } from '../../../src/features/work-order/testing.ts'
import { type CityDb, sql } from '../../../src/platform/db/types.ts'
import { ABSENT } from './kinds.ts'
import type { Thingy } from './objects.ts'

/** Taken back, so that nothing can be done to it any more. */
const PLANT = sql(
  'test.plant-use',
  `insert into city.fund_use (id, no, version, facts, step, estate, area, part, emergency, title, body, measures, procedure,
     applied_at, changed_at, open_objections, ended, state)
   values ($1::uuid, $2, 1, 1, 'withdrawn', $1::uuid, $3, 'roof', false, '样例', '样例', '样例', 'fund-use-authority@2026.1',
     now(), now(), 0, true,
     jsonb_build_object('step', 'withdrawn', 'estate', $1::text, 'area', $3::text, 'route', 'authority',
       'scope', jsonb_build_object('kind', 'estate'), 'part', 'roof', 'cause', 'worn', 'emergency', null, 'budgetFen', 100,
       'quotations', '[]'::jsonb, 'chosen', 1, 'warrantyUntil', null, 'units', 1, 'areaDm2', 100,
       'procedure', 'fund-use-authority@2026.1', 'appliedAt', 1, 'appliedBy', null, 'warrant', null, 'lastOn', '2026-03-02',
       'holdProposal', null, 'payProposal', null, 'heldFen', 0, 'finalFen', null, 'dueFen', null, 'paidFen', 0,
       'buildings', '[]'::jsonb, 'posted', null, 'objections', '[]'::jsonb))`,
)

/** Street and authority are relations of the table: one confirms, the other reviews. */
const KINDS: Readonly<Record<string, readonly string[]>> = { townGovernment: ['town'], department: ['department'] }

const everybody = (): boolean => true
const nobody = (): boolean => false
const THERE = '442000002003'

const at = (name: string, fill: Readonly<Record<string, string>>, area: string): Thingy => ({
  name,
  fill,
  sees: everybody,
  thing: () => ({ area, related: (_actor, office) => KINDS[office?.organisationKind ?? ''] ?? [] }),
})
const absent = (name: string, fill: Readonly<Record<string, string>>): Thingy => ({
  name,
  fill,
  sees: nobody,
  thing: () => ({ area: null, related: () => [] }),
})

/** Uses of repair funds: of one's own community, of another town's, of another city's, and none. */
export const fundUseThings = async (
  db: CityDb,
  other: CityDb,
): Promise<Readonly<Record<'fund-use' | 'fund-use-number' | 'fund-use-file', readonly Thingy[]>>> => {
  const [here, there, foreign] = [randomUUID(), randomUUID(), randomUUID()]
  await db.run(PLANT, [here, '442000-X20260302-9001', PLACE])
  await db.run(PLANT, [there, '442000-X20260302-9002', THERE])
  await other.run(PLANT, [foreign, '440100-X20260302-9001', '440100001001'])
  return {
    'fund-use': [
      at('of the community', { id: here }, PLACE),
      at('of another town', { id: there }, THERE),
      absent('another city’s', { id: foreign }),
      absent('absent', { id: ABSENT }),
    ],
    'fund-use-number': [
      at('of the community', { no: '442000-X20260302-9001' }, PLACE),
      absent('absent', { no: '442000-X20260101-9999' }),
    ],
    'fund-use-file': [absent('absent', { no: '442000-X20260302-9001', file: ABSENT })],
  }
}
