import { hash } from 'node:crypto'
import type { Sha256 } from '../../kernel/journal/hash.ts'

/** The SHA-256 that kernel functions ask for. */
export const sha256: Sha256 = bytes => hash('sha256', bytes, 'buffer')
