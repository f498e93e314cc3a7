import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import { token, tokenHash, uuidv7 } from '../../platform/crypto/uuid.ts'
import { placeOf, type Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Sweep } from '../../platform/feature.ts'
import { translator } from '../../platform/i18n/catalog.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import { defineTask, enqueue } from '../../platform/jobs/tasks.ts'
import { append } from '../../platform/journal/append.ts'
import { notify } from '../../platform/notify/notify.ts'
import { pdfOf } from '../../platform/pdf/pdf.ts'
import { forgetProofs } from '../../platform/personal/proof.ts'
import { ownDataOf, paperOf } from './own-data.ts'
import {
  type ExportKind,
  endExports,
  exportAt,
  exportBytes,
  insertExport,
  insertLink,
  keepExport,
  newestExport,
  takeLink,
} from './store/exports.ts'

/** How long what was made lies there, and how long a link holds. */
export const LINK_MS = 15 * MINUTE_MS
const STUCK_MS = HOUR_MS
const FORGET_MS = 30 * DAY_MS

const place = (id: string, kind: ExportKind): string => placeOf('personal_export_part', kind, id)

/** Makes the files of one export, in the background. Broken off, it is tried again; in the end it is failed. */
export const exportTask = defineTask({
  id: 'privacy.export',
  input: z.object({ id: z.uuid() }),
  secondsMax: 300,
  run: async ({ id }, { db, vault, now, own }) => {
    const asked = await exportAt(db, id)
    if (asked?.state !== 'waiting') return
    const data = await ownDataOf(db, vault, asked.party, now, own)
    const t = translator('zh-Hans')
    const say: Translate = (key, values) => t(key.includes(':') ? key : `privacy:${key}`, values)
    const pdf = await pdfOf({ title: say('paper.title'), lines: paperOf(data, own, say) })
    const json = Buffer.from(`${JSON.stringify(data, null, 2)}\n`)
    const files = {
      json: vault.sealBytes(json, place(id, 'json')),
      pdf: vault.sealBytes(pdf, place(id, 'pdf')),
    }
    await db.tx(async tx => {
      if (!(await keepExport(tx, id, files, now, instant(now + LINK_MS)))) return
      await notify(tx, {
        party: asked.party,
        kind: 'privacy:export-ready',
        values: {},
        link: '/me/data',
        dedupe: `export/${id}`,
        at: now,
      })
    })
  },
})

/** Orders an export of one's own data; one at a time. @returns or `export-running` */
export const askExport = async (
  tx: Tx,
  actor: Actor,
  now: Instant,
): Promise<Result<{ readonly id: string }, readonly Refusal[]>> => {
  if (actor.party === null) return refuse([{ tag: 'sign-in-first' }])
  const id = uuidv7(now)
  if (!(await insertExport(tx, id, actor.party, now))) return refuse([{ tag: 'export-running' }])
  await append(tx, { stream: `personal-export/${id}`, seq: 1, verb: 'export', at: now, actor, data: {} })
  await enqueue(tx, exportTask, { id }, now)
  return ok({ id })
}

/** A secret that gives one file once, to this person, within fifteen minutes of its being made. @returns or `export-over` */
export const linkFor = async (
  tx: Tx,
  actor: Actor,
  kind: ExportKind,
  now: Instant,
): Promise<Result<string, readonly Refusal[]>> => {
  const made = actor.party === null ? undefined : await newestExport(tx, actor.party)
  if (made?.state !== 'ready' || made.until === null || made.until <= now) return refuse([{ tag: 'export-over' }])
  const secret = token()
  await insertLink(tx, tokenHash(secret), made.id, kind, made.until)
  return ok(secret)
}

/** The file behind a link, once. @returns or `export-over` */
export const fetchExport = async (
  tx: Tx,
  vault: Vault,
  actor: Actor,
  secret: string,
  now: Instant,
): Promise<Result<{ readonly kind: ExportKind; readonly bytes: Buffer }, readonly Refusal[]>> => {
  const taken = actor.party === null ? undefined : await takeLink(tx, tokenHash(secret), actor.party, now)
  if (taken === undefined) return refuse([{ tag: 'export-over' }])
  const sealed = await exportBytes(tx, taken.export, taken.kind)
  return ok({ kind: taken.kind, bytes: vault.openBytes(sealed, place(taken.export, taken.kind)) })
}

export const exportSweep: Sweep = {
  id: 'privacy.exports',
  everyMs: MINUTE_MS,
  run: async (db, now) => {
    await forgetProofs(db, now)
    return endExports(db, now, instant(now - STUCK_MS), instant(now - FORGET_MS))
  },
}
