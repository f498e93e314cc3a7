import { placeOf } from '../../platform/crypto/vault.ts'
import { type Column, keeps, sealed, table } from '../../platform/personal/catalogue.ts'

const SELF_GOVERNMENT = { activity: 'self-government', retention: 'archive' } as const
const NAME = 'committee_election_voter'

const own = (column: string) => ({
  key: { id: 'uuid' },
  place: (row: Readonly<Record<string, unknown>>) => placeOf(NAME, column, String(row.id)),
})

/**
 * What of a person the tables of elections hold: who may vote, sealed and as published; who stands and who ran it, by the
 * names the law has published. Of what anybody voted there is nothing.
 */
export const columns: readonly Column[] = [
  ...table('committee_election', SELF_GOVERNMENT, {}, 'no step area body procedure state'),
  ...table(
    'committee_election_fact',
    SELF_GOVERNMENT,
    { note: keeps('checked', 'words'), record: keeps('checked', 'words'), data: keeps('pseudonym', 'trace') },
    'action by_role seen_by leaf',
  ),
  ...table('committee_election_official', SELF_GOVERNMENT, { name: keeps('checked', 'name') }),
  ...table('committee_election_roll', SELF_GOVERNMENT, { name_masked: keeps('masked', 'name') }),
  ...table(NAME, SELF_GOVERNMENT, {
    name_sealed: sealed('name', own('name_sealed')),
    number_sealed: sealed('id-number', own('number_sealed')),
    number_blind: keeps('blind', 'id-number'),
    number_masked: keeps('masked', 'id-number'),
  }),
  ...table('committee_election_candidate', SELF_GOVERNMENT, { name: keeps('checked', 'name') }, 'post state'),
  ...table('committee_election_proxy', SELF_GOVERNMENT, { record: keeps('checked', 'words') }),
  ...table('committee_election_count', SELF_GOVERNMENT, {}, 'numbers'),
]
