import { encode } from 'uqr'

/** A QR code as the path of its dark squares, one unit each, so that it needs neither image nor style. */
export type Qr = { readonly size: number; readonly path: string }

/** Draws an address; quiet zone not included. */
export const qrOf = (text: string): Qr => {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const dark = Array.from({ length: size * size }, (_, index) => index).filter(
    index => data[Math.floor(index / size)]?.[index % size],
  )
  return { size, path: dark.map(index => `M${index % size} ${Math.floor(index / size)}h1v1h-1z`).join('') }
}
