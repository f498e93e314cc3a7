import { idCheckCharacter } from '../../src/kernel/codes.ts'
import { dateOf, plusDays, plusMonths } from '../../src/kernel/time.ts'
import type { Attacked } from './city.ts'

/** Where the payloads went in what an estate says. */
export type PlantedEstate = {
  readonly asked: number
  readonly refused: readonly string[]
  readonly id: string
  readonly unit: string
}

const idOf = (n: number): string => {
  const first = `44999919910115${String(n).padStart(3, '0')}`
  return first + idCheckCharacter(first)
}

const SEATS = 5

/** Writes every payload into every field of an estate: names, codes, owners, reasons, papers, members, meetings. */
export const plantEstate = async ({ server, cast }: Attacked, payloads: readonly string[]): Promise<PlantedEstate> => {
  const [office] = cast.communityWorker.offices
  if (office === undefined) throw new Error('the community worker has no office')
  const clerk = server.as(cast.communityWorker)
  let asked = 0
  const refused: string[] = []
  const say = async (answering: ReturnType<typeof clerk.post>) => {
    const answer = await answering
    asked++
    if (answer.status >= 300) refused.push(`${answer.status} ${answer.text.slice(0, 300)}`)
    return answer.json() as { id: string }
  }
  const at = (index: number, most: number): string => {
    const text = (payloads[index % payloads.length] ?? '').trim().slice(0, most).trim()
    return text.length < 2 ? `${text}..` : text
  }
  const today = dateOf(server.now)
  const made: string[] = []
  for (const index of payloads.keys())
    made.push(
      (await say(clerk.post('/api/estates', { area: office.area, name: at(index, 60), developer: at(index, 100) }))).id,
    )
  const [id = ''] = made
  const on = `/api/estates/${id}`
  const units: string[] = []
  for (let n = 0; n < SEATS; n++) {
    const fields = {
      code: `${n}-${at(n, 20)}`,
      building: at(n, 20),
      stairwell: at(n + 1, 20),
      kind: 'home',
      area: '80',
    }
    units.push((await say(clerk.post(`${on}/units`, fields))).id)
    const owners = [{ name: at(n, 60), number: idOf(n + 1) }]
    const title = { on: '2020-01-01', handedOn: '2020-01-01', owners, basis: 'register', paper: at(n, 60) }
    await say(clerk.post(`${on}/units/${units[n]}/enter`, title))
  }
  const [unit = ''] = units
  const change = { code: `0-${at(0, 20)}`, building: at(2, 20), stairwell: '', kind: 'shop', area: '81' }
  for (const index of payloads.keys())
    await say(clerk.post(`${on}/units/${unit}/correct`, { ...change, area: String(82 + index), note: at(index, 2000) }))
  await say(clerk.post(`${on}/parking`, { from: '2021-01-01', counts: false, source: at(0, 120) }))
  const step = (verb: string, body: object, index: number) =>
    say(clerk.post(`${on}/formation/${verb}`, { ...body, record: at(index, 120), note: at(index + 1, 2000) }))
  const begun = plusMonths(today, -6)
  const posted = { postedOn: begun, postedUntil: plusDays(begun, 8) }
  await step('apply', { on: begun, by: 'committee' }, 0)
  await step('form-group', { on: begun, members: 7, owners: 4, head: 'town', ...posted }, 1)
  await step('announce', { on: begun, meetingOn: plusDays(begun, 20), form: 'paper' }, 2)
  const all = ['turnout', 'rules', 'covenant', 'committee'].flatMap(name => [
    [`${name}Heads`, SEATS],
    [`${name}Area`, '400'],
  ])
  const met = plusDays(begun, 20)
  await step('found', { on: met, ...Object.fromEntries(all) }, 3)
  const members = Array.from({ length: SEATS }, (_, n) => ({
    name: at(n, 60),
    unit: `${n}-${at(n, 20)}`,
    office: n === 0 ? 'chair' : 'member',
    posts: ['party-branch'],
  }))
  const { id: term } = await say(
    clerk.post(`${on}/terms`, { electedOn: met, from: met, to: plusMonths(met, 48), record: at(0, 120), members }),
  )
  await say(clerk.post(`${on}/terms/${term}/file`, { on: plusDays(met, 2), record: at(1, 120) }))
  const meeting = { noticedOn: plusDays(met, 1), on: plusDays(met, 10), present: 4, agree: 4 }
  for (const index of payloads.keys()) {
    const words = { matter: at(index, 200), decision: at(index, 2000), record: at(index, 120) }
    await say(clerk.post(`${on}/meetings`, { ...meeting, ...words }))
  }
  return { asked, refused, id, unit }
}
