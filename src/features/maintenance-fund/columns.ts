import { type Column, keeps, table } from '../../platform/personal/catalogue.ts'

const BOOKS = { activity: 'self-government', retention: 'archive' } as const

/** What of a person the fund's books hold: which unit has which account, by codes and ids that stand for them. */
export const columns: readonly Column[] = [
  ...table('fund', BOOKS, {}, 'area name bank bank_tail'),
  ...table('fund_unit', BOOKS, { code: keeps('pseudonym', 'address') }, 'area building first_basis'),
  ...table('fund_entry', BOOKS, { note: keeps('checked', 'words') }, 'action by_role data leaf'),
]
