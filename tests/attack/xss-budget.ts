import { PLACE } from '../../src/features/work-order/testing.ts'
import type { Attacked } from './city.ts'

/** Where the payloads went in the budgets of a community. */
export type PlantedBudget = {
  readonly asked: number
  readonly refused: readonly string[]
  readonly area: string
  readonly budget: string
  readonly expense: string
}

/** Writes every payload into every field of a budget: reason, purpose, payee, notes, place of the notice. */
export const plantBudget = async ({ server, cast }: Attacked, payloads: readonly string[]): Promise<PlantedBudget> => {
  const [town, clerk] = [server.as(cast.unitLead), server.as(cast.communityWorker)]
  let asked = 0
  const refused: string[] = []
  const say = async (answering: Promise<{ readonly status: number; readonly json: () => unknown }>) => {
    const answer = await answering
    asked++
    if (answer.status >= 300) refused.push(JSON.stringify(answer.json()).slice(0, 300))
    return answer.json() as { id: string }
  }
  const at = (index: number): string => payloads[index % payloads.length] ?? ''
  const area = PLACE
  const granting = { area, kind: 'office', amount: '90000', reason: at(0).slice(0, 500) }
  const { id: budget } = await say(town.post('/api/community-budgets/allocate', granting))
  let expense = ''
  for (const text of payloads) {
    const words = { purpose: text.slice(0, 200), payee: text.slice(0, 100) }
    const body = { category: 'supplies', amount: '1', ...words }
    expense = (await say(clerk.post(`/api/community-budgets/${budget}/plan`, body))).id
  }
  await say(town.post(`/api/community-expenses/${expense}/approve`, { note: at(1).slice(0, 500) }))
  await say(clerk.post(`/api/community-expenses/${expense}/withdraw`, { note: at(2).slice(0, 500) }))
  return { asked, refused, area, budget, expense }
}
