import { firstVillage, organisationFor } from '../../src/features/directory/index.ts'
import { dateOf, plusDays } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import type { Attacked } from './city.ts'

/** Where the payloads went in what a village decides. */
export type PlantedVillage = {
  readonly asked: number
  readonly refused: readonly string[]
  /** The decision whose register, notes, objections and answers hold payloads. */
  readonly talked: { readonly id: string; readonly no: string }
  readonly first: { readonly id: string; readonly no: string }
}

const OFFICE = sql(
  't.village-office',
  `insert into city.office (id, party, organisation, role, area, from_date, granted_at)
   values (gen_random_uuid(), $1, $2, 'communityWorker', $3, '2020-01-02', now())`,
)

/** Writes every payload into every field of a village's decisions, as the village and as a resident. */
export const plantVillage = async (
  { server, city, cast }: Attacked,
  payloads: readonly string[],
): Promise<PlantedVillage> => {
  const village = await firstVillage(city.db)
  const committee = village && (await organisationFor(city.db, village.path, 'villagersCommittee'))
  const [office] = cast.communityWorker.offices
  if (village === undefined || committee === undefined || office === undefined) throw new Error('no village')
  // The office is in the database too: the browser comes with a session of its own.
  await city.db.run(OFFICE, [cast.communityWorker.party, committee.id, village.path])
  const clerk = server.as({
    ...cast.communityWorker,
    offices: [{ ...office, organisation: committee.id, area: village.path }],
  })
  const resident = server.as(cast.resident)
  let asked = 0
  const refused: string[] = []
  const say = async (answering: Promise<{ readonly status: number; readonly json: () => unknown }>) => {
    const answer = await answering
    asked++
    if (answer.status >= 300) refused.push(JSON.stringify(answer.json()).slice(0, 300))
    return answer.json() as { id: string; no: string }
  }
  const today = dateOf(server.now)
  const met = (ago: number, text: string) => ({
    ...{ on: plusDays(today, -ago), due: 10, present: 10, agree: 10 },
    record: text.slice(0, 120),
    note: text,
  })
  const made: { id: string; no: string }[] = []
  for (const text of payloads) {
    const { note: _, ...meeting } = met(30, text)
    const given = { area: village.path, matter: 'other', title: text.slice(0, 60), text, ...meeting }
    made.push(await say(clerk.post('/api/village-decisions', given)))
  }
  const [first, talked = first] = made
  if (first === undefined || talked === undefined) throw new Error('no payloads')
  const on = `/api/village-decisions/${talked.id}`
  const at = (index: number): string => payloads[index % payloads.length] ?? ''
  const body = 'villagers-representatives'
  const early = plusDays(today, -28)
  await say(clerk.post(`${on}/discuss`, met(20, at(0))))
  await say(clerk.post(`${on}/deliberate`, { ...met(18, at(1)), members: 10, materialsOn: early }))
  await say(clerk.post(`${on}/resolve`, { ...met(16, at(2)), body, noticedOn: early, empowered: true }))
  const notice = { on: today, until: plusDays(today, 15), record: at(3).slice(0, 120), note: at(4) }
  await say(clerk.post(`${on}/post`, notice))
  for (const text of payloads) await say(resident.post(`${on}/object`, { note: text }))
  const { objections } = (await clerk.get(on)).json() as { objections: readonly { seq: number }[] }
  for (const [index, { seq }] of objections.entries())
    await say(clerk.post(`${on}/answer`, { objection: seq, upheld: false, note: at(index + 1) }))
  return { asked, refused, talked, first }
}
