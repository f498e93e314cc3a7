import { type Column, keeps, sealed, table } from '../../platform/personal/catalogue.ts'

const SELF_GOVERNMENT = { activity: 'self-government', retention: 'archive' } as const

const ballotKey = (column: string) => ({
  key: { vote: 'uuid', pseudonym: 'text' },
  place: (row: Readonly<Record<string, unknown>>) => `owners_vote_ballot/${column}/${row.vote}/${row.pseudonym}`,
})

/** What of a person the tables of votes hold: who stands behind a head, what a ballot says, and what owners object. */
export const columns: readonly Column[] = [
  ...table(
    'owners_vote',
    SELF_GOVERNMENT,
    { title: keeps('checked', 'words'), body: keeps('checked', 'words') },
    'no step area procedure state',
  ),
  ...table('owners_vote_motion', SELF_GOVERNMENT, {
    title: keeps('checked', 'words'),
    body: keeps('checked', 'words'),
  }),
  ...table(
    'owners_vote_fact',
    SELF_GOVERNMENT,
    { note: keeps('checked', 'words'), record: keeps('checked', 'words') },
    'action by_role data seen_by leaf',
  ),
  ...table('owners_vote_unit', SELF_GOVERNMENT, {}, 'code'),
  ...table('owners_vote_roll', SELF_GOVERNMENT, { pseudonym: keeps('pseudonym', 'trace') }),
  ...table('owners_vote_group', SELF_GOVERNMENT, {
    pseudonym: keeps('pseudonym', 'trace'),
    units: keeps('pseudonym', 'address'),
    salt: keeps('committed', 'trace'),
  }),
  ...table('owners_vote_voter', SELF_GOVERNMENT, { pseudonym: keeps('pseudonym', 'trace') }),
  ...table('owners_vote_delivery', SELF_GOVERNMENT, {}, 'code how'),
  ...table('owners_vote_proxy', SELF_GOVERNMENT, {
    pseudonym: keeps('pseudonym', 'trace'),
    record: keeps('checked', 'words'),
  }),
  ...table(
    'owners_vote_ballot',
    SELF_GOVERNMENT,
    {
      pseudonym: keeps('pseudonym', 'trace'),
      record: keeps('checked', 'words'),
      choices_sealed: sealed('words', ballotKey('choices_sealed')),
      openings_sealed: sealed('words', ballotKey('openings_sealed')),
    },
    'state channel leaf',
  ),
  ...table('owners_vote_sealed', SELF_GOVERNMENT, { pseudonym: keeps('pseudonym', 'trace') }, 'body'),
  ...table('owners_vote_refused', SELF_GOVERNMENT, {}, 'why channel'),
  ...table('owners_vote_count', SELF_GOVERNMENT, {}, 'body'),
]
