import type { Instant } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import type { Vault } from '../crypto/vault.ts'
import { type CityQueries, sql } from '../db/types.ts'
import { json, ts } from '../db/values.ts'
import { agentOf } from './agent.ts'
import type { SecurityKind } from './security-kinds.ts'

/** From where something was done: an address as a keyed hash, and the browser's name. */
export type Trace = { readonly addressBlind: Buffer | null; readonly agent: string }

export const NOWHERE: Trace = { addressBlind: null, agent: '' }

/** @param address network address of the caller; stored as a keyed hash, so that equal ones are known as equal */
export const traceOf = (vault: Vault, address: string, userAgent: string): Trace => ({
  addressBlind: vault.blind(address, 'security-address'),
  agent: agentOf(userAgent),
})

export type SecurityEvent = {
  readonly kind: SecurityKind
  /** Whom it concerns, if known. */
  readonly party: string | null
  /** Who did it, when another. */
  readonly by?: string | null
  readonly trace?: Trace
  /** Roles, counts, ids. Never a name, a number or a secret. */
  readonly data?: Readonly<Record<string, string | number | boolean | null>>
}

const INSERT = sql(
  'identity.security.insert',
  `insert into city.security_event (id, at, kind, party, by_party, address_blind, agent, data)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

/** Writes one line of the security log, in the transaction of what happened. Nobody can change it afterwards. */
export const recordSecurity = async (
  db: CityQueries,
  { kind, party, by = null, trace = NOWHERE, data = {} }: SecurityEvent,
  now: Instant,
): Promise<void> => {
  await db.run(INSERT, [uuidv7(now), ts(now), kind, party, by, trace.addressBlind, trace.agent, json(data)])
}

export type SecurityLine = {
  readonly id: string
  readonly at: Instant
  readonly kind: SecurityKind
  readonly party: string | null
  readonly name: string
  readonly by: string | null
  readonly byName: string
  /** Six characters that stand for the address: equal ones mean the same place. */
  readonly place: string
  readonly agent: string
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}

const PAGE = sql(
  'identity.security.page',
  `select e.id, e.at, e.kind, e.party, coalesce(p.name_masked, '') as name, e.by_party as "by",
     coalesce(b.name_masked, '') as "byName", coalesce(left(encode(e.address_blind, 'hex'), 6), '') as place,
     e.agent, e.data
   from city.security_event as e
   left join city.party as p on p.id = e.party
   left join city.party as b on b.id = e.by_party
   where ($1::text is null or e.kind = $1) and ($2::uuid is null or e.party = $2 or e.by_party = $2)
     and ($3::timestamptz is null or e.at >= $3) and ($4::timestamptz is null or e.at < $4)
     and ($5::timestamptz is null or (e.at, e.id) < ($5, $6::uuid))
   order by e.at desc, e.id desc limit $7`,
)

export type SecurityFilter = {
  readonly kind?: SecurityKind | undefined
  /** Whom it concerns, or who did it. */
  readonly party?: string | undefined
  readonly from?: Instant | undefined
  /** Exclusive. */
  readonly until?: Instant | undefined
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
  readonly limit: number
}

/** One page of the security log, newest first. */
export const securityPage = (db: CityQueries, of: SecurityFilter): Promise<readonly SecurityLine[]> => {
  const at = (instant: Instant | undefined) => (instant === undefined ? null : ts(instant))
  return db.rows<SecurityLine>(PAGE, [
    of.kind ?? null,
    of.party ?? null,
    at(of.from),
    at(of.until),
    at(of.after?.at),
    of.after?.id ?? null,
    of.limit,
  ])
}
