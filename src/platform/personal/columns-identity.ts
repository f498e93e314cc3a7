import { placeOf } from '../crypto/vault.ts'
import { type Column, impersonal, keeps, sealed, table } from './catalogue.ts'

const CODE = { activity: 'account', retention: 'code' } as const
const ACCOUNT = { activity: 'account', retention: 'account' } as const
const OFFICE = { activity: 'offices', retention: 'office' } as const
const TRACE = { activity: 'oversight', retention: 'trace' } as const

/** What proves who somebody is: second factors, half sessions, links, and what the security log keeps of it. */
const factors: readonly Column[] = [
  ...table('second_factor', OFFICE, {
    secret_sealed: sealed('account', {
      key: { party: 'uuid' },
      place: row => placeOf('second_factor', 'secret_sealed', String(row.party)),
    }),
  }),
  ...table('recovery_code', OFFICE, { code_blind: keeps('blind', 'account') }),
  ...table('half_session', CODE, { token_hash: keeps('hashed', 'account') }, 'needs'),
  ...table('known_device', OFFICE, { device_blind: keeps('blind', 'trace') }),
  ...table(
    'account_link',
    CODE,
    { token_hash: keeps('hashed', 'account'), username: keeps('pseudonym', 'account') },
    'purpose',
  ),
  ...impersonal('administrator_kind', 'role'),
  ...table('break_glass', TRACE, { reason: keeps('checked', 'trace') }, 'area own_role role'),
  ...table(
    'security_event',
    TRACE,
    {
      address_blind: keeps('blind', 'trace'),
      agent: keeps('pseudonym', 'trace'),
      data: keeps('pseudonym', 'trace'),
    },
    'kind',
  ),
  ...impersonal('security_purge', 'rule_basis xact'),
]

/** Ties to identity services, and what waits sealed while somebody is on the way to one and back. */
const services: readonly Column[] = [
  ...table(
    'identity_flow',
    CODE,
    {
      browser_hash: keeps('hashed', 'trace'),
      key_hash: keeps('hashed', 'account'),
      sealed: sealed('account', {
        key: { key_hash: 'bytea' },
        place: row => placeOf('identity_flow', 'sealed', Buffer.from(row.key_hash as Uint8Array).toString('hex')),
      }),
    },
    'kind service',
  ),
  ...table('identity_link', ACCOUNT, { subject_blind: keeps('blind', 'account') }, 'proof service'),
  ...impersonal('session_origin', 'service'),
]

export const identityColumns: readonly Column[] = [...factors, ...services]
