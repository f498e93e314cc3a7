import assert from 'node:assert/strict'
import { test } from 'node:test'
import { estate } from '../../src/features/estate/feature.ts'
import {
  DEMO_ESTATE_NAME,
  estateByName,
  estatesUnder,
  lockEstate,
  ownedBy,
  unitsOn,
} from '../../src/features/estate/index.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { electorateOf, faultsOfRegister } from '../../src/kernel/ballot/electorate.ts'

const NOW = at('2026-09-30 10:00')
const WHOLE = { kind: 'estate' } as const

test('the demonstration has an estate of 300 units whose electorate can be formed', async t => {
  const { city, vault } = await stage(t)
  const { db } = city
  await estate.demo?.(db, NOW, vault)
  const line = await estateByName(db, DEMO_ESTATE_NAME, NOW)
  assert.ok(line)
  assert.deepEqual([line.units, line.hasAssembly, line.committee], [300, true, 'in-term'])
  const units = await unitsOn(db, line.id, WHOLE, NOW)
  assert.equal(units.length, 300)
  assert.equal(
    units.reduce((sum, { areaDm2 }) => sum + areaDm2, 0),
    line.areaDm2,
  )
  assert.deepEqual(
    faultsOfRegister(units.map(({ code, areaDm2, owners, developer }) => ({ unit: code, areaDm2, owners, developer }))),
    [],
  )
  const counted = units.filter(unit => unit.counted)
  assert.deepEqual([...new Set(units.filter(unit => !unit.counted).map(({ kind }) => kind))], ['parking'])
  const electorate = electorateOf(counted.map(({ code, ...unit }) => ({ unit: code, ...unit })))
  t.diagnostic(`${electorate.groups.length} heads, ${electorate.areaDm2} dm²`)
  assert.ok(electorate.groups.length > 200 && electorate.groups.length < 280)
  assert.ok(units.some(({ developer, owners }) => developer && owners.length === 0))
  assert.ok(units.some(({ owners }) => owners.length === 2))

  await t.test('before anything was sold nobody owned anything', async () => {
    const before = await unitsOn(db, line.id, WHOLE, at('2019-05-31 10:00'))
    assert.ok(before.every(({ owners, developer }) => owners.length === 0 && !developer))
  })

  await t.test('by building and stairwell', async () => {
    const building = await unitsOn(db, line.id, { kind: 'building', building: '3' }, NOW)
    const stairwell = await unitsOn(db, line.id, { kind: 'stairwell', building: '3', stairwell: '2' }, NOW)
    assert.deepEqual([building.length, stairwell.length], [68, 34])
    assert.ok(stairwell.every(({ code }) => code.startsWith('3-2-')))
  })

  await t.test('an owner has a home and a parking space, and the estate is found by its area', async () => {
    const one = units.find(({ code }) => code === 'P-001')?.owners[0] ?? ''
    const [owned, none] = await ownedBy(db, one, NOW)
    assert.equal(none, undefined)
    assert.deepEqual(
      owned?.units.map(({ code }) => code),
      ['1-1-101', 'P-001'],
    )
    assert.equal(owned?.estate.id, line.id)
    assert.deepEqual(
      (await estatesUnder(db, line.area.slice(0, 9))).map(({ name }) => name),
      [DEMO_ESTATE_NAME],
    )
    assert.deepEqual(await estatesUnder(db, '442000002'), [])
    assert.equal(await db.tx(tx => lockEstate(tx, line.id)), true)
    assert.equal(await db.tx(tx => lockEstate(tx, one)), false)
  })
})
