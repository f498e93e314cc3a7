import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { unitsOn } from '../../src/features/estate/index.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import { ANONYMOUS, as, visible } from '../security/support/readers.ts'
import { csv, ESTATE, good, idOf, importFile, PATH, people } from './support.ts'

const TABLES = {
  estate_unit: 'id',
  estate_title: 'id',
  estate_holder: 'owner',
  estate_owner: 'id',
  estate_entry: `(estate || '/' || seq)`,
} as const
const row = (code: string, n: number): string => `${code},住宅,80,演示业主${n},${idOf(n)},,2020-03-05,2020-06-01,`
const ELSEWHERE = '442000002003'

test('S-12 rows of a register are seen by who keeps it, who audits, and each owner of their own', async t => {
  const scene = await stage(t)
  const { city, vault, cast } = scene
  const { db } = city
  const server = await testServer(t, city, { modules: features, now: '2026-09-30T10:00:00+08:00', services: { vault } })
  const { clerk, town, elsewhere, department } = people(scene)
  const ids: string[] = []
  for (const [actor, area, people_] of [
    [clerk, ESTATE.area, [1, 2, 3]],
    [elsewhere, ELSEWHERE, [4, 5]],
  ] as const) {
    const desk = server.as(actor)
    const { id } = good(await desk.post(PATH, { ...ESTATE, area }))
    good(await importFile(desk, id, csv(...people_.map(n => row(`1-1-${n}01`, n))), false))
    ids.push(id)
  }
  const [here = '', there = ''] = ids
  const [owned] = await unitsOn(db, here, { kind: 'estate' }, server.now)
  const owner: Actor = { ...cast.resident, party: owned?.owners[0] ?? '' }
  const merged: Actor = { ...cast.neighbour, also: owned?.owners ?? [] }
  const sees = async (actor: Actor): Promise<readonly number[]> => {
    const reader = as(db, actor)
    return Promise.all(
      Object.entries(TABLES).map(async ([table, column]) => (await visible(reader, table, column)).size),
    )
  }
  for (const [name, actor, expected] of [
    ['nobody signed in', ANONYMOUS, [0, 0, 0, 0, 0]],
    ['a resident who owns nothing', cast.neighbour, [0, 0, 0, 0, 0]],
    ['an owner', owner, [1, 1, 1, 1, 0]],
    ['who was found to be the owner', merged, [1, 1, 1, 1, 0]],
    ['the clerk', clerk, [3, 3, 3, 3, 2]],
    ['the town above', town, [3, 3, 3, 3, 2]],
    ['the clerk of another town', elsewhere, [2, 2, 2, 2, 2]],
    ['a department', department, [0, 0, 0, 0, 0]],
    ['the hotline', cast.deskLead, [0, 0, 0, 0, 0]],
    ['the auditor', cast.auditor, [5, 5, 5, 5, 4]],
  ] as const)
    assert.deepEqual(await sees(actor), expected, name)

  await t.test('nobody who reads can write past the verbs', async () => {
    for (const actor of [owner, clerk, town, cast.auditor]) {
      const reader = as(db, actor)
      for (const text of [
        `update city.estate_title set upto = now() where id is not null`,
        `update city.estate_owner set name_masked = 'x' where id is not null`,
        `delete from city.estate_entry where seq > 0`,
      ])
        assert.equal(await reader.run(sql(`t.write.${text.slice(0, 26)}`, text)), 0)
    }
  })

  await t.test('a reader’s list of units is theirs, whatever is asked', async () => {
    const list = (actor: Actor, id: string) => unitsOn(as(db, actor), id, { kind: 'estate' }, server.now)
    assert.deepEqual(
      (await list(owner, here)).map(({ code }) => code),
      ['1-1-101'],
    )
    assert.deepEqual(await list(owner, there), [])
    assert.equal((await list(clerk, there)).length, 0)
  })
})
