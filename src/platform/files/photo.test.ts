import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { instant, ZONE_MS } from '../../kernel/time.ts'
import { freshVault } from '../crypto/vault.ts'
import { BYTES_MAX, prepare, sealPlace, shownOf, typeOf } from './photo.ts'
import type { PreparedPhoto } from './types.ts'

const NOW = instant(1_790_000_000_000)
const vault = freshVault()

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#9c3d2e' } })

const EXIF = {
  IFD0: { Make: 'Secretmaker' },
  IFD2: { DateTimeOriginal: '2026:11:20 09:30:00' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '22/1 31/1 1200/100',
    GPSLongitudeRef: 'E',
    GPSLongitude: '113/1 23/1 0/1',
  },
}

const jpeg = (width = 2400, height = 1200): Promise<Buffer> =>
  picture(width, height).withMetadata({ exif: EXIF, orientation: 6 }).jpeg().toBuffer()

const prepared = async (bytes: Buffer): Promise<PreparedPhoto> => {
  const result = await prepare(vault, { field: 'photo', bytes }, NOW)
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

const opened = (photo: PreparedPhoto, variant: 'original' | 'thumb'): Buffer =>
  vault.openBytes(photo.sealed[variant], sealPlace(photo.id, variant))

/** What people are shown of it: drawn when somebody looks. */
const shownAs = async (photo: PreparedPhoto): Promise<Buffer> => {
  const shown = await shownOf(opened(photo, 'original'))
  assert.ok(shown !== undefined)
  return Buffer.from(shown)
}

const tagOf = async (bytes: Buffer): Promise<string | undefined> => {
  const result = await prepare(vault, { field: 'photo', bytes }, NOW)
  return result.ok ? undefined : result.error.map(({ tag, pointer }) => `${tag} ${pointer}`).join()
}

const chunk = (kind: string, data: Buffer): Buffer => {
  const [body, size, sum] = [Buffer.concat([Buffer.from(kind, 'latin1'), data]), Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([size, body, sum])
}

/** A black picture of one bit per pixel: small as a file, huge when opened. */
const bomb = (side: number): Buffer => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.writeUInt8(1, 8)
  const pixels = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))), { level: 1 })
  const magic = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

test('a photo is turned upright, made smaller and loses what the camera wrote', async () => {
  const bytes = await jpeg()
  assert.ok((await sharp(bytes).metadata()).exif?.includes('Secretmaker'))
  const photo = await prepared(bytes)
  const [large, small] = [await shownAs(photo), opened(photo, 'thumb')]
  const [shown, thumb] = [await sharp(large).metadata(), await sharp(small).metadata()]
  assert.deepEqual([shown.format, shown.width, shown.height], ['jpeg', 800, 1600])
  assert.deepEqual([photo.width, photo.height], [800, 1600])
  assert.deepEqual([thumb.width, thumb.height], [160, 320])
  for (const { exif, xmp, iptc, icc, orientation } of [shown, thumb]) {
    assert.deepEqual([exif, xmp, iptc, icc, orientation], [undefined, undefined, undefined, undefined, undefined])
  }
  for (const bytes of [large, small]) assert.ok(!bytes.includes('Secretmaker'))
})

test('the camera’s place and time come back as a hint only', async () => {
  const { hint } = await prepared(await jpeg())
  assert.equal(hint.takenAt, Date.UTC(2026, 10, 20, 9, 30) - ZONE_MS)
  assert.ok(Math.abs((hint.place?.latitude ?? 0) - 22.52) < 1e-9)
  assert.ok(Math.abs((hint.place?.longitude ?? 0) - (113 + 23 / 60)) < 1e-9)
  assert.deepEqual((await prepared(await picture(10, 10).jpeg().toBuffer())).hint, {})
})

test('the original is kept to the byte, sealed, and not readable without the vault', async () => {
  const bytes = await jpeg(300, 200)
  const photo = await prepared(bytes)
  assert.deepEqual(opened(photo, 'original'), bytes)
  assert.ok(!photo.sealed.original.includes('Secretmaker'))
  assert.throws(() => vault.openBytes(photo.sealed.original, sealPlace(photo.id, 'shown')))
})

test('what hangs behind a picture does not get through', async () => {
  const photo = await prepared(Buffer.concat([await jpeg(300, 200), Buffer.from('<?php system($_GET[0]); ?>')]))
  for (const bytes of [await shownAs(photo), opened(photo, 'thumb')]) assert.ok(!bytes.includes('<?php'))
})

test('the size told is that of the picture drawn later, whatever the sides', async () => {
  for (const [width, height] of [
    [2401, 1333],
    [1601, 7],
    [1333, 3999],
    [1600, 1600],
    [3, 5],
  ] as const) {
    const photo = await prepared(await jpeg(width, height))
    const shown = await sharp(await shownAs(photo)).metadata()
    assert.deepEqual([photo.width, photo.height], [shown.width, shown.height])
  }
})

test('PNG and WebP are photos too; small ones are not blown up', async () => {
  for (const bytes of [await picture(40, 30).png().toBuffer(), await picture(40, 30).webp().toBuffer()]) {
    const photo = await prepared(bytes)
    assert.deepEqual([photo.width, photo.height, photo.mime], [40, 30, typeOf(bytes)])
  }
})

test('what is no photo is refused by its content, whatever it is called', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const gif = await picture(4, 4).gif().toBuffer()
  const html = Buffer.from('<!doctype html><script>alert(1)</script>')
  for (const bytes of [svg, gif, html]) assert.equal(await tagOf(bytes), 'photo-kind /body/photo')
  assert.equal(await tagOf(Buffer.alloc(0)), 'photo-empty /body/photo')
  assert.equal(
    await tagOf(Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), Buffer.alloc(500)])),
    'photo-broken /body/photo',
  )
})

test('a truncated photo is refused', async () => {
  const noise = await sharp({
    create: {
      width: 600,
      height: 600,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
      background: '#000',
    },
  })
    .jpeg()
    .toBuffer()
  await prepared(noise)
  assert.equal(await tagOf(noise.subarray(0, noise.length >> 1)), 'photo-broken /body/photo')
})

test('a picture of 900 million pixels in a small file is refused before it is opened', async () => {
  const bytes = bomb(30_000)
  assert.ok(bytes.length < 1024 ** 2)
  const before = process.memoryUsage().rss
  assert.equal(await tagOf(bytes), 'photo-pixels /body/photo')
  assert.ok(process.memoryUsage().rss - before < 100 * 1024 ** 2)
})

test('more than 15 MB is refused unread', async () => {
  assert.equal(await tagOf(Buffer.alloc(BYTES_MAX + 1)), 'photo-large /body/photo')
})
