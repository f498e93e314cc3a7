import { type Column, keeps, table } from '../../platform/personal/catalogue.ts'

const BOOKS = { activity: 'self-government', retention: 'archive' } as const

/** What of a person the fund's books hold: which unit has which account, by codes and ids that stand for them. */
export const columns: readonly Column[] = [
  ...table('fund', BOOKS, {}, 'area name bank bank_tail'),
  ...table('fund_unit', BOOKS, { code: keeps('pseudonym', 'address') }, 'area building first_basis'),
  ...table('fund_housing', BOOKS, {}, 'seller basis'),
  ...table('fund_reference', BOOKS, {}, 'reference'),
  // The use's own slice looked at its title before it was published.
  ...table('fund_use_name', BOOKS, { title: keeps('checked', 'words') }, 'no'),
  ...table('fund_bond', BOOKS, {}, 'name decision'),
  ...table('fund_proposal', BOOKS, { note: keeps('checked', 'words') }, 'kind data state'),
  ...table('fund_statement', BOOKS, {}, 'digest leaf'),
  // Of what a bank writes only words of a list are kept.
  ...table('fund_line', BOOKS, {}, 'reference words how'),
  ...table('fund_paper', BOOKS, { content: keeps('pseudonym', 'address') }, 'scope building digest leaf'),
  ...table('fund_entry', BOOKS, { note: keeps('checked', 'words') }, 'action by_role data leaf'),
]
