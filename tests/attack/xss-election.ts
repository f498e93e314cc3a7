import { demoVoters } from '../../src/features/committee-election/demo.ts'
import { dateOf, plusDays } from '../../src/kernel/time.ts'
import type { Attacked } from './city.ts'

/** Where the payloads went in what an election has in words. */
export type PlantedElection = {
  readonly asked: number
  readonly refused: readonly string[]
  /** Stopped, with objections and their answers. */
  readonly objected: { readonly id: string; readonly no: string }
  /** Its candidates bear payloads for names, and are published. */
  readonly standing: { readonly id: string; readonly no: string }
}

const STANDS = ['chair', 'chair', 'vice', 'vice', 'member', 'member', 'member', 'woman', 'woman'] as const
const NAME_MAX = 40

const cell = (text: string): string => `"${text.replaceAll('"', '""').replaceAll(/\s+/g, ' ')}"`

/** Writes every payload into every field of elections: announcements, the election committee, voters, objections, notes. */
export const plantElection = async (
  { server, cast }: Attacked,
  payloads: readonly string[],
): Promise<PlantedElection> => {
  const [clerk, town, resident] = [cast.communityWorker, cast.unitLead, cast.resident].map(who => server.as(who))
  const area = cast.communityWorker.offices[0]?.area ?? ''
  if (clerk === undefined || town === undefined || resident === undefined) throw new Error('nobody to write')
  const today = dateOf(server.now)
  let asked = 0
  const refused: string[] = []
  const say = async (answering: ReturnType<typeof clerk.post>) => {
    const answer = await answering
    asked++
    if (answer.status >= 300) refused.push(`${answer.status} ${answer.text.slice(0, 300)}`)
    return answer.json() as { id: string; no: string }
  }
  const at = (index: number, most: number): string => {
    const text = (payloads[index % payloads.length] ?? '').trim().slice(0, most).trim()
    return text.length < 2 ? `${text}..` : text
  }
  const announce = (index: number, from: number) => {
    const words = { record: at(index, 120), note: at(index, 2000), officials: `${at(index, 300)} 甲\n乙乙\n丙丙` }
    const days = { pollingOn: plusDays(today, 40), formedOn: plusDays(today, -from), formedBy: 'assembly' }
    return say(clerk.post('/api/elections', { area, vices: 1, members: 2, women: 1, ...days, ...words }))
  }
  const path = (id: string, verb: string): string => `/api/elections/${id}/${verb}`
  const list = async (id: string, on: string) => {
    const lines = demoVoters(30).map(({ number }, index) => `${cell(at(index, NAME_MAX))},${number}`)
    await say(clerk.send(path(id, 'voters'), { dryRun: 'false' }, [Buffer.from(['姓名,证件号', ...lines].join('\n'))]))
    await say(clerk.post(path(id, 'publish-list'), { on, record: at(1, 120), note: at(2, 2000) }))
  }
  for (const index of payloads.keys()) {
    const { id } = await announce(index, 0)
    await say(clerk.post(path(id, 'withdraw'), { note: at(index + 1, 2000) }))
  }
  const objected = await announce(0, 0)
  await list(objected.id, today)
  for (const text of payloads) await say(resident.post(path(objected.id, 'object'), { note: text }))
  const { objections } = (await clerk.get(`/api/elections/${objected.id}`)).json() as { objections: { seq: number }[] }
  for (const [index, { seq }] of objections.entries())
    await say(clerk.post(path(objected.id, 'answer'), { objection: seq, upheld: false, note: at(index + 1, 2000) }))
  await say(clerk.post(path(objected.id, 'withdraw'), { note: at(3, 2000) }))
  const standing = await announce(1, 9)
  await list(standing.id, plusDays(today, -7))
  const women = [1, 3]
  const voters = STANDS.map((post, index) => (post === 'woman' ? (women[index - 7] ?? 1) : (index + 2) * 2))
  for (const [index, post] of STANDS.entries()) {
    const nomination = { voter: voters[index], post, proposer: 'party', record: at(index, 120), note: at(index, 2000) }
    await say(clerk.post(path(standing.id, 'nominate'), nomination))
    await say(town.post(path(standing.id, 'pass'), { candidate: index + 1, record: at(index, 120) }))
  }
  await say(clerk.post(path(standing.id, 'publish-candidates'), { on: today, record: at(5, 120), note: at(6, 2000) }))
  await say(clerk.post(path(standing.id, 'proxies'), { principal: 28, agent: 29, record: at(7, 120) }))
  return { asked, refused, objected, standing }
}

/** Pages on which they may come out. */
export const electionPages = ({ objected, standing }: PlantedElection) => ({
  stranger: [
    '/open/elections',
    `/open/elections/${objected.no}`,
    `/open/elections/${standing.no}`,
    `/open/elections/${standing.no}/voters`,
  ],
  clerk: [
    '/console/elections?limit=100',
    `/console/elections?row=${standing.id}`,
    `/console/elections?row=${objected.id}`,
    `/api/elections/${standing.id}`,
  ],
})
