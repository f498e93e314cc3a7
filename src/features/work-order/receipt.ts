import { createHash } from 'node:crypto'
import type { Chance } from '../../platform/crypto/uuid.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

/** A query code on the receipt: 60 random bits in Crockford's alphabet, `7K2M-9QXA-4TBC`. Shown once, stored hashed. */
export const trackCode = (random: Chance): string => {
  const letters = [...random(LENGTH)].map(byte => ALPHABET[byte & 31]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}

/** What is stored of it; read leniently: case, spaces and hyphens do not matter, O is 0, I and L are 1. */
export const trackHash = (no: string, code: string): Buffer => {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return createHash('sha256').update(`${no}/${plain}`).digest()
}
