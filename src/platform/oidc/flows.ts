import { type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import { tokenHash } from '../crypto/uuid.ts'
import { placeOf, type Vault } from '../crypto/vault.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'

/** A sign-in under way at a service; a second proof waited for; a merge to be confirmed. */
export type FlowKind = 'ask' | 'join' | 'merge'

const FLOW_MS = 10 * MINUTE_MS

const INSERT = sql(
  'oidc.flow.insert',
  `insert into city.identity_flow (key_hash, browser_hash, kind, service, sealed, expires_at) values ($1, $2, $3, $4, $5, $6)`,
)
const PEEK = sql(
  'oidc.flow.peek',
  `select service, sealed from city.identity_flow
   where key_hash = $1 and browser_hash = $2 and kind = $3 and used_at is null and expires_at > $4`,
)
const LOCK = sql(
  'oidc.flow.lock',
  `select service, sealed from city.identity_flow
   where key_hash = $1 and browser_hash = $2 and kind = $3 and used_at is null and expires_at > $4 for update`,
)
const USE = sql('oidc.flow.use', `update city.identity_flow set used_at = $2, sealed = null where key_hash = $1`)

/** `key` names the flow, `browser` is the secret of the cookie; only hashes of both are stored. */
export type FlowKey = { readonly kind: FlowKind; readonly key: string; readonly browser: string }

const placeFor = (key: string): string => placeOf('identity_flow', 'sealed', tokenHash(key).toString('hex'))

/** Begins a flow, for ten minutes. Returns when it is over. */
export const beginFlow = async (
  db: CityQueries,
  vault: Vault,
  { kind, key, browser }: FlowKey,
  kept: { readonly service: string; readonly content: object },
  now: Instant,
): Promise<Instant> => {
  const until = instant(now + FLOW_MS)
  const sealed = vault.seal(JSON.stringify(kept.content), placeFor(key))
  await db.run(INSERT, [tokenHash(key), tokenHash(browser), kind, kept.service, sealed, ts(until)])
  return until
}

type Row = { readonly service: string; readonly sealed: Buffer }
type Flow<T> = { readonly service: string; readonly content: T }

const opened = <T>(vault: Vault, key: string, { service, sealed }: Row): Flow<T> => ({
  service,
  content: JSON.parse(vault.open(sealed, placeFor(key))) as T,
})

/** What a flow stands for, without using it; undefined when it is over, used, or another browser's. */
export const peekFlow = async <T>(
  db: CityQueries,
  vault: Vault,
  { kind, key, browser }: FlowKey,
  now: Instant,
): Promise<Flow<T> | undefined> => {
  const row = await db.maybe<Row>(PEEK, [tokenHash(key), tokenHash(browser), kind, ts(now)])
  return row && opened<T>(vault, key, row)
}

/** Uses a flow, once: of two that come at the same time one gets it. What it held is destroyed. */
export const takeFlow = async <T>(
  tx: Tx,
  vault: Vault,
  { kind, key, browser }: FlowKey,
  now: Instant,
): Promise<Flow<T> | undefined> => {
  const row = await tx.maybe<Row>(LOCK, [tokenHash(key), tokenHash(browser), kind, ts(now)])
  if (row === undefined) return undefined
  await tx.run(USE, [tokenHash(key), ts(now)])
  return opened<T>(vault, key, row)
}
