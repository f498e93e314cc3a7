import { type Column, impersonal, keeps, table } from '../../platform/personal/catalogue.ts'

const SELF_GOVERNMENT = { activity: 'self-government', retention: 'archive' } as const
const words = keeps('checked', 'words')

/** What of a person the tables of deliberations hold: words that went through the detector, masked names, ids alone. */
export const columns: readonly Column[] = [
  ...table(
    'deliberation',
    SELF_GOVERNMENT,
    { title: words, body: words, state: keeps('pseudonym', 'trace') },
    'no step area level theme origin procedure',
  ),
  ...table('deliberation_fact', SELF_GOVERNMENT, { words, data: words }, 'action by_role seen_by leaf'),
  ...table('deliberation_meeting', SELF_GOVERNMENT, { minutes: words }, 'code'),
  ...table('deliberation_sign_in', SELF_GOVERNMENT, { who: keeps('masked', 'name') }, 'how'),
  ...table('deliberation_speech', SELF_GOVERNMENT, { who: keeps('masked', 'name') }),
  ...table('deliberation_rating', SELF_GOVERNMENT, { words }),
  ...table('deliberation_statement', SELF_GOVERNMENT, { text: words, digest: words }),
  ...impersonal('deliberation_order', 'no'),
  ...impersonal('deliberation_list', 'area theme text'),
  ...table('deliberation_body', SELF_GOVERNMENT, { data: words }, 'area kind'),
]
