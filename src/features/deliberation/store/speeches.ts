import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

/** One turn to speak: waiting, speaking, or over. */
export type SpeechRow = {
  readonly turn: number
  readonly line: number
  readonly party: string | null
  readonly who: string
  readonly asked_at: Instant
  readonly began_at: Instant | null
  readonly ended_at: Instant | null
}

const OF = sql(
  'deliberation.speeches',
  `select turn, line, party, who, asked_at, began_at, ended_at from city.deliberation_speech
   where topic = $1 and round = $2 order by turn`,
)
const ASK = sql(
  'deliberation.ask-to-speak',
  `insert into city.deliberation_speech (topic, round, turn, line, party, who, asked_at)
   select $1, $2, coalesce(max(turn), 0) + 1, $3, $4, $5, $6 from city.deliberation_speech where topic = $1 and round = $2
   on conflict (topic, round, party) where ended_at is null do nothing`,
)
const END = sql(
  'deliberation.end-speech',
  `update city.deliberation_speech set ended_at = $3
   where topic = $1 and round = $2 and began_at is not null and ended_at is null`,
)
const BEGIN = sql(
  'deliberation.begin-speech',
  `update city.deliberation_speech set began_at = $3 where topic = $1 and round = $2 and turn = (
     select min(turn) from city.deliberation_speech where topic = $1 and round = $2 and began_at is null and ended_at is null)`,
)

export const speechesOf = (db: CityQueries, topic: string, round: number): Promise<readonly SpeechRow[]> =>
  db.rows<SpeechRow>(OF, [topic, round])

/** Joins the queue; whoever waits already keeps the place. The topic is locked, so turns are counted one by one. */
export const askToSpeak = (
  tx: Tx,
  at: { readonly topic: string; readonly round: number; readonly line: number },
  who: { readonly party: string | null; readonly name: string },
  now: Instant,
): Promise<number> => tx.run(ASK, [at.topic, at.round, at.line, who.party, who.name, ts(now)])

/** Whoever speaks is done, and the next in the queue begins. @returns whether anybody does */
export const nextSpeaker = async (tx: Tx, topic: string, round: number, now: Instant): Promise<boolean> => {
  await tx.run(END, [topic, round, ts(now)])
  return (await tx.run(BEGIN, [topic, round, ts(now)])) > 0
}
