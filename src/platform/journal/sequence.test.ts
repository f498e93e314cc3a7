import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '../../kernel/time.ts'
import type { Actor } from '../access/types.ts'
import { sql } from '../db/types.ts'
import { testCity } from '../testing/database.ts'
import { append } from './append.ts'
import { audit } from './audit.ts'
import { headRow } from './log-store.ts'
import { sequence } from './sequence.ts'
import { signerOf } from './signer.ts'
import { eraseSalts } from './store.ts'

const signer = signerOf(new Uint8Array(32).fill(7))
const now = instant(1_795_000_000_000)
const resident: Actor = { kind: 'resident', party: 'p1', session: null, name: '', offices: [], level: 'L1' }
const entry = (stream: string, seq: number) => ({
  stream: `trial/${stream}`,
  seq,
  verb: 'note',
  at: now,
  actor: resident,
  data: { words: '井盖缺失', seq },
  personal: { phone: '13800000000' },
})
const COUNTS = sql(
  'test.counts',
  `select count(*) as all, count(idx) as placed, count(distinct idx) as places, coalesce(max(idx), -1) as last
   from city.journal_entry`,
)

test('two pools write and two sequencers number: every entry exactly once, one consistent head', async t => {
  const city = await testCity(t)
  const [one, two] = [city.db, city.another().city('442000')]
  const [streams, steps] = [12, 25]
  let writing = true
  const writers = Array.from({ length: streams }, async (_, at) => {
    const db = at % 2 === 0 ? one : two
    for (let seq = 1; seq <= steps; seq++) await db.tx(tx => append(tx, entry(`s${at}`, seq)))
  })
  const sequencers = [one, two].map(async db => {
    const heads: { size: number; epoch: number }[] = []
    while (writing) {
      await sequence(db, now, signer)
      const { size, epoch } = await headRow(db)
      heads.push({ size, epoch })
    }
    return heads
  })
  await Promise.all(writers)
  writing = false
  for (const heads of await Promise.all(sequencers)) {
    for (const [at, head] of heads.entries()) assert.ok(head.size >= (heads[at - 1]?.size ?? 0), 'a head shrank')
  }
  await sequence(one, now, signer)
  const total = streams * steps
  assert.deepEqual(await one.one(COUNTS), { all: total, placed: total, places: total, last: total - 1 })
  assert.deepEqual(await audit(one), { size: total, whole: true, firstBad: null })
})

test('of one stream, places follow the order of seq', async t => {
  const { db } = await testCity(t)
  await Promise.all(
    ['a', 'b', 'c'].map(async stream => {
      for (let seq = 1; seq <= 20; seq++) {
        await db.tx(tx => append(tx, entry(stream, seq)))
        if (seq % 7 === 0) await sequence(db, now, signer)
      }
    }),
  )
  await sequence(db, now, signer)
  const wrong = sql(
    'test.wrong',
    `select a.idx from city.journal_entry a join city.journal_entry b on a.stream = b.stream and b.seq = a.seq + 1 where b.idx < a.idx`,
  )
  assert.deepEqual(await db.rows(wrong), [])
})

test('a step of a stream is told once', async t => {
  const { db } = await testCity(t)
  const told = await Promise.allSettled(Array.from({ length: 5 }, () => db.tx(tx => append(tx, entry('same', 1)))))
  assert.equal(told.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('the journal refuses to be rewritten, and what was rewritten behind its back is found', async t => {
  const { db } = await testCity(t)
  for (let seq = 1; seq <= 300; seq++) await db.tx(tx => append(tx, entry('one', seq)))
  await sequence(db, now, signer)
  const forge = sql('test.forge', `update city.journal_entry set body = replace(body, '缺失', '完好') where idx = 137`)
  await assert.rejects(db.run(forge), /the journal only grows/)
  await assert.rejects(
    db.run(sql('test.delete', 'delete from city.journal_entry where idx = 137')),
    /the journal only grows/,
  )
  await assert.rejects(db.run(sql('test.truncate', 'truncate city.journal_entry')), /the journal only grows/)
  await assert.rejects(
    db.run(sql('test.move', 'update city.journal_entry set idx = idx + 1000')),
    /the journal only grows/,
  )
  await db.run(sql('test.off', 'alter table city.journal_entry disable trigger all'))
  await db.run(forge)
  assert.deepEqual(await audit(db), { size: 300, whole: false, firstBad: 137 })
  await db.run(sql('test.remove', 'delete from city.journal_entry where idx = 12'))
  assert.deepEqual(await audit(db), { size: 300, whole: false, firstBad: 12 })
})

test('another key or an altered head does not continue the log', async t => {
  const { db } = await testCity(t)
  await db.tx(tx => append(tx, entry('one', 1)))
  await sequence(db, now, signer)
  await db.tx(tx => append(tx, entry('one', 2)))
  await assert.rejects(sequence(db, now, signerOf(new Uint8Array(32))), /signed with another key/)
  await db.run(
    sql('test.head', `update city.journal_head set root = decode(repeat('00', 32), 'hex'), epoch = epoch + 1`),
  )
  await assert.rejects(sequence(db, now, signer), /was altered/)
  assert.equal((await headRow(db)).size, 1)
})

test('erasing a person destroys the salts and leaves the journal whole', async t => {
  const { db } = await testCity(t)
  await db.tx(tx => append(tx, entry('one', 1)))
  await sequence(db, now, signer)
  assert.equal(await db.tx(tx => eraseSalts(tx, 'trial/one', ['phone'])), 1)
  assert.equal(await db.tx(tx => eraseSalts(tx, 'trial/one')), 1)
  assert.deepEqual(await audit(db), { size: 1, whole: true, firstBad: null })
})
