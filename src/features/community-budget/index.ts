/** The door of the two budgets of villages and communities. */
export { columns } from './columns.ts'
export { communityBudget } from './feature.ts'
