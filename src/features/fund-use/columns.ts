import { type Column, keeps, table } from '../../platform/personal/catalogue.ts'

const SELF_GOVERNMENT = { activity: 'self-government', retention: 'archive' } as const

/** What of a person the tables of uses hold: what owners object, what their unit bears, and who did what by an id alone. */
export const columns: readonly Column[] = [
  ...table(
    'fund_use',
    SELF_GOVERNMENT,
    { title: keeps('checked', 'words'), body: keeps('checked', 'words'), measures: keeps('checked', 'words') },
    'no step area part procedure state',
  ),
  ...table(
    'fund_use_fact',
    SELF_GOVERNMENT,
    { note: keeps('checked', 'words'), record: keeps('checked', 'words') },
    'action by_role data seen_by leaf',
  ),
  ...table('fund_use_file', SELF_GOVERNMENT, {}, 'seen_by'),
  ...table('fund_use_warrant', SELF_GOVERNMENT, {}, 'kind leaf'),
  ...table('fund_use_called', SELF_GOVERNMENT, {}, 'no'),
  ...table('fund_use_part', SELF_GOVERNMENT, {}, 'code building'),
  ...table('fund_use_seller_part', SELF_GOVERNMENT, {}, 'code building'),
  ...table('fund_use_seller_short', SELF_GOVERNMENT, {}, 'code'),
  ...table('fund_use_short', SELF_GOVERNMENT, {}, 'code'),
]
