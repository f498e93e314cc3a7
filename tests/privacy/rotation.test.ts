import assert from 'node:assert/strict'
import { mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { reseal, retire, status } from '../../src/app/keys.ts'
import type { Settings } from '../../src/app/settings.ts'
import { catalogue } from '../../src/features/privacy/index.ts'
import { instant } from '../../src/kernel/time.ts'
import { guardedVault } from '../../src/platform/crypto/guard.ts'
import { openVault, rotateKey } from '../../src/platform/crypto/keys.ts'
import { VaultError } from '../../src/platform/crypto/vault.ts'
import { sharedClock } from '../../src/platform/db/clock.ts'
import { sql } from '../../src/platform/db/types.ts'
import { attach, read } from '../../src/platform/files/files.ts'
import { sealPlace } from '../../src/platform/files/photo.ts'
import { claimParts } from '../../src/platform/files/store.ts'
import { ensureParty, findPartyByPhone, revealContact } from '../../src/platform/identity/parties.ts'
import { nameTriple, phoneTriple } from '../../src/platform/identity/personal.ts'
import { leaveOfMachine } from '../../src/platform/personal/purposes.ts'
import { resealBatch, sealedColumns } from '../../src/platform/personal/reseal.ts'
import { keyStatus, resealSweep } from '../../src/platform/personal/rotation.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { TEST_SIGNER } from '../../src/platform/testing/server.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const ROWS = DEEP ? 100_000 : 3_000
const MINUTES_MAX = 2
const NOW = instant(Date.UTC(2026, 8, 30, 4))
const EXPORT = leaveOfMachine('export')

const MANY = sql(
  'test.parties',
  `insert into city.party (id, kind, name_sealed, name_masked, phone_sealed, phone_blind, phone_masked, created_at)
   select id, 'person', name, '欧***', phone, blind, '138****0000', now()
   from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[]) as made (id, name, phone, blind)`,
)
const MOVE = sql(
  'test.move',
  `update city.party as mine set name_sealed = other.name_sealed from city.party as other
   where mine.id = $1 and other.id = $2`,
)
const CROSS = sql('test.cross', `update city.party set name_sealed = phone_sealed where id = $1`)

const phone = (index: number): string => `138${String(index).padStart(8, '0')}`
const uuid = (index: number): string => `01939d6e-0000-7000-8000-${String(index).padStart(12, '0')}`

test(`P-2 keys are rotated online: ${ROWS} rows anew under load, nothing lost, the old key is then free`, async t => {
  const base = await mkdtemp(join(tmpdir(), 'linli-rotate-'))
  t.after(() => rm(base, { recursive: true }))
  const keys = join(base, 'keys')
  const city = await testCity(t)
  const { db, database, url } = city
  const vault = guardedVault(await openVault(keys))
  /** Another process: it opened the keys before the rotation and is never restarted. */
  const beside = guardedVault(await openVault(keys))
  for (let from = 0; from < ROWS; from += 5_000) {
    const some = Array.from({ length: Math.min(5_000, ROWS - from) }, (_, index) => from + index)
    const phones = some.map(index => phoneTriple(vault, uuid(index), phone(index)))
    await db.run(MANY, [
      some.map(uuid),
      some.map(index => nameTriple(vault, uuid(index), `欧阳${index}`).sealed),
      phones.map(({ sealed }) => sealed),
      phones.map(({ blind }) => blind),
    ])
  }
  const file = uuid(999_999)
  const picture = Buffer.alloc(2_500_000, 7)
  const photo = {
    id: file,
    mime: 'image/jpeg' as const,
    width: 1,
    height: 1,
    bytes: picture.length,
    sha256: Buffer.alloc(32),
    hint: {},
    sealed: {
      original: vault.sealBytes(picture, sealPlace(file, 'original')),
      thumb: vault.sealBytes(Buffer.of(2), sealPlace(file, 'thumb')),
    },
  }
  await db.tx(tx => attach(tx, photo, { owner: 'work-order/x', purpose: 'report', by: null, at: NOW }))
  const shown = vault.sealBytes(Buffer.of(1), sealPlace(file, 'shown'))
  await db.tx(tx => claimParts(tx, file, 'shown', shown))

  const settings = { keys } as Settings
  const clock = sharedClock(database.publicDb, () => undefined)
  const installation = {
    url,
    database,
    vault,
    signer: TEST_SIGNER,
    clock,
    cluster: undefined,
    close: async () => undefined,
  }
  await rotateKey(keys)
  // A second is the longest anybody goes on with the old key.
  await new Promise(resolve => setTimeout(resolve, 1_100))
  assert.ok(vault.isStale((await openVault(keys)).seal('x', 'y')) === false, 'the running process has the new key')

  await t.test('the old key is not given up while a value needs it', async () => {
    const before = await status(installation)
    assert.equal(before.find(({ key }) => key === 'seal-0001')?.values, ROWS * 2 + 3)
    assert.equal(before.find(({ key }) => key === 'seal-0002')?.newest, true)
    await assert.rejects(retire(installation, settings, 'seal-0001', Date.now()), /还有 \d+ 个值/)
  })

  await t.test('writers go on meanwhile, with either vault; a run broken off goes on where it was', async () => {
    let [over, made] = [false, 0]
    const writer = async (mine: typeof vault, first: number): Promise<void> => {
      for (let index = first; !over; index += 2) {
        await db.tx(tx =>
          ensureParty(tx, mine, { name: '演示', phone: `139${String(index).padStart(8, '0')}`, level: 'L0' }, NOW),
        )
        made++
        await new Promise(resolve => setTimeout(resolve, 5))
      }
    }
    const writers = [writer(vault, 0), writer(beside, 1)]
    const [first] = sealedColumns(catalogue).filter(({ table }) => table === 'party')
    assert.ok(first !== undefined)
    assert.equal((await resealBatch(db, vault, first, undefined)).done, 250)
    const began = performance.now()
    const told: number[] = []
    const done = await reseal(installation, (_city, _column, count) => void told.push(count))
    const seconds = (performance.now() - began) / 1000
    over = true
    await Promise.all(writers)
    assert.equal(done, ROWS * 2 + 3 - 250)
    assert.ok(told.length >= 2 && told.at(-1) !== undefined)
    assert.ok(made > 0)
    t.diagnostic(`${done} values (${ROWS} people) in ${seconds.toFixed(1)} s, ${made} people made meanwhile`)
    assert.ok(seconds < MINUTES_MAX * 60)
  })

  await t.test('everything opens, and is found, as before', async () => {
    for (const index of [0, 1, Math.floor(ROWS / 2), ROWS - 1]) {
      assert.equal(await findPartyByPhone(db, beside, phone(index)), uuid(index))
      assert.deepEqual(await revealContact(db, beside, uuid(index), EXPORT), {
        name: `欧阳${index}`,
        phone: phone(index),
      })
    }
    const opened = await read({ db, system: db, vault }, { id: file, owner: 'work-order/x', variant: 'original' })
    assert.ok(opened?.bytes.equals(picture))
  })

  await t.test('then it is: the key goes, and everything still opens', async () => {
    await assert.rejects(retire(installation, settings, 'seal-0001', Date.now()), /a minute old/)
    await utimes(join(keys, 'seal-0002.key'), 1, 1)
    await retire(installation, settings, 'seal-0001', Date.now())
    const later = guardedVault(await openVault(keys))
    assert.deepEqual(
      later.keys().map(({ name }) => name),
      ['seal-0002'],
    )
    assert.equal((await revealContact(db, later, uuid(1), EXPORT))?.phone, phone(1))
    assert.deepEqual(
      (await keyStatus(db, later, catalogue)).flatMap(({ byKey }) =>
        Object.keys(byKey).filter(key => key !== 'seal-0002'),
      ),
      [],
    )
  })
})

test('P-2 a value moved to another row or another column is noticed', async t => {
  const { db } = await testCity(t)
  const base = await mkdtemp(join(tmpdir(), 'linli-rotate-'))
  t.after(() => rm(base, { recursive: true }))
  const vault = await openVault(join(base, 'keys'))
  const make = (digits: string): Promise<string> =>
    db.tx(tx => ensureParty(tx, vault, { name: '欧阳甲', phone: digits, level: 'L0' }, NOW))
  const [one, two] = [await make(phone(1)), await make(phone(2))]
  await db.run(MOVE, [one, two])
  await assert.rejects(revealContact(db, vault, one, EXPORT), VaultError)
  await db.run(CROSS, [two])
  await assert.rejects(revealContact(db, vault, two, EXPORT), /does not belong to party\/name_sealed/)
  await rotateKey(join(base, 'keys'))
  const next = await openVault(join(base, 'keys'))
  const names = sealedColumns(catalogue).find(({ column }) => column === 'name_sealed')
  assert.ok(names !== undefined)
  // A rotation does not make it right: it stops, and nothing of the batch is written.
  await assert.rejects(resealBatch(db, next, names, undefined), VaultError)
})

test('P-2 in the background a rotation is finished by itself, and then costs nothing', async t => {
  const { db } = await testCity(t)
  const base = await mkdtemp(join(tmpdir(), 'linli-rotate-'))
  t.after(() => rm(base, { recursive: true }))
  const vault = await openVault(join(base, 'keys'))
  const people = 250
  for (let index = 0; index < people; index++)
    await db.tx(tx => ensureParty(tx, vault, { phone: phone(index), level: 'L0' }, NOW))
  await rotateKey(join(base, 'keys'))
  const running = await openVault(join(base, 'keys'))
  const sweep = resealSweep(running, catalogue)
  let done = 0
  for (let turn = 0; turn < 10; turn++) done += await sweep.run(db, instant(NOW + turn * 61_000))
  assert.equal(done, people)
  const [state] = (await keyStatus(db, running, catalogue)).filter(({ column }) => column === 'party.phone_sealed')
  assert.deepEqual(state?.byKey, { 'seal-0002': people })
  const rests = await db.rows<{ place: string }>(sql('test.rests', 'select place from city.reseal'))
  assert.equal(rests.length, sealedColumns(catalogue).length)
})
