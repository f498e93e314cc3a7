import { type Column, impersonal } from '../../platform/personal/catalogue.ts'

export const columns: readonly Column[] = [
  ...impersonal('rule_value', 'key value basis reason'),
  ...impersonal('rule_conflict', 'key weaker stricter'),
]
