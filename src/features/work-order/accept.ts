import { randomBytes } from 'node:crypto'
import { type AreaPath, isWithin, parseAreaPath } from '../../kernel/area-code.ts'
import { maskName, maskPhone, parseMobile } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import { nextNos, nextNo as numberOf, type Series } from '../../platform/db/numbers.ts'
import type { CityDb, Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { fold } from '../../platform/i18n/fold.ts'
import { PHONE } from '../../platform/identity/personal.ts'
import { lexemesOf } from '../../platform/search/lexemes.ts'
import { areaName, organisationAt, pathOfCity } from '../directory/index.ts'
import { type Acted, type Env, rulesOf } from './commands.ts'
import { reportLevelRefusals } from './levels.ts'
import { policy } from './policy.ts'
import { trackCode, trackHash } from './receipt.ts'
import { record } from './record.ts'
import { CATEGORIES, categoryAt, isUrgent } from './rules/categories.ts'
import { clocksOf } from './rules/clocks.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import type { Channel, Kind } from './rules/kinds.ts'
import { columnsOf } from './rules/project.ts'
import { suggestCategory, suggestKind, titleOf } from './rules/suggest.ts'
import { callerPlace, insertCaller } from './store/callers.ts'
import { insertOrder } from './store/orders.ts'
import { wordsOf } from './text.ts'

/** What somebody reports, in their words, with what little else is asked. */
export type Report = {
  readonly text: string
  readonly title?: string | undefined
  readonly kind?: Kind | undefined
  readonly category?: string | undefined
  readonly area: string
  /** Where exactly, in words. */
  readonly place: string
  readonly channel: Channel
  readonly anonymous: boolean
  readonly confidential: boolean
  readonly name?: string | undefined
  readonly phone?: string | undefined
  /** Organisation complained about, by id. */
  readonly about?: string | undefined
  /** When the caller spoke, where that is earlier than the entry. */
  readonly saidAt?: Instant | undefined
  /** The requester, when known by party: the signed-in resident, not the operator who types. */
  readonly requester: string | null
  readonly photos: readonly PreparedPhoto[]
  /** Where an imported order comes from, and its id there; each pair once. */
  readonly source?: string
  readonly externalId?: string
}

export type Accepted = Acted & { readonly track: string }

const SERIES: Series = { name: 'work-order', letter: '' }

/** A number for the next order, taken before its transaction: it may leave a gap, and nobody waits for it. */
export const nextOrderNo = (db: CityDb, now: Instant): Promise<string> => numberOf(db, SERIES, now)

/** Numbers for the next orders, in order, for whoever brings in a file of them. */
export const nextOrderNos = (db: CityDb, now: Instant, count: number): Promise<readonly string[]> =>
  nextNos(db, SERIES, now, count)

type Checked = { readonly area: AreaPath; readonly phone: string | null; readonly category: string }

const check = async (tx: Tx, report: Report, now: Instant): Promise<Result<Checked, readonly Refusal[]>> => {
  const why: Refusal[] = []
  const area = parseAreaPath(report.area)
  const named = area.ok && area.value.length >= 9 && isWithin(area.value, pathOfCity(tx.city))
  const known = named && (await areaName(tx, area.value)) !== undefined
  const phone = report.phone === undefined || report.phone === '' ? null : (parseMobile(report.phone) ?? undefined)
  if (report.text.trim() === '') why.push({ tag: 'text-missing', pointer: '/body/text' })
  if (!known) why.push({ tag: 'place-unknown', pointer: '/body/area' })
  if (phone === undefined) why.push({ tag: 'phone-wrong', pointer: '/body/phone' })
  if (report.category !== undefined && categoryAt(report.category) === undefined)
    why.push({ tag: 'category-unknown', pointer: '/body/category' })
  if (report.saidAt !== undefined && report.saidAt > now) why.push({ tag: 'said-in-future', pointer: '/body/saidAt' })
  if (report.about !== undefined && (await organisationAt(tx, report.about)) === undefined)
    why.push({ tag: 'unit-unknown', pointer: '/body/about' })
  if (why.length > 0 || !area.ok || phone === undefined) return refuse(why)
  return ok({ area: area.value, phone, category: report.category ?? suggestCategory(fold(report.text)) })
}

/** Keeps who asked: name and phone sealed, and as lists may show them. Nothing when neither was left. */
export const saveCaller = (
  tx: Tx,
  vault: Vault,
  id: string,
  report: Pick<Report, 'name'>,
  phone: string | null,
  by: string | null,
): void => {
  const name = report.name?.trim() ?? ''
  if (name === '' && phone === null) return
  insertCaller(tx, {
    order_id: id,
    name_sealed: name === '' ? null : vault.seal(name, callerPlace('name_sealed', id)),
    name_masked: name === '' ? '' : maskName(name),
    phone_sealed: phone === null ? null : vault.seal(phone, callerPlace('phone_sealed', id)),
    phone_blind: phone === null ? null : vault.blind(phone, PHONE),
    phone_masked: phone === null ? '' : maskPhone(phone),
    entered_by: by,
  })
}

/**
 * Takes a request on: the order, its first fact, its clock from receipt, its journal entry and its event, in one
 * transaction. Nothing is asked twice: what was not said (title, category, kind) is proposed from the text and
 * can be corrected by the desk.
 *
 * @param no a number from `nextOrderNo`, taken before the transaction
 * @returns the order and the query code of its receipt, which is shown once
 */
export const accept = async (
  tx: Tx,
  env: Env & { readonly vault: Vault },
  report: Report,
  no: string,
): Promise<Result<Accepted, readonly Refusal[]>> => {
  const [checked, rules] = await Promise.all([check(tx, report, env.now), rulesOf(tx)])
  if (!checked.ok) return checked
  const { area, phone, category } = checked.value
  const kind = report.kind ?? suggestKind(fold(report.text))
  const lacks = await reportLevelRefusals(tx, env.actor, kind, env.now)
  if (lacks.length > 0) return refuse(lacks)
  const params = rules.paramsOn(dateOf(env.now))
  const office = officeFor(policy, 'view', env.actor, { area, relations: () => new Set(['plain']) })
  const decided = decide(
    undefined,
    {
      action: 'accept',
      kind,
      category,
      urgent: isUrgent(params.urgentList, category),
      channel: report.channel,
      area,
      anonymous: report.anonymous,
      confidential: report.confidential,
      contactable: phone !== null || report.requester !== null,
      onSite: CATEGORIES[category as keyof typeof CATEGORIES].onSite,
      about: report.about ?? null,
      requester: report.anonymous ? null : report.requester,
      locality: tx.city.code,
      saidAt: report.saidAt ?? null,
      by: { party: env.actor.party, organisation: office?.organisation ?? null, role: office?.role ?? env.actor.kind },
      at: env.now,
      params,
      ground: { calendar: rules.calendar, closeMinute: params.closeMinute },
      closeDueAt: undefined,
    },
    1,
  )
  if (!decided.ok) return decided
  const fact = decided.value
  const state = evolve(undefined, fact)
  const clocks = clocksOf([fact], rules.paramsOn, rules.calendar)
  const id = uuidv7(env.now)
  const [body, title, place] = [
    wordsOf(report.text),
    wordsOf(report.title ?? titleOf(wordsOf(report.text).shown)),
    wordsOf(report.place),
  ]
  const track = trackCode(randomBytes)
  tx.hold(id)
  insertOrder(
    tx,
    {
      id,
      no,
      place: place.shown,
      title: title.shown,
      body: body.shown,
      source: report.source ?? '',
      externalId: report.externalId ?? '',
      trackHash: trackHash(no, track),
      lexemes: lexemesOf(no, title.shown, body.shown, place.shown),
    },
    columnsOf(state, clocks),
    state,
  )
  saveCaller(tx, env.vault, id, report, phone, env.actor.kind === 'staff' ? env.actor.party : null)
  const leaf = await record(tx, env, {
    id,
    no,
    state,
    fact,
    clocks,
    rules,
    office,
    words: { title, text: body, place },
    seenBy: 'requester',
    photos: report.photos,
  })
  return ok({ id, no, version: 1, state, fact, leaf, track })
}
