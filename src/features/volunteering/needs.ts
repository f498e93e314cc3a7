import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, HOUR_MS, type Instant } from '../../kernel/time.ts'
import { isOwn, may } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { ensureParty } from '../../platform/identity/parties.ts'
import { checkPhone } from '../../platform/identity/personal.ts'
import { notify } from '../../platform/notify/notify.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { communityFaults, needPlace } from './join.ts'
import { adultOn } from './keep.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Acted, absent, type Done, type Env, notYours, record, tidy } from './record.ts'
import { insuranceGate } from './rules/gates.ts'
import type { Language, Risk, Skill, Topic } from './rules/kinds.ts'
import { type Match, type Need, type Offer, weigh } from './rules/match.ts'
import { bitsOf, slotsOf } from './rules/time.ts'
import {
  insertMatch,
  insertNeed,
  lockNeed,
  type NeedRow,
  setInsurance,
  setNeed,
  withdrawOthers,
} from './store/needs.ts'
import { offersIn, RINGS } from './store/offers.ts'
import { volunteerById } from './store/volunteers.ts'

const HOURS_MOST = 24
const OFFERS_MOST = 500
const NOBODY = '00000000-0000-0000-0000-000000000000'

export type NewNeed = {
  readonly area: string
  readonly topic: Topic
  /** What is needed, without numbers and doors: those who are asked read it. */
  readonly text: string
  /** Where, and how to be reached: for whoever takes it on. */
  readonly where: string
  readonly skill: Skill | null
  readonly language: Language | null
  readonly risk: Risk
  readonly from: Instant
  readonly to: Instant
}

export const needStream = (id: string): string => `volunteer-need/${id}`

const faultsOf = async (tx: Tx, env: Env, given: NewNeed, text: string): Promise<readonly Refusal[]> => [
  ...(await communityFaults(tx, given.area)),
  ...heldBack({ text }),
  ...(given.to <= given.from || given.to - given.from > HOURS_MOST * HOUR_MS || given.from <= env.now
    ? [{ tag: 'time-wrong', pointer: '/body/to' }]
    : []),
]

type Asker = { readonly party: string; readonly by: 'self' | 'desk' }

const write = async (tx: Tx, env: Env, given: NewNeed, { party, by }: Asker, no: string): Done<Acted> => {
  const id = uuidv7(env.now)
  const { area, topic, skill, language, risk, from, to } = given
  const row = { id, no, area, topic, skill, language, risk, from, to, requester: party, enteredBy: by, insurance: '' }
  const where = env.vault.seal(tidy(given.where), needPlace('where_sealed', id))
  await insertNeed(tx, { ...row, text: tidy(given.text), where }, env.now)
  const leaf = await record(tx, env, {
    stream: needStream(id),
    seq: 1,
    action: 'ask',
    under: by === 'self' ? null : 'run',
    area,
    data: { no, topic, risk, by },
    personal: { requester: party, text: tidy(given.text) },
  })
  return ok({ id, leaf })
}

/** A resident asks for help. @returns or all of `place-unknown`, `public-text-personal`, `time-wrong` */
export const askHelp = async (tx: Tx, env: Env, given: NewNeed, no: string): Done<Acted> => {
  const { party } = env.actor
  if (party === null) return notYours
  const why = await faultsOf(tx, env, given, tidy(given.text))
  return why.length > 0 ? refuse(why) : write(tx, env, given, { party, by: 'self' }, no)
}

/**
 * A community worker enters what somebody asked for on the telephone.
 * @returns or `not-yours`; all of `place-unknown`, `public-text-personal`, `time-wrong`, `phone-wrong`, `name-missing`
 */
export const askForCaller = async (
  tx: Tx,
  env: Env,
  given: NewNeed & { readonly name: string; readonly phone: string },
  no: string,
): Done<Acted> => {
  if (!may<Verb>(policy, 'run', env.actor, subjectOf(given))) return notYours
  const phone = checkPhone(given.phone)
  const why = [
    ...(await faultsOf(tx, env, given, tidy(given.text))),
    ...(phone.ok ? [] : phone.error),
    ...(given.name.trim() === '' ? [{ tag: 'name-missing', pointer: '/body/name' }] : []),
  ]
  if (why.length > 0 || !phone.ok) return refuse(why)
  const party = await ensureParty(tx, env.vault, { name: given.name.trim(), phone: phone.value, level: 'L0' }, env.now)
  return write(tx, env, given, { party, by: 'desk' }, no)
}

/** A need as the matching sees it. */
export const asNeed = (row: NeedRow): Need => ({
  id: row.id,
  area: row.area,
  topic: row.topic,
  skill: row.skill,
  language: row.language,
  slots: bitsOf(slotsOf(row)),
  on: dateOf(row.from),
  risky: row.risk === 'bodily',
  requesters: [row.requester],
})

/** What a volunteer must have to be looked at for a need, as words of the index. */
const traitsFor = (row: NeedRow): readonly string[] => [
  ...slotsOf(row).map(slot => `h:${slot}`),
  ...(row.skill === null ? [] : [`s:${row.skill}`]),
  ...(row.language === null ? [] : [`l:${row.language}`]),
]

/**
 * Who could help, the best first, each with why.
 * @param db as the system: a volunteer of another community who would come is in no register the reader keeps
 */
export const candidatesFor = async (db: CityQueries, row: NeedRow, most: number): Promise<readonly Match[]> => {
  const need = asNeed(row)
  const wanted = { ...need, traits: traitsFor(row), without: [row.requester] }
  const found: Match[] = []
  // Whoever is nearer always comes first, so a ring further out is asked only when those within are too few.
  for (const ring of RINGS) {
    found.push(...(await offersIn(db, ring, wanted, OFFERS_MOST)).flatMap(offer => weigh(need, offer) ?? []))
    if (found.length >= most) break
  }
  return found.toSorted((a, b) => b.score - a.score || (a.volunteer < b.volunteer ? -1 : 1)).slice(0, most)
}

/** The need, locked, for whoever runs things at its place. */
export const needTaken = async (tx: Tx, env: Env, id: string): Done<NeedRow> => {
  const row = await lockNeed(tx, id)
  if (row === undefined) return absent
  if (may<Verb>(policy, 'run', env.actor, subjectOf(row))) return ok(row)
  return may<Verb>(policy, 'view', env.actor, subjectOf(row)) || isOwn(env.actor, row.requester) ? notYours : absent
}

/**
 * Asks a volunteer whether they would help; they answer for themselves (条例 25).
 * @returns or `not-found`, `not-yours`; all of `wrong-state`, `insurance-missing`, `cannot-match`; then `asked-already`
 */
export const askVolunteer = async (
  tx: Tx,
  env: Env,
  id: string,
  given: { readonly volunteer: string; readonly insurance: string },
): Done<Acted> => {
  const found = await needTaken(tx, env, id)
  if (!found.ok) return found
  const row = found.value
  const who = await volunteerById(tx, given.volunteer)
  const insurance = tidy(given.insurance) === '' ? row.insurance : tidy(given.insurance)
  const offer: Offer | undefined = who && {
    ...who,
    volunteer: who.id,
    adultOn: adultOn(who),
    guardian: who.guardianAt !== null,
  }
  const match = offer === undefined || who?.state !== 'active' ? undefined : weigh(asNeed(row), offer)
  const why: Refusal[] = [...insuranceGate(row.risk, insurance)]
  if (row.state !== 'open') why.push({ tag: 'wrong-state', values: { state: row.state } })
  if (match === undefined || who === undefined) why.push({ tag: 'cannot-match', pointer: '/body/volunteer' })
  if (why.length > 0 || match === undefined || who === undefined) return refuse(why)
  const { area, requester, from, to } = row
  const made = {
    id: uuidv7(env.now),
    need: id,
    volunteer: who.id,
    party: who.party,
    who: who.who,
    area,
    requester,
    from,
    to,
  }
  if (!(await insertMatch(tx, { ...made, score: match.score, reasons: match.reasons }, env.now)))
    return refuse([{ tag: 'asked-already', pointer: '/body/volunteer' }])
  await setInsurance(tx, id, insurance)
  await notify(tx, {
    party: who.party,
    kind: 'volunteering:asked',
    values: { date: dateOf(from) },
    link: '/my/volunteering',
    dedupe: `volunteer-asked/${made.id}`,
    at: env.now,
  })
  const deed = { stream: needStream(id), seq: row.version + 1, action: 'askVolunteer', under: 'run', area } as const
  const leaf = await record(tx, env, { ...deed, data: { score: match.score }, personal: { volunteer: who.id } })
  return ok({ id: made.id, leaf })
}

/** Takes a need back, or closes it with a reason. @returns or `not-found`; `wrong-state`, `public-text-personal` */
export const closeNeed = async (tx: Tx, env: Env, id: string, words: string): Done<Acted> => {
  const row = await lockNeed(tx, id)
  const own = row !== undefined && isOwn(env.actor, row.requester)
  if (row === undefined) return absent
  if (!own && !may<Verb>(policy, 'run', env.actor, subjectOf(row)))
    return may<Verb>(policy, 'view', env.actor, subjectOf(row)) ? notYours : absent
  const note = tidy(words)
  const why: Refusal[] = [...heldBack({ note })]
  if (row.state !== 'open' && row.state !== 'agreed') why.push({ tag: 'wrong-state', values: { state: row.state } })
  if (why.length > 0) return refuse(why)
  await setNeed(tx, id, own ? 'cancelled' : 'declined', note)
  await withdrawOthers(tx, id, NOBODY)
  const deed = {
    stream: needStream(id),
    seq: row.version + 1,
    action: own ? 'cancel' : 'decline',
    area: row.area,
  } as const
  const leaf = await record(tx, env, { ...deed, under: own ? null : 'run', personal: { note } })
  return ok({ id, leaf })
}
