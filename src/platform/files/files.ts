import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import { DatabaseError } from '../db/errors.ts'
import type { CityDb, CityQueries, Tx } from '../db/types.ts'
import type { Context, Raw } from '../http/types.ts'
import { sealPlace, shownOf, typeOf } from './photo.ts'
import type { PhotoTag } from './refusals.ts'
import {
  claimParts,
  deleteFiles,
  filesOfOwner,
  insertFile,
  insertParts,
  oneFile,
  sealedBytes,
  undrawn,
} from './store.ts'
import type { FileRecord, PreparedPhoto, Variant } from './types.ts'

export type Belongs = {
  /** `kind/id` of the matter, such as `work-order/0193…`. */
  readonly owner: string
  /** What for, in the slice's own words, such as `report`. */
  readonly purpose: string
  /** Party id of whoever added it; null for nobody known. */
  readonly by: string | null
  readonly at: Instant
}

/** Writes a prepared photo with the matter it belongs to. */
export const attach = async (tx: Tx, photo: PreparedPhoto, { owner, purpose, by, at }: Belongs): Promise<void> => {
  const { sealed, hint: _, ...row } = photo
  insertFile(tx, { ...row, owner, purpose, createdBy: by, createdAt: at })
  for (const variant of ['original', 'thumb'] as const) await insertParts(tx, photo.id, variant, sealed[variant])
}

/** The files of a matter, in the order they were added. */
export const filesOf = (db: CityQueries, owner: string): Promise<readonly FileRecord[]> => filesOfOwner(db, owner)

/**
 * Deletes the files of a matter. Of those kept because they are public, the original goes all the same: only the
 * picture made anew was ever shown. Returns how many were deleted whole.
 */
export const dropFiles = (tx: Tx, owner: string, keep: ReadonlySet<string>): Promise<number> =>
  deleteFiles(tx, owner, [...keep])

export type OpenedFile = {
  readonly file: FileRecord
  readonly variant: Variant
  readonly mime: string
  readonly bytes: Buffer
}

const openedOf = async (db: CityQueries, vault: Vault, id: string, variant: Variant): Promise<Buffer | undefined> => {
  const sealed = await sealedBytes(db, id, variant)
  return sealed === undefined ? undefined : vault.openBytes(sealed, sealPlace(id, variant))
}

/** Draws the shown picture from the original; undefined where there is none, or it cannot be drawn in this size. */
const drawn = async (system: CityDb, vault: Vault, id: string): Promise<Buffer | undefined> => {
  const original = await openedOf(system, vault, id, 'original')
  const shown = original === undefined ? undefined : await shownOf(original)
  return shown === undefined ? undefined : Buffer.from(shown.buffer, shown.byteOffset, shown.length)
}

const keep = (system: CityDb, vault: Vault, id: string, shown: Buffer): Promise<void> => {
  const sealed = vault.sealBytes(shown, sealPlace(id, 'shown'))
  return system.tx(tx => claimParts(tx, id, 'shown', sealed))
}

const drawAndKeep = async (system: CityDb, vault: Vault, id: string): Promise<Buffer | undefined> => {
  const shown = await drawn(system, vault, id)
  if (shown === undefined) return openedOf(system, vault, id, 'thumb')
  // A full disk or a database that cannot be written to is no reason to show nothing: the next look draws again.
  await keep(system, vault, id, shown).catch((error: unknown) => {
    if (!(error instanceof DatabaseError)) throw error
  })
  return shown
}

/** What is being drawn in this process, so that many who look at once have it drawn once. */
const drawing = new WeakMap<Vault, Map<string, Promise<Buffer | undefined>>>()

/**
 * The shown picture of a file that has none yet: drawn from the original, as the system, for whoever was let see the file
 * may not see that, and kept. Whoever sees a row of `file` may see the pictures made of it: each slice's policies on `file`
 * and `file_blob` say the same but for originals. One that can be drawn small only is shown small.
 */
const drawnNow = (system: CityDb, vault: Vault, id: string): Promise<Buffer | undefined> => {
  const all = drawing.get(vault) ?? new Map<string, Promise<Buffer | undefined>>()
  drawing.set(vault, all)
  const picture = all.get(id) ?? drawAndKeep(system, vault, id).finally(() => all.delete(id))
  all.set(id, picture)
  return picture
}

/**
 * Draws what nobody has looked at of these files of a matter: before the originals go (`dropFiles`).
 * @throws DatabaseError when a picture cannot be kept; its original must stay then
 */
export const drawShown = async (
  system: CityDb,
  vault: Vault,
  owner: string,
  ids: ReadonlySet<string>,
): Promise<void> => {
  for (const id of await undrawn(system, owner, [...ids])) {
    const shown = await drawn(system, vault, id)
    if (shown !== undefined) await keep(system, vault, id, shown)
  }
}

/** Who looks: the city as they see it, and as the system does. */
type Looking = Pick<Context, 'db' | 'system' | 'vault'>

/**
 * A file of this matter, opened. The caller has let the reader see the matter; a file of another matter is not found,
 * whatever id is asked for. The first look at the shown picture has it drawn, some tens of milliseconds on another thread.
 */
export const read = async (
  { db, system, vault }: Looking,
  wanted: { readonly id: string; readonly owner: string; readonly variant: Variant },
): Promise<OpenedFile | undefined> => {
  const { id, owner, variant } = wanted
  const file = await oneFile(db, id, owner)
  if (file === undefined) return undefined
  const kept = await openedOf(db, vault, id, variant)
  const bytes = kept ?? (variant === 'shown' ? await drawnNow(system, vault, id) : undefined)
  if (bytes === undefined) return undefined
  return { file, variant, mime: variant === 'original' ? file.mime : (typeOf(bytes) ?? 'image/jpeg'), bytes }
}

/**
 * Whether a file may leave: what was drawn anew always, an original only when a scanner, if there is one, calls it
 * clean. @returns `photo-infected` (name), `photo-unscanned`
 */
export const released = async (
  { scan }: Pick<Context, 'scan'>,
  { variant, bytes }: OpenedFile,
): Promise<readonly Refusal<PhotoTag>[]> => {
  if (variant !== 'original' || scan === undefined) return []
  const answer = await scan(bytes)
  if (answer.verdict === 'clean') return []
  return [
    answer.verdict === 'found' ? { tag: 'photo-infected', values: { name: answer.name } } : { tag: 'photo-unscanned' },
  ]
}

const EXTENSIONS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' }

/**
 * The answer of the owning slice's handler, which has checked who asks. There are no addresses that are a key by
 * themselves, so nobody keeps it, the browser of a shared machine neither; the original, as a stranger sent it, is only ever downloaded.
 */
export const asAnswer = ({ file, variant, mime, bytes }: OpenedFile): Raw => ({
  raw: true,
  type: mime,
  body: bytes,
  headers: {
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-disposition': `${variant === 'original' ? 'attachment' : 'inline'}; filename="${file.id}-${variant}.${EXTENSIONS[mime]}"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  },
})

/** A file of a matter as the answer to whoever was let see the matter. @returns `not-found`, or what `released` says */
export const answerFile = async (
  ctx: Looking & Pick<Context, 'scan'>,
  wanted: Parameters<typeof read>[1],
): Promise<Result<Raw, readonly Refusal[]>> => {
  const opened = await read(ctx, wanted)
  if (opened === undefined) return refuse([{ tag: 'not-found' }])
  const why = await released(ctx, opened)
  return why.length > 0 ? refuse(why) : ok(asAnswer(opened))
}
