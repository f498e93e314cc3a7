import { randomUUID } from 'node:crypto'
import { fundOf, openFund } from '../../src/features/maintenance-fund/index.ts'
import type { Attacked } from './city.ts'

/** Where the payloads went in what a repair fund is used for. */
export type PlantedUse = {
  readonly asked: number
  readonly refused: readonly string[]
  readonly id: string
  readonly no: string
}

/** Opens the fund of the estate, where nobody has yet. */
export const fundFor = async (
  { server, city, cast }: Pick<Attacked, 'server' | 'city' | 'cast'>,
  estate: string,
  organisation: string,
): Promise<void> => {
  if ((await fundOf(city.db, estate)) !== undefined) return
  const [office] = cast.communityWorker.offices
  const area = office?.area.slice(0, 9) ?? ''
  const lead = { id: randomUUID(), organisation, organisationKind: 'townGovernment', role: 'unitLead', area }
  const actor = { ...cast.communityWorker, offices: [lead] }
  const fund = { estate, keeper: organisation, bank: '样例银行', bankAccount: '6222000011112222' }
  const done = await city.db.tx(tx => openFund(tx, { actor, now: server.now }, fund))
  if (!done.ok) throw new Error(done.error.map(({ tag }) => tag).join(' '))
}

/** Writes every payload into every field of uses of an estate's fund: title, plan, companies, papers and notes. */
export const plantUse = async (
  attacked: Attacked,
  payloads: readonly string[],
  estate: string,
): Promise<PlantedUse> => {
  await fundFor(attacked, estate, attacked.known.lead ?? '')
  const { server, cast } = attacked
  const clerk = server.as(cast.communityWorker)
  let asked = 0
  const refused: string[] = []
  const say = async (answering: ReturnType<typeof clerk.post>) => {
    const answer = await answering
    asked++
    if (answer.status >= 300) refused.push(`${answer.status} ${answer.text.slice(0, 300)}`)
    return answer.json() as { id: string; no: string }
  }
  const at = (index: number, most: number): string =>
    (payloads[index % payloads.length] ?? '').trim().slice(0, most).trim().padEnd(10, '.')
  const made: { id: string; no: string }[] = []
  for (const index of payloads.keys()) {
    const quotations = [0, 1, 2].map(n => ({
      company: `${n}${at(index + n, 50)}`,
      yuan: '100',
      record: at(index + n, 120),
    }))
    const words = { title: at(index, 50), text: at(index, 4000), measures: at(index + 1, 2000), record: at(index, 120) }
    const kinds = { route: 'authority', scope: 'estate', part: 'other', cause: 'worn', emergency: 'other' }
    made.push(await say(clerk.post('/api/fund-uses', { estate, ...kinds, ...words, budget: '100.01', quotations })))
  }
  const [first, second = first] = made
  if (first === undefined || second === undefined) throw new Error('no payloads')
  await say(clerk.post(`/api/fund-uses/${second.id}/withdraw`, { note: at(6, 2000) }))
  return { asked, refused, ...first }
}
