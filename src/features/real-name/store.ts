import type { Instant } from '../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../platform/db/types.ts'
import { ts } from '../../platform/db/values.ts'
import type { Level } from '../../platform/identity/types.ts'

const LEVEL = sql(
  'real-name.level',
  `select level from city.party where id = $1 and kind = 'person' and erased_at is null for update`,
)
const CHANGE = sql(
  'real-name.change',
  `insert into city.level_change (id, party, from_level, to_level, how, evidence, at, changed_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)
const CLAIM = sql(
  'real-name.claim',
  `insert into city.level_claim (id, party, name_sealed, name_masked, id_sealed, id_masked, asked_at)
   values ($1, $2, $3, $4, $5, $6, $7) on conflict (party) where state = 'waiting' do nothing`,
)
const COLUMNS = `c.id, c.party, c.name_sealed as "nameSealed", c.name_masked as "nameMasked", c.id_sealed as "idSealed",
  c.id_masked as "idMasked", c.asked_at as "askedAt", c.state, c.reason`
const WAITING = sql(
  'real-name.waiting',
  `select ${COLUMNS}, p.phone_masked as "phoneMasked" from city.level_claim as c join city.party as p on p.id = c.party
   where c.state = 'waiting' and ($1::uuid is null or c.id > $1) order by c.id limit $2`,
)
const LOCK = sql(
  'real-name.lock-claim',
  `select ${COLUMNS}, '' as "phoneMasked" from city.level_claim as c where c.id = $1 and c.state = 'waiting' for update`,
)
const DECIDE = sql(
  'real-name.decide',
  `update city.level_claim set state = $2, decided_at = $3, decided_by = $4, reason = $5, name_sealed = null, id_sealed = null
   where id = $1`,
)
const LAST = sql(
  'real-name.last-claim',
  `select ${COLUMNS}, '' as "phoneMasked" from city.level_claim as c where c.party = $1 order by c.id desc limit 1`,
)
const OVER = sql(
  'real-name.over',
  `update city.level_claim set state = 'withdrawn', decided_at = $2, name_sealed = null, id_sealed = null
   where party = $1 and state = 'waiting'`,
)
const CHANGES = sql(
  'real-name.changes',
  `select from_level as "from", to_level as "to", how, at from city.level_change where party = $1 order by at desc, id desc limit 20`,
)
const PHONE = sql('real-name.phone', `select phone_masked as phone from city.party where id = $1`)

/** The level of a person, their row locked; undefined when there is no such person. */
export const lockLevel = async (tx: Tx, party: string): Promise<Level | undefined> =>
  (await tx.maybe<{ level: Level }>(LEVEL, [party]))?.level

export type How = 'service' | 'counter' | 'in-person'

export type Change = {
  readonly id: string
  readonly party: string
  readonly from: Level
  readonly to: Level
  readonly how: How
  readonly evidence: string
  readonly by: string | null
}

export const insertChange = async (
  tx: Tx,
  { id, party, from, to, how, evidence, by }: Change,
  at: Instant,
): Promise<void> => {
  await tx.run(CHANGE, [id, party, from, to, how, evidence, ts(at), by])
}

export type ClaimRow = {
  readonly id: string
  readonly party: string
  readonly nameSealed: Buffer | null
  readonly nameMasked: string
  readonly idSealed: Buffer | null
  readonly idMasked: string
  readonly askedAt: Instant
  readonly state: 'waiting' | 'granted' | 'refused' | 'withdrawn'
  readonly reason: string
  readonly phoneMasked: string
}

export type NewClaim = {
  readonly id: string
  readonly party: string
  readonly nameSealed: Buffer
  readonly nameMasked: string
  readonly idSealed: Buffer
  readonly idMasked: string
}

/** False when one of this person waits already. */
export const insertClaim = async (tx: Tx, claim: NewClaim, at: Instant): Promise<boolean> => {
  const { id, party, nameSealed, nameMasked, idSealed, idMasked } = claim
  return (await tx.run(CLAIM, [id, party, nameSealed, nameMasked, idSealed, idMasked, ts(at)])) === 1
}

export const waitingClaims = (
  db: CityQueries,
  after: string | undefined,
  limit: number,
): Promise<readonly ClaimRow[]> => db.rows<ClaimRow>(WAITING, [after ?? null, limit])

export const lockClaim = (tx: Tx, id: string): Promise<ClaimRow | undefined> => tx.maybe<ClaimRow>(LOCK, [id])

export const decideClaim = async (
  tx: Tx,
  id: string,
  state: 'granted' | 'refused',
  by: string | null,
  reason: string,
  at: Instant,
): Promise<void> => {
  await tx.run(DECIDE, [id, state, ts(at), by, reason])
}

export const lastClaim = (db: CityQueries, party: string): Promise<ClaimRow | undefined> =>
  db.maybe<ClaimRow>(LAST, [party])

/** Takes a waiting claim back, its name and number destroyed. */
export const withdrawClaims = (tx: Tx, party: string, at: Instant): Promise<number> => tx.run(OVER, [party, ts(at)])

export type ChangeLine = { readonly from: Level; readonly to: Level; readonly how: How; readonly at: Instant }

export const changesOf = (db: CityQueries, party: string): Promise<readonly ChangeLine[]> =>
  db.rows<ChangeLine>(CHANGES, [party])

/** The masked phone of a party; empty when it has none. */
export const phoneOf = async (db: CityQueries, party: string): Promise<string> =>
  (await db.maybe<{ phone: string }>(PHONE, [party]))?.phone ?? ''
