import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { Refusal } from '../../kernel/refusal.ts'
import {
  type Body,
  FIELD_BYTES_MAX,
  FILE_BYTES_MAX,
  FILES_MAX,
  HELD_BYTES_MAX,
  UPLOAD_BYTES_MAX,
} from './body-limits.ts'
import { refusalOf } from './errors.ts'
import type { Upload } from './types.ts'

const MEGABYTE = 1024 * 1024

let heldBytes = 0

/** Bytes of photos this process holds at the moment. */
export const held = (): number => heldBytes

type Reading = {
  readonly fields: Map<string, unknown>
  readonly files: Upload[]
  readonly why: Refusal[]
  bytes: number
}

/** A field sent several times is a list. */
const add = (fields: Map<string, unknown>, name: string, value: unknown): void => {
  const before = fields.get(name)
  fields.set(name, before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value])
}

const readFile = async (part: MultipartFile, reading: Reading): Promise<void> => {
  const chunks: Buffer[] = []
  const pointer = `/files/${part.fieldname}`
  let size = 0
  let crowded = false
  for await (const chunk of part.file as AsyncIterable<Buffer>) {
    size += chunk.length
    crowded ||= heldBytes + chunk.length > HELD_BYTES_MAX
    if (crowded || reading.bytes + chunk.length > UPLOAD_BYTES_MAX) continue
    heldBytes += chunk.length
    reading.bytes += chunk.length
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  if (part.file.truncated) reading.why.push({ tag: 'file-large', values: { most: FILE_BYTES_MAX / MEGABYTE }, pointer })
  else if (crowded) reading.why.push({ tag: 'busy', pointer })
  else if (bytes.length < size)
    reading.why.push({ tag: 'body-large', values: { most: UPLOAD_BYTES_MAX / MEGABYTE }, pointer })
  // A form without a chosen file sends an empty part.
  else if (size > 0)
    reading.files.push({ field: part.fieldname, filename: part.filename, declaredType: part.mimetype, bytes })
}

const readAll = async (request: FastifyRequest, filesMax: number, reading: Reading): Promise<void> => {
  for await (const part of request.parts({ limits: { files: Math.min(filesMax, FILES_MAX) } })) {
    if (part.type === 'file') {
      await readFile(part, reading)
      continue
    }
    if (part.valueTruncated)
      reading.why.push({ tag: 'field-long', values: { most: FIELD_BYTES_MAX }, pointer: `/body/${part.fieldname}` })
    add(reading.fields, part.fieldname, part.value)
  }
}

/** Reads a multipart body as far as it goes: what came before a fault is kept, so that nothing typed is lost. */
export const readParts = async (
  request: FastifyRequest,
  filesMax: number,
): Promise<{ readonly body: Body; readonly release: () => void }> => {
  const reading: Reading = { fields: new Map(), files: [], why: [], bytes: 0 }
  try {
    await readAll(request, filesMax, reading)
  } catch (error) {
    // The parser throws plain errors about a body that breaks off.
    const refusal = refusalOf(error)
    reading.why.push(refusal.tag === 'unexpected' ? { tag: 'body-broken' } : refusal)
  }
  return {
    body: { fields: Object.fromEntries(reading.fields), files: reading.files, why: reading.why },
    release: () => {
      heldBytes -= reading.bytes
      reading.bytes = 0
    },
  }
}
