import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Context, Upload } from '../http/types.ts'
import { prepare } from './photo.ts'
import type { PreparedPhoto } from './types.ts'

/** At most so many photos come with one form. */
export const PHOTOS_MAX = 6

const DAY_MS = 86_400_000
/** Photos a day: of one resident, of one of the staff, from one address where nobody is signed in. */
const A_DAY = { resident: 100, staff: 1_000, anonymous: 300 } as const

/** Decoding costs about half a second a photo, and every photo is kept: nobody may fill the disk alone. */
const withinDay = async ({ actor, address, limit }: Context, count: number): Promise<readonly Refusal[]> => {
  if (actor.kind === 'system') return []
  for (let photo = 0; photo < count; photo++) {
    const counted = await limit('photos', actor.party ?? address, A_DAY[actor.kind], DAY_MS)
    if (!counted.ok) return counted.error
  }
  return []
}

/** An empty file field of a form is no photo. */
const chosen = (upload: Upload): boolean => upload.bytes.length > 0 || upload.filename !== ''

/** Decodes and seals what was sent, before any transaction. Every photo that is none is named, not just the first. */
export const preparePhotos = async (
  ctx: Context,
  uploads: readonly Upload[],
): Promise<Result<readonly PreparedPhoto[], readonly Refusal[]>> => {
  const sent = uploads.filter(chosen)
  const over = await withinDay(ctx, sent.length)
  if (over.length > 0) return refuse(over)
  const photos: PreparedPhoto[] = []
  const why: Refusal[] = []
  for (const upload of sent) {
    const prepared = await prepare(ctx.vault, upload, ctx.now)
    if (prepared.ok) photos.push(prepared.value)
    else why.push(...prepared.error)
  }
  return why.length > 0 ? refuse(why) : ok(photos)
}
