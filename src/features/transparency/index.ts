export { transparency } from './feature.ts'
export { exportBundle } from './queries.ts'
