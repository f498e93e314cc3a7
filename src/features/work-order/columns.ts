import { placeOf } from '../../platform/crypto/vault.ts'
import { type Column, impersonal, keeps, sealed, table } from '../../platform/personal/catalogue.ts'

const HANDLING = { activity: 'handling', retention: 'order' } as const

const ofCaller = (column: string) => ({
  key: { order_id: 'uuid' },
  place: (row: Readonly<Record<string, unknown>>) => placeOf('work_order_caller', column, String(row.order_id)),
})

/** What of a person the tables of work orders hold. Words are masked by the detector; what it took out is sealed. */
export const columns: readonly Column[] = [
  ...table(
    'work_order',
    HANDLING,
    {
      place: keeps('checked', 'address'),
      title: keeps('checked', 'words'),
      body: keeps('checked', 'words'),
      search: keeps('checked', 'words'),
      public_title: keeps('checked', 'words'),
      public_text: keeps('checked', 'words'),
      public_search: keeps('checked', 'words'),
      track_hash: keeps('hashed', 'account'),
      state: keeps('pseudonym', 'trace'),
    },
    'no step kind category channel area pending locality source external_id',
  ),
  ...table(
    'work_order_fact',
    HANDLING,
    { data: keeps('pseudonym', 'trace'), note: keeps('checked', 'words') },
    'action by_role seen_by leaf',
  ),
  ...table(
    'work_order_sealed',
    HANDLING,
    {
      sealed: sealed('words', {
        key: { order_id: 'uuid', seq: 'integer', field: 'text' },
        place: row => placeOf('work_order_sealed', `sealed/${row.seq}/${row.field}`, String(row.order_id)),
      }),
    },
    'field',
  ),
  ...table('work_order_caller', HANDLING, {
    name_sealed: sealed('name', ofCaller('name_sealed')),
    name_masked: keeps('masked', 'name'),
    phone_sealed: sealed('phone', ofCaller('phone_sealed')),
    phone_blind: keeps('blind', 'phone'),
    phone_masked: keeps('masked', 'phone'),
  }),
  ...table('work_order_reveal', { activity: 'oversight', retention: 'trace' }, { reason: keeps('checked', 'trace') }),
  ...table(
    'work_order_import_part',
    { activity: 'handling', retention: 'import' },
    {
      data: sealed('words', {
        key: { import: 'uuid', kind: 'text' },
        place: row => placeOf('work_order_import_part', String(row.kind), String(row.import)),
        part: 'part',
      }),
    },
    'kind',
  ),
  ...table('work_order_export', { activity: 'oversight', retention: 'trace' }, { filter: keeps('checked', 'trace') }),
  ...table(
    'saved_view',
    { activity: 'operation', retention: 'office' },
    { name: keeps('checked', 'words'), query: keeps('checked', 'words') },
    'role',
  ),
  ...impersonal('work_order_import', 'file_name source area map state summary why'),
  ...impersonal('work_order_file', 'purpose'),
  ...impersonal('work_order_link', 'why'),
  ...impersonal('work_order_month', 'month figures leaf'),
  ...impersonal('work_order_round', 'area kind channel satisfaction'),
]
