import { randomUUID } from 'node:crypto'
import { allocate } from '../../../src/features/community-budget/budget-commands.ts'
import { act, plan } from '../../../src/features/community-budget/expense-commands.ts'
import { policy } from '../../../src/features/community-budget/policy.ts'
import { PLACE, type Stage } from '../../../src/features/work-order/testing.ts'
import { fen } from '../../../src/kernel/money.ts'
import type { Instant } from '../../../src/kernel/time.ts'
import type { Actor } from '../../../src/platform/access/types.ts'
import { type CityDb, sql } from '../../../src/platform/db/types.ts'
import { ABSENT } from './kinds.ts'
import type { Thingy } from './objects.ts'
import { type Thing, tableSays } from './tables.ts'

const ELSEWHERE = '442000002003'
/** As the table stands, also while it is switched off. */
const VIEW = [...policy.view]

const FOREIGN = sql(
  'test.plant-budget',
  `insert into city.community_budget (id, area, kind, entries, opened_on) values ($1, '440100001001', 'office', 0, now())`,
)

/** The town government is a relation of the table: its lead, and no lead of a department. */
const thing = (area: string): Thing => ({
  area,
  related: (_actor: Actor, office) => (office?.organisationKind === 'townGovernment' ? ['town'] : []),
})

/** Both budgets of a place, and an expense that was withdrawn, so that nothing can be done to it any more. */
const made = async ({ city: { db }, cast }: Stage, area: string, now: Instant) => {
  const at = (actor: Actor, over: string) => {
    const offices = actor.offices.map(office => ({ ...office, area: over }))
    return { actor: { ...actor, offices }, now }
  }
  const [town, clerk] = [at(cast.unitLead, area.slice(0, 9)), at(cast.communityWorker, area)]
  const budget = await db.tx(tx => allocate(tx, town, { area, kind: 'office', reason: '' }))
  if (!budget.ok) throw new Error('the budget was refused')
  const wanted = { category: 'supplies', purpose: '样例', payee: '样例店', amount: fen(100n) } as const
  const no = `442000-F20261020-${area.slice(-4)}`
  const planned = await db.tx(tx => plan(tx, clerk, budget.value.id, wanted, no))
  if (!planned.ok) throw new Error('the expense was refused')
  const { id } = planned.value.row
  await db.tx(tx => act(tx, clerk, id, 'withdraw', { note: '测试到此为止' }))
  return { budget: budget.value.id, expense: id }
}

const everybody = (): boolean => true
const absent = (fill: Readonly<Record<string, string>>, name = 'absent'): Thingy => ({
  name,
  fill,
  sees: () => false,
  thing: () => ({ area: null, related: () => [] }),
})

/** Budgets and expenses of the place, of another town, of another city, and none. That a budget is there everybody knows. */
export const budgetThings = async (scene: Stage, now: Instant, other: CityDb) => {
  const [here, there] = [await made(scene, PLACE, now), await made(scene, ELSEWHERE, now)]
  const foreign = randomUUID()
  await other.run(FOREIGN, [foreign])
  const at = (
    fillOf: (of: { budget: string; expense: string; area: string }) => Readonly<Record<string, string>>,
    sees: (area: string) => Thingy['sees'],
  ): readonly Thingy[] => [
    { name: 'of the community', fill: fillOf({ ...here, area: PLACE }), sees: sees(PLACE), thing: () => thing(PLACE) },
    {
      name: 'of another town',
      fill: fillOf({ ...there, area: ELSEWHERE }),
      sees: sees(ELSEWHERE),
      thing: () => thing(ELSEWHERE),
    },
    absent(fillOf({ budget: foreign, expense: foreign, area: '440100001001' }), 'another city’s'),
    absent(fillOf({ budget: ABSENT, expense: ABSENT, area: '442000003001' })),
  ]
  return {
    budget: at(
      ({ budget }) => ({ id: budget }),
      () => everybody,
    ),
    'budget-page': at(
      ({ area }) => ({ area }),
      () => everybody,
    ),
    expense: at(
      ({ expense }) => ({ id: expense }),
      area => actor => tableSays(VIEW, actor, thing(area)),
    ),
  }
}
