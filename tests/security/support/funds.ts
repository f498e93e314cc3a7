import { randomUUID } from 'node:crypto'
import { openFund } from '../../../src/features/maintenance-fund/index.ts'
import { PLACE, type Stage } from '../../../src/features/work-order/testing.ts'
import { instant } from '../../../src/kernel/time.ts'
import type { CityDb } from '../../../src/platform/db/types.ts'
import { SYSTEM } from '../../../src/platform/identity/sessions.ts'
import { plantEstate } from './estates.ts'
import { ABSENT } from './kinds.ts'
import type { Thingy } from './objects.ts'
import type { Thing } from './tables.ts'

const ELSEWHERE = '442000002003'
const NOW = instant(Date.UTC(2026, 0, 5))
const NOWHERE: Thing = { area: null, related: () => [] }

const plantFund = async (db: CityDb, area: string, keeper: string): Promise<string> => {
  const { estate } = await plantEstate(db, area, '有账小区')
  const bank = { bank: '样例银行', bankAccount: '6222000011112222' }
  const made = await db.tx(tx => openFund(tx, { actor: SYSTEM, now: NOW }, { estate, keeper, ...bank }))
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  return estate
}

/** A fund that a department keeps: its own people, and the town above, are relations of the table. */
const thing = (area: string, keeper: string): Thing => ({
  area,
  related: (_actor, office) => [
    ...(office?.organisationKind === 'townGovernment' ? ['town'] : []),
    ...(office?.organisation === keeper ? ['keeper'] : []),
  ],
})

/** Funds of the place, of another town, and none. That a fund is there everybody knows. */
export const fundThings = async (db: CityDb, { units }: Stage) => {
  const [here, there] = [await plantFund(db, PLACE, units.department), await plantFund(db, ELSEWHERE, units.department)]
  const everybody = (): boolean => true
  const absent: Thingy = { name: 'absent', fill: { id: ABSENT }, sees: () => false, thing: () => NOWHERE }
  const hanging = (name: string): readonly Thingy[] => [{ ...absent, fill: { id: randomUUID(), [name]: ABSENT } }]
  return {
    fund: [
      { name: 'of the community', fill: { id: here }, sees: everybody, thing: () => thing(PLACE, units.department) },
      {
        name: 'of another town',
        fill: { id: there },
        sees: everybody,
        thing: () => thing(ELSEWHERE, units.department),
      },
      absent,
    ],
    'fund-proposal': hanging('proposal'),
    'fund-bond': hanging('bond'),
    'fund-line': hanging('line'),
    'fund-paper': [{ ...absent, fill: { paper: ABSENT } }],
  }
}
