import { randomUUID } from 'node:crypto'
import { policy } from '../../../src/features/volunteering/policy.ts'
import { PLACE } from '../../../src/features/work-order/testing.ts'
import type { Actor } from '../../../src/platform/access/types.ts'
import { type CityDb, sql } from '../../../src/platform/db/types.ts'
import { ABSENT, type Kind } from './kinds.ts'
import type { Thingy } from './objects.ts'
import { type Thing, tableSays } from './tables.ts'

const ELSEWHERE = '442000002003'

const PARTY = sql('test.volunteer-party', `insert into city.party (id, kind, created_at) values ($1, 'person', now())`)
const VOLUNTEER = sql(
  'test.plant-volunteer',
  `insert into city.volunteer (id, no, party, area, state, joined_by, name_sealed, name_blind, name_masked, number_sealed,
     number_blind, number_masked, born_on, guardian_masked, skills, languages, wishes, slots, reach, traits, minutes, services,
     version, joined_at, changed_at)
   values ($1::uuid, 'T-' || $1, $2, $3, 'left', 'desk', '', '', '样*', '', decode(replace($1::text, '-', ''), 'hex'), '', '1990-01-01',
     '', '{}', '{}', '{}', 0, 'community', '{}', 0, 0, 1, now(), now())`,
)
const ACTIVITY = sql(
  'test.plant-activity',
  `insert into city.volunteer_activity (id, no, area, organisation, title, about, place, topic, risk, risk_notice, insurance,
     min_age, version, last_at, created_at, cancelled_at)
   values ($1::uuid, 'T-' || $1, $2, $1::uuid, '样例', '', '', 'other', 'none', '没有', '', 0, 1, now(), now(), now())`,
)
const SHIFT = sql(
  'test.plant-shift',
  `insert into city.volunteer_shift (id, activity, area, from_at, to_at, capacity, taken, queued, cancelled_at)
   values ($1, $2, $3, '2026-01-02 09:00+08', '2026-01-02 10:00+08', 1, 0, 0, now())`,
)
const SIGNUP = sql(
  'test.plant-signup',
  `insert into city.volunteer_signup (id, shift, activity, volunteer, party, area, who, from_at, to_at, state, place, risk_at,
     contested, version, at)
   values ($1, $2, $3, $4, $5, $6, '样*', '2026-01-02 09:00+08', '2026-01-02 10:00+08', 'cancelled', 1, now(), '', 1, now())`,
)
const NEED = sql(
  'test.plant-need',
  `insert into city.volunteer_need (id, no, area, requester, entered_by, topic, text, where_sealed, risk, insurance, from_at,
     to_at, state, note, version, created_at)
   values ($1::uuid, 'T-' || $1, $2, $3, 'desk', 'other', '样例', '', 'none', '', '2026-01-02 09:00+08', '2026-01-02 10:00+08',
     'cancelled', '', 1, now())`,
)
const MATCH = sql(
  'test.plant-match',
  `insert into city.volunteer_match (id, need, volunteer, party, requester, area, who, score, reasons, state, from_at, to_at,
     version, at)
   values ($1, $2, $3, $4, $5, $6, '样*', 1, '[]', 'withdrawn', '2026-01-02 09:00+08', '2026-01-02 10:00+08', 1, now())`,
)
const SERVICE = sql(
  'test.plant-service',
  `insert into city.volunteer_service (id, volunteer, party, area, who, match, requester, topic, title, from_at, to_at, minutes,
     state, flags, note, claimed_at, version)
   values ($1, $2, $3, $4, '样*', $5, $6, 'other', '样例', '2026-01-02 09:00+08', '2026-01-02 10:00+08', 60, 'refused', '{}', '',
     now(), 1)`,
)

type Planted = Readonly<Record<'volunteer' | 'activity' | 'shift' | 'signup' | 'need' | 'match' | 'service', string>>

const plantOne = async (db: CityDb, area: string): Promise<Planted> => {
  const ids = Array.from({ length: 9 }, () => randomUUID())
  const [volunteer = '', activity = '', shift = '', signup = '', need = '', match = '', service = ''] = ids
  const [party, asker] = ids.slice(7)
  for (const id of [party, asker]) await db.run(PARTY, [id])
  await db.run(VOLUNTEER, [volunteer, party, area])
  await db.run(ACTIVITY, [activity, area])
  await db.run(SHIFT, [shift, activity, area])
  await db.run(SIGNUP, [signup, shift, activity, volunteer, party, area])
  await db.run(NEED, [need, area, asker])
  await db.run(MATCH, [match, need, volunteer, party, asker, area])
  await db.run(SERVICE, [service, volunteer, party, area, match, asker])
  return { volunteer, activity, shift, signup, need, match, service }
}

/** The town government is a relation of the table: its lead, and no lead of a department. */
const thing = (area: string): Thing => ({
  area,
  related: (_actor: Actor, office) => (office?.organisationKind === 'townGovernment' ? ['town'] : []),
})
const views =
  (area: string) =>
  (actor: Actor): boolean =>
    tableSays(policy.view, actor, thing(area))
const everybody = (): boolean => true
const absent = (fill: Readonly<Record<string, string>>): Thingy => ({
  name: 'absent',
  fill,
  sees: () => false,
  thing: () => ({ area: null, related: () => [] }),
})

/** Volunteers and what hangs on them: of the place, of another town, of another city, and none. What is published is there for everybody. */
export const volunteerThings = async (db: CityDb, other: CityDb) => {
  const [here, there] = [await plantOne(db, PLACE), await plantOne(db, ELSEWHERE)]
  const foreign = await plantOne(other, '440100001001')
  const at = (of: keyof Planted, open = false): readonly Thingy[] => [
    {
      name: 'of the community',
      fill: { id: here[of] },
      sees: open ? everybody : views(PLACE),
      thing: () => thing(PLACE),
    },
    {
      name: 'of another town',
      fill: { id: there[of] },
      sees: open ? everybody : views(ELSEWHERE),
      thing: () => thing(ELSEWHERE),
    },
    { ...absent({ id: foreign[of] }), name: 'another city’s' },
    absent({ id: ABSENT }),
  ]
  return {
    volunteer: at('volunteer'),
    activity: at('activity', true),
    'activity-number': [
      { name: 'an activity', fill: { no: `T-${here.activity}` }, sees: everybody, thing: () => thing(PLACE) },
      absent({ no: 'T-0' }),
    ],
    shift: at('shift', true),
    'shift-code': [absent({ code: 'AAAAAAAA' })],
    signup: at('signup'),
    'help-need': at('need'),
    'help-match': at('match'),
    service: at('service'),
    'own-only': [absent({ id: ABSENT })],
    'time-bank': [absent({ id: ABSENT })],
    'time-bank-member': [absent({ id: ABSENT })],
  } satisfies Partial<Record<Kind, readonly Thingy[]>>
}
