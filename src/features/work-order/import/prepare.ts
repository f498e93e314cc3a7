import { randomBytes } from 'node:crypto'
import type { AreaPath } from '../../../kernel/area-code.ts'
import { parseMobile } from '../../../kernel/codes.ts'
import { dateOf, type Instant } from '../../../kernel/time.ts'
import { uuidv7 } from '../../../platform/crypto/uuid.ts'
import { lexemesOf } from '../../../platform/search/lexemes.ts'
import type { Rules } from '../commands.ts'
import { trackCode, trackHash } from '../receipt.ts'
import { CATEGORIES } from '../rules/categories.ts'
import { clocksOf, type OrderClock } from '../rules/clocks.ts'
import { decide } from '../rules/decide.ts'
import { evolve } from '../rules/evolve.ts'
import type { Historic } from '../rules/history.ts'
import type { Command, Fact, OrderState } from '../rules/state.ts'
import { suggestCategory, titleOf } from '../rules/suggest.ts'
import { type Words, wordsOf } from '../text.ts'

/** Where a file's requests are filed, and under what name it is known. */
export type Filing = {
  readonly area: AreaPath
  readonly source: string
  readonly locality: string
  readonly rules: Rules
  readonly now: Instant
}

/** An order as it will be written: its two facts, what they make of it, and its words with numbers masked. */
export type Prepared = {
  readonly id: string
  readonly no: string
  readonly externalId: string
  readonly facts: readonly [Fact, Fact]
  readonly state: OrderState
  readonly clocks: readonly OrderClock[]
  readonly title: Words
  readonly body: Words
  readonly place: Words
  readonly reply: Words
  readonly name: string
  readonly phone: string | null
  readonly trackHash: Buffer
  readonly lexemes: readonly string[]
}

/** The system acts for the operator who started the import; the steps of the other system are not known. */
const BY = { party: null, organisation: null, role: 'system' } as const

/**
 * Takes one past request through the rules of the slice: accepted on its date, recorded as answered on the day of its
 * answer, or queued when it has none. Never urgent: what was urgent then is not an emergency now. The category is
 * proposed from the words, for people to correct.
 *
 * @param folded the words folded, so that they are folded once
 */
export const prepare = (past: Historic, no: string, folded: string, filing: Filing): Prepared => {
  const { area, locality, rules, now } = filing
  const category = suggestCategory(folded)
  const phone = past.phone === '' ? null : (parseMobile(past.phone) ?? null)
  const step = (state: OrderState | undefined, command: Command, at: Instant, seq: number): Fact => {
    const params = rules.paramsOn(dateOf(at))
    const ground = { calendar: rules.calendar, closeMinute: params.closeMinute }
    const decided = decide(state, { ...command, by: BY, at, params, ground, closeDueAt: undefined }, seq)
    if (!decided.ok)
      throw new Error(`the rules refuse to take in history: ${decided.error.map(({ tag }) => tag).join()}`)
    return decided.value
  }
  const accepted = step(
    undefined,
    {
      action: 'accept',
      kind: past.kind,
      category,
      urgent: false,
      channel: past.channel,
      area,
      anonymous: past.anonymous,
      confidential: false,
      contactable: phone !== null,
      onSite: CATEGORIES[category].onSite,
      about: null,
      requester: null,
      locality,
      imported: true,
      saidAt: null,
    },
    past.receivedAt,
    1,
  )
  const replied = past.repliedAt !== null
  const opened = evolve(undefined, accepted)
  const command: Command = { action: 'record', transfers: past.transfers, replied, channelSaid: past.channelSaid }
  const recorded = step(opened, command, past.repliedAt ?? past.receivedAt, 2)
  const facts = [accepted, recorded] as const
  const [title, body] = [wordsOf(past.title === '' ? titleOf(past.body) : past.title), wordsOf(past.body)]
  const [place, reply] = [wordsOf(past.place), wordsOf(past.reply)]
  return {
    id: uuidv7(now),
    no,
    externalId: past.externalId,
    facts,
    state: evolve(opened, recorded),
    clocks: clocksOf(facts, rules.paramsOn, rules.calendar),
    title,
    body,
    place,
    reply,
    name: past.name,
    phone,
    trackHash: trackHash(no, trackCode(randomBytes)),
    lexemes: lexemesOf(no, title.shown, body.shown, place.shown),
  }
}

/** Personal numbers that were masked in its words. */
export const maskedIn = ({ title, body, place, reply }: Prepared): number =>
  [title, body, place, reply].filter(words => words.original !== null).length
