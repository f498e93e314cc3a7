import { placeOf } from '../../platform/crypto/vault.ts'
import { type Column, keeps, sealed, table } from '../../platform/personal/catalogue.ts'

const ofClaim = (column: string) => ({
  key: { id: 'uuid' },
  place: (row: Readonly<Record<string, unknown>>) => placeOf('level_claim', column, String(row.id)),
})

/** What a person gives so that a level is raised lies sealed until it is decided, and is gone then. */
export const columns: readonly Column[] = [
  ...table(
    'level_claim',
    { activity: 'account', retention: 'account' },
    {
      name_sealed: sealed('name', ofClaim('name_sealed')),
      name_masked: keeps('masked', 'name'),
      id_sealed: sealed('id-number', ofClaim('id_sealed')),
      id_masked: keeps('masked', 'id-number'),
      reason: keeps('checked', 'trace'),
    },
    'state',
  ),
  ...table(
    'level_change',
    { activity: 'account', retention: 'account' },
    { evidence: keeps('checked', 'trace') },
    'from_level to_level how',
  ),
]
