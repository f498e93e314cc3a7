import type { AreaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { DAY_MS, type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb, Tx } from '../../platform/db/types.ts'
import { prepare } from '../../platform/files/photo.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { type Holder, holders, staffOf } from '../../platform/identity/offices.ts'
import { findPartyByPhone } from '../../platform/identity/parties.ts'
import {
  communitiesOf,
  DEMO_RESIDENTS,
  demoResident,
  gridsOf,
  organisationsOfKind,
  pathOfCity,
} from '../directory/index.ts'
import { accept, nextOrderNo, type Report } from './accept.ts'
import { doVerb, publish } from './deeds.ts'
import { drawPhoto } from './demo-photo.ts'
import { type Cast, type Chapter, pick, storyOf, wayOf } from './demo-story.ts'
import { DEMO_TEXTS } from './demo-texts.ts'
import { categoryAt } from './rules/categories.ts'
import { CHANNELS, type Channel } from './rules/kinds.ts'
import { seeded } from './simulate.ts'
import { VERBS } from './verbs.ts'

const SEED = 20_210_809
const ORDERS = 360
const DAYS_BACK = 75
const WAITING_DAYS = 9
/** So many of the last orders, one in so many, are of the first town's first community and of the first resident. */
const SHOWN = 12
const SHOWN_EVERY = 5
/** The first texts are all about places one goes to. */
const ON_SITE = 27
/** Orders told at the same time. */
const TELLERS = 6

/** When the orders come in, oldest first. The nearer to the present, the more: a desk's day is about the last days. */
const startsOf = (random: () => number, now: Instant): readonly Instant[] =>
  Array.from({ length: ORDERS }, () =>
    instant(now - Math.floor(random() ** 2.2 * DAYS_BACK * DAY_MS) - 10 * MINUTE_MS),
  ).toSorted((a, b) => a - b)

/** Runs one chapter; what the rules refuse (an urgent order does not pause) is simply not part of the story. */
const run = async (
  tx: Tx,
  cast: Cast,
  vault: Vault,
  order: string,
  chapter: Chapter,
  at: Instant,
  photo: PreparedPhoto | undefined,
): Promise<Result<unknown, readonly Refusal[]>> => {
  const env = { actor: cast[chapter.by], now: at, vault }
  if (chapter.verb === 'publish')
    return publish(tx, env, order, { ...(chapter.body as { title: string; text: string }), photos: [] })
  const photos = chapter.photo === true && photo !== undefined ? [photo] : []
  const body = VERBS[chapter.verb].body.parse(chapter.body)
  return doVerb(tx, env, chapter.verb, order, { body, photos })
}

type Town = {
  readonly communities: readonly AreaPath[]
  readonly lead: Holder
  readonly handlers: readonly Holder[]
  readonly grids: readonly Holder[]
  readonly unit: string
}

const residentsOf = async (db: CityDb, vault: Vault): Promise<readonly Actor[]> => {
  const found: Actor[] = []
  for (let number = 1; number <= DEMO_RESIDENTS; number++) {
    const { name, phone } = demoResident(number)
    const party = await findPartyByPhone(db, vault, phone)
    if (party !== undefined) found.push({ kind: 'resident', party, session: null, name, offices: [], level: 'L1' })
  }
  return found
}

const townsOfDemo = async (db: CityDb, now: Instant): Promise<readonly Town[]> => {
  const everybody = await holders(db, {}, now)
  const communities = (await communitiesOf(db, pathOfCity(db.city))).map(area => area.path)
  const towns = await organisationsOfKind(db, 'townGovernment')
  return towns.flatMap(({ id, area }) => {
    const staff = everybody.filter(office => office.organisation === id)
    const lead = staff.find(office => office.role === 'unitLead')
    const grids = everybody.filter(office => office.role === 'gridWorker' && office.area.startsWith(area))
    const places = communities.filter(community => community.startsWith(area))
    return lead === undefined || places.length === 0
      ? []
      : [
          {
            communities: places,
            lead,
            handlers: staff.filter(office => office.role === 'unitHandler'),
            grids,
            unit: id,
          },
        ]
  })
}

/** One order as it will be told: everything that is left to chance has been decided. */
type Plan = {
  readonly no: string
  readonly start: Instant
  readonly report: Report
  readonly by: Actor
  readonly cast: Cast
  readonly story: readonly (Chapter & { readonly at: Instant })[]
  readonly picture: number | null
}

/** When each chapter happens; those that lie in the future are not told. */
const timed = (random: () => number, story: readonly Chapter[], start: Instant, now: Instant): Plan['story'] => {
  let at = start
  return story
    .map(chapter => {
      at = instant(at + Math.floor(chapter.after * (0.6 + random() * 0.8)))
      return { ...chapter, at }
    })
    .filter(chapter => chapter.at <= now)
}

/** Of the last days' orders some wait for somebody: every queue of the desk has something in it. */
const cut = (random: () => number, whole: readonly Chapter[], age: number): readonly Chapter[] => {
  if (age >= WAITING_DAYS * DAY_MS || random() < 0.4) return whole
  const asked =
    whole.findIndex(({ verb }) => verb === 'grantPause' || verb === 'askExtension' || verb === 'askReturn') + 1
  return whole.slice(0, asked > 0 ? asked : Math.floor(random() * Math.min(whole.length, 9)))
}

const first = <T>(from: readonly T[]): T => {
  const [one] = from
  if (one === undefined) throw new Error('the demonstration city lacks people or places')
  return one
}

const plansOf = async (db: CityDb, now: Instant, vault: Vault): Promise<readonly Plan[]> => {
  const random = seeded(SEED)
  const desk = (await holders(db, { role: 'deskOperator' }, now)).map(staffOf)
  const [deskLead] = (await holders(db, { role: 'deskLead' }, now)).map(staffOf)
  const residents = await residentsOf(db, vault)
  const towns = await townsOfDemo(db, now)
  if (deskLead === undefined) throw new Error('the demonstration city has no desk lead')
  const plans: Plan[] = []
  for (const [index, start] of startsOf(random, now).entries()) {
    // The people one can sign in as first have something of their own to do.
    const shown = index >= ORDERS - SHOWN * SHOWN_EVERY && index % SHOWN_EVERY === 0
    const town = shown ? first(towns) : pick(random, towns)
    const text = shown ? (DEMO_TEXTS[index % ON_SITE] ?? first(DEMO_TEXTS)) : pick(random, DEMO_TEXTS)
    const community = shown ? first(town.communities) : pick(random, town.communities)
    const grids = await gridsOf(db, community)
    const area = grids.length > 0 && random() < 0.7 ? pick(random, grids).path : community
    const worker = town.grids.find(office => area.startsWith(office.area)) ?? town.lead
    const resident = shown ? first(residents) : pick(random, residents)
    const cast: Cast = {
      desk: pick(random, desk),
      lead: deskLead,
      unitLead: staffOf(town.lead),
      handler: staffOf(pick(random, town.handlers)),
      grid: staffOf(worker),
      resident,
    }
    const channel: Channel = pick(random, CHANNELS)
    const whole = storyOf(shown ? 'plain' : wayOf(random, text), text, cast, town.unit, random)
    const story = shown ? whole.slice(0, 4 + (plans.length % 3)) : cut(random, whole, now - start)
    const anonymous = !shown && random() < 0.06
    plans.push({
      no: await nextOrderNo(db, start),
      start,
      report: {
        text: text.text,
        kind: text.kind,
        category: text.category,
        area,
        place: `${index % 60}号附近`,
        channel,
        anonymous,
        confidential: random() < 0.03,
        requester: anonymous ? null : resident.party,
        photos: [],
      },
      by: channel === 'web' ? resident : cast.desk,
      cast,
      story: timed(random, story, start, now),
      picture: categoryAt(text.category)?.onSite === true ? index : null,
    })
  }
  return plans
}

/** Tells one order from its report to where it stands, in one transaction. */
const tell = async (db: CityDb, vault: Vault, plan: Plan): Promise<void> => {
  const { no, start, report, by, cast, story, picture } = plan
  const pictures = await Promise.all(
    story.map(async ({ photo, at }) => {
      if (photo !== true || picture === null) return undefined
      const prepared = await prepare(vault, { field: 'photos', bytes: await drawPhoto(picture) }, at)
      return prepared.ok ? prepared.value : undefined
    }),
  )
  await db.tx(async tx => {
    const made = await accept(tx, { actor: by, now: start, vault }, report, no)
    if (!made.ok) throw new Error(`demonstration order refused: ${made.error.map(refusal => refusal.tag).join(', ')}`)
    for (const [index, chapter] of story.entries())
      await run(tx, cast, vault, made.value.id, chapter, chapter.at, pictures[index])
  })
}

/**
 * Some hundreds of orders in every state, told as stories from 75 days ago to the present through the slice's own
 * commands, with a fixed seed. Stories break off at the present, so that the desk has work to do.
 */
export const demo = async (db: CityDb, now: Instant, vault: Vault): Promise<void> => {
  const plans = await plansOf(db, now, vault)
  let next = 0
  const worker = async (): Promise<void> => {
    for (let plan = plans[next++]; plan !== undefined; plan = plans[next++]) await tell(db, vault, plan)
  }
  await Promise.all(Array.from({ length: TELLERS }, worker))
}
