import { type AreaPath, parseAreaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { may, officeFor } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { areaAt } from '../directory/index.ts'
import type { Env } from './commands.ts'
import { committeeSeatsOn } from './params.ts'
import { placeSubject, policy } from './policy.ts'
import { type BodyKind, MEMBERS, RULE_PARTS, SLOTS_116, SOURCES, sizeWarnings } from './rules/bodies.ts'
import { MECHANISMS, type Theme } from './rules/kinds.ts'
import { addMatter, endMatter, matterById, putBody } from './store/bodies.ts'

type Done<T> = Promise<Result<T, readonly Refusal[]>>

/** What each kind of body consists of: heads by source, or words for each named place. */
export const PARTS_OF: Readonly<Record<BodyKind, readonly string[]>> = {
  coordination: SOURCES,
  joint: [...MEMBERS, ...MECHANISMS],
  rules: RULE_PARTS,
  'method-116': SLOTS_116,
}

const HEADS_MAX = 500
const WORDS_MAX = 200
const TOWN_DIGITS = 9

const headsOf = (text: string | undefined): number => {
  const count = Number(text ?? '0')
  return Number.isInteger(count) && count >= 0 ? Math.min(count, HEADS_MAX) : 0
}

const placeAt = async (tx: Tx, area: string): Promise<AreaPath | undefined> => {
  const path = parseAreaPath(area)
  return path.ok && path.value.length >= TOWN_DIGITS && (await areaAt(tx, path.value)) !== undefined
    ? path.value
    : undefined
}

const whereTo = async (
  tx: Tx,
  env: Env,
  area: string,
  verb: 'form' | 'set-list',
): Promise<Result<AreaPath, readonly Refusal[]>> => {
  const place = await placeAt(tx, area)
  if (place === undefined || (verb === 'set-list' && place.length !== TOWN_DIGITS))
    return refuse([{ tag: 'place-unknown', pointer: '/body/area' }])
  return may(policy, verb, env.actor, placeSubject(place))
    ? ok(place)
    : refuse([{ tag: 'not-yours', values: { action: 'prepare' } }])
}

/**
 * Writes what a body of a place consists of. A committee of a size the source does not expect is saved all the same,
 * with a warning (T-10): the same source counts smaller ones.
 */
export const saveBody = async (
  tx: Tx,
  env: Env,
  given: {
    readonly area: string
    readonly kind: BodyKind
    readonly parts: Readonly<Record<string, string | undefined>>
  },
): Done<{ readonly version: number; readonly warnings: readonly Refusal[] }> => {
  const place = await whereTo(tx, env, given.area, 'form')
  if (!place.ok) return place
  const { kind, parts } = given
  const counted = kind === 'coordination'
  const texts = Object.fromEntries(PARTS_OF[kind].map(part => [part, (parts[part] ?? '').trim().slice(0, WORDS_MAX)]))
  const held = counted ? [] : heldBack(texts)
  if (held.length > 0) return refuse(held)
  const data = counted ? Object.fromEntries(SOURCES.map(part => [part, headsOf(parts[part])])) : texts
  const version = await putBody(tx, { area: place.value, kind, data }, env.now)
  await append(tx, {
    stream: `deliberation-body/${place.value}-${kind}`,
    seq: version,
    verb: 'form',
    at: env.now,
    actor: env.actor,
    office: officeFor(policy, 'form', env.actor, placeSubject(place.value)),
    data: { area: place.value, kind, ...data },
  })
  const seats = await committeeSeatsOn(tx, dateOf(env.now))
  return ok({ version, warnings: counted ? sizeWarnings(Object.values(data).map(Number), seats) : [] })
}

/** Puts a matter on the list of a town (镇街协商事项清单), where whoever raises a topic can choose it. */
export const listMatter = async (
  tx: Tx,
  env: Env,
  given: { readonly area: string; readonly theme: Theme; readonly text: string },
): Done<{ readonly id: string }> => {
  const place = await whereTo(tx, env, given.area, 'set-list')
  if (!place.ok) return place
  const held = heldBack({ text: given.text })
  if (held.length > 0) return refuse(held)
  const id = uuidv7(env.now)
  addMatter(tx, { id, area: place.value, theme: given.theme, text: given.text, from: dateOf(env.now) })
  await append(tx, {
    stream: `deliberation-list/${id}`,
    seq: 1,
    verb: 'list',
    at: env.now,
    actor: env.actor,
    office: officeFor(policy, 'set-list', env.actor, placeSubject(place.value)),
    data: { area: place.value, theme: given.theme, text: given.text },
  })
  return ok({ id })
}

/** Takes a matter off the list; topics that came from it go on. */
export const unlistMatter = async (tx: Tx, env: Env, id: string): Done<{ readonly id: string }> => {
  const found = await matterById(tx, id)
  if (found === undefined) return refuse([{ tag: 'not-found' }])
  const place = await whereTo(tx, env, found.area, 'set-list')
  if (!place.ok) return place
  if ((await endMatter(tx, id, dateOf(env.now))) === 0) return refuse([{ tag: 'not-on-list' }])
  await append(tx, {
    stream: `deliberation-list/${id}`,
    seq: 2,
    verb: 'unlist',
    at: env.now,
    actor: env.actor,
    office: officeFor(policy, 'set-list', env.actor, placeSubject(found.area)),
    data: { area: found.area },
  })
  return ok({ id })
}
