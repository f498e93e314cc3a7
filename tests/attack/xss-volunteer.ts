import { idCheckCharacter } from '../../src/kernel/codes.ts'
import { dateOf, plusDays } from '../../src/kernel/time.ts'
import type { Attacked } from './city.ts'

/** Where the payloads went in volunteering. */
export type PlantedVolunteer = {
  readonly asked: number
  readonly refused: readonly string[]
  readonly id: string
  readonly activity: string
  readonly no: string
  readonly need: string
}

const idOf = (n: number): string => {
  const first = `44999919910202${String(n).padStart(3, '0')}`
  return first + idCheckCharacter(first)
}

/** Writes every payload into groups, activities, needs, names, honours, notes: as the community and as a resident. */
export const plantVolunteer = async (
  { server, cast }: Attacked,
  payloads: readonly string[],
): Promise<PlantedVolunteer> => {
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
  const { area } = office
  const day = plusDays(dateOf(server.now), 3)
  const made: { activity: string; need: string; volunteer: string }[] = []
  for (const index of payloads.keys()) {
    const group = await say(
      clerk.post('/api/volunteer-groups', { area, name: at(index, 60), kind: 'team', about: at(index, 500) }),
    )
    const words = { title: at(index, 60), about: at(index, 2000), place: at(index, 100), riskNotice: at(index, 1000) }
    const risk = { topic: 'other', risk: 'bodily', insurance: at(index, 100), group: group.id }
    const activity = (await say(clerk.post('/api/volunteer-activities', { area, ...words, ...risk }))).id
    const who = { name: at(index, 60), idNumber: idOf(index + 1), phone: '13800000000', area, slots: ['0'] }
    const volunteer = (await say(clerk.post('/api/volunteers', who))).id
    const honour = { name: at(index, 100), by: at(index, 100), on: dateOf(server.now) }
    await say(clerk.post(`/api/volunteers/${volunteer}/honour`, honour))
    const times = { on: day, from: '09:00', to: '10:00' }
    const asking = {
      area,
      topic: 'other',
      text: at(index, 500),
      where: at(index, 200),
      name: at(index, 60),
      phone: '13800000001',
    }
    const need = (await say(clerk.post('/api/volunteer-needs', { ...asking, ...times }))).id
    made.push({ activity, need, volunteer })
  }
  const [first] = made
  if (first === undefined) throw new Error('no payloads')
  const { id: shift } = await say(
    clerk.post(`/api/volunteer-activities/${first.activity}/shifts`, {
      on: day,
      from: '09:00',
      to: '10:00',
      capacity: 2,
    }),
  )
  await say(clerk.post(`/api/volunteer-shifts/${shift}/cancel`, { note: at(0, 500) }))
  await say(clerk.post(`/api/volunteer-needs/${first.need}/close`, { note: at(1, 500) }))
  const scheme = await say(
    clerk.post('/api/time-banks', { area, name: at(0, 60), ruleSet: 'local', guarantee: at(1, 500) }),
  )
  for (const index of payloads.keys()) {
    const from = plusDays(dateOf(server.now), -index - 1)
    await say(clerk.post(`/api/time-banks/${scheme.id}/rules`, { from, basis: at(index, 200) }))
  }
  const { no } = (await clerk.get(`/api/volunteer-activities/${first.activity}`)).json() as { no: string }
  return { asked, refused, id: first.volunteer, activity: first.activity, no, need: first.need }
}
