import { z } from 'zod'
import { listOf } from '../../platform/http/paging.ts'

/** What goes out over HTTP. Instants are milliseconds, days `YYYY-MM-DD`. */
const count = z.number().int()
const moment = z.number().describe('毫秒')

export const actedOut = z.object({ id: z.string(), leaf: z.string() })

export const volunteerOut = z.object({
  id: z.string(),
  no: z.string(),
  who: z.string(),
  number: z.string(),
  area: z.string(),
  areaName: z.string(),
  state: z.string(),
  joinedBy: z.string(),
  joinedAt: moment,
  skills: z.array(z.string()).readonly(),
  languages: z.array(z.string()).readonly(),
  wishes: z.array(z.string()).readonly(),
  slots: count,
  reach: z.string(),
  publish: z.boolean(),
  minor: z.boolean(),
  guardian: z.string(),
  minutes: count,
  services: count,
  stars: count,
  disputed: z.boolean(),
})
export const volunteersOut = listOf(volunteerOut)
export const volunteerDetailOut = volunteerOut.extend({
  training: z.array(z.object({ course: z.string(), on: z.string(), until: z.string().nullable() })).readonly(),
  honours: z.array(z.object({ name: z.string(), by: z.string(), on: z.string() })).readonly(),
  may: z.array(z.string()).readonly(),
})

export const groupOut = z.object({
  id: z.string(),
  area: z.string(),
  areaName: z.string(),
  name: z.string(),
  kind: z.string(),
  about: z.string(),
  topics: z.array(z.string()).readonly(),
})
export const groupsOut = listOf(groupOut)

const shiftOut = z.object({
  id: z.string(),
  from: moment,
  to: moment,
  capacity: count,
  taken: count,
  cancelled: z.boolean(),
})
export const activityOut = z.object({
  id: z.string(),
  no: z.string(),
  area: z.string(),
  areaName: z.string(),
  group: z.string(),
  host: z.string(),
  title: z.string(),
  about: z.string(),
  place: z.string(),
  topic: z.string(),
  risk: z.string(),
  riskNotice: z.string(),
  insured: z.boolean(),
  course: z.string().nullable(),
  skill: z.string().nullable(),
  minAge: count,
  cancelled: z.boolean(),
  shifts: z.array(shiftOut).readonly(),
})
export const activitiesOut = listOf(activityOut)
const signupOut = z.object({
  id: z.string(),
  who: z.string(),
  state: z.string(),
  place: count,
  inAt: moment.nullable(),
  contested: z.string(),
  service: z.string().nullable(),
})
export const runOut = activityOut.extend({
  runs: z
    .array(
      shiftOut.extend({
        code: z.string(),
        address: z.string(),
        qr: z.object({ size: count, path: z.string() }),
        signups: z.array(signupOut).readonly(),
      }),
    )
    .readonly(),
  may: z.array(z.string()).readonly(),
})

const reasonOut = z.object({ kind: z.string(), of: z.string().optional() })
export const needOut = z.object({
  id: z.string(),
  no: z.string(),
  area: z.string(),
  areaName: z.string(),
  topic: z.string(),
  text: z.string(),
  skill: z.string().nullable(),
  language: z.string().nullable(),
  risk: z.string(),
  enteredBy: z.string(),
  from: moment,
  to: moment,
  state: z.string(),
  note: z.string(),
})
export const needsOut = listOf(needOut)
const candidateOut = z.object({
  volunteer: z.string(),
  who: z.string(),
  areaName: z.string(),
  minutes: count,
  score: count,
  reasons: z.array(reasonOut).readonly(),
})
export const needDetailOut = needOut.extend({
  candidates: z.array(candidateOut).readonly(),
  matches: z
    .array(z.object({ id: z.string(), who: z.string(), state: z.string(), reasons: z.array(reasonOut).readonly() }))
    .readonly(),
  may: z.array(z.string()).readonly(),
})
export const matchedOut = z.object({
  items: z
    .array(z.object({ need: z.string(), no: z.string(), candidates: z.array(candidateOut).readonly() }))
    .readonly(),
})

export const serviceOut = z.object({
  id: z.string(),
  who: z.string(),
  areaName: z.string(),
  topic: z.string(),
  title: z.string(),
  source: z.string(),
  from: moment,
  to: moment,
  minutes: count,
  state: z.string(),
  ownSaid: z.boolean(),
  otherSaid: z.boolean(),
  flags: z.array(z.string()).readonly(),
  note: z.string(),
  claimedAt: moment,
  silentFrom: moment,
})
export const servicesOut = listOf(serviceOut)

export const figuresOut = z.object({
  items: z.array(
    z.object({
      area: z.string(),
      name: z.string(),
      topic: z.string(),
      volunteers: count,
      active: count,
      services: count,
      minutes: count,
    }),
  ),
  at: moment.nullable(),
})
