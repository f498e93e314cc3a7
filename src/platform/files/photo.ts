import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { placeOf, type Vault } from '../crypto/vault.ts'
import type { Upload } from '../http/types.ts'
import { hintOf } from './hint.ts'
import type { PhotoTag } from './refusals.ts'
import type { PhotoType, PreparedPhoto, Variant } from './types.ts'

export const BYTES_MAX = 15 * 1024 * 1024
export const PIXELS_MAX = 50_000_000
const SHOWN_PX = 1600
const THUMB_PX = 320
const DECODE_SECONDS_MAX = 20

// One photo at a time on one thread: a report may take a second longer, other people's pages may not.
sharp.concurrency(1)
sharp.cache(false)
// libvips reads many formats; a stranger's bytes meet the decoders of these three only.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})

/** The type by the first bytes; the name and the declared type are the sender's word only. */
export const typeOf = (bytes: Buffer): PhotoType | undefined => {
  if (bytes.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff))) return 'image/jpeg'
  if (bytes.subarray(0, 8).equals(Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))) return 'image/png'
  const riff = bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP'
  return riff ? 'image/webp' : undefined
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()

/** The place a variant is sealed for: bytes moved to another file or variant do not open. */
export const sealPlace = (id: string, variant: Variant): string => placeOf('file_blob', variant, id)

/** Pixels only: neither the camera's notes, nor a thumbnail in them, nor what was hung behind the picture, survives. */
const redrawn = (bytes: Buffer, size: number, quality: number) =>
  sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error' })
    .timeout({ seconds: DECODE_SECONDS_MAX })
    .autoOrient()
    .resize(size, size, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality, effort: 3 })
    .toBuffer({ resolveWithObject: true })

let turn: Promise<unknown> = Promise.resolve()
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const mine = turn.then(work)
  turn = mine.catch(() => undefined)
  return mine
}

const refusal = (tag: PhotoTag, field: string, values: Readonly<Record<string, number>> = {}): Refusal<PhotoTag> => ({
  tag,
  values,
  pointer: `/body/${field}`,
})

const mega = (value: number, unit: number): number => Math.ceil((value / unit) * 10) / 10

const draw = async (bytes: Buffer, field: string) => {
  // Only the header is read here, so no limit is needed yet to be able to say how many pixels it claims.
  const header = await sharp(bytes, { limitInputPixels: false }).metadata()
  const pixels = header.width * header.height
  if (pixels > PIXELS_MAX) {
    return refuse([refusal('photo-pixels', field, { megapixels: mega(pixels, 1e6), most: PIXELS_MAX / 1e6 })])
  }
  const shown = await redrawn(bytes, SHOWN_PX, 78)
  const thumb = await redrawn(shown.data, THUMB_PX, 70)
  return ok({ hint: hintOf(header.exif), shown, thumb })
}

/**
 * Checks an upload, draws it anew in two sizes and seals all three. Slow (0.2–1 s), so it is done before the
 * transaction. At most 15 MB, 50 million pixels, JPEG, PNG or WebP.
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
  // Whatever the decoder cannot read is the photo's fault, and it says so in words for programmers only.
  const drawn = await inTurn(() => draw(bytes, field)).catch(() => refuse([refusal('photo-broken', field)]))
  if (!drawn.ok) return drawn
  const { hint, shown, thumb } = drawn.value
  const id = uuidv7(now)
  const seal = (variant: Variant, plain: Buffer): Buffer => vault.sealBytes(plain, sealPlace(id, variant))
  return ok({
    id,
    mime,
    width: shown.info.width,
    height: shown.info.height,
    bytes: bytes.length,
    sha256: sha256(bytes),
    shownSha256: sha256(shown.data),
    hint,
    sealed: {
      original: seal('original', bytes),
      shown: seal('shown', shown.data),
      thumb: seal('thumb', thumb.data),
    },
  })
}
