import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { estateById } from '../../src/features/estate/index.ts'
import { replay } from '../../src/features/estate/rules/formation-gates.ts'
import { factOf, formationFacts, formationOf } from '../../src/features/estate/store/formation.ts'
import { warnOfEnds } from '../../src/features/estate/sweeps.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { sql } from '../../src/platform/db/types.ts'
import { type Caller, testServer } from '../../src/platform/testing/server.ts'
import { csv, ESTATE, good, idOf, importFile, PATH, PLACE, people, tags, unitOf } from './support.ts'

const TOLD = sql('t.told', `select count(*) as n from city.notification where kind = 'estate:renewal'`)
const HOMES = Array.from(
  { length: 10 },
  (_, n) => `1-1-${n + 1}01,住宅,80.00,演示业主${n + 1},${idOf(n + 1)},,2020-03-05,2020-06-01,`,
)

type Bodies = {
  readonly conditions: {
    readonly heads: number
    readonly areaDm2: number
    readonly met: boolean
    readonly why: string[]
  }
  readonly formation: { readonly step: string; readonly actions: string[]; readonly facts: { numbers: string[] }[] }
  readonly dues: { readonly what: string; readonly due: string; readonly state: string }[]
  readonly terms: {
    readonly id: string
    readonly members: { id: string; withoutUnit: boolean; endedBy: string | null }[]
  }[]
  readonly meetings: { readonly id: string; readonly verdict: string; readonly members: number }[]
}

test('owners form their assembly and elect their committee', async t => {
  const scene = await stage(t)
  const { city, vault } = scene
  const { db } = city
  const server = await testServer(t, city, { modules: features, now: '2026-09-30T10:00:00+08:00', services: { vault } })
  const { clerk, elsewhere } = people(scene)
  let desk: Caller = server.as(clerk)
  const on = (day: string): Caller => {
    server.now = at(`${day} 10:00`)
    desk = server.as(clerk)
    return desk
  }
  const { id } = good(await desk.post(PATH, ESTATE))
  const path = `${PATH}/${id}`
  const does = (verb: string, body: object) => desk.post(`${path}/formation/${verb}`, { record: '材料', ...body })
  const bodies = async () => good<Bodies>(await desk.get(`${path}/bodies`))

  await t.test('of an empty register nothing can be formed; the reasons have numbers', async () => {
    const { conditions } = await bodies()
    assert.equal(conditions.met, false)
    assert.equal(conditions.why.length, 2)
    assert.deepEqual(tags(await does('apply', { on: '2026-09-30', by: 'committee' })), [
      'single-owner',
      'not-delivered',
    ])
  })

  good(await importFile(desk, id, csv(...HOMES), false))

  await t.test('step by step, each with the register’s numbers of its day', async () => {
    const { conditions } = await bodies()
    assert.deepEqual([conditions.heads, conditions.areaDm2, conditions.met], [10, 80_000, true])
    assert.equal(
      (await server.as(elsewhere).post(`${path}/formation/apply`, { record: '材料', on: '2026-01-05', by: 'owners' }))
        .status,
      403,
    )
    good(await does('apply', { on: '2026-01-05', by: 'owners', heads: 1, area: '80' }))
    assert.deepEqual(
      tags(
        await does('found', {
          on: '2026-01-06',
          ...Object.fromEntries(
            ['turnout', 'rules', 'covenant', 'committee'].flatMap(name => [
              [`${name}Heads`, 1],
              [`${name}Area`, '1'],
            ]),
          ),
        }),
      ),
      ['wrong-step'],
    )
    const group = {
      on: '2026-02-01',
      members: 7,
      owners: 4,
      head: 'town',
      postedOn: '2026-02-01',
      postedUntil: '2026-02-08',
    }
    assert.deepEqual(tags(await does('form-group', { ...group, members: 6, postedUntil: '2026-02-03' })), [
      'group-wrong',
      'posting-short',
    ])
    good(await does('form-group', group))
    const refused = await does('announce', { on: '2026-03-01', meetingOn: '2026-03-10', form: 'paper' })
    assert.deepEqual(tags(refused), ['notice-short'])
    assert.match(refused.text, /第十四条/)
    good(await does('announce', { on: '2026-03-01', meetingOn: '2026-03-16', form: 'paper' }))
    const votes = (heads: number, area: string) => ({
      turnoutHeads: 7,
      turnoutArea: '560',
      ...Object.fromEntries(
        ['rules', 'covenant', 'committee'].flatMap(name => [
          [`${name}Heads`, heads],
          [`${name}Area`, area],
        ]),
      ),
    })
    good(await does('found', { on: '2026-03-16', ...votes(3, '240') }))
    assert.equal((await bodies()).formation.step, 'group', 'not more than half: announced anew')
    good(await does('announce', { on: '2026-03-20', meetingOn: '2026-04-10', form: 'paper' }))
    good(await does('found', { on: '2026-04-10', ...votes(4, '320') }))
    assert.equal((await bodies()).formation.step, 'founded')
    const row = await formationOf(db, id)
    assert.deepEqual(replay((await formationFacts(db, id)).map(factOf)), row?.state, 'replayed, its facts give its row')
    assert.equal((await estateById(db, id, server.now))?.hasAssembly, true)
  })

  const members = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      name: `演示业主${n + 1}`,
      unit: `1-1-${n + 1}01`,
      office: n === 0 ? 'chair' : 'member',
      posts: n === 1 ? ['residents-committee'] : [],
    }))
  const term = { electedOn: '2026-04-10', from: '2026-04-10', to: '2031-04-09', record: '计票报告' }

  await t.test('a committee: odd, of owners, on file in time, one at a time', async () => {
    const wrong = members(4).map(each => ({ ...each, unit: '1-1-901' }))
    assert.deepEqual(tags(await desk.post(`${path}/terms`, { ...term, members: wrong })), [
      'seats-wrong',
      'member-no-owner',
    ])
    const races = await Promise.all(
      Array.from({ length: 4 }, () => desk.post(`${path}/terms`, { ...term, members: members(5) })),
    )
    assert.equal(races.filter(({ status }) => status === 201).length, 1)
    const { terms, dues } = await bodies()
    assert.deepEqual(
      dues.find(({ what }) => what === 'filing'),
      { ...dues.find(({ what }) => what === 'filing'), due: '2026-05-10', state: 'overdue' },
    )
    const file = `${path}/terms/${terms[0]?.id}/file`
    assert.deepEqual(tags(await desk.post(file, { on: '2026-04-01', record: '回执' })), ['before-election'])
    good(await desk.post(file, { on: '2026-05-11', record: '回执' }))
    assert.deepEqual(tags(await desk.post(file, { on: '2026-05-11', record: '回执' })), ['filed-already'])
    assert.equal((await bodies()).dues.find(({ what }) => what === 'filing')?.state, 'met-late')
  })

  await t.test('a meeting is counted on those who serve; a decision is posted once', async () => {
    const meeting = {
      noticedOn: '2026-06-01',
      on: '2026-06-08',
      present: 3,
      agree: 3,
      matter: '公布公共收益',
      decision: '公布三十日',
      record: '会议记录',
    }
    assert.deepEqual(tags(await desk.post(`${path}/meetings`, { ...meeting, noticedOn: '2026-06-02', present: 6 })), [
      'notice-short',
      'meeting-numbers',
    ])
    assert.deepEqual(tags(await desk.post(`${path}/meetings`, { ...meeting, decision: '找演示业主，13800138000' })), [
      'public-text-personal',
    ])
    const { id: held } = good(await desk.post(`${path}/meetings`, meeting))
    good(await desk.post(`${path}/meetings`, { ...meeting, present: 2, agree: 2 }))
    assert.deepEqual((await bodies()).meetings.map(({ verdict }) => verdict).toSorted(), ['no-quorum', 'passed'])
    good(await desk.post(`${path}/meetings/${held}/post`, { on: '2026-06-10' }))
    assert.deepEqual(tags(await desk.post(`${path}/meetings/${held}/post`, { on: '2026-06-10' })), ['meeting-posted'])
  })

  await t.test('who sells everything is no member any more: told, and ended by the desk', async () => {
    const unit = await unitOf(desk, id, '1-1-201')
    const sale = {
      on: '2026-07-01',
      owners: [{ name: '演示业主20', number: idOf(20) }],
      basis: 'contract',
      handedOn: '2026-07-01',
    }
    good(await desk.post(`${path}/units/${unit}/transfer`, sale))
    const member = (await bodies()).terms[0]?.members.find(({ withoutUnit }) => withoutUnit)?.id
    good(await desk.post(`${path}/members/${member}/end`, { on: '2026-07-01', why: 'no-owner' }))
    assert.deepEqual(tags(await desk.post(`${path}/members/${member}/end`, { on: '2026-07-01', why: 'no-owner' })), [
      'member-ended',
    ])
    assert.equal((await bodies()).terms[0]?.members.find(each => each.id === member)?.endedBy, 'no-owner')
  })

  await t.test('cross-appointments are counted with numerator and denominator', async () => {
    const { items } = good<{ items: { area: string; posts: { post: string; part: number; whole: number }[] }[] }>(
      await server.get(`/api/open/estate-figures?town=${PLACE.slice(0, 9)}`),
    )
    const line = items.find(({ area }) => area === PLACE)
    assert.deepEqual(
      line?.posts.find(({ post }) => post === 'residents-committee'),
      { post: 'residents-committee', part: 0, whole: 4 },
      'the one who served there has left',
    )
  })

  await t.test('the end of a term is told once, three months before; after it the committee has lapsed', async () => {
    on('2031-01-08')
    assert.equal(await warnOfEnds(db, server.now), 0)
    on('2031-01-10')
    assert.deepEqual([await warnOfEnds(db, server.now), await warnOfEnds(db, server.now)], [1, 0])
    assert.ok((await db.one<{ n: number }>(TOLD)).n >= 1)
    assert.equal((await bodies()).dues.at(-1)?.what, 'renewal')
    on('2031-04-10')
    assert.equal((await estateById(db, id, server.now))?.committee, 'lapsed')
    const late = {
      electedOn: '2031-04-10',
      from: '2031-04-09',
      to: '2036-04-09',
      record: '计票报告',
      members: members(5),
    }
    assert.deepEqual(tags(await desk.post(`${path}/terms`, late)), [
      'term-before-election',
      'term-overlaps',
      'term-long',
      'member-no-owner',
    ])
  })
})
