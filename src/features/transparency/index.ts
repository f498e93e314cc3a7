export { transparency } from './feature.ts'
