import { placeOf } from '../crypto/vault.ts'
import { type Column, impersonal, keeps, sealed, table } from './catalogue.ts'

const hex = (value: unknown): string => (Buffer.isBuffer(value) ? value.toString('hex') : String(value))

const ofParty = (column: string) => ({
  key: { id: 'uuid' },
  place: (row: Readonly<Record<string, unknown>>) => placeOf('party', column, String(row.id)),
})

const identity: readonly Column[] = [
  ...table(
    'party',
    { activity: 'account', retention: 'account' },
    {
      name_sealed: sealed('name', ofParty('name_sealed')),
      name_masked: keeps('masked', 'name'),
      phone_sealed: sealed('phone', ofParty('phone_sealed')),
      phone_blind: keeps('blind', 'phone'),
      phone_masked: keeps('masked', 'phone'),
      id_sealed: sealed('id-number', ofParty('id_sealed')),
      id_blind: keeps('blind', 'id-number'),
      id_masked: keeps('masked', 'id-number'),
    },
    'kind level',
  ),
  ...table(
    'credential',
    { activity: 'offices', retention: 'office' },
    { username: keeps('pseudonym', 'account'), password_hash: keeps('hashed', 'account') },
  ),
  ...table('sign_in_lock', { activity: 'account', retention: 'code' }, { key: keeps('blind', 'account') }),
  ...table(
    'session',
    { activity: 'account', retention: 'session' },
    { token_hash: keeps('hashed', 'account'), agent: keeps('pseudonym', 'trace') },
    'realm',
  ),
  ...table(
    'one_time_code',
    { activity: 'account', retention: 'code' },
    {
      request_hash: keeps('hashed', 'account'),
      phone_blind: keeps('blind', 'phone'),
      phone_sealed: sealed('phone', {
        key: { request_hash: 'bytea' },
        place: row => placeOf('one_time_code', 'phone_sealed', hex(row.request_hash)),
      }),
    },
    'purpose',
  ),
  ...table('code_quota', { activity: 'account', retention: 'code' }, { phone_blind: keeps('blind', 'phone') }),
  ...table(
    'sign_in_link',
    { activity: 'account', retention: 'code' },
    { token_hash: keeps('hashed', 'account') },
    'realm',
  ),
  ...impersonal('organisation', 'name kind uscc area'),
  ...impersonal('office', 'role area'),
  ...impersonal('vault_mark', 'fingerprint'),
]

const journal: readonly Column[] = [
  ...table(
    'journal_entry',
    { activity: 'oversight', retention: 'journal' },
    { body: keeps('committed', 'words') },
    'leaf stream',
  ),
  ...table(
    'journal_salt',
    { activity: 'oversight', retention: 'order' },
    { salts: keeps('committed', 'words') },
    'leaf',
  ),
  ...impersonal('journal_tile', 'data'),
  ...impersonal('journal_head', 'root checkpoint'),
]

const notify: readonly Column[] = [
  ...table(
    'notification',
    { activity: 'notices', retention: 'notice' },
    { values: keeps('checked', 'trace') },
    'kind link dedupe',
  ),
  ...table(
    'message',
    { activity: 'notices', retention: 'message' },
    {
      address_sealed: sealed('mail', {
        key: { id: 'uuid' },
        place: row => placeOf('message', 'address_sealed', String(row.id)),
      }),
      values: keeps('checked', 'name'),
    },
    'channel kind locale link state last_error dedupe consent',
  ),
]

const files: readonly Column[] = [
  ...table(
    'file',
    { activity: 'handling', retention: 'order' },
    { sha256: keeps('hashed', 'photo'), shown_sha256: keeps('hashed', 'photo') },
    'owner purpose mime',
  ),
  ...table(
    'file_blob',
    { activity: 'handling', retention: 'order' },
    {
      data: sealed('photo', {
        key: { file: 'uuid', variant: 'text' },
        place: row => placeOf('file_blob', String(row.variant), String(row.file)),
        part: 'part',
      }),
    },
    'variant',
  ),
]

/** Actors and keys of idempotency are ids and keyed hashes; the answer is what its author saw. */
const http: readonly Column[] = [
  ...table(
    'idempotency',
    { activity: 'operation', retention: 'answer' },
    {
      actor: keeps('pseudonym', 'trace'),
      body_hash: keeps('blind', 'words'),
      answer: sealed('words', {
        key: { actor: 'text', key: 'text' },
        place: row => placeOf('idempotency', 'answer', `${row.actor}/${row.key}`),
      }),
    },
    'key route',
  ),
  ...table('rate_window', { activity: 'operation', retention: 'code' }, { bucket: keeps('blind', 'trace') }),
]

const jobs: readonly Column[] = [
  ...table(
    'outbox',
    { activity: 'operation', retention: 'answer' },
    { payload: keeps('pseudonym', 'trace') },
    'topic key',
  ),
  ...table(
    'delivery',
    { activity: 'operation', retention: 'answer' },
    { payload: keeps('pseudonym', 'trace') },
    'consumer topic key last_error',
  ),
  ...table(
    'dead_delivery',
    { activity: 'operation', retention: 'trace' },
    { payload: keeps('pseudonym', 'trace') },
    'consumer topic key last_error',
  ),
]

const personal: readonly Column[] = [
  ...table(
    'personal_use',
    { activity: 'oversight', retention: 'trace' },
    { reason: keeps('checked', 'trace'), subject: keeps('pseudonym', 'trace') },
    'purpose fields',
  ),
  ...table(
    'publication_hold',
    { activity: 'publication', retention: 'trace' },
    {
      words_blind: keeps('blind', 'words'),
      words_sealed: sealed('words', {
        key: { id: 'uuid' },
        place: row => placeOf('publication_hold', 'words_sealed', String(row.id)),
      }),
      shown: keeps('masked', 'words'),
      reason: keeps('checked', 'trace'),
      answer: keeps('checked', 'trace'),
    },
    'subject found',
  ),
  ...table(
    'legal_hold',
    { activity: 'oversight', retention: 'trace' },
    { subject: keeps('pseudonym', 'trace'), reason: keeps('checked', 'trace') },
  ),
  ...table(
    'consent',
    { activity: 'rights', retention: 'consent' },
    { topic: keeps('pseudonym', 'trace') },
    'version channel withdrawn_channel',
  ),
  ...table('personal_export', { activity: 'rights', retention: 'export' }, { state: keeps('pseudonym', 'trace') }),
  ...table(
    'personal_export_part',
    { activity: 'rights', retention: 'export' },
    {
      data: sealed('words', {
        key: { export: 'uuid', kind: 'text' },
        place: row => placeOf('personal_export_part', String(row.kind), String(row.export)),
        part: 'part',
      }),
    },
    'kind',
  ),
  ...table(
    'personal_export_link',
    { activity: 'rights', retention: 'export' },
    { token_hash: keeps('hashed', 'account') },
    'kind',
  ),
  ...impersonal('processing_record', 'digest body leaf'),
  ...impersonal('reseal', 'place key_id'),
]

const clocks: readonly Column[] = [
  ...impersonal('clock', 'kind name calendar detail escalations fired'),
  ...impersonal('clock_step', 'name level'),
  ...impersonal('clock_change', 'kind name why'),
]

const ledger: readonly Column[] = [
  ...impersonal('ledger_book', 'kind unit area'),
  // The path of an account may name a unit: which door, by its code.
  ...table(
    'ledger_account',
    { activity: 'self-government', retention: 'archive' },
    { path: keeps('pseudonym', 'address') },
    'kind area',
  ),
  ...impersonal('ledger_posting', 'kind matter digest leaf'),
  ...impersonal('ledger_transfer', 'kind'),
]

/** The platform's own tables. Slices declare theirs; a test holds the whole against the database. */
export const platformColumns: readonly Column[] = [
  ...identity,
  ...journal,
  ...notify,
  ...files,
  ...http,
  ...jobs,
  ...personal,
  ...clocks,
  ...ledger,
  ...impersonal('number_block', 'series'),
]
