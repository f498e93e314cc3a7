export { account } from './feature.ts'
export { createOperator } from './operators.ts'
