import { type Column, impersonal, keeps, table } from '../../platform/personal/catalogue.ts'

const RECORD = { activity: 'volunteering', retention: 'archive' } as const
const who = keeps('masked', 'name')

/** What of a person the tables of the time bank hold: masked names, ids alone, checked notes. */
export const columns: readonly Column[] = [
  ...impersonal('time_bank_scheme', 'area name origin guarantee'),
  ...impersonal('time_bank_rule', 'rules basis'),
  ...table('time_bank_member', RECORD, { who }, 'area'),
  ...table('time_bank_relative', RECORD, { who }, 'area relation'),
  ...table('time_bank_paid', RECORD, { note: keeps('checked', 'words') }, 'payer area'),
  ...table('time_bank_taken', RECORD, { note: keeps('checked', 'words') }, 'area'),
]
