import { placeOf } from '../../platform/crypto/vault.ts'
import { type Column, keeps, sealed, table } from '../../platform/personal/catalogue.ts'

const REGISTER = { activity: 'self-government', retention: 'archive' } as const

const own = (name: string, column: string) => ({
  key: { id: 'uuid' },
  place: (row: Readonly<Record<string, unknown>>) => placeOf(name, column, String(row.id)),
})

/** What of a person the register holds: owners sealed, and who owns what by ids that stand for them. */
export const columns: readonly Column[] = [
  ...table('estate', REGISTER, {}, 'area name developer'),
  ...table('estate_gate', REGISTER, {}, 'why'),
  ...table('estate_parking', REGISTER, {}, 'source'),
  ...table(
    'estate_unit',
    REGISTER,
    { code: keeps('pseudonym', 'address') },
    'area building stairwell kind area_source',
  ),
  ...table(
    'estate_owner',
    REGISTER,
    {
      name_sealed: sealed('name', own('estate_owner', 'name_sealed')),
      name_masked: keeps('masked', 'name'),
      number_sealed: sealed('id-number', own('estate_owner', 'number_sealed')),
      number_blind: keeps('blind', 'id-number'),
      number_masked: keeps('masked', 'id-number'),
    },
    'kind paper',
  ),
  ...table(
    'estate_title',
    REGISTER,
    {
      paper_sealed: sealed('id-number', own('estate_title', 'paper_sealed')),
      paper_masked: keeps('masked', 'id-number'),
    },
    'area basis',
  ),
  ...table('estate_formation', REGISTER, {}, 'step state'),
  ...table('estate_formation_fact', REGISTER, { note: keeps('checked', 'words') }, 'action by_role data record leaf'),
  ...table('estate_term', REGISTER, {}, 'record filed_record'),
  // Who is elected is announced to all owners; the name stands on the committee's notices.
  ...table('estate_member', REGISTER, { name: keeps('checked', 'name') }, 'office posts ended_by'),
  ...table('estate_member_unit', REGISTER, {}, 'area'),
  ...table(
    'estate_meeting',
    REGISTER,
    { matter: keeps('checked', 'words'), decision: keeps('checked', 'words') },
    'verdict record',
  ),
  ...table('estate_entry', REGISTER, { note: keeps('checked', 'words') }, 'action by_role data leaf'),
]
