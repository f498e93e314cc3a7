import assert from 'node:assert/strict'
import { randomFillSync } from 'node:crypto'
import { test } from 'node:test'
import sharp from 'sharp'
import { instant } from '../../kernel/time.ts'
import { freshVault } from '../crypto/vault.ts'
import { DatabaseError } from '../db/errors.ts'
import { sql } from '../db/types.ts'
import { testCity } from '../testing/database.ts'
import { asAnswer, attach, drawShown, dropFiles, filesOf, read } from './files.ts'
import { prepare } from './photo.ts'
import { PART_BYTES } from './store.ts'
import type { Variant } from './types.ts'

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

const SHOWN_PARTS = sql(
  'files-test.shown',
  "select count(*) as n from city.file_blob where file = $1 and variant = 'shown'",
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
    const original = await read({ db, system: db, vault }, { ...wanted, variant: 'original' })
    assert.ok(original?.bytes.equals(bytes))
    assert.equal(original?.mime, 'image/png')
    const thumb = await read({ db, system: db, vault }, { ...wanted, variant: 'thumb' })
    assert.equal((await sharp(thumb?.bytes).metadata()).width, 320)
    const [listed] = await filesOf(db, 'work-order/1')
    assert.deepEqual([listed?.id, listed?.purpose, listed?.bytes], [prepared.id, 'report', bytes.length])
  })

  await t.test('the shown picture is drawn at the first look, once, however many look', async () => {
    const wanted = { id: prepared.id, owner: 'work-order/1', variant: 'shown' } as const
    const parts = (): Promise<{ n: number }> => db.one<{ n: number }>(SHOWN_PARTS, [prepared.id])
    assert.equal((await parts()).n, 0)
    // Two vaults of the same keys are two processes: each draws, and one of the two is kept whole.
    const another = { ...vault }
    const looks = await Promise.all(
      [vault, vault, another, another].map(keys => read({ db, system: db, vault: keys }, wanted)),
    )
    assert.equal((await sharp(looks[0]?.bytes).metadata()).width, 1000)
    for (const look of looks) assert.ok(look?.bytes.equals(looks[0]?.bytes ?? Buffer.alloc(0)))
    assert.equal((await parts()).n, Math.ceil((looks[0]?.bytes.length ?? 0) / PART_BYTES))
    assert.ok((await read({ db, system: db, vault }, wanted))?.bytes.equals(looks[0]?.bytes ?? Buffer.alloc(0)))
  })

  await t.test('what cannot be kept is shown all the same', async () => {
    const { prepared: unseen } = await photo()
    await db.tx(tx => attach(tx, unseen, { ...belongs, owner: 'work-order/3' }))
    await db.rows(
      sql('files-test.close', "alter table city.file_blob add constraint closed check (variant <> 'shown') not valid"),
    )
    const wanted = { id: unseen.id, owner: 'work-order/3', variant: 'shown' } as const
    const look = await read({ db, system: db, vault }, wanted)
    assert.equal((await sharp(look?.bytes).metadata()).width, 1000)
    assert.equal((await db.one<{ n: number }>(SHOWN_PARTS, [unseen.id])).n, 0)
    // Whoever is about to take the original away hears of it.
    await assert.rejects(drawShown(db, vault, 'work-order/3', new Set([unseen.id])), DatabaseError)
    await db.rows(sql('files-test.open', 'alter table city.file_blob drop constraint closed'))
  })

  await t.test('before an original goes, what nobody has opened is drawn; afterwards it is there', async () => {
    const { prepared: kept } = await photo()
    const owner = 'work-order/4'
    await db.tx(tx => attach(tx, kept, { ...belongs, owner }))
    await drawShown(db, vault, owner, new Set([kept.id]))
    await db.tx(tx => dropFiles(tx, owner, new Set([kept.id])))
    const looks = (variant: Variant) => read({ db, system: db, vault }, { id: kept.id, owner, variant })
    assert.equal(await looks('original'), undefined)
    assert.equal((await sharp((await looks('shown'))?.bytes).metadata()).width, 1000)
  })

  await t.test('nothing of the picture is readable in the database', async () => {
    assert.equal((await db.one<{ n: number }>(PLAIN, [bytes.subarray(5000, 5064)])).n, 0)
    assert.equal((await db.one<{ n: number }>(PLAIN, [Buffer.from('IHDR')])).n, 0)
  })

  await t.test('a file is found under its own matter and city only', async () => {
    const guessed = { id: prepared.id, owner: 'work-order/2', variant: 'shown' } as const
    assert.ok((await read({ db, system: db, vault }, guessed)) === undefined)
    assert.deepEqual(await filesOf(db, 'work-order/2'), [])
    const other = await addCity('440100', '广州市')
    assert.ok((await read({ db: other, system: other, vault }, { ...guessed, owner: 'work-order/1' })) === undefined)
  })

  await t.test('it is answered without a shared cache, without sniffing, the original as a download', async () => {
    const wanted = { id: prepared.id, owner: 'work-order/1' }
    const shown = await read({ db, system: db, vault }, { ...wanted, variant: 'shown' })
    const original = await read({ db, system: db, vault }, { ...wanted, variant: 'original' })
    assert.ok(shown !== undefined && original !== undefined)
    const answer = asAnswer(shown)
    assert.equal(answer.type, 'image/jpeg')
    assert.match(answer.headers?.['cache-control'] ?? '', /^private/)
    assert.equal(answer.headers?.['x-content-type-options'], 'nosniff')
    assert.match(answer.headers?.['content-disposition'] ?? '', /^inline; filename="[\w-]+\.jpg"$/)
    assert.match(asAnswer(original).headers?.['content-disposition'] ?? '', /^attachment; /)
  })
})
