import assert from 'node:assert/strict'
import { organisationFor } from '../../src/features/directory/index.ts'
import type { Stage } from '../../src/features/work-order/testing.ts'
import { areaPath } from '../../src/kernel/area-code.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import type { Answer } from '../../src/platform/testing/server.ts'

export const VILLAGE = '442000105202'
export const TOWN = '442000105'

export const people = async ({ city, cast }: Stage) => {
  const holding = async (role: string, kind: 'villagersCommittee' | 'townGovernment', area: string): Promise<Actor> => {
    const found = await organisationFor(city.db, areaPath(VILLAGE), kind)
    if (found === undefined) throw new Error(`no ${kind}`)
    const office = { id: found.id, organisation: found.id, organisationKind: kind, role, area }
    return { ...cast.communityWorker, offices: [office] }
  }
  return {
    clerk: await holding('communityWorker', 'villagersCommittee', VILLAGE),
    town: await holding('unitLead', 'townGovernment', TOWN),
    elsewhere: cast.communityWorker,
  }
}

export const met = (on: string, due: number, present: number, agree: number) => ({
  on,
  due,
  present,
  agree,
  against: present - agree,
  record: '会议记录一号',
})
export const PROPOSAL = {
  area: VILLAGE,
  matter: 'public-works',
  title: '村道硬化',
  text: '村口到小学一段，雨天泥泞。',
  ...met('2026-03-02', 5, 5, 5),
}
export const good = (answer: Answer): Record<string, never> & { id: string; step: string; no: string } => {
  assert.ok(answer.status < 300, answer.text)
  return answer.json()
}
export const tags = (answer: Answer): readonly string[] =>
  (answer.json().errors as { tag: string }[]).map(({ tag }) => tag)

export const PATH = '/api/village-decisions'
