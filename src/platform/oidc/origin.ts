import { maskId, parseUscc } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { tokenHash, uuidv7 } from '../crypto/uuid.ts'
import { placeOf, type Vault } from '../crypto/vault.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'

const NOTE = sql(
  'oidc.origin.note',
  `insert into city.session_origin (session, service, on_behalf) select id, $2, $3 from city.session where token_hash = $1`,
)
const SERVICE = sql('oidc.origin.service', `select service from city.session_origin where session = $1`)

/** Notes by which service a session came about, and for which organisation it acts. */
export const noteOrigin = async (tx: Tx, secret: string, service: string, onBehalf: string | null): Promise<void> => {
  await tx.run(NOTE, [tokenHash(secret), service, onBehalf])
}

/** The service a session came about by; undefined for one by phone, password or link. */
export const serviceOfSession = async (db: CityQueries, session: string): Promise<string | undefined> =>
  (await db.maybe<{ service: string }>(SERVICE, [session]))?.service

const ENSURE = sql(
  'oidc.organisation.ensure',
  `insert into city.party (id, kind, name_sealed, name_masked, id_sealed, id_blind, id_masked, level, created_at)
   values ($1, 'organisation', $2, $3, $4, $5, $6, 'L0', $7)
   on conflict (id_blind) where id_blind is not null do nothing`,
)
const FIND = sql('oidc.organisation.find', `select id from city.party where id_blind = $1`)

/** A code of an organisation is never taken for a person's number, whatever its digits. */
const USCC = 'uscc'
const NAME_MAX = 100

/**
 * The party of an organisation somebody acts for, made if need be. Its name is public by registration and is not masked.
 * @returns or `organisation-code-wrong` when the code does not hold (GB 32100)
 */
export const ensureOrganisation = async (
  tx: Tx,
  vault: Vault,
  said: { readonly uscc: string; readonly name: string },
  now: Instant,
): Promise<Result<string, readonly Refusal[]>> => {
  const uscc = parseUscc(said.uscc)
  if (uscc === undefined) return refuse([{ tag: 'organisation-code-wrong' }])
  const id = uuidv7(now)
  const name = said.name === '' ? maskId(uscc) : said.name.slice(0, NAME_MAX)
  const blind = vault.blind(uscc, USCC)
  await tx.run(ENSURE, [
    id,
    vault.seal(name, placeOf('party', 'name_sealed', id)),
    name,
    vault.seal(uscc, placeOf('party', 'id_sealed', id)),
    blind,
    maskId(uscc),
    ts(now),
  ])
  return ok((await tx.one<{ id: string }>(FIND, [blind])).id)
}
