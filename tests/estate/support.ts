import assert from 'node:assert/strict'
import type { Stage } from '../../src/features/work-order/testing.ts'
import { PLACE, TOWN } from '../../src/features/work-order/testing.ts'
import { idCheckCharacter } from '../../src/kernel/codes.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import type { Answer, Caller } from '../../src/platform/testing/server.ts'

export const PATH = '/api/estates'
export { PLACE }

/** A made-up ID number of a division that does not exist: nobody's. */
export const idOf = (n: number): string => {
  const first = `449999199001${String((n % 28) + 1).padStart(2, '0')}${String(n).padStart(3, '0')}`
  return first + idCheckCharacter(first)
}

/** The committee's clerk, the town above, a clerk of another town, and a department that has no business here. */
export const people = ({ cast, units }: Stage) => {
  const clerk = cast.communityWorker
  const office = (role: string, organisationKind: string, organisation: string, area: string): Actor => ({
    ...clerk,
    offices: [{ id: organisation, organisation, organisationKind, role, area }],
  })
  return {
    clerk,
    town: office('unitLead', 'townGovernment', units.town, TOWN),
    elsewhere: office('communityWorker', 'residentsCommittee', units.committee, '442000002003'),
    department: office('unitLead', 'department', units.department, '4420'),
  }
}

export const good = <T = Record<string, never> & { id: string; leaf: string }>(answer: Answer): T => {
  assert.ok(answer.status < 300, answer.text)
  return answer.json()
}
export const tags = (answer: Answer): readonly string[] =>
  (answer.json().errors as { tag: string }[]).map(({ tag }) => tag)

export const ESTATE = { area: PLACE, name: '样例花园', developer: '样例置业有限公司' }

type Units = { readonly items: readonly { readonly id: string; readonly code: string }[] }

/** The unit of this code, as the list has it. */
export const unitOf = async (desk: Caller, estate: string, code: string): Promise<string> => {
  const { items } = good<Units>(await desk.get(`${PATH}/${estate}/units?code=${encodeURIComponent(code)}`))
  const found = items.find(item => item.code === code)
  assert.ok(found, code)
  return found.id
}

export const csv = (...rows: readonly string[]): Buffer =>
  Buffer.from(`${['房号,用途,建筑面积,业主,证件号,份额,取得日期,交付日期,权证号', ...rows].join('\n')}\n`)

/** Sends a register as a page does. */
export const importFile = (desk: Caller, estate: string, bytes: Buffer, dryRun: boolean): Promise<Answer> =>
  desk.send(`${PATH}/${estate}/import`, { dryRun: String(dryRun) }, [bytes])
