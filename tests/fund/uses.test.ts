import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  heldFor,
  holdForUse,
  paidFor,
  payHeld,
  releaseHeld,
  reversePaid,
  scopeAccounts,
  shortfallsOf,
  split,
} from '../../src/features/maintenance-fund/index.ts'
import { fen } from '../../src/kernel/money.ts'
import type { Tx } from '../../src/platform/db/types.ts'
import { SYSTEM } from '../../src/platform/identity/sessions.ts'
import { auditLedger } from '../../src/platform/ledger/audit.ts'
import { fundStage, give, now, RIGHT, tagsOf, withoutUses } from './support.ts'

test('money of units held for a use, paid in parts, released, taken back', { timeout: 180_000 }, async t => {
  const at = await fundStage(t)
  await withoutUses(at)
  const { fund, unit, estate } = at
  const { db } = at.scene.city
  const second = at.scene.city.another().city(db.city.code)
  const env = { actor: SYSTEM, now }
  const [one, two, three] = [unit('1-101'), unit('1-102'), unit('1-103')]
  const standing = async () =>
    (await scopeAccounts(db, fund, [one, two, three])).map(({ balance, held }) => [balance, held])
  const doing = (work: (tx: Tx) => ReturnType<typeof holdForUse>) => db.tx(work).then(tagsOf)
  for (const id of [one, two]) await give(at, id, 500_000n)
  await give(at, three, 400_000n)
  const parts = split(fen(1_234_567n), [
    { id: one, weight: 8_950n },
    { id: two, weight: 8_950n },
    { id: three, weight: 8_800n },
  ]).map(({ id, fen: part }) => ({ unit: id, fen: part }))

  await t.test('C-237 what a unit lacks is asked of it, and no other account is touched', async () => {
    const use = randomUUID()
    assert.deepEqual(await shortfallsOf(db, fund, parts), [{ unit: three, code: '1-103', part: 'owner', fen: 6_899n }])
    const held = await db.tx(tx => holdForUse(tx, env, { fund: estate, use, parts }))
    assert.deepEqual(tagsOf(held), ['unit-short'])
    assert.deepEqual(held.ok ? {} : held.error[0]?.values, { code: '1-103', yuan: '68.99' })
    assert.deepEqual(await standing(), [
      [500_000n, 0n],
      [500_000n, 0n],
      [400_000n, 0n],
    ])
    assert.deepEqual(await heldFor(db, use), [])
    await give(at, three, 6_899n)
  })

  const use = randomUUID()
  await t.test('held, an instalment paid, the rest held on; the last payment sets free what is left', async () => {
    const id = randomUUID()
    const hold = { fund: estate, use, id, parts }
    assert.deepEqual(await doing(tx => holdForUse(tx, env, hold)), [])
    assert.deepEqual(await doing(tx => holdForUse(tx, env, hold)), [], 'the same again is the one that was done')
    assert.deepEqual(await standing(), [
      [500_000n, 413_834n],
      [500_000n, 413_834n],
      [406_899n, 406_899n],
    ])
    const above = { fund: estate, use, parts: [{ unit: one, fen: 413_835n }], rest: 'keep' } as const
    assert.deepEqual(await doing(tx => payHeld(tx, env, above)), ['above-hold'])
    const third = parts.map(({ unit: each, fen: part }) => ({ unit: each, fen: part / 3n }))
    assert.deepEqual(await doing(tx => payHeld(tx, env, { fund: estate, use, parts: third, rest: 'keep' })), [])
    assert.deepEqual(
      (await heldFor(db, use)).map(each => each.fen),
      [275_890n, 275_890n, 271_266n],
    )
    const last = parts.map(({ unit: each }) => ({ unit: each, fen: 200_000n }))
    assert.deepEqual(await doing(tx => payHeld(tx, env, { fund: estate, use, parts: last, rest: 'release' })), [])
    assert.deepEqual(await standing(), [
      [500_000n - 137_944n - 200_000n, 0n],
      [500_000n - 137_944n - 200_000n, 0n],
      [406_899n - 135_633n - 200_000n, 0n],
    ])
    assert.deepEqual(await doing(tx => payHeld(tx, env, { fund: estate, use, rest: 'release' })), ['nothing-held'])
  })

  await t.test('one payment taken back, then all; nothing twice', async () => {
    const [first] = await paidFor(db, use)
    assert.ok(first)
    const back = { fund: estate, use, payment: first.posting }
    assert.deepEqual(await doing(tx => reversePaid(tx, env, back)), [])
    assert.deepEqual(await doing(tx => reversePaid(tx, env, back)), ['nothing-paid'])
    assert.deepEqual(await doing(tx => reversePaid(tx, env, { fund: estate, use })), [])
    assert.deepEqual(
      (await standing()).map(([balance]) => balance),
      [500_000n, 500_000n, 406_899n],
    )
  })

  await t.test('40 uses at once in two processes: what the balance covers is held, no more', async () => {
    const holds = Array.from({ length: 40 }, (_, index) =>
      (index % 2 === 0 ? db : second)
        .tx(tx => holdForUse(tx, env, { fund: estate, use: randomUUID(), parts: [{ unit: one, fen: 40_000n }] }))
        .then(tagsOf),
    )
    const said = (await Promise.all(holds)).map(([tag]) => tag ?? 'held')
    assert.equal(said.filter(tag => tag === 'held').length, 12)
    assert.equal(said.filter(tag => tag === 'unit-short').length, 28)
  })

  await t.test('units and amounts that are none; released; nothing is lost', async () => {
    const strange = { fund: estate, use: randomUUID(), parts: [{ unit: randomUUID(), fen: 1n }] }
    assert.deepEqual(await doing(tx => holdForUse(tx, env, strange)), ['unit-unknown'])
    const less = { fund: estate, use: randomUUID(), parts: [{ unit: two, fen: -5n }] }
    assert.deepEqual(await doing(tx => holdForUse(tx, env, less)), ['ledger-amount'])
    assert.deepEqual(await doing(tx => holdForUse(tx, env, { ...less, fund: randomUUID() })), ['no-fund'])
    const some = { fund: estate, use: randomUUID(), parts: [{ unit: two, fen: 5n }] }
    assert.deepEqual(await doing(tx => holdForUse(tx, env, some)), [])
    assert.deepEqual(await doing(tx => releaseHeld(tx, env, some)), [])
    assert.deepEqual(await doing(tx => releaseHeld(tx, env, some)), ['nothing-held'])
    assert.deepEqual(await auditLedger(db), RIGHT)
  })
})
