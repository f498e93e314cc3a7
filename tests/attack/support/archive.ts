import { crc32, deflateRawSync } from 'node:zlib'

/** One part of an archive. `size` is what its directory says it unpacks to; `flags` 1 says that it is encrypted. */
export type Part = { readonly name: string; readonly data: Buffer; readonly size?: number; readonly flags?: number }

const DEFLATED = 8

const local = ({ name, data, flags = 0 }: Part, packed: Buffer): Buffer => {
  const title = Buffer.from(name, 'utf8')
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(flags, 6)
  head.writeUInt16LE(DEFLATED, 8)
  head.writeUInt32LE(crc32(data), 14)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(data.length, 22)
  head.writeUInt16LE(title.length, 26)
  return Buffer.concat([head, title, packed])
}

const listed = ({ name, data, size = data.length, flags = 0 }: Part, packed: Buffer, at: number): Buffer => {
  const title = Buffer.from(name, 'utf8')
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(flags, 8)
  head.writeUInt16LE(DEFLATED, 10)
  head.writeUInt32LE(crc32(data), 16)
  head.writeUInt32LE(packed.length, 20)
  head.writeUInt32LE(size, 24)
  head.writeUInt16LE(title.length, 28)
  head.writeUInt32LE(at, 42)
  return Buffer.concat([head, title])
}

/** A zip archive, told by hand so that it can lie. */
export const archive = (parts: readonly Part[]): Buffer => {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const part of parts) {
    const packed = deflateRawSync(part.data, { level: 9 })
    const body = local(part, packed)
    directory.push(listed(part, packed, at))
    bodies.push(body)
    at += body.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length % 65_536, 8)
  end.writeUInt16LE(parts.length % 65_536, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, list, end])
}

const CELLS = (rows: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`

/** The parts of a workbook whose only sheet has this XML. */
export const workbook = (sheet: string, more: readonly Part[] = []): Buffer => {
  const text = (name: string, xml: string): Part => ({ name, data: Buffer.from(xml) })
  return archive([
    text(
      '[Content_Types].xml',
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    ),
    text(
      'xl/workbook.xml',
      '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    text(
      'xl/_rels/workbook.xml.rels',
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    text('xl/worksheets/sheet1.xml', sheet),
    ...more,
  ])
}

/** A row of text cells. */
export const row = (number: number, ...texts: readonly string[]): string =>
  `<row r="${number}">${texts
    .map((text, at) => `<c r="${String.fromCharCode(65 + at)}${number}" t="inlineStr"><is><t>${text}</t></is></c>`)
    .join('')}</row>`

export const sheetOf = (...rows: readonly string[]): string => CELLS(rows.join(''))
