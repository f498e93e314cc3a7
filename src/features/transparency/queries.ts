import { base64 } from '../../kernel/journal/bytes.ts'
import { leafHash } from '../../kernel/journal/hash.ts'
import { entriesBundle, parseTilePath, tileWidth } from '../../kernel/journal/tile.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { bundle, entriesOf, PARTIAL_MAX, type Part } from '../../platform/journal/bundle.ts'
import { entriesBetween, findLeaf, headRow, tilesOf } from '../../platform/journal/log-store.ts'
import { consistencyProof, inclusionProofs } from '../../platform/journal/proofs.ts'
import { sha256 } from '../../platform/journal/sha256.ts'
import type { Signer } from '../../platform/journal/signer.ts'
import type { Tag } from './refusals.ts'

type Answer<T> = Promise<Result<T, readonly Refusal<Tag>[]>>

const no = (tag: Tag, values: Readonly<Record<string, string | number>> = {}, pointer?: string) =>
  refuse([{ tag, values, ...(pointer === undefined ? {} : { pointer }) }] as const)

export type SignedHead = { readonly size: number; readonly checkpoint: string; readonly signedAt: Instant }

/** The last signed state. There is none in the first second of a new city. */
export const signedHead = async (db: CityDb): Answer<SignedHead> => {
  const { size, checkpoint, signed_at } = await headRow(db)
  return checkpoint === null || signed_at === null ? no('unsigned') : ok({ size, checkpoint, signedAt: signed_at })
}

const HASH_BYTES = 32
const BUNDLE = 256

/** A tile of hashes or a bundle of entries, by its path; only what the signed state covers. */
export const tileAt = async (db: CityDb, path: string): Answer<Buffer> => {
  const head = await signedHead(db)
  if (!head.ok) return head
  const address = parseTilePath(`tile/${path}`)
  if (address === undefined) return no('tile-unknown')
  const { n, width } = address
  const level = address.level === 'entries' ? 0 : address.level
  if (width > tileWidth({ level, n }, head.value.size)) return no('tile-unknown')
  if (address.level === 'entries') {
    const entries = await entriesBetween(db, n * BUNDLE, n * BUNDLE + width, width)
    return entries.length === width
      ? ok(Buffer.from(entriesBundle(entries.map(({ body }) => Buffer.from(body)))))
      : no('tile-unknown')
  }
  const [tile] = await tilesOf(db, [{ level, n }])
  return tile === undefined ? no('tile-unknown') : ok(tile.data.subarray(0, width * HASH_BYTES))
}

type Asked = {
  readonly leaf?: string | undefined
  readonly index?: number | undefined
  readonly size?: number | undefined
}

const placeOf = async (db: CityDb, { leaf, index }: Asked, size: number): Answer<{ index: number; body: string }> => {
  if ((leaf === undefined) === (index === undefined)) return no('proof-what')
  if (index !== undefined) {
    const [entry] = index < size ? await entriesBetween(db, index, index + 1, 1) : []
    return entry === undefined ? no('size-wrong', { size }, '/query/index') : ok({ index, body: entry.body })
  }
  const found = await findLeaf(db, Buffer.from(leaf ?? '', 'hex'))
  if (found === undefined) return no('entry-unknown', {}, '/query/leaf')
  return found.idx === null || found.idx >= size ? no('entry-waiting') : ok({ index: found.idx, body: found.body })
}

/** That an entry is in the log, as of the signed state or an earlier size. */
export const proveInclusion = async (db: CityDb, asked: Asked) => {
  const head = await signedHead(db)
  if (!head.ok) return head
  const size = asked.size ?? head.value.size
  if (size > head.value.size) return no('size-wrong', { size: head.value.size }, '/query/size')
  const place = await placeOf(db, asked, size)
  if (!place.ok) return place
  const { index, body } = place.value
  const [proof = []] = await inclusionProofs(db, [index], size)
  const leaf = Buffer.from(leafHash(sha256, Buffer.from(body))).toString('hex')
  return ok({ leaf, index, size, body, proof: proof.map(base64), checkpoint: head.value.checkpoint })
}

/** That the log of `to` entries begins with the log of `from`. */
export const proveConsistency = async (db: CityDb, { from, to }: { readonly from: number; readonly to: number }) => {
  const head = await signedHead(db)
  if (!head.ok) return head
  if (from > to || to > head.value.size) return no('size-wrong', { size: head.value.size }, '/query/to')
  return ok({ from, to, proof: (await consistencyProof(db, from, to)).map(base64) })
}

type Wanted = {
  readonly stream?: string | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly since?: number | undefined
}

const partOf = ({ stream, from, to }: Wanted, size: number): Result<Part, readonly Refusal<Tag>[]> => {
  const range = from !== undefined || to !== undefined
  if (stream !== undefined && range) return no('export-what')
  if (stream !== undefined) return ok({ kind: 'stream', stream })
  if (!range) return ok({ kind: 'full' })
  const part = { kind: 'range', from: from ?? 0, to: to ?? size } as const
  if (part.from > part.to || part.to > size) return no('size-wrong', { size }, '/query/to')
  return part.to - part.from > PARTIAL_MAX ? no('export-large', { most: PARTIAL_MAX }, '/query/to') : ok(part)
}

export type Export = { readonly name: string; readonly lines: AsyncIterable<string> }

/** A bundle for `./linli verify`: the whole log, a range of it, or the entries of one matter. */
export const exportBundle = async (db: CityDb, signer: Signer, wanted: Wanted): Answer<Export> => {
  const head = await signedHead(db)
  if (!head.ok) return head
  const { size, checkpoint } = head.value
  const part = partOf(wanted, size)
  if (!part.ok) return part
  const { since } = wanted
  if (since !== undefined && since > size) return no('size-wrong', { size }, '/query/since')
  const entries = part.value.kind === 'full' ? [] : await entriesOf(db, part.value, size)
  if (entries.length > PARTIAL_MAX) return no('export-large', { most: PARTIAL_MAX })
  if (part.value.kind === 'stream' && entries.length === 0) return no('stream-unknown', {}, '/query/stream')
  const name = `journal-${db.city.code}-${part.value.kind}-${size}.jsonl`
  return ok({ name, lines: bundle(db, signer, { size, checkpoint }, part.value, entries, since) })
}
