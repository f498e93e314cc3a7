import { parentPort } from 'node:worker_threads'
import sharp from 'sharp'
import { hintOf } from './hint.ts'
import type { PhotoHint } from './types.ts'

/** A photo to be looked through and drawn small, or to be drawn as people see it. */
export type DrawJob = { readonly bytes: Uint8Array; readonly as: 'thumb' | 'shown'; readonly pixelsMax: number }

/** What became of it: the picture; or how many pixels it claims, when those are too many; or it cannot be read. */
export type Drawn =
  | {
      readonly kind: 'drawn'
      readonly hint: PhotoHint
      /** Size of the shown picture, whichever was drawn. */
      readonly width: number
      readonly height: number
      readonly data: Uint8Array
    }
  | { readonly kind: 'pixels'; readonly pixels: number }
  | { readonly kind: 'broken' }

/** The longer side in pixels, and the quality. */
const SIZES = { shown: { side: 1600, quality: 76 }, thumb: { side: 320, quality: 70 } } as const
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
const redrawn = (bytes: Uint8Array, as: DrawJob['as'], pixelsMax: number): Promise<Buffer> => {
  const { side, quality } = SIZES[as]
  return sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error' })
    .timeout({ seconds: DECODE_SECONDS_MAX })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality, optimiseCoding: false })
    .toBuffer()
}

const draw = async ({ bytes, as, pixelsMax }: DrawJob): Promise<Drawn> => {
  // Only the header is read here, so no limit is needed yet to be able to say how many pixels it claims.
  const { exif, autoOrient, ...header } = await sharp(bytes, { limitInputPixels: false }).metadata()
  const pixels = header.width * header.height
  if (pixels > pixelsMax) return { kind: 'pixels', pixels }
  const scale = Math.min(1, SIZES.shown.side / Math.max(autoOrient.width, autoOrient.height))
  const [width, height] = [autoOrient.width, autoOrient.height].map(side => Math.max(1, Math.round(side * scale)))
  const data = await redrawn(bytes, as, pixelsMax)
  return { kind: 'drawn', hint: hintOf(exif), width: width ?? 1, height: height ?? 1, data }
}

parentPort?.on('message', (job: DrawJob) => {
  // Whatever the decoder cannot read is the photo's fault, and it says so in words for programmers only.
  void draw(job)
    .catch((): Drawn => ({ kind: 'broken' }))
    .then(drawn => parentPort?.postMessage(drawn))
})
