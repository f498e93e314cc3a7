import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { features } from '../../src/app/features.ts'
import { type Stage, stage } from '../../src/features/work-order/testing.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { auditLedger } from '../../src/platform/ledger/audit.ts'
import { type Answer, type TestServer, testServer } from '../../src/platform/testing/server.ts'

/** 石岐街道桂园社区, and what the tests of this folder spend there. */
export const PLACE = '442000001007'
export const BUDGETS = '/api/community-budgets'
export const EXPENSES = '/api/community-expenses'

export const good = (answer: Answer) => {
  assert.ok(answer.status < 300, answer.text)
  return answer.json()
}
export const tags = (answer: Answer): readonly string[] =>
  (answer.json().errors as { tag: string }[]).map(({ tag }) => tag)

export type BudgetScene = {
  readonly scene: Stage
  readonly server: TestServer
  readonly clerk: Actor
  /** A second person of the same committee. */
  readonly colleague: Actor
  readonly town: Actor
  /** A lead of a department, over the whole city, and no town's. */
  readonly department: Actor
  readonly elsewhere: Actor
}

/** A city, its people around one community, and a server of all slices. */
export const budgetScene = async (t: TestContext): Promise<BudgetScene> => {
  const scene = await stage(t)
  const { city, vault, cast } = scene
  const server = await testServer(t, city, { modules: features, now: '2026-03-02T10:00:00+08:00', services: { vault } })
  const [office] = cast.communityWorker.offices
  const [lead] = cast.unitLead.offices
  assert.ok(office && lead)
  const { department } = scene.units
  return {
    scene,
    server,
    clerk: cast.communityWorker,
    colleague: { ...cast.communityWorker, party: cast.neighbour.party },
    town: cast.unitLead,
    department: {
      ...cast.unitLead,
      offices: [{ ...lead, organisation: department, organisationKind: 'department', area: '4420' }],
    },
    elsewhere: { ...cast.communityWorker, offices: [{ ...office, area: '442000002003' }] },
  }
}

/** An expense as the form sends it. */
export const expense = (amount: string, category = 'supplies') => ({
  category,
  purpose: '采购档案盒',
  payee: '演示文具店',
  amount,
})

export const assertBooksRight = async ({ scene: { city } }: BudgetScene): Promise<void> =>
  assert.deepEqual(await auditLedger(city.db), { accounts: [], books: [], holds: [], postings: [], strays: [] })
