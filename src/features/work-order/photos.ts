import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { prepare } from '../../platform/files/photo.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import type { Context, Upload } from '../../platform/http/types.ts'

export const PHOTOS_MAX = 6

/** An empty file field of a form is no photo. */
const chosen = (upload: Upload): boolean => upload.bytes.length > 0 || upload.filename !== ''

/** Decodes and seals what was sent, before any transaction. Every photo that is none is named, not just the first. */
export const preparePhotos = async (
  ctx: Context,
  uploads: readonly Upload[],
): Promise<Result<readonly PreparedPhoto[], readonly Refusal[]>> => {
  const photos: PreparedPhoto[] = []
  const why: Refusal[] = []
  for (const upload of uploads.filter(chosen)) {
    const prepared = await prepare(ctx.vault, upload, ctx.now)
    if (prepared.ok) photos.push(prepared.value)
    else why.push(...prepared.error)
  }
  return why.length > 0 ? refuse(why) : ok(photos)
}
