import { placeOf } from '../../platform/crypto/vault.ts'
import { type Column, impersonal, keeps, sealed, table } from '../../platform/personal/catalogue.ts'

const RECORD = { activity: 'volunteering', retention: 'archive' } as const

const own = (name: string, column: string) => ({
  key: { id: 'uuid' },
  place: (row: Readonly<Record<string, unknown>>) => placeOf(name, column, String(row.id)),
})
const who = keeps('masked', 'name')
const words = keeps('checked', 'words')

/** What of a person the tables of volunteering hold: names and numbers sealed, masked names in lists, checked words. */
export const columns: readonly Column[] = [
  ...impersonal('volunteer_group', 'area name kind about topics'),
  ...table(
    'volunteer',
    RECORD,
    {
      no: keeps('pseudonym', 'trace'),
      name_sealed: sealed('name', own('volunteer', 'name_sealed')),
      name_blind: keeps('blind', 'name'),
      name_masked: who,
      number_sealed: sealed('id-number', own('volunteer', 'number_sealed')),
      number_blind: keeps('blind', 'id-number'),
      number_masked: keeps('masked', 'id-number'),
      phone_sealed: sealed('phone', own('volunteer', 'phone_sealed')),
      guardian_sealed: sealed('name', own('volunteer', 'guardian_sealed')),
      guardian_masked: who,
    },
    'area state joined_by skills languages wishes reach traits',
  ),
  ...table('volunteer_training', RECORD, {}, 'area course'),
  ...table('volunteer_honour', RECORD, { name: words }, 'area by_body'),
  ...impersonal('volunteer_activity', 'no area title about place topic risk risk_notice insurance course skill'),
  ...impersonal('volunteer_shift', 'area'),
  ...impersonal('volunteer_shift_code', 'area code'),
  ...table('volunteer_signup', RECORD, { who, contested: words }, 'area state in_by'),
  ...table(
    'volunteer_need',
    RECORD,
    {
      no: keeps('pseudonym', 'trace'),
      text: words,
      where_sealed: sealed('address', own('volunteer_need', 'where_sealed')),
      note: words,
    },
    'area entered_by topic skill language risk insurance state',
  ),
  ...table('volunteer_match', RECORD, { who }, 'area reasons state'),
  ...table('volunteer_service', RECORD, { who, title: words, note: words }, 'area topic state flags leaf'),
  ...impersonal('volunteer_serial', 'series'),
  ...table(
    'volunteer_certificate',
    RECORD,
    { no: keeps('pseudonym', 'trace'), code: keeps('pseudonym', 'trace'), who, digest: keeps('hashed', 'trace') },
    'area issuer leaf',
  ),
  ...impersonal('volunteer_figure', 'area topic'),
]
