import assert from 'node:assert/strict'
import { randomFillSync } from 'node:crypto'
import { test } from 'node:test'
import sharp from 'sharp'
import { instant } from '../../kernel/time.ts'
import { freshVault } from '../crypto/vault.ts'
import { sql } from '../db/types.ts'
import { testCity } from '../testing/database.ts'
import { asAnswer, attach, filesOf, read } from './files.ts'
import { prepare } from './photo.ts'
import { PART_BYTES } from './store.ts'

const NOW = instant(1_790_000_000_000)
const vault = freshVault()

/** Noise does not compress: about 3 MB, so that it takes several rows. */
const photo = async () => {
  const raw = randomFillSync(Buffer.alloc(1000 * 1000 * 3))
  const bytes = await sharp(raw, { raw: { width: 1000, height: 1000, channels: 3 } })
    .png()
    .toBuffer()
  const result = await prepare(vault, { field: 'photo', bytes }, NOW)
  assert.ok(result.ok)
  return { bytes, prepared: result.value }
}

const PLAIN = sql('files-test.plain', `select count(*) as n from city.file_blob where position($1::bytea in data) > 0`)
const COUNT = sql(
  'files-test.count',
  'select (select count(*) from city.file) + (select count(*) from city.file_blob) as n',
)

test('files of a matter', async t => {
  const { db, addCity } = await testCity(t)
  const { bytes, prepared } = await photo()
  const belongs = { owner: 'work-order/1', purpose: 'report', by: null, at: NOW }
  assert.ok(bytes.length > 2 * PART_BYTES)

  await t.test('a matter that is not written leaves no file', async () => {
    const failing = db.tx(async tx => {
      await attach(tx, prepared, belongs)
      throw new Error('the command refused')
    })
    await assert.rejects(failing, /the command refused/)
    assert.equal((await db.one<{ n: number }>(COUNT)).n, 0)
  })

  await db.tx(tx => attach(tx, prepared, belongs))

  await t.test('every variant comes back as it was', async () => {
    const wanted = { id: prepared.id, owner: 'work-order/1' }
    const original = await read(db, vault, { ...wanted, variant: 'original' })
    assert.ok(original?.bytes.equals(bytes))
    assert.equal(original?.mime, 'image/png')
    const thumb = await read(db, vault, { ...wanted, variant: 'thumb' })
    assert.equal((await sharp(thumb?.bytes).metadata()).width, 320)
    const [listed] = await filesOf(db, 'work-order/1')
    assert.deepEqual([listed?.id, listed?.purpose, listed?.bytes], [prepared.id, 'report', bytes.length])
  })

  await t.test('nothing of the picture is readable in the database', async () => {
    assert.equal((await db.one<{ n: number }>(PLAIN, [bytes.subarray(5000, 5064)])).n, 0)
    assert.equal((await db.one<{ n: number }>(PLAIN, [Buffer.from('IHDR')])).n, 0)
  })

  await t.test('a file is found under its own matter and city only', async () => {
    const guessed = { id: prepared.id, owner: 'work-order/2', variant: 'shown' } as const
    assert.ok((await read(db, vault, guessed)) === undefined)
    assert.deepEqual(await filesOf(db, 'work-order/2'), [])
    const other = await addCity('440100', '广州市')
    assert.ok((await read(other, vault, { ...guessed, owner: 'work-order/1' })) === undefined)
  })

  await t.test('it is answered without a shared cache, without sniffing, the original as a download', async () => {
    const wanted = { id: prepared.id, owner: 'work-order/1' }
    const shown = await read(db, vault, { ...wanted, variant: 'shown' })
    const original = await read(db, vault, { ...wanted, variant: 'original' })
    assert.ok(shown !== undefined && original !== undefined)
    const answer = asAnswer(shown)
    assert.equal(answer.type, 'image/jpeg')
    assert.match(answer.headers?.['cache-control'] ?? '', /^private/)
    assert.equal(answer.headers?.['x-content-type-options'], 'nosniff')
    assert.match(answer.headers?.['content-disposition'] ?? '', /^inline; filename="[\w-]+\.jpg"$/)
    assert.match(asAnswer(original).headers?.['content-disposition'] ?? '', /^attachment; /)
  })
})
