import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { crc32, createDeflate } from 'node:zlib'
import sharp from 'sharp'
import { features } from '../../src/app/features.ts'
import { PLACE, stage } from '../../src/features/work-order/testing.ts'
import { openSession } from '../../src/platform/identity/sessions.ts'
import { type Answer, type TestServer, testServer } from '../../src/platform/testing/server.ts'
import { archive, row, sheetOf, workbook } from './support/archive.ts'
import { type FilePart, multipart } from './support/multipart.ts'

const MEGABYTE = 1024 ** 2

const jpeg = (): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: '#8a5' } })
    .jpeg()
    .toBuffer()

const stand = async (t: TestContext) => {
  const { city, vault, cast } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-10-20T10:00:00+08:00', services: { vault } })
  return { server, cast, city }
}

const upload = async (
  server: TestServer,
  path: string,
  fields: Readonly<Record<string, string>>,
  files: readonly FilePart[],
  cookie?: string,
): Promise<Answer> => {
  const { payload, type } = multipart(fields, files)
  const headers = { 'content-type': type, 'idempotency-key': randomUUID(), ...(cookie === undefined ? {} : { cookie }) }
  const response = await server.app.inject({ method: 'POST', url: path, payload, headers })
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    json: () => response.json(),
  }
}

const report = (server: TestServer, files: readonly FilePart[]): Promise<Answer> =>
  upload(server, '/api/work-orders', { text: '路灯不亮', area: PLACE, place: '路口' }, files)

const photo = (name: string, bytes: Buffer, type = 'image/jpeg'): FilePart => ({ field: 'photo', name, type, bytes })

const tagsOf = (answer: Answer): readonly string[] =>
  (answer.json().errors ?? [{ tag: answer.json().type }]).map((error: { tag: string }) => error.tag)

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>top.__xss=1</script></svg>'
const HTML = '<!doctype html><script>top.__xss=1</script>'

test('S-50 what is no photo is refused by its content, whatever it is called', async t => {
  const { server } = await stand(t)
  const office = workbook(sheetOf(row(1, '编号')), [
    { name: 'xl/vbaProject.bin', data: Buffer.from('Sub Auto_Open()') },
  ])
  const wolves: readonly FilePart[] = [
    photo('图.jpg', Buffer.from(SVG)),
    photo('图.svg', Buffer.from(SVG), 'image/svg+xml'),
    photo('图.jpg', Buffer.from(HTML)),
    photo('图.html.jpg', Buffer.from(HTML)),
    photo('图.jpg.html', Buffer.from(HTML), 'text/html'),
    photo('信.docm', office, 'application/vnd.ms-word.document.macroEnabled.12'),
    photo('表.xlsm', office, 'application/vnd.ms-excel.sheet.macroEnabled.12'),
    photo('包.jpg', archive([{ name: 'a', data: Buffer.from('x'), flags: 1 }])),
    photo('程序.jpg', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])),
    photo('脚本.jpg', Buffer.from('#!/bin/sh\nid\n')),
    photo('文.pdf', Buffer.from('%PDF-1.7\n'), 'application/pdf'),
    photo('动.gif', Buffer.from('GIF89a;<script>top.__xss=1</script>'), 'image/gif'),
  ]
  for (const wolf of wolves) {
    const answer = await report(server, [wolf])
    assert.deepEqual(
      [answer.status, tagsOf(answer)],
      [415, ['photo-kind']],
      `${wolf.name} ${answer.text.slice(0, 200)}`,
    )
  }
})

test('S-50 names of files are never used: not as paths, not as headers, not on pages', async t => {
  const { server, cast } = await stand(t)
  const bytes = await jpeg()
  const names = [
    '../../../../etc/passwd',
    '..\\..\\web.config',
    'a\0.jpg',
    `${'长'.repeat(300)}.jpg`,
    '图\u202egpj.exe',
    'a.jpg;x=y',
    'a.jpg\\"; x=\\"',
    '<img src=x onerror=top.__xss=1>.jpg',
    'CON',
    '.htaccess',
  ]
  const before = await report(server, [photo('图.jpg', bytes)])
  assert.equal(before.status, 201, before.text)
  for (const name of names) {
    const answer = await report(server, [photo(name, bytes)])
    assert.ok(
      answer.status === 201 || answer.status === 400,
      `${JSON.stringify(name)}: ${answer.status} ${answer.text}`,
    )
    if (answer.status !== 201) continue
    const desk = server.as(cast.deskLead)
    const detail = await desk.get(`/api/work-orders/${answer.json().id}`)
    assert.equal(detail.status, 200, detail.text)
    assert.ok(!detail.text.includes('passwd') && !detail.text.includes('onerror') && !detail.text.includes('\u202e'))
    const [{ id }] = detail.json().photos
    const original = await desk.get(`/api/work-orders/${answer.json().id}/photos/${id}?variant=original`)
    assert.equal(original.headers['content-disposition'], `attachment; filename="${id}-original.jpg"`)
    assert.equal(original.headers['x-content-type-options'], 'nosniff')
  }
})

test('S-50 a photo that is also something else comes out as a picture and nothing more', async t => {
  const { server, cast } = await stand(t)
  const tail = Buffer.from(`<?php system($_GET[0]); ?>${SVG}${HTML}`)
  const answer = await report(server, [photo('图.php.jpg', Buffer.concat([await jpeg(), tail]))])
  assert.equal(answer.status, 201, answer.text)
  const desk = server.as(cast.deskLead)
  const [{ id }] = (await desk.get(`/api/work-orders/${answer.json().id}`)).json().photos
  for (const variant of ['shown', 'thumb']) {
    const shown = await desk.get(`/api/work-orders/${answer.json().id}/photos/${id}?variant=${variant}`)
    assert.deepEqual([shown.status, shown.headers['content-type']], [200, 'image/jpeg'])
    assert.ok(!shown.text.includes('<?php') && !shown.text.includes('__xss'))
    assert.match(String(shown.headers['content-security-policy']), /default-src 'none'.*sandbox/)
  }
})

/** So many bytes of nothing, a piece at a time: what is measured here must not be the test's own. */
function* nothing(bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(MEGABYTE)
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length))
}

/** A picture of one bit a pixel: small as a file, huge when opened. */
const flood = async (side: number): Promise<Buffer> => {
  const chunk = (kind: string, data: Buffer): Buffer => {
    const [body, size, sum] = [Buffer.concat([Buffer.from(kind, 'latin1'), data]), Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([size, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.writeUInt8(1, 8)
  const rows = Readable.from(nothing(side * (1 + Math.ceil(side / 8))))
  const pixels = await buffer(rows.pipe(createDeflate({ level: 1 })))
  const magic = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

test('S-52 a pixel flood is refused from its header, and the next photo is taken', async t => {
  const { server } = await stand(t)
  const before = process.memoryUsage().rss
  for (const side of [7_100, 30_000]) {
    const answer = await report(server, [photo('大.png', await flood(side), 'image/png')])
    assert.deepEqual([answer.status, tagsOf(answer)], [422, ['photo-pixels']], answer.text)
  }
  assert.ok(process.memoryUsage().rss - before < 100 * MEGABYTE, 'it was opened')
  assert.equal((await report(server, [photo('图.jpg', await jpeg())])).status, 201)
})

const importWith = (server: TestServer, cookie: string, name: string, bytes: Buffer): Promise<Answer> =>
  upload(
    server,
    '/api/work-orders/imports',
    { source: '旧系统' },
    [{ field: 'file', name, type: 'application/octet-stream', bytes }],
    cookie,
  )

test('S-51 archives that unpack to too much, to too many or to what they do not say are not unpacked', async t => {
  const { server, cast, city } = await stand(t)
  const session = await city.db.tx(tx =>
    openSession(tx, { party: cast.systemAdmin.party ?? '', realm: 'staff' }, server.now),
  )
  const cookie = `__Host-linli=${session.secret}`
  const zeros = Buffer.alloc(64 * MEGABYTE)
  const nested = archive([{ name: 'inner.zip', data: archive([{ name: 'a.xml', data: zeros }]) }])
  const entities = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "${'啊'.repeat(1000)}">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${String.fromCharCode(98 + n)} "${`&${String.fromCharCode(97 + n)};`.repeat(20)}">`).join('')}<!ENTITY f SYSTEM "file:///etc/passwd">]>${sheetOf(row(1, '编号', '&j;', '&f;')).replace(/<\?xml[^>]*>/, '')}`
  const bombs: readonly (readonly [string, Buffer])[] = [
    ['bomb', archive([{ name: 'xl/worksheets/sheet1.xml', data: zeros }])],
    ['many', archive(Array.from({ length: 3_000 }, (_, n) => ({ name: `${n}`, data: Buffer.alloc(1) })))],
    ['liar', archive([{ name: 'xl/worksheets/sheet1.xml', data: zeros, size: 1_000 }])],
    ['nested', nested],
    ['traversal', archive([{ name: '../../../../tmp/x', data: Buffer.from('x') }])],
    ['encrypted', workbook('not xml at all')],
    ['entities', workbook(entities)],
  ]
  const before = process.memoryUsage().rss
  for (const [what, bytes] of bombs) {
    const started = process.cpuUsage()
    const answer = await importWith(server, cookie, '表.xlsx', bytes)
    const { user, system } = process.cpuUsage(started)
    assert.ok(answer.status >= 400 && answer.status < 500, `${what}: ${answer.status} ${answer.text}`)
    assert.ok(!answer.text.includes('root:'), what)
    assert.ok(
      tagsOf(answer).every(tag => tag.startsWith('file-')),
      `${what}: ${answer.text}`,
    )
    assert.ok((user + system) / 1e6 < 5, `${what} cost ${(user + system) / 1e6} s of processor`)
  }
  assert.ok(process.memoryUsage().rss - before < 300 * MEGABYTE, 'something was unpacked')
})

test('S-53 nobody fills the disk alone: photos a day, photos a report, bytes a request', async t => {
  const { server, cast } = await stand(t)
  const bytes = await jpeg()
  const many = await report(
    server,
    Array.from({ length: 7 }, (_, n) => photo(`${n}.jpg`, bytes)),
  )
  assert.deepEqual([many.status, many.json().type], [413, '/problems/files-many'])
  const large = await report(server, [photo('大.jpg', Buffer.alloc(16 * MEGABYTE, 0xff))])
  assert.deepEqual([large.status, large.json().type], [413, '/problems/file-large'])
  const broken = Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(400)])
  const resident = server.as(cast.resident)
  const body = { text: '路灯不亮', area: PLACE, place: '路口' }
  // Broken photos count as well: each costs a try to open it.
  const statuses: number[] = []
  for (let sent = 0; sent < 19; sent++)
    statuses.push((await resident.send('/api/work-orders', body, Array(6).fill(broken))).status)
  const last = await resident.send('/api/work-orders', body, [bytes])
  assert.equal(statuses[0], 422)
  assert.equal(statuses.at(-1), 429)
  assert.deepEqual([last.status, tagsOf(last)], [429, ['too-many']])
  assert.equal((await server.as(cast.neighbour).send('/api/work-orders', body, [bytes])).status, 201, 'another may')
})
