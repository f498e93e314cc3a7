import type { Instant } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import { type CityQueries, sql } from '../db/types.ts'
import { ts } from '../db/values.ts'

const REMEMBER = sql(
  'identity.device.remember',
  `insert into city.known_device (device_blind, party, seen_at) values ($1, $2, $3)
   on conflict (device_blind, party) do update set seen_at = excluded.seen_at`,
)

const KNOWN = sql(
  'identity.device.known',
  `select count(*)::int as count from city.known_device as d
   join city.credential as c on c.party = d.party and c.username = $2 where d.device_blind = $1`,
)

const FORGET = sql('identity.device.forget', 'delete from city.known_device where party = $1')

/** What is kept of a browser's random cookie. */
export const deviceOf = (vault: Vault, cookie: string | undefined): Buffer | undefined =>
  cookie === undefined ? undefined : vault.blind(cookie, 'known-device')

/** Remembers that somebody signed in with this browser; one without a cookie is not remembered. */
export const rememberDevice = async (
  db: CityQueries,
  device: Buffer | undefined,
  party: string,
  now: Instant,
): Promise<void> => {
  if (device !== undefined) await db.run(REMEMBER, [device, party, ts(now)])
}

/** Whether whoever has this user name has signed in with this browser before. The same question for a name nobody has. */
export const isKnownDevice = async (
  db: CityQueries,
  device: Buffer | undefined,
  username: string,
): Promise<boolean> => {
  const { count } = await db.one<{ count: number }>(KNOWN, [device ?? Buffer.alloc(32), username])
  return device !== undefined && count > 0
}

/** After a reset or a new password no browser is known any more. */
export const forgetDevices = async (db: CityQueries, party: string): Promise<void> => {
  await db.run(FORGET, [party])
}
