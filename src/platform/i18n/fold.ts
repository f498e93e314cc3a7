import { Converter } from 'opencc-js/t2cn'

let converter: ((text: string) => string) | undefined

/** The converter's tables take some 30 ms to set up, so it is made when first asked for. */
const toSimplified = (): ((text: string) => string) => {
  const made = converter ?? Converter({ from: 't', to: 'cn' })
  converter = made
  return made
}

/**
 * Text as search compares it: full-width forms, letter case and traditional characters do not matter,
 * so that 鄰里中心 is found as 邻里中心. What people wrote is stored as they wrote it; only the search column is folded.
 */
export const fold = (text: string): string => toSimplified()(text.normalize('NFKC').toLowerCase())
