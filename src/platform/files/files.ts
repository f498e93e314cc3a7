import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import type { CityQueries, Tx } from '../db/types.ts'
import type { Context, Raw } from '../http/types.ts'
import { sealPlace, typeOf } from './photo.ts'
import type { PhotoTag } from './refusals.ts'
import { deleteFiles, filesOfOwner, insertFile, insertParts, oneFile, sealedBytes } from './store.ts'
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
  for (const variant of ['original', 'shown', 'thumb'] as const)
    await insertParts(tx, photo.id, variant, sealed[variant])
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

/**
 * A file of this matter, opened. The caller has let the reader see the matter; a file of another matter is not found,
 * whatever id is asked for.
 */
export const read = async (
  db: CityQueries,
  vault: Vault,
  wanted: { readonly id: string; readonly owner: string; readonly variant: Variant },
): Promise<OpenedFile | undefined> => {
  const { id, owner, variant } = wanted
  const file = await oneFile(db, id, owner)
  if (file === undefined) return undefined
  const bytes = vault.openBytes(await sealedBytes(db, id, variant), sealPlace(id, variant))
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
  ctx: Pick<Context, 'db' | 'vault' | 'scan'>,
  wanted: Parameters<typeof read>[2],
): Promise<Result<Raw, readonly Refusal[]>> => {
  const opened = await read(ctx.db, ctx.vault, wanted)
  if (opened === undefined) return refuse([{ tag: 'not-found' }])
  const why = await released(ctx, opened)
  return why.length > 0 ? refuse(why) : ok(asAnswer(opened))
}
