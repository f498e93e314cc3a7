import { HOUR_MS, MINUTE_MS } from '../../kernel/time.ts'

/**
 * What one network address may ask for. Generous, since a village may share one; the limits that count are those
 * of a phone and of an account.
 */
export const CODES_PER_ADDRESS = { most: 300, windowMs: HOUR_MS }
export const TRIES_PER_ADDRESS = { most: 200, windowMs: 10 * MINUTE_MS }
/** And what one browser may: nobody has so many telephones. */
export const CODES_PER_DEVICE = { most: 20, windowMs: HOUR_MS }
/** Links that give an account are 256 bits; this only keeps noise away. */
export const LINKS_PER_ADDRESS = { most: 60, windowMs: HOUR_MS }
