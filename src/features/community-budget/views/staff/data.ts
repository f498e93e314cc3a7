/** Where the console asks about budgets, and about expenses. */
export const BUDGETS = '/api/community-budgets'
export const EXPENSES = '/api/community-expenses'
