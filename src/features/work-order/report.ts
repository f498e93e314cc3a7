import type { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { preparePhotos } from '../../platform/files/receive.ts'
import type { Context, Upload } from '../../platform/http/types.ts'
import { accept, nextOrderNo } from './accept.ts'
import type { reportedOut, reportIn } from './api.ts'

const REPORTS_PER_HOUR = 20
const HOUR_MS = 3_600_000

/** What somebody holds in hand after reporting; plain JSON, kept with the idempotency key. */
export type Reported = z.input<typeof reportedOut>

/**
 * Takes a report from whoever speaks for themselves, by a program or by the page: at most twenty an hour from one
 * person or address, photos decoded before the transaction, one order for one key however often it is sent.
 */
export const receiveReport = async (
  ctx: Context,
  body: z.output<typeof reportIn>,
  files: readonly Upload[],
): Promise<Result<Reported, readonly Refusal[]>> => {
  const limited = await ctx.limit('report', ctx.actor.party ?? ctx.address, REPORTS_PER_HOUR, HOUR_MS)
  if (!limited.ok) return limited
  const photos = await preparePhotos(ctx, files)
  if (!photos.ok) return photos
  const no = await nextOrderNo(ctx.system, ctx.now)
  const requester = ctx.actor.kind === 'resident' ? ctx.actor.party : null
  return ctx.once(async tx => {
    const { actor, now, vault } = ctx
    const report = { ...body, channel: 'web', requester, photos: photos.value } as const
    const done = await accept(tx, { actor, now, vault }, report, no)
    return done.ok ? ok({ id: done.value.id, no: done.value.no, track: done.value.track, leaf: done.value.leaf }) : done
  })
}
