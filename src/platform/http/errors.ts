import type { Refusal } from '../../kernel/refusal.ts'
import { DatabaseError, DatabaseUnavailable, isFull } from '../db/errors.ts'
import type { HttpTag } from './refusals.ts'

/** What the framework and its plugins throw about a request, in our words. */
const FRAMEWORK: Readonly<Record<string, HttpTag>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body-broken',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body-broken',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body-broken',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'address-long',
  FST_REQ_FILE_TOO_LARGE: 'file-large',
  FST_FILES_LIMIT: 'files-many',
  FST_FIELDS_LIMIT: 'body-large',
  FST_PARTS_LIMIT: 'body-large',
  FST_PROTO_VIOLATION: 'body-broken',
  FST_INVALID_JSON_FIELD_ERROR: 'body-broken',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'media-type',
  FST_MP_PREMATURE_CLOSE: 'body-broken',
  FST_ERR_CTP_INVALID_TYPE: 'media-type',
  LINLI_JSON_TWICE: 'name-twice',
  LINLI_JSON_DEEP: 'body-broken',
}

/** Lock and statement timeouts: nothing is broken, too many want the same. */
const BUSY: ReadonlySet<string> = new Set(['55P03', '57014', '40001', '40P01'])

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** A statement stopped at its time limit. */
const STOPPED = '57014'

/** A thrown error as a refusal; `unexpected` is a bug and gets logged. A read that took too long asked for too much. */
export const refusalOf = (error: unknown, during: 'read' | 'write' = 'write'): Refusal<HttpTag> => {
  if (error instanceof DatabaseUnavailable) return { tag: 'unavailable' }
  if (error instanceof DatabaseError && error.code === STOPPED && during === 'read') return { tag: 'read-slow' }
  if (isFull(error)) return { tag: 'storage-full' }
  if (error instanceof DatabaseError && BUSY.has(error.code)) return { tag: 'busy' }
  const known = FRAMEWORK[codeOf(error)]
  if (known !== undefined) return { tag: known }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  // A broken body also surfaces as a plain SyntaxError with a status of 400.
  return { tag: status === 400 ? 'body-broken' : 'unexpected' }
}

/** A message may quote what a person typed: quoted parts, long numbers and Chinese text are blanked. */
export const maskMessage = (message: string): string =>
  message
    .slice(0, 500)
    .replace(/"[^"]*"|'[^']*'|`[^`]*`|\([^)]*\)/g, '…')
    .replace(/[\p{Script=Han}]+/gu, '…')
    .replace(/\d{5,}/g, '…')
    .replace(/\S+@\S+/g, '…')

/** An error for the log: what went wrong and where, without anything a person typed. */
export const logged = (error: unknown): Readonly<Record<string, unknown>> => {
  if (!(error instanceof Error)) return { name: typeof error }
  const frames = (error.stack ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, 12)
  return {
    name: error.name,
    code: codeOf(error) || undefined,
    message: maskMessage(error.message),
    statement: error instanceof DatabaseError ? error.statement : undefined,
    constraint: error instanceof DatabaseError ? error.constraint : undefined,
    frames: frames.map(line => line.trim()),
  }
}
