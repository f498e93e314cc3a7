/** The door of local values: what a place sets for itself over national rules. */
export { type RuleBook, ruleBookOf, shippedBook } from './book.ts'
export { columns } from './columns.ts'
export { locality } from './feature.ts'
export { LOCALITIES, localityOf } from './localities.ts'
export { defineRuleValue, type RuleValue, ruleValueAt } from './registry.ts'
export type { HotlineTemplate, Locality } from './rules/locality.ts'
export type { Held } from './rules/resolve.ts'
export { noticeConflicts, ruleValueOn } from './values.ts'
