import { randomUUID } from 'node:crypto'

export type FilePart = {
  readonly field: string
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

/**
 * A multipart body as an attacker writes it: file names go out as they are, whatever is in them.
 * @returns the body and its content type
 */
export const multipart = (
  fields: Readonly<Record<string, string>>,
  files: readonly FilePart[],
): { readonly payload: Buffer; readonly type: string } => {
  const boundary = `b${randomUUID()}`
  const parts = [
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    ...files.flatMap(({ field, name, type, bytes }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]
  return { payload: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` }
}
