import type { Refusal } from '../../kernel/refusal.ts'
import type { Upload } from './types.ts'

/** How much of a body is read, and what it is once read. */
export const JSON_BYTES_MAX = 256 * 1024
export const FILES_MAX = 6
export const FILE_BYTES_MAX = 15 * 1024 * 1024
export const UPLOAD_BYTES_MAX = 40 * 1024 * 1024
export const FIELDS_MAX = 64
export const FIELD_BYTES_MAX = 64 * 1024

export const MULTIPART_LIMITS = {
  fieldNameSize: 100,
  fieldSize: FIELD_BYTES_MAX,
  fields: FIELDS_MAX,
  fileSize: FILE_BYTES_MAX,
  files: FILES_MAX,
  parts: FIELDS_MAX + FILES_MAX,
  headerPairs: 50,
}

/** Photos in the memory of this process, over all requests: beyond it the next is told to come back. */
export const HELD_BYTES_MAX = 256 * 1024 * 1024

export type Body = {
  readonly fields: unknown
  readonly files: readonly Upload[]
  /** What was cut off; the rest was still read, so that a form can be shown again with what was typed. */
  readonly why: readonly Refusal[]
}
