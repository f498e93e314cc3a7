import { DAY_MS, type Instant, instant } from '../../kernel/time.ts'
import { type CityDb, sql } from '../db/types.ts'
import { ts } from '../db/values.ts'

const BATCH = 1_000

/** What is over and tells of people only by being kept. A day's grace lets an operator look into a complaint. */
const OVER = [
  sql('identity.sweep.codes', sweepOf('one_time_code', 'request_hash', 'expires_at')),
  sql('identity.sweep.quotas', sweepOf('code_quota', 'phone_blind', 'last_at')),
  sql('identity.sweep.links', sweepOf('sign_in_link', 'token_hash', 'expires_at')),
  sql('identity.sweep.flows', sweepOf('identity_flow', 'key_hash', 'expires_at')),
  sql('identity.sweep.locks', sweepOf('sign_in_lock', 'key', 'tried_at')),
  sql('identity.sweep.sessions', sweepOf('session', 'token_hash', 'absolute_until')),
  sql('identity.sweep.halves', sweepOf('half_session', 'token_hash', 'expires_at')),
  sql('identity.sweep.account-links', sweepOf('account_link', 'token_hash', 'expires_at')),
  sql('identity.sweep.steps', sweepOf('used_step', '(party, step)', 'used_at')),
]

function sweepOf(table: string, key: string, over: string): string {
  return `delete from city.${table} where ${key} in (
    select ${key.replace(/[()]/g, '')} from city.${table} where ${over} < $1 limit ${BATCH} for update skip locked)`
}

/** A browser that nobody signed in with for so long is a stranger again. */
const DEVICE_MS = 180 * DAY_MS
const DEVICES = sql('identity.sweep.devices', sweepOf('known_device', '(device_blind, party)', 'seen_at'))

/** Deletes codes, quotas, links, locks, sessions and used steps that have been over for a day. Returns how many. */
export const sweepIdentity = async (db: CityDb, now: Instant): Promise<number> => {
  let swept = 0
  for (const statement of OVER) swept += await db.run(statement, [ts(instant(now - DAY_MS))])
  return swept + (await db.run(DEVICES, [ts(instant(now - DEVICE_MS))]))
}

/** What has run out is marked as over: a clock that is put back later does not bring it back to life. */
const END = [
  sql(
    'identity.end.sessions',
    'update city.session set revoked_at = idle_until where revoked_at is null and idle_until <= $1',
  ),
  sql(
    'identity.end.codes',
    `update city.one_time_code set used_at = expires_at, phone_sealed = null where used_at is null and expires_at <= $1`,
  ),
  sql(
    'identity.end.links',
    'update city.sign_in_link set used_at = expires_at where used_at is null and expires_at <= $1',
  ),
]

/** Ends sessions, codes and links whose time is up, for good. Returns how many. */
export const endIdentity = async (db: CityDb, now: Instant): Promise<number> => {
  let ended = 0
  for (const statement of END) ended += await db.run(statement, [ts(now)])
  return ended
}
