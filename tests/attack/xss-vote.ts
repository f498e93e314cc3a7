import { DAY_MS, dateOf, instant, isoOf } from '../../src/kernel/time.ts'
import type { Attacked } from './city.ts'

/** Where the payloads went in what owners vote on. */
export type PlantedVote = {
  readonly asked: number
  readonly refused: readonly string[]
  readonly id: string
  readonly no: string
}

const MOTIONS = 10

/** Writes every payload into every field of votes of an estate: title, text, motions, papers and notes. */
export const plantVote = async (
  { server, cast }: Attacked,
  payloads: readonly string[],
  estate: string,
): Promise<PlantedVote> => {
  const clerk = server.as(cast.communityWorker)
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
  const made: { id: string; no: string }[] = []
  for (const index of payloads.keys()) {
    const motions = Array.from({ length: MOTIONS }, (_, n) => ({
      item: 9,
      title: at(index + n, 60),
      text: at(index + n, 4000),
    }))
    const words = { title: at(index, 60), text: at(index, 4000), record: at(index, 120) }
    made.push(await say(clerk.post('/api/owners-votes', { estate, ...words, motions })))
  }
  const [first, second = first] = made
  if (first === undefined || second === undefined) throw new Error('no payloads')
  const on = `/api/owners-votes/${first.id}`
  const today = dateOf(server.now)
  const [opens, closes] = [16, 26].map(days => isoOf(instant(server.now + days * DAY_MS)))
  await say(clerk.post(`${on}/notice`, { on: today, opens, closes, record: at(1, 120), note: at(2, 2000) }))
  await say(clerk.post(`${on}/deliver`, { how: 'board', on: today, record: at(3, 120), note: at(4, 2000) }))
  await say(clerk.post(`${on}/register`, { note: at(5, 2000) }))
  await say(clerk.post(`/api/owners-votes/${second.id}/withdraw`, { note: at(6, 2000) }))
  return { asked, refused, ...first }
}
