import { parentPort } from 'node:worker_threads'
import sharp from 'sharp'
import { hintOf } from './hint.ts'
import type { PhotoHint } from './types.ts'

/** A photo to be drawn anew. */
export type DrawJob = { readonly bytes: Uint8Array; readonly jpeg: boolean; readonly pixelsMax: number }

export type Drawing = { readonly data: Uint8Array; readonly width: number; readonly height: number }

/** What became of it: the two pictures; or how many pixels it claims, when those are too many; or it cannot be read. */
export type Drawn =
  | { readonly kind: 'drawn'; readonly hint: PhotoHint; readonly shown: Drawing; readonly thumb: Drawing }
  | { readonly kind: 'pixels'; readonly pixels: number }
  | { readonly kind: 'broken' }

const SHOWN_PX = 1600
const THUMB_PX = 320
const DECODE_SECONDS_MAX = 20

// One thread for one photo: a report may take a second longer, other people's pages may not.
sharp.concurrency(1)
sharp.cache(false)
// libvips reads many formats; a stranger's bytes meet the decoders of these three only.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})

/**
 * Pixels only: neither the camera's notes, nor a thumbnail in them, nor what was hung behind the picture, survives. JPEG
 * with the standard tables: WebP is two fifths smaller, tables of its own one in fifteen, and they take four times and
 * twice the processor that everybody else waits for.
 */
const redrawn = async (
  bytes: Uint8Array,
  most: { readonly pixels: number; readonly side: number },
  quality: number,
) => {
  const { data, info } = await sharp(bytes, { limitInputPixels: most.pixels, failOn: 'error' })
    .timeout({ seconds: DECODE_SECONDS_MAX })
    .autoOrient()
    .resize(most.side, most.side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality, optimiseCoding: false })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

const draw = async ({ bytes, jpeg, pixelsMax }: DrawJob): Promise<Drawn> => {
  // Only the header is read here, so no limit is needed yet to be able to say how many pixels it claims.
  const header = await sharp(bytes, { limitInputPixels: false }).metadata()
  const pixels = header.width * header.height
  if (pixels > pixelsMax) return { kind: 'pixels', pixels }
  const shown = await redrawn(bytes, { pixels: pixelsMax, side: SHOWN_PX }, 76)
  // A JPEG is decoded small, which takes half of opening the drawn one again; other kinds are decoded whole.
  const thumb = await redrawn(jpeg ? bytes : shown.data, { pixels: pixelsMax, side: THUMB_PX }, 70)
  return { kind: 'drawn', hint: hintOf(header.exif), shown, thumb }
}

parentPort?.on('message', (job: DrawJob) => {
  // Whatever the decoder cannot read is the photo's fault, and it says so in words for programmers only.
  void draw(job)
    .catch((): Drawn => ({ kind: 'broken' }))
    .then(drawn => parentPort?.postMessage(drawn))
})
