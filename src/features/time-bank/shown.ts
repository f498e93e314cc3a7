import type { AreaPath } from '../../kernel/area-code.ts'
import { DAY_MS, dateOf, type Instant, instant } from '../../kernel/time.ts'
import { mayOf, ownParties } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { movedOn } from '../../platform/ledger/balances.ts'
import { accountsUnder } from '../../platform/ledger/store.ts'
import { areaNames } from '../directory/index.ts'
import { recordedWithin, servicesByIds, servicesFor, volunteerOf } from '../volunteering/index.ts'
import { balancesAt, memberPath } from './book.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { agesOf, demandOf, latestCredits, spentOf } from './store/liability.ts'
import { membersOf, paidOf, takenOf, whyTaken } from './store/members.ts'
import { rulesOn, type SchemeRow, schemeById, schemeFor } from './store/schemes.ts'

/** Schemes as everybody sees them: rules of today, the care pool, what was ever promised and not yet made good. */
export const shownSchemes = async (db: CityQueries, rows: readonly SchemeRow[], now: Instant) => {
  const names = await areaNames(db, [...new Set(rows.map(({ area }) => area as AreaPath))])
  return Promise.all(
    rows.map(async row => {
      const { from, basis, rules } = await rulesOn(db, row.id, dateOf(now))
      const { topics: _, skills: __, night: ___, ...plain } = rules
      const balances = await balancesAt(db, row, ['pool', 'scheme'])
      const { id, area, name, ruleSet, guarantee, openedOn, closedOn } = row
      return {
        ...{ id, area, name, ruleSet, guarantee, openedOn, closedOn },
        areaName: names.get(area as AreaPath) ?? area,
        rules: { from, basis, ...plain },
        pool: Number(balances.get('pool') ?? 0n),
        issued: -Number(balances.get('scheme') ?? 0n),
      }
    }),
  )
}

export type ShownScheme = Awaited<ReturnType<typeof shownSchemes>>[number]

const CLEARING = 'clearing/'
const SERVICES_SHOWN = 50
const SERVICES_READ = 400
const YEAR_MS = 365 * DAY_MS

/** The latest services that were credited, and whether that was taken back. */
const shownCredits = async (db: CityQueries, row: SchemeRow) => {
  const credits = await latestCredits(db, row.book, SERVICES_SHOWN)
  const ids = credits.map(({ service }) => service)
  const services = new Map((await servicesByIds(db, ids)).map(service => [service.id, service]))
  const taken = await takenOf(db, ids)
  return credits.map(({ service, on, minutes }) => {
    const of = services.get(service)
    return { service, on, title: of?.title ?? '', who: of?.who ?? '', minutes, taken: taken.has(service) }
  })
}

/** The latest services for somebody in the place of a scheme that nobody has paid for with time. */
const shownPayable = async (db: CityQueries, row: SchemeRow, now: Instant) => {
  const span = { from: instant(now - YEAR_MS), to: now }
  const recorded = await recordedWithin(db, row.area, span, undefined, SERVICES_READ)
  const helped = recorded.filter(({ requester }) => requester !== null)
  const paid = await paidOf(
    db,
    helped.map(({ id }) => id),
  )
  return helped
    .filter(({ id }) => !paid.has(id))
    .slice(0, SERVICES_SHOWN)
    .map(({ id, from, title, who, minutes }) => ({ service: id, on: dateOf(from), title, who, minutes }))
}

/** Reserve and liability: what is outstanding by age, who may need help soon, what the pool and other schemes hold. */
export const shownReport = async (db: CityQueries, actor: Actor, row: SchemeRow, now: Instant) => {
  const [line] = await shownSchemes(db, [row], now)
  if (line === undefined) throw new Error('a scheme has no line')
  const day = dateOf(now)
  const accounts = await accountsUnder(db, row.book, '')
  const [ages, demand, spentYear] = [
    await agesOf(db, row.id, day),
    await demandOf(db, row.id, day),
    await spentOf(db, row.id, day),
  ]
  const clearing = await Promise.all(
    accounts
      .filter(({ path }) => path.startsWith(CLEARING))
      .map(async ({ path, balance }) => {
        const scheme = path.slice(CLEARING.length)
        return { scheme, name: (await schemeById(db, scheme))?.name ?? '', minutes: Number(balance) }
      }),
  )
  return {
    ...line,
    ...demand,
    ages,
    spentYear,
    clearing,
    credited: await shownCredits(db, row),
    payable: await shownPayable(db, row, now),
    total: Number(accounts.reduce((sum, { balance }) => sum + balance, 0n)),
    may: mayOf<Verb>(policy, actor, subjectOf(row)),
  }
}

const MOVES_SHOWN = 30

/** One's own accounts, what moved on them, and services one may pay for with time. */
export const shownMine = async (ctx: Context) => {
  const own = ownParties(ctx.actor)
  const members = await membersOf(ctx.db, own)
  const services = await servicesFor(ctx.db, own)
  const paid = await paidOf(
    ctx.system,
    services.map(({ id }) => id),
  )
  const payable = services
    .filter(({ id, state }) => state === 'recorded' && !paid.has(id))
    .map(({ id, title, from, minutes, who }) => ({ id, title, from, minutes, who }))
  const accounts = await Promise.all(
    members.map(async member => {
      const row = await schemeById(ctx.db, member.scheme)
      const [scheme] = row === undefined ? [] : await shownSchemes(ctx.system, [row], ctx.now)
      if (row === undefined || scheme === undefined) throw new Error('a member has no scheme')
      const balances = await balancesAt(ctx.db, row, [
        memberPath(member.volunteer, 'redeem'),
        memberPath(member.volunteer, 'honour'),
      ])
      const span = { from: row.openedOn, to: dateOf(ctx.now), limit: MOVES_SHOWN }
      const moves = (await movedOn(ctx.db, [member.redeem, member.honour], span)).toReversed()
      const corrections = moves.flatMap(({ business, posting }) => (business === 'take-back' ? [posting] : []))
      const why = await whyTaken(ctx.db, corrections)
      return {
        id: member.id,
        scheme,
        redeem: Number(balances.get(memberPath(member.volunteer, 'redeem')) ?? 0n),
        honour: Number(balances.get(memberPath(member.volunteer, 'honour')) ?? 0n),
        moves: moves.map(move => ({
          ...{ id: move.transfer, kind: move.business, on: move.effectiveOn, minutes: Number(move.amount) },
          of: move.account === member.redeem ? ('redeem' as const) : ('honour' as const),
          note: why.get(move.posting) ?? '',
        })),
      }
    }),
  )
  const volunteer = await volunteerOf(ctx.db, own)
  const near = volunteer === undefined ? undefined : await schemeFor(ctx.db, volunteer.area, dateOf(ctx.now))
  const open =
    near === undefined || members.some(({ scheme }) => scheme === near.id)
      ? []
      : await shownSchemes(ctx.system, [near], ctx.now)
  return { accounts, payable, joinable: open[0] ?? null, volunteer: volunteer !== undefined }
}

export type ShownMine = Awaited<ReturnType<typeof shownMine>>
