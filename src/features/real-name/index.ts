export { columns } from './columns.ts'
export { realName } from './feature.ts'
export { LEVEL_RAISED } from './levels.ts'
