import { randomUUID } from 'node:crypto'
import type { OrderState } from '../../../src/features/work-order/rules/state.ts'
import { type CityDb, sql } from '../../../src/platform/db/types.ts'
import { json } from '../../../src/platform/db/values.ts'
import type { Thing } from './tables.ts'

/** An order as far as access goes, with everything a matter can have hanging on it. */
export type Planted = {
  readonly id: string
  readonly area: string
  readonly lead: string | null
  readonly assists: readonly string[]
  readonly assignee: string | null
  readonly requester: string | null
  readonly confidential: boolean
  readonly published: boolean
}

const ORDER = sql(
  'test.plant-order',
  `insert into city.work_order (id, no, version, facts, step, round, turn, kind, category, urgent, channel, area, place, title,
     body, lead, units, assignee, requester, confidential, published, received_at, ended, locality, track_hash, state, search)
   values ($1, $2, 1, 1, 'handling', 1, 1, 'complaint', 'noise', false, 'phone', $3, '某处', '标题', '内容', $4, $5, $6, $7, $8,
     $9, date_trunc('milliseconds', now()), false, '442000', decode(md5($2), 'hex'), $10, '')`,
)
const HANGING: readonly ReturnType<typeof sql>[] = [
  `insert into city.work_order_fact (order_id, seq, at, action, by_role, data, seen_by, leaf) values ($1, 1, now(), 'accept', 'resident', '{}', 'staff', '\\x00')`,
  `insert into city.work_order_sealed (order_id, seq, field, sealed) values ($1, 1, 'text', '\\x00')`,
  `insert into city.work_order_caller (order_id, name_masked) values ($1, '王**')`,
  `insert into city.work_order_round (order_id, round, area, kind, channel, received_at) values ($1, 1, '442000001', 'complaint', 'phone', now())`,
  `insert into city.clock (subject, kind, round, turn, name, running, calendar, detail, escalations) values ($1, 'work-order', 1, 1, 'close', false, '1', '{}', '[]')`,
  `insert into city.clock_step (subject, round, turn, name, level, at, fired_at) values ($1, 1, 1, 'close', 'remind', now(), now())`,
  `insert into city.file (id, owner, purpose, mime, width, height, bytes, sha256, shown_sha256, created_at) values ($1::uuid, 'work-order/' || ($1::uuid)::text, 'report', 'image/webp', 1, 1, 1, sha256('a'), sha256('a'), now())`,
  `insert into city.file_blob (file, variant, part, data) select $1, variant, 0, '\\x00' from unnest(array['original', 'shown', 'thumb']) as variant`,
  `insert into city.work_order_file (order_id, seq, file, purpose, public) values ($1::uuid, 1, $1::uuid, 'report', ($1::uuid)::text < '8')`,
].map((text, index) => sql(`test.plant-${index}`, text))

/** Half of the photos are marked as public, by the id of their order. */
export const isPublicFile = (id: string): boolean => id < '8'

/** Tables whose rows hang on an order, with the column that says on which. A planted order's file has the order's id. */
export const HANGS = {
  work_order: 'id',
  work_order_fact: 'order_id',
  work_order_sealed: 'order_id',
  work_order_caller: 'order_id',
  work_order_round: 'order_id',
  work_order_file: 'order_id',
  clock: 'subject',
  clock_step: 'subject',
  file: 'id',
  file_blob: 'file',
} as const

/** Random with a seed, so that a failure can be had again. */
export const dice = (seed: number) => {
  let state = seed
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    next,
    one: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T,
    chance: (part: number): boolean => next() < part,
  }
}

/** Plants an order and whatever hangs on one. */
export const plant = async (db: CityDb, order: Planted): Promise<void> => {
  const { id, area, lead, assists, assignee, requester, confidential, published } = order
  const units = [lead, ...assists].filter(unit => unit !== null)
  const state = {
    area,
    lead: lead === null ? null : { id: lead },
    assists: assists.map(unit => ({ id: unit })),
    assignee,
    requester,
    confidential,
    published,
  }
  await db.tx(async tx => {
    await tx.run(ORDER, [
      id,
      `test-${id}`,
      area,
      lead,
      units,
      assignee,
      requester,
      confidential,
      published,
      json(state),
    ])
    for (const statement of HANGING) await tx.run(statement, [id])
  })
}

/** Any order there can be over these areas, units and people. A community is asked to assist and never leads. */
export const someOrder = (
  roll: ReturnType<typeof dice>,
  of: {
    readonly areas: readonly string[]
    readonly leads: readonly string[]
    readonly units: readonly string[]
    readonly people: readonly string[]
  },
): Planted => {
  const confidential = roll.chance(0.3)
  return {
    id: randomUUID(),
    area: roll.one(of.areas),
    lead: roll.chance(0.7) ? roll.one(of.leads) : null,
    assists: roll.chance(0.2) ? [roll.one(of.units)] : [],
    assignee: roll.chance(0.4) ? roll.one(of.people) : null,
    requester: roll.chance(0.5) ? roll.one(of.people) : null,
    confidential,
    published: !confidential && roll.chance(0.3),
  }
}

/** How an order is related to an office: the words of the work-order table, said here once more. */
export const relationsOf = (
  order: Pick<OrderState, 'confidential' | 'assignee' | 'requester'> &
    Pick<Planted, 'area'> & { readonly lead: string | null; readonly assists: readonly string[] },
): Thing => ({
  area: order.area,
  related: (actor, office) => {
    const lead = office !== null && order.lead === office.organisation
    const assignee = actor.party !== null && order.assignee === actor.party
    return [
      ...(actor.party !== null && order.requester === actor.party ? ['requester'] : []),
      ...(lead ? ['lead'] : []),
      ...(assignee ? ['assignee'] : []),
      ...(office !== null && order.assists.includes(office.organisation) ? ['assist'] : []),
      order.confidential ? 'confidential' : 'plain',
      ...(lead && !order.confidential ? ['lead-plain'] : []),
      ...(assignee && !order.confidential ? ['assignee-plain'] : []),
    ]
  },
})
