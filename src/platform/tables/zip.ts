import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { TableFault } from './types.ts'

/** A workbook has some dozens of parts; a million rows unpack to a few hundred megabytes, at some 10 : 1. */
export const ZIP_ENTRIES_MAX = 2_000
export const ZIP_UNPACKED_MAX = 300 * 1024 * 1024
export const ZIP_RATIO_MAX = 120
/** Small parts may be all zeros without harm. */
const RATIO_FROM = 1024 * 1024

const END = 0x06054b50
const ENTRY = 0x02014b50
const END_BYTES = 22
const COMMENT_MAX = 65_535
const ENTRY_BYTES = 46
const DEFLATED = 8
const ZIP64 = 0xffffffff

const endAt = (bytes: Buffer): number | undefined => {
  const first = Math.max(0, bytes.length - END_BYTES - COMMENT_MAX)
  for (let at = bytes.length - END_BYTES; at >= first; at--) if (bytes.readUInt32LE(at) === END) return at
  return undefined
}

/** A part as the directory describes it. */
export type ZipPart = {
  readonly at: number
  readonly packed: number
  readonly size: number
  readonly deflated: boolean
}

/**
 * Whether the archive is one and may be unpacked, judged from its central directory alone: nothing is unpacked, so
 * a bomb costs no more than its directory. Zip64 is for files beyond 4 GB and is taken for a bomb.
 * @returns its parts, for `isHonest`
 */
export const checkZip = (bytes: Buffer): Result<readonly ZipPart[], TableFault> => {
  const end = bytes.length < END_BYTES ? undefined : endAt(bytes)
  if (end === undefined || bytes.readUInt32LE(0) !== 0x04034b50) return refuse({ why: 'not-a-zip' })
  const entries = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  let unpacked = 0
  const parts: ZipPart[] = []
  const bomb = (most: number): Result<never, TableFault> => refuse({ why: 'zip-bomb', most })
  if (at === ZIP64 || entries > ZIP_ENTRIES_MAX) return bomb(ZIP_ENTRIES_MAX)
  for (let index = 0; index < entries; index++) {
    if (at + ENTRY_BYTES > end || bytes.readUInt32LE(at) !== ENTRY) return refuse({ why: 'not-a-zip' })
    const [packed, size] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
    unpacked += size
    if (size === ZIP64 || unpacked > ZIP_UNPACKED_MAX) return bomb(ZIP_UNPACKED_MAX)
    if (size > RATIO_FROM && size > packed * ZIP_RATIO_MAX) return bomb(ZIP_RATIO_MAX)
    parts.push({ at: bytes.readUInt32LE(at + 42), packed, size, deflated: bytes.readUInt16LE(at + 10) === DEFLATED })
    at += ENTRY_BYTES + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return ok(parts)
}

const LOCAL_BYTES = 30

const unpacksTo = async (bytes: Buffer, { at, packed, size, deflated }: ZipPart): Promise<boolean> => {
  if (at + LOCAL_BYTES > bytes.length) return false
  const from = at + LOCAL_BYTES + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  if (!deflated) return packed === size
  let unpacked = 0
  try {
    for await (const piece of Readable.from([bytes.subarray(from, from + packed)]).pipe(createInflateRaw())) {
      unpacked += (piece as Buffer).length
      if (unpacked > size) return false
    }
  } catch {
    return false
  }
  return unpacked === size
}

/** Whether every part unpacks to what the directory says. Unpacked in small pieces that are thrown away. */
export const isHonest = async (bytes: Buffer, parts: readonly ZipPart[]): Promise<boolean> => {
  for (const part of parts) if (!(await unpacksTo(bytes, part))) return false
  return true
}
