import { type AreaPath, isWithin, parseAreaPath } from '../../kernel/area-code.ts'
import { judged } from '../../kernel/procedure/decide.ts'
import type { By } from '../../kernel/procedure/fact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import * as numbers from '../../platform/db/numbers.ts'
import type { CityDb, Tx } from '../../platform/db/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { areaAt, pathOfCity } from '../directory/index.ts'
import { byOf, type Done, type Env, record } from './commands.ts'
import { paramsOn } from './params.ts'
import { placeSubject, policy } from './policy.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import type { Origin, Scope, Theme } from './rules/kinds.ts'
import { matterById } from './store/bodies.ts'
import { addOrders, type FromOrder, insertTopic } from './store/topics.ts'

/** What somebody raises. */
export type Raised = {
  readonly area: string
  readonly origin: Origin
  readonly theme: Theme
  readonly scope: Scope
  readonly title: string
  readonly text: string
  readonly foundOn: LocalDate
  /** A matter on the town's list. */
  readonly matter?: string | undefined
  readonly orders?: readonly FromOrder[]
  /** Id of the topic, where it was given before. */
  readonly id?: string
  /** On whose behalf, where a reaction raises it. */
  readonly by?: By
}

const SERIES = { name: 'deliberation', letter: 'D' } as const
const TOWN_DIGITS = 9
const COMMUNITY_DIGITS = 12

/** A number for the next topic, taken before its transaction: it may leave a gap, and nobody waits for it. */
export const nextNo = (db: CityDb, now: Instant): Promise<string> => numbers.nextNo(db, SERIES, now)

/** The same within a transaction, for a reaction. */
export const nextNoWithin = (tx: Tx, now: Instant): Promise<string> => numbers.nextNoWithin(tx, SERIES, now)

/** A community or a town of this city. */
const placeAt = async (tx: Tx, area: string): Promise<AreaPath | undefined> => {
  const path = parseAreaPath(area)
  if (!path.ok || !isWithin(path.value, pathOfCity(tx.city))) return undefined
  const place = path.value.slice(0, COMMUNITY_DIGITS) as AreaPath
  if (place.length !== TOWN_DIGITS && place.length !== COMMUNITY_DIGITS) return undefined
  return (await areaAt(tx, place)) === undefined ? undefined : place
}

/** A matter from a list is one of the town above the place, and still on it. */
const onList = async (
  tx: Tx,
  { matter, origin }: Raised,
  place: AreaPath,
): Promise<Result<null, readonly Refusal[]>> => {
  if (origin !== 'list') return ok(null)
  const found = matter === undefined ? undefined : await matterById(tx, matter)
  return found !== undefined && found.to === null && place.startsWith(found.area)
    ? ok(null)
    : refuse([{ tag: 'not-on-list', pointer: '/body/matter' }])
}

/**
 * Opens a topic: its row, its first fact and its journal entry. It is public once it is listed.
 * @param no a number from `nextNo` or `nextNoWithin`
 */
export const raise = async (tx: Tx, env: Env, raised: Raised, no: string): Done => {
  const place = await placeAt(tx, raised.area)
  if (place === undefined) return refuse([{ tag: 'place-unknown', pointer: '/body/area' }])
  const verb = raised.origin === 'resident' ? 'raise' : 'enter'
  if (!may(policy, verb, env.actor, placeSubject(place)))
    return refuse([{ tag: 'not-yours', values: { action: 'raise' } }])
  const { origin, theme, scope, foundOn, title, text, orders = [] } = raised
  const level = place.length > TOWN_DIGITS ? ('community' as const) : ('town' as const)
  const by = raised.by ?? byOf(env, 'raise', { area: place, level, raiser: null })
  const params = await paramsOn(tx, dateOf(env.now))
  const command = { action: 'raise', area: place, origin, theme, scope, foundOn, orders: orders.length } as const
  const listed = await onList(tx, raised, place)
  const decided = judged(decide(undefined, { ...command, by, at: env.now, params }, 1), [
    ...(listed.ok ? [] : listed.error),
    ...heldBack({ title, text }),
  ])
  if (!decided.ok) return decided
  const fact = decided.value
  const state = evolve(undefined, fact)
  const id = raised.id ?? uuidv7(env.now)
  tx.hold(id)
  insertTopic(tx, { id, no, title, body: text }, state)
  addOrders(tx, id, orders)
  const leaf = await record(tx, env, { id, no, state, fact }, { words: { title, text }, seenBy: 'public' })
  return ok({ id, no, version: 1, state, fact, leaf })
}
