import type { AreaPath } from '../../kernel/area-code.ts'
import { dateOf } from '../../kernel/time.ts'
import { ownParties } from '../../platform/access/access.ts'
import type { Context } from '../../platform/http/types.ts'
import { areaNames } from '../directory/index.ts'
import { adultOn } from './keep.ts'
import { paramsOn } from './rule-values.ts'
import { starsOf } from './rules/stars.ts'
import { activityById } from './store/activities.ts'
import { ownCertificates } from './store/certificates.ts'
import { matchesOf, needById, ownMatches, ownNeeds } from './store/needs.ts'
import { honoursOf, trainingOf } from './store/records.ts'
import { ownServices, servicesFor } from './store/services.ts'
import { aheadOf, ownSignups } from './store/signups.ts'
import { volunteerOf } from './store/volunteers.ts'

const SHOWN = 20

const signupsFor = async (ctx: Context) => {
  const rows = await ownSignups(ctx.db, ownParties(ctx.actor), undefined, SHOWN)
  return Promise.all(
    rows.map(async row => ({
      ...{ id: row.id, shift: row.shift, state: row.state, from: row.from, to: row.to, contested: row.contested },
      activity: await activityById(ctx.db, row.activity).then(found => ({
        no: found?.no ?? '',
        title: found?.title ?? '',
        place: found?.place ?? '',
      })),
      // How many wait before one is a count; who they are nobody is told.
      ahead: row.state === 'waiting' ? await aheadOf(ctx.system, row.shift, row.place) : 0,
      over: row.to <= ctx.now,
    })),
  )
}

const asksFor = async (ctx: Context) => {
  const rows = await ownMatches(ctx.db, ownParties(ctx.actor))
  return Promise.all(
    rows
      .filter(({ state }) => state === 'asked' || state === 'accepted')
      .map(async ({ id, need, state, reasons, from, to }) => {
        const asked = await needById(ctx.db, need)
        return {
          id,
          state,
          reasons,
          from,
          to,
          text: asked?.text ?? '',
          topic: asked?.topic ?? 'other',
          risk: asked?.risk ?? 'none',
        }
      }),
  )
}

/** Everything a volunteer sees of their own: places, questions, hours, certificates. */
export const shownMine = async (ctx: Context) => {
  const own = ownParties(ctx.actor)
  const row = await volunteerOf(ctx.db, own)
  if (row === undefined) return null
  const params = await paramsOn(ctx.db, dateOf(ctx.now))
  const names = await areaNames(ctx.db, [row.area as AreaPath])
  const [signups, asks, services, certificates, training, honours] = await Promise.all([
    signupsFor(ctx),
    asksFor(ctx),
    ownServices(ctx.db, own, undefined, SHOWN),
    ownCertificates(ctx.db, own),
    trainingOf(ctx.db, row.id),
    honoursOf(ctx.db, row.id),
  ])
  return {
    ...{ no: row.no, state: row.state, areaName: names.get(row.area as AreaPath) ?? row.area, publish: row.publish },
    ...{ minutes: row.minutes, count: row.services, stars: starsOf(row.minutes, params.stars) },
    ...{ signups, asks, training, honours },
    minor: dateOf(ctx.now) < adultOn(row),
    guardian: row.guardianAt !== null,
    services: services.map(service => ({
      ...{ id: service.id, title: service.title, topic: service.topic, from: service.from, to: service.to },
      ...{ minutes: service.minutes, state: service.state, flags: service.flags, note: service.note },
      mySay: service.ownAt !== null,
      rated: service.ownRating !== null,
    })),
    certificates: certificates.map(({ id, no, code, from, to, minutes, services: n }) => ({
      id,
      no,
      code,
      from,
      to,
      minutes,
      services: n,
    })),
  }
}

export type ShownMine = NonNullable<Awaited<ReturnType<typeof shownMine>>>

/** What somebody asked for, who comes, and what is to be confirmed. */
export const shownHelp = async (ctx: Context) => {
  const own = ownParties(ctx.actor)
  const needs = await ownNeeds(ctx.db, own)
  const matches = await matchesOf(
    ctx.db,
    needs.map(({ id }) => id),
  )
  const services = await servicesFor(ctx.db, own)
  return {
    needs: needs.map(need => {
      const match = matches.find(one => one.need === need.id && (one.state === 'accepted' || one.state === 'done'))
      return {
        ...{ id: need.id, no: need.no, topic: need.topic, text: need.text, from: need.from, to: need.to },
        ...{ state: need.state, note: need.note },
        helper: match === undefined ? null : { id: match.id, who: match.who, state: match.state },
        over: need.to <= ctx.now,
      }
    }),
    services: services.map(service => ({
      ...{ id: service.id, who: service.who, from: service.from, to: service.to, minutes: service.minutes },
      ...{ state: service.state, title: service.title },
      mySay: service.otherAt !== null,
      rated: service.otherRating !== null,
    })),
  }
}

export type ShownHelp = Awaited<ReturnType<typeof shownHelp>>
