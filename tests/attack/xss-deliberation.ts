import { dateOf, plusDays } from '../../src/kernel/time.ts'
import type { Attacked } from './city.ts'

/** Where the payloads went in what is deliberated. */
export type PlantedTopic = {
  readonly asked: number
  readonly refused: readonly string[]
  readonly id: string
  readonly no: string
  readonly code: string
}

/** Writes every payload into every field of a topic, as the community and as residents. */
export const plantTopic = async ({ server, cast }: Attacked, payloads: readonly string[]): Promise<PlantedTopic> => {
  const [office] = cast.communityWorker.offices
  if (office === undefined) throw new Error('the community worker has no office')
  const clerk = server.as(cast.communityWorker)
  const [resident, neighbour] = [server.as(cast.resident), server.as(cast.neighbour)]
  let asked = 0
  const refused: string[] = []
  const say = async (
    answering: Promise<{ readonly status: number; readonly json: () => unknown; readonly text: string }>,
  ) => {
    const answer = await answering
    asked++
    if (answer.status >= 300 && answer.status !== 303) refused.push(answer.text.slice(0, 300))
    return answer
  }
  const today = dateOf(server.now)
  const at = (index: number): string => payloads[index % payloads.length] ?? ''
  const path = '/api/deliberations'
  const raised = await say(
    clerk.post(path, {
      area: office.area,
      theme: 'other',
      title: at(0).slice(0, 60),
      text: at(1),
      foundOn: plusDays(today, -9),
    }),
  )
  const { id, no } = raised.json() as { id: string; no: string }
  const does = (verb: string, body: object) => say(clerk.post(`${path}/${id}/${verb}`, body))
  await does('screen', { duty: 'self', note: at(2) })
  // A bar parts the cells of a line, and a line ends where it ends.
  const who = (index: number): string =>
    at(index)
      .replaceAll(/[\n\r|｜]/g, ' ')
      .slice(0, 60)
  const lines = [`committee|chair|1|${who(3)}`, `residents|delegates|4|${who(4)}`, `government|audience|2|${who(5)}`]
  const parts = { partSource: at(5), partBodies: at(6), partRules: at(7), partMethod: at(8), partExecution: at(9) }
  await does('prepare', { form: 'council', ...parts, lines: lines.join('\n'), note: at(10) })
  for (const [index, text] of payloads.entries()) {
    const statement = text.replaceAll(/\s+/g, ' ').trim().slice(0, 130)
    // Each person says five things at most, and a thing once.
    const speaker = index < 5 ? resident : index < 10 ? neighbour : undefined
    if (speaker !== undefined)
      await say(speaker.post(`${path}/${id}/statements`, { statement: `${index} ${statement}`.slice(0, 140) }))
  }
  const when = { on: plusDays(today, -2), meetingOn: today, time: '19:30' }
  await does('notice', {
    ...when,
    place: at(11).slice(0, 120),
    agenda: at(12),
    record: at(13).slice(0, 120),
    note: at(14),
  })
  await does('open', { note: at(15) })
  const { code } = (await clerk.get(`${path}/${id}/meeting`)).json() as { code: string }
  await say(resident.submit(`/meet/${code}`, { line: '2' }))
  await say(resident.submit(`/meet/${code}/speak`, {}))
  await say(clerk.put(`${path}/${id}/minutes`, { text: payloads.join('\n').slice(0, 15_000), version: 0 }))
  await does('attend', { line: 2, count: 3 })
  return { asked, refused, id, no, code }
}

/** Every page it may come out on, by who sees it. */
export const topicPages = ({ id, no, code }: PlantedTopic) => ({
  stranger: ['/open/deliberations', `/open/deliberations/${no}`],
  resident: [`/open/deliberations/${no}`, `/meet/${code}`, '/my/topics'],
  clerk: [
    '/console/deliberations?limit=100',
    `/console/deliberations?row=${id}`,
    `/console/deliberations/${id}/meeting`,
    `/console/deliberations/${id}/screen`,
    '/console/deliberation-bodies',
    `/api/deliberations/${id}`,
  ],
})
