import { isWithin, parseAreaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { instant } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { newestPage } from '../../platform/http/newest.ts'
import type { Context } from '../../platform/http/types.ts'
import { qrOf } from '../../platform/ui/qr.ts'
import { communitiesOf, pathOfCity, townsOf } from '../directory/index.ts'
import type { FilterIn, MeetingOut } from './api.ts'
import { paramsOn } from './params.ts'
import { isThere, policy, subjectOf } from './policy.ts'
import { quorumOf, seatsWithVoice } from './rules/count.ts'
import { OPEN_TO_SIGN_IN } from './rules/definition.ts'
import { shownItems } from './shown.ts'
import { shownTopic } from './shown-topic.ts'
import { type Filter, listTopics } from './store/lists.ts'
import { type MeetingRow, meetingOf, signInsOf } from './store/meetings.ts'
import { type SpeechRow, speechesOf } from './store/speeches.ts'
import { type TopicRow, topicById, topicByNo } from './store/topics.ts'

/** Whose topics a list shows: those of some areas, what is public, or what somebody raised. */
export type Whose = Pick<Filter, 'areas' | 'published' | 'raisers'>

/** A page of topics, newest first. */
export const pageOfTopics = async (
  ctx: Context,
  list: string,
  query: Pick<FilterIn, 'area' | 'step' | 'theme' | 'level' | 'origin' | 'limit' | 'cursor'>,
  whose: Whose,
) => {
  const filter: Filter = {
    ...whose,
    area: query.area !== undefined && parseAreaPath(query.area).ok ? query.area : undefined,
    steps: query.step === undefined ? undefined : query.step.split(','),
    theme: query.theme,
    level: query.level,
    origin: query.origin,
  }
  const found = await newestPage(
    list,
    query,
    page => listTopics(ctx.db, filter, page),
    row => row.raised_at,
  )
  if (!found.ok) return found
  const { items, next } = found.value
  return ok({ items: [...(await shownItems(ctx.db, ctx.actor, items))], next })
}

const NOT_YOURS = refuse([{ tag: 'not-yours', values: { action: 'prepare' } }] as const)

/** A topic that this member of staff sees from within; that it is there is not always everybody's to know. */
export const topicFor = async (
  ctx: Context,
  id: string,
  verb: 'view' | 'run',
): Promise<Result<TopicRow, readonly Refusal[]>> => {
  const row = await topicById(ctx.db, id)
  if (row === undefined || !isThere(ctx.actor, row)) return refuse([{ tag: 'not-found' }])
  return may(policy, verb, ctx.actor, subjectOf(row.state)) ? ok(row) : NOT_YOURS
}

/** A topic by its number, as far as this reader knows of it. */
export const topicAt = async (ctx: Context, no: string): Promise<Result<TopicRow, readonly Refusal[]>> => {
  const row = await topicByNo(ctx.db, no)
  return row === undefined || !isThere(ctx.actor, row) ? refuse([{ tag: 'not-found' }]) : ok(row)
}

/** Places the reader may raise a topic for: the committee's own, and the town's own. */
export const placesFor = async (ctx: Context): Promise<readonly { readonly id: string; readonly name: string }[]> => {
  const held = (role: string) => ctx.actor.offices.filter(office => office.role === role).map(({ area }) => area)
  const inside = (path: string, areas: readonly string[]): boolean =>
    areas.some(area => {
      const [inner, outer] = [parseAreaPath(path), parseAreaPath(area)]
      return inner.ok && outer.ok && isWithin(inner.value, outer.value)
    })
  const [clerks, leads] = [held('communityWorker'), held('unitLead')]
  const communities =
    clerks.length === 0
      ? []
      : (await communitiesOf(ctx.db, pathOfCity(ctx.db.city))).filter(({ path }) => inside(path, clerks))
  const towns = leads.length === 0 ? [] : (await townsOf(ctx.db)).filter(({ path }) => inside(path, leads))
  return [...communities, ...towns].map(({ path, place }) => ({ id: path as string, name: place }))
}

const GONE = 0
const stateOf = ({ began_at, ended_at }: SpeechRow): 'waiting' | 'speaking' | 'done' =>
  ended_at !== null ? 'done' : began_at !== null ? 'speaking' : 'waiting'
const secondsOf = ({ began_at, ended_at }: SpeechRow, now: number): number =>
  began_at === null ? GONE : Math.max(0, Math.floor(((ended_at ?? now) - began_at) / 1000))

const empty = (topic: string): MeetingRow => ({
  topic,
  round: 0,
  code: '',
  minutes: '',
  minutes_version: 0,
  saved_at: instant(0),
})

/** Where whoever is in the hall signs in. */
export const meetAddress = (ctx: Context, code: string): string => `${ctx.origin}${ctx.base}/meet/${code}`

/** A meeting as the chair's page and the screen of the hall show it. */
export const shownMeeting = async (ctx: Context, row: TopicRow): Promise<MeetingOut> => {
  const { state } = row
  const topic = await shownTopic(ctx, row)
  const [meeting = empty(row.id), taken, speeches, params] = await Promise.all([
    meetingOf(ctx.db, row.id, state.round),
    signInsOf(ctx.db, row.id, state.round),
    speechesOf(ctx.db, row.id, state.round),
    paramsOn(ctx.db, state.meetingOn ?? state.foundOn),
  ])
  const due = seatsWithVoice(state.lines)
  const address = meetAddress(ctx, meeting.code)
  return {
    id: row.id,
    no: row.no,
    title: row.title,
    areaName: topic.areaName,
    step: state.step,
    version: row.version,
    round: state.round,
    running: OPEN_TO_SIGN_IN.has(state.step),
    meeting: topic.meeting,
    code: meeting.code,
    address,
    qr: qrOf(address),
    due,
    present: taken.filter(({ line }) => state.lines[line - 1]?.zone === 'delegates').length,
    needed: due === 0 ? 0 : quorumOf(due, params),
    lines: topic.lines.map(line => {
      const seats = taken.filter(each => each.line === line.line)
      return { ...line, came: seats.length, byDesk: seats.filter(({ how }) => how === 'desk').length }
    }),
    signedIn: taken.flatMap(({ line, seat, who, at, how }) => (how === 'code' ? [{ line, seat, who, at }] : [])),
    speeches: speeches.map(speech => ({
      turn: speech.turn,
      line: speech.line,
      who: speech.who,
      state: stateOf(speech),
      seconds: secondsOf(speech, ctx.now),
    })),
    minutes: meeting.minutes,
    minutesVersion: meeting.minutes_version,
    savedAt: meeting.saved_at,
    may: topic.may,
  }
}
