import { type Column, keeps, table } from '../../platform/personal/catalogue.ts'

const SELF_GOVERNMENT = { activity: 'self-government', retention: 'archive' } as const

/** What of a person the tables of decisions hold: what residents object, and who did what by an id alone. */
export const columns: readonly Column[] = [
  ...table(
    'village_decision',
    SELF_GOVERNMENT,
    { title: keeps('checked', 'words'), body: keeps('checked', 'words') },
    'no step area matter procedure state',
  ),
  ...table(
    'village_decision_fact',
    SELF_GOVERNMENT,
    {
      note: keeps('checked', 'words'),
      record: keeps('checked', 'words'),
    },
    'action by_role data seen_by leaf',
  ),
]
