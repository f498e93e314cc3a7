import type { AreaPath } from '../../kernel/area-code.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { mayOf } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { qrOf } from '../../platform/ui/qr.ts'
import { areaNames, organisationNames } from '../directory/index.ts'
import { adultOn } from './keep.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import type { Match } from './rules/match.ts'
import type { Params } from './rules/params.ts'
import { starsOf } from './rules/stars.ts'
import { silentFrom } from './rules/time.ts'
import { type ActivityRow, codeOf, type ShiftRow, shiftsOf } from './store/activities.ts'
import type { NeedRow } from './store/needs.ts'
import { groupById, honoursOf, trainingOf } from './store/records.ts'
import { type ServiceRow, servicesOf } from './store/services.ts'
import { signupsOf } from './store/signups.ts'
import type { VolunteerRow } from './store/volunteers.ts'

/** Names of the places of some rows. */
export const placesOf = (db: CityQueries, rows: readonly { readonly area: string }[]) =>
  areaNames(db, [...new Set(rows.map(({ area }) => area as AreaPath))])

const nameIn = (names: ReadonlyMap<AreaPath, string>, area: string): string => names.get(area as AreaPath) ?? area

/** Volunteers as lists show them: masked, with their stars. */
export const shownVolunteers = async (db: CityQueries, rows: readonly VolunteerRow[], params: Params, now: Instant) => {
  const names = await placesOf(db, rows)
  return rows.map(row => ({
    ...{ id: row.id, no: row.no, who: row.who, number: row.number, area: row.area, areaName: nameIn(names, row.area) },
    ...{
      state: row.state,
      joinedBy: row.joinedBy,
      joinedAt: row.joinedAt,
      skills: row.skills,
      languages: row.languages,
    },
    ...{ wishes: row.wishes, slots: row.slots, reach: row.reach, publish: row.publish, guardian: row.guardian },
    ...{ minutes: row.minutes, services: row.services, stars: starsOf(row.minutes, params.stars) },
    minor: dateOf(now) < adultOn(row),
    disputed: row.disputedAt !== null,
  }))
}

/** One volunteer with training and honours, for whoever keeps the register. */
export const shownVolunteer = async (
  db: CityQueries,
  actor: Actor,
  row: VolunteerRow,
  params: Params,
  now: Instant,
) => {
  const [line] = await shownVolunteers(db, [row], params, now)
  if (line === undefined) throw new Error('a volunteer has no line')
  const [training, honours] = [await trainingOf(db, row.id), await honoursOf(db, row.id)]
  return {
    ...line,
    training: training.map(({ course, on, until }) => ({ course, on, until })),
    honours: honours.map(({ name, by, on }) => ({ name, by, on })),
    may: mayOf<Verb>(policy, actor, subjectOf(row)),
  }
}

const shownShift = ({ id, from, to, capacity, taken, cancelledAt }: ShiftRow) => ({
  id,
  from,
  to,
  capacity,
  taken,
  cancelled: cancelledAt !== null,
})

/** Activities as everybody sees them, with their shifts. */
export const shownActivities = async (db: CityQueries, rows: readonly ActivityRow[]) => {
  const [names, hosts, shifts] = await Promise.all([
    placesOf(db, rows),
    organisationNames(db, [...new Set(rows.map(({ organisation }) => organisation))]),
    shiftsOf(
      db,
      rows.map(({ id }) => id),
    ),
  ])
  const groups = new Map<string, string>()
  for (const group of new Set(rows.flatMap(({ group }) => group ?? [])))
    groups.set(group, (await groupById(db, group))?.name ?? '')
  return rows.map(row => ({
    ...{
      id: row.id,
      no: row.no,
      area: row.area,
      areaName: nameIn(names, row.area),
      title: row.title,
      about: row.about,
    },
    ...{
      place: row.place,
      topic: row.topic,
      risk: row.risk,
      riskNotice: row.riskNotice,
      insured: row.insurance !== '',
    },
    ...{ course: row.course, skill: row.skill, minAge: row.minAge, cancelled: row.cancelledAt !== null },
    group: groups.get(row.group ?? '') ?? '',
    host: hosts.get(row.organisation) ?? '',
    shifts: shifts.filter(({ activity }) => activity === row.id).map(shownShift),
  }))
}

/** An activity for whoever runs it: who comes to which shift, and the code on the wall. @param origin where this server is reached */
export const shownRun = async (db: CityQueries, actor: Actor, row: ActivityRow, origin: string) => {
  const [line] = await shownActivities(db, [row])
  if (line === undefined) throw new Error('an activity has no line')
  const runs = []
  for (const shift of line.shifts) {
    const code = (await codeOf(db, shift.id)) ?? ''
    const people = await signupsOf(db, shift.id)
    const services = await servicesOf(db, { signups: people.map(({ id }) => id) })
    const address = `${origin}/volunteer-in/${code}`
    const signups = people.map(({ id, who, state, place, inAt, contested }) => ({
      ...{ id, who, state, place, inAt, contested },
      service: services.find(({ signup }) => signup === id)?.state ?? null,
    }))
    runs.push({ ...shift, code, address, qr: qrOf(address), signups })
  }
  return { ...line, runs, may: mayOf<Verb>(policy, actor, subjectOf(row)) }
}

/** Needs as lists show them: where and who are sealed. */
export const shownNeeds = async (db: CityQueries, rows: readonly NeedRow[]) => {
  const names = await placesOf(db, rows)
  return rows.map(row => ({
    ...{ id: row.id, no: row.no, area: row.area, areaName: nameIn(names, row.area), topic: row.topic, text: row.text },
    ...{
      skill: row.skill,
      language: row.language,
      risk: row.risk,
      enteredBy: row.enteredBy,
      from: row.from,
      to: row.to,
    },
    ...{ state: row.state, note: row.note },
  }))
}

/** Matches with the people they are about, as lists show them. */
export const shownCandidates = async (db: CityQueries, matches: readonly Match[], people: readonly VolunteerRow[]) => {
  const names = await placesOf(db, people)
  const byId = new Map(people.map(row => [row.id, row]))
  return matches.flatMap(({ volunteer, score, reasons }) => {
    const row = byId.get(volunteer)
    return row === undefined
      ? []
      : [{ volunteer, who: row.who, areaName: nameIn(names, row.area), minutes: row.minutes, score, reasons }]
  })
}

/** Services as whoever reviews them sees them. */
export const shownServices = async (db: CityQueries, rows: readonly ServiceRow[], params: Params) => {
  const names = await placesOf(db, rows)
  return rows.map(row => ({
    ...{ id: row.id, who: row.who, areaName: nameIn(names, row.area), topic: row.topic, title: row.title },
    ...{ from: row.from, to: row.to, minutes: row.minutes, state: row.state, flags: row.flags, note: row.note },
    source: row.match === null ? 'shift' : 'need',
    ownSaid: row.ownAt !== null,
    otherSaid: row.otherAt !== null,
    claimedAt: row.claimedAt,
    silentFrom: silentFrom(row.claimedAt, params),
  }))
}
