import { type Column, impersonal, keeps, table } from '../../platform/personal/catalogue.ts'

const BOOKS = { activity: 'self-government', retention: 'archive' } as const
const words = keeps('checked', 'words')

/** What of a person the tables of budgets hold: words that went through the detector, and who did what by an id alone. */
export const columns: readonly Column[] = [
  ...impersonal('community_budget', 'area kind'),
  ...table('community_budget_grant', BOOKS, { reason: words }),
  ...table('community_budget_report', BOOKS, { place: words }, 'sums leaf'),
  ...table('community_expense', BOOKS, { purpose: words, payee: words }, 'no area kind category step'),
  ...table('community_budget_entry', BOOKS, { note: words }, 'action by_role leaf'),
]
