/** The door: the manifest, what others may ask, and the event they may react to. */
export { __SNAKE___CHANGED } from './commands.ts'
export { __camel__ } from './feature.ts'
