import { createHash } from 'node:crypto'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { placeOf, type Vault } from '../crypto/vault.ts'
import type { Upload } from '../http/types.ts'
import { draw } from './draw.ts'
import type { PhotoTag } from './refusals.ts'
import type { PhotoType, PreparedPhoto, Variant } from './types.ts'

export const BYTES_MAX = 15 * 1024 * 1024
export const PIXELS_MAX = 50_000_000

/** The type by the first bytes; the name and the declared type are the sender's word only. */
export const typeOf = (bytes: Buffer): PhotoType | undefined => {
  if (bytes.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff))) return 'image/jpeg'
  if (bytes.subarray(0, 8).equals(Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))) return 'image/png'
  const riff = bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP'
  return riff ? 'image/webp' : undefined
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** The place a variant is sealed for: bytes moved to another file or variant do not open. */
export const sealPlace = (id: string, variant: Variant): string => placeOf('file_blob', variant, id)

const refusal = (tag: PhotoTag, field: string, values: Readonly<Record<string, number>> = {}): Refusal<PhotoTag> => ({
  tag,
  values,
  pointer: `/body/${field}`,
})

const mega = (value: number, unit: number): number => Math.ceil((value / unit) * 10) / 10

/**
 * Checks an upload by drawing it small, which reads all of it, and seals both. What people see larger is drawn when
 * somebody looks (`shownOf`). Slow (some tenths of a second), so it is done before the transaction. At most 15 MB, 50
 * million pixels, JPEG, PNG or WebP.
 * @returns refusals photo-empty, photo-large, photo-kind, photo-pixels, photo-broken, at `/body/<field>`
 */
export const prepare = async (
  vault: Vault,
  upload: Pick<Upload, 'field' | 'bytes'>,
  now: Instant,
): Promise<Result<PreparedPhoto, readonly Refusal<PhotoTag>[]>> => {
  const { field, bytes } = upload
  if (bytes.length === 0) return refuse([refusal('photo-empty', field)])
  if (bytes.length > BYTES_MAX) {
    return refuse([
      refusal('photo-large', field, { megabytes: mega(bytes.length, 1024 ** 2), most: BYTES_MAX / 1024 ** 2 }),
    ])
  }
  const mime = typeOf(bytes)
  if (mime === undefined) return refuse([refusal('photo-kind', field)])
  const drawn = await draw({ bytes, as: 'thumb', pixelsMax: PIXELS_MAX })
  if (drawn.kind === 'broken') return refuse([refusal('photo-broken', field)])
  if (drawn.kind === 'pixels')
    return refuse([refusal('photo-pixels', field, { megapixels: mega(drawn.pixels, 1e6), most: PIXELS_MAX / 1e6 })])
  const { hint, width, height, data } = drawn
  const id = uuidv7(now)
  const seal = (variant: Variant, plain: Uint8Array): Buffer => vault.sealBytes(plain, sealPlace(id, variant))
  return ok({
    id,
    mime,
    width,
    height,
    bytes: bytes.length,
    sha256: sha256(bytes),
    hint,
    sealed: {
      original: seal('original', bytes),
      thumb: seal('thumb', data),
    },
  })
}

/** The picture people see, of what was sent; undefined when it cannot be drawn in this size. */
export const shownOf = async (original: Uint8Array): Promise<Uint8Array | undefined> => {
  const drawn = await draw({ bytes: original, as: 'shown', pixelsMax: PIXELS_MAX })
  return drawn.kind === 'drawn' ? drawn.data : undefined
}
