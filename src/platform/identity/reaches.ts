import type { Level } from './types.ts'

export const LEVELS: readonly Level[] = ['L0', 'L1', 'L2', 'L3']

/** Whether a level is as high as one that is needed. */
export const reaches = (have: Level, needed: Level): boolean => LEVELS.indexOf(have) >= LEVELS.indexOf(needed)
