export { columns } from './columns.ts'
export { realName } from './feature.ts'
