import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { d, instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import { freshVault } from '../../platform/crypto/vault.ts'
import { sql } from '../../platform/db/types.ts'
import { translator } from '../../platform/i18n/catalog.ts'
import { testCity } from '../../platform/testing/database.ts'
import { loadDivisions } from './divisions.ts'
import { foundCity } from './found.ts'
import { addGrid, mergeGrids } from './grids.ts'
import { exportHotlines, importHotlines, saveHotline } from './hotlines.ts'
import { exportAreas, importAreas } from './import-areas.ts'
import { createOrganisation, endOrganisation } from './organisation-commands.ts'
import { appoint, endOffice, officePage } from './people.ts'
import { areaName, gridsOf } from './store/areas.ts'
import { hotlinePage } from './store/hotlines.ts'
import { organisationFor } from './store/organisations.ts'

const NOW = instant(Date.UTC(2026, 10, 22, 2))
const features = [
  { id: 'locality', folder: `${import.meta.dirname}/../locality` },
  { id: 'directory', folder: import.meta.dirname },
]
const t9n = translator('zh-Hans')
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const tags = (result: Result<unknown, readonly Refusal[]>): readonly string[] =>
  result.ok ? ['ok'] : result.error.map(({ tag }) => tag)
const staff = (role: string, area: string, party = '0193a000-0000-7000-8000-000000000001'): Actor => ({
  kind: 'staff',
  party,
  session: null,
  name: '',
  level: 'L1',
  offices: [
    { id: '0193a000-0000-7000-8000-00000000000f', organisation: party, organisationKind: 'cityGovernment', role, area },
  ],
})
const operator = staff('systemAdmin', '4420')
const securityAdmin = staff('securityAdmin', '4420')
const DEEDS = sql(
  'test.deeds',
  `select verb.body from city.journal_entry as verb where verb.stream like 'directory/%' order by verb.seq`,
)

test('the operator keeps the directory', async t => {
  const { db, publicDb } = await testCity(t, { features })
  const vault = freshVault()
  await loadDivisions(publicDb, NOW)
  await foundCity(db, NOW, { grids: true })
  const desk = await organisationFor(db, areaPath('4420'), 'hotlineDesk')
  const town = await organisationFor(db, areaPath('442000001'), 'townGovernment')
  assert.ok(desk !== undefined && town !== undefined)

  await t.test('an organisation is added once; every fault is named together', async () => {
    const good = {
      name: '演示业主委员会',
      kind: 'residentsCommittee',
      area: '442000001007',
      uscc: '91350100M000100Y43',
    }
    const create = (actor: Actor, given: Parameters<typeof createOrganisation>[2]) =>
      db.tx(tx => createOrganisation(tx, actor, given, NOW))
    assert.deepEqual(tags(await create(operator, good)), ['ok'])
    assert.deepEqual(tags(await create(operator, { ...good, name: '另一个' })), ['uscc-taken'])
    assert.deepEqual(tags(await create(operator, { name: good.name, kind: good.kind, area: good.area })), [
      'organisation-known',
    ])
    assert.deepEqual(
      tags(await create(operator, { name: '甲', kind: 'x', area: '4401', uscc: '91350100M000100Y44' })),
      ['area-outside', 'kind-unknown', 'uscc-wrong'],
    )
    assert.deepEqual(tags(await create(operator, { name: '甲', kind: 'department', area: '442000999' })), [
      'area-unknown',
    ])
    assert.deepEqual(tags(await create(operator, { name: '甲', kind: 'department', area: '44a' })), ['area-wrong'])
    assert.deepEqual(tags(await create(staff('systemAdmin', '442000101'), { ...good, name: '乙' })), ['forbidden'])
    assert.deepEqual(tags(await create(staff('deskLead', '4420'), { ...good, name: '乙' })), ['forbidden'])
  })

  await t.test(
    'a person is appointed within the organisation, not twice, not by himself; lists are masked',
    async () => {
      const person = { name: '演示甲', phone: '154 3000 0001' }
      const give = (given: Partial<Parameters<typeof appoint>[3]>, actor = securityAdmin) =>
        db.tx(tx => appoint(tx, vault, actor, { person, organisation: town.id, role: 'unitHandler', ...given }, NOW))
      const made = await give({})
      assert.ok(made.ok)
      assert.deepEqual(tags(await give({})), ['office-held'])
      assert.deepEqual(tags(await give({ role: 'resident' })), ['role-unknown'])
      assert.deepEqual(tags(await give({ role: 'unitLead', area: '442000101' })), ['role-area'])
      assert.deepEqual(tags(await give({ role: 'unitLead', person: { name: '甲', phone: '12' } })), ['phone-wrong'])
      assert.deepEqual(tags(await give({ role: 'unitLead', from: d('2026-12-02'), to: d('2026-12-01') })), [
        'office-dates',
      ])
      const self = staff('securityAdmin', '4420', made.value.party)
      assert.deepEqual(tags(await give({ role: 'unitLead' }, self)), ['office-own'])
      const [line] = await officePage(
        db,
        vault,
        { within: areaPath('442000001'), person: '15430000001', ended: false, limit: 5 },
        NOW,
      )
      assert.equal(line?.id, made.value.office)
      assert.doesNotMatch(JSON.stringify(line), /演示甲|15430000001/)
      const end = (actor: Actor) =>
        db.tx(tx => endOffice(tx, actor, { office: made.value.office, lastDay: d('2026-11-30') }, NOW))
      assert.deepEqual(tags(await end(self)), ['office-own'])
      assert.deepEqual(tags(await end(securityAdmin)), ['ok'])
      assert.deepEqual(tags(await end(securityAdmin)), ['office-dates'])
    },
  )

  await t.test('an ended organisation takes nobody', async () => {
    const made = await db.tx(tx =>
      createOrganisation(tx, operator, { name: '临时专班', kind: 'department', area: '4420' }, NOW),
    )
    assert.ok(made.ok)
    const given = { organisation: made.value.organisation, lastDay: d('2026-11-22') }
    assert.deepEqual(tags(await db.tx(tx => endOrganisation(tx, operator, given, NOW))), ['ok'])
    assert.deepEqual(tags(await db.tx(tx => endOrganisation(tx, operator, given, NOW))), ['organisation-ended'])
    const person = { name: '演示乙', phone: '15430000002' }
    const late = await db.tx(tx =>
      appoint(tx, vault, securityAdmin, { person, organisation: given.organisation, role: 'unitLead' }, NOW),
    )
    assert.deepEqual(tags(late), ['organisation-ended'])
  })

  await t.test('a merged grid keeps its code: the next one gets another', async () => {
    const community = areaPath('442000001007')
    const before = (await gridsOf(db, community)).map(grid => grid.path)
    const [first, second] = before
    assert.ok(first !== undefined && second !== undefined)
    const merge = (grids: readonly string[], into: string) =>
      db.tx(tx => mergeGrids(tx, operator, { grids, into }, NOW))
    assert.deepEqual(tags(await merge([first], first)), ['grid-same'])
    assert.deepEqual(tags(await merge(['442000001008G01'], first)), ['grid-same'])
    assert.deepEqual(tags(await merge(before.slice(1), first)), ['ok'])
    assert.deepEqual(tags(await merge([second], first)), ['grid-unknown'])
    const added = await Promise.all([1, 2].map(() => db.tx(tx => addGrid(tx, operator, { community }, NOW))))
    const paths = added.map(each => (each.ok ? each.value.path : ''))
    assert.equal(new Set([...before, ...paths]).size, before.length + 2)
    assert.ok(!(await gridsOf(db, community)).some(grid => grid.path === second))
  })

  await t.test(
    'the hotline register begins with 57 lines of 33 bodies, not named, and is edited by version',
    async () => {
      const lines = await hotlinePage(db, 0, 100)
      assert.equal(lines.length, 57)
      assert.equal(new Set(lines.flatMap(line => line.ownerSlot ?? [])).size, 33)
      assert.ok(lines.every(line => line.number === null && line.name === null && line.origin === 'template'))
      const id = lines[0]?.id ?? ''
      const entry = { number: '12319', name: '城建热线', owner: desk.id, redirectedTo: '12345', since: d('2020-01-01') }
      const save = (ifMatch: string | undefined, change: Partial<typeof entry> = {}, line = id) =>
        db.tx(tx => saveHotline(tx, operator, { id: line, ifMatch, entry: { ...entry, ...change } }, NOW))
      assert.deepEqual(tags(await save(undefined)), ['version-missing'])
      assert.deepEqual(tags(await save('"7"')), ['version-stale'])
      assert.deepEqual(tags(await save('"1"')), ['ok'])
      assert.deepEqual(tags(await save('"1"')), ['version-stale'])
      await assert.rejects(
        db.tx(async tx => {
          const again = await saveHotline(tx, operator, { id: lines[1]?.id ?? '', ifMatch: '"1"', entry }, NOW)
          assert.deepEqual(tags(again), ['hotline-known'])
          throw new Error('rolled back, as the door does with refusals')
        }),
      )
    },
  )

  await t.test('hotlines come in by CSV; refused lines come back with reasons', async () => {
    const file = '号码,名称,所属单位,起始日期\n12333,人社热线,,2021-01-01\nabc,,没有的单位,昨天\n12333,重复,,\n'
    const result = await db.tx(tx => importHotlines(tx, operator, bytes(file), NOW, t9n))
    assert.ok(result.ok)
    assert.equal(result.value.taken, 1)
    assert.match(result.value.receipt ?? '', /abc,,没有的单位,昨天,"?号码.*名称.*起始日期.*所属单位/)
    assert.match(await exportHotlines(db), /12333,人社热线/)
    const back = await exportHotlines(db)
    const again = await db.tx(tx => importHotlines(tx, operator, bytes(back), NOW, t9n))
    assert.ok(again.ok && again.value.receipt === undefined && again.value.taken === 2)
    assert.equal((await hotlinePage(db, 0, 100)).length, 57)
  })

  await t.test('every deed is in the journal once, without a name or a number of a person', async () => {
    const deeds = await db.rows<{ body: string }>(DEEDS)
    const verbs = deeds.map(({ body }) => (JSON.parse(body) as { verb: string }).verb)
    assert.deepEqual(
      [...new Set(verbs)],
      ['found', 'createOrganisation', 'appoint', 'endOffice', 'endOrganisation', 'editGrids', 'editHotlines'],
    )
    assert.doesNotMatch(JSON.stringify(deeds), /演示甲|15430000001/)
  })

  await t.test(
    'another place comes in by CSV: dry run, receipt, the receipt put right, and nothing twice',
    async () => {
      const file =
        '代码,名称,级别\n330102,演示区,区\n330102001,演示街道,街道\n330102002,,街道\n330103001,孤儿街道,街道\n3301,杭州市,街道\n'
      const dry = await importAreas(publicDb, bytes(file), NOW, t9n, { dryRun: true })
      assert.ok(dry.ok)
      assert.deepEqual([dry.value.lines, dry.value.taken, dry.value.written], [5, 2, 0])
      const first = await importAreas(publicDb, bytes(file), NOW, t9n, { dryRun: false })
      assert.ok(first.ok && first.value.written === 2)
      assert.deepEqual(
        first.value.faults.map(fault => `${fault.line} ${fault.field} ${fault.why}`),
        ['4 name name-missing', '5 parent parent-unknown', '6 level level-wrong'],
      )
      const receipt = first.value.receipt ?? ''
      assert.match(receipt, /^﻿代码,名称,级别,原因\r\n330102002,,街道,名称: 没有填写/)
      const put = receipt
        .replace('330102002,,', '330102002,补名街道,')
        .replace('330103001', '330102003')
        .replace('杭州市,街道', '杭州市,市')
      const second = await importAreas(publicDb, bytes(put), NOW, t9n, { dryRun: false })
      assert.ok(second.ok)
      assert.deepEqual([second.value.taken, second.value.written, second.value.receipt], [3, 2, undefined])
      const back = await importAreas(publicDb, bytes(await exportAreas(publicDb, areaPath('4420'))), NOW, t9n, {
        dryRun: false,
      })
      assert.ok(back.ok)
      assert.deepEqual([back.value.taken, back.value.written], [1 + 23 + 287, 0])
      assert.deepEqual(tags(await importAreas(publicDb, bytes('甲,乙\n1,2'), NOW, t9n, { dryRun: false })), [
        'file-headings',
      ])
      assert.deepEqual(tags(await importAreas(publicDb, bytes('代码,名称\n1,"2'), NOW, t9n, { dryRun: false })), [
        'file-quotes',
      ])
      assert.equal(await areaName(db, areaPath('442000001')), '石岐街道')
    },
  )
})
