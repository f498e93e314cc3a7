import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { runVoteVerifier } from '../../src/features/ballots/index.ts'
import { replay } from '../../src/features/owners-vote/rules/evolve.ts'
import { factOf, factsOf } from '../../src/features/owners-vote/store/facts.ts'
import { voteById } from '../../src/features/owners-vote/store/votes.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { sql } from '../../src/platform/db/types.ts'
import { sequence } from '../../src/platform/journal/sequence.ts'
import { type Caller, TEST_SIGNER, testServer } from '../../src/platform/testing/server.ts'
import {
  AGENDA,
  colleague,
  estateOf,
  good,
  NOTICE,
  newcomer,
  PATH,
  parkingOf,
  signedIn,
  tags,
  verified,
} from './owners-support.ts'

const yes = ['agree', 'agree'].map((choice, index) => ({ no: index + 1, choice }))
const split = ['agree', 'oppose'].map((choice, index) => ({ no: index + 1, choice }))

test('owners decide: from the agenda to the result in force, online and on paper, and the proof is checked', async t => {
  const scene = await stage(t)
  const { city, vault, cast } = scene
  const began = at('2026-03-02 10:00')
  const one = await verified(scene, cast.resident, '周一', 1)
  const two = await newcomer(scene, '吴二', '13900000002', 2, began)
  const three = await newcomer(scene, '郑三', '13900000003', 3, began)
  const estate = await estateOf(scene, began, false)
  const other = await colleague(scene, began)
  const server = await testServer(t, city, { modules: features, now: '2026-03-02T18:00:00+08:00', services: { vault } })
  let desk: Caller = server.as(cast.communityWorker)
  /** Sessions are of the day. */
  const on = (day: string): Caller => {
    server.now = at(`${day} 18:00`)
    desk = server.as(cast.communityWorker)
    return desk
  }

  await t.test('who may not, hears so; an agenda for a part is not for the whole', async () => {
    const body = { ...AGENDA, estate }
    assert.equal((await server.post(PATH, body)).status, 401)
    assert.equal((await server.as(cast.resident).post(PATH, body)).status, 403)
    assert.deepEqual(tags(await desk.post(PATH, { ...body, motions: [] })), ['motions-wrong'])
    const part = { ...body, scope: 'building', building: '1', motions: [{ item: 4, title: '选聘物业', text: '' }] }
    assert.deepEqual(tags(await desk.post(PATH, part)), ['for-the-whole'])
    assert.deepEqual(tags(await desk.post(PATH, { ...part, building: '9', motions: AGENDA.motions })), [
      'scope-unknown',
    ])
  })

  const { id, no } = good(await desk.post(PATH, { ...AGENDA, estate }))
  const does = (verb: string, body: object) => desk.post(`${PATH}/${id}/${verb}`, body)

  await t.test(
    'fifteen days of notice, a window as laid down, papers to every unit, a roll with parking settled',
    async () => {
      const short = { ...NOTICE, opens: '2026-03-16T08:00:00+08:00', closes: '2026-03-18T08:00:00+08:00' }
      assert.deepEqual(tags(await does('notice', short)), ['notice-short', 'window-wrong'])
      good(await does('notice', NOTICE))
      assert.deepEqual(tags(await does('register', {})), ['not-served', 'parking-unsettled'])
      assert.deepEqual(
        tags(await does('deliver', { how: 'hand', on: '2026-03-02', units: '1-1-101 9-9-999', record: '送达表' })),
        ['units-unknown'],
      )
      good(await does('deliver', { how: 'hand', on: '2026-03-02', units: '1-1-101，1-1-102', record: '送达表' }))
      good(await does('deliver', { how: 'board', on: '2026-03-02', units: '', record: '公告' }))
      await parkingOf(scene, estate, server.now)
      good(await does('register', {}))
      const { roll, served } = good(await desk.get(`${PATH}/${id}`)) as never as {
        roll: { heads: number; areaDm2: number; units: number }
        served: object
      }
      assert.deepEqual([roll.heads, roll.areaDm2, roll.units], [5, 40_000, 6])
      assert.deepEqual(served, { units: 6, hand: 2, board: 4 })
    },
  )

  const heads = async (
    caller: Caller,
  ): Promise<readonly { group: string; units: string[]; may: boolean; cast: boolean }[]> =>
    (await caller.get('/api/me/votes')).json().items
  const cast_ = async (caller: Caller, choices: readonly object[], group?: string) =>
    caller.post(`${PATH}/${id}/ballots`, { group: group ?? (await heads(caller))[0]?.group ?? '', choices })

  await t.test('nothing before it opens; the agenda and the roll stay', async () => {
    on('2026-03-10')
    assert.deepEqual(tags(await cast_(await signedIn(scene, server, one), yes)), ['not-open-yet'])
    assert.deepEqual(tags(await does('count', {})), ['window-open'])
    on('2026-03-17')
    assert.deepEqual(tags(await does('withdraw', { note: '想撤回' })), ['already-open'])
  })

  await t.test('one ballot for a head: co-owners share it, and a stranger has none', async () => {
    on('2026-03-18')
    const mine = await signedIn(scene, server, one)
    assert.deepEqual(
      (await heads(mine)).map(({ units }) => units),
      [['1-1-101', '1-1-102']],
    )
    assert.deepEqual(
      tags(
        await cast_(mine, [
          { no: 1, choice: 'agree' },
          { no: 7, choice: 'agree' },
        ]),
      ),
      ['off-agenda', 'choice-missing'],
    )
    const { group } = good(await cast_(mine, yes)) as never as { group: string }
    assert.deepEqual(tags(await cast_(mine, split)), ['already-cast'])
    assert.deepEqual(tags(await cast_(await signedIn(scene, server, two), yes, group)), ['not-on-roll'])
    good(await cast_(await signedIn(scene, server, three), split))
    assert.deepEqual(tags(await cast_(await signedIn(scene, server, two), yes)), ['already-cast'])
    assert.deepEqual(tags(await cast_(await signedIn(scene, server, cast.neighbour), yes, group)), [
      'real-name-first',
      'not-on-roll',
    ])
  })

  await t.test('paper: two people read the same, one ballot a head whatever the channel', async () => {
    const paper = { unit: '1-1-202', received: '2026-03-18', choices: yes, record: '纸质票 7 号' }
    const enter = (caller: Caller, body: object) => caller.post(`${PATH}/${id}/papers`, body)
    assert.deepEqual(tags(await enter(desk, { ...paper, unit: '9-9', received: '2026-03-16' })), [
      'outside-window',
      'unit-unknown',
    ])
    assert.equal(good(await enter(desk, paper)).state, 'waiting')
    assert.deepEqual(tags(await enter(desk, paper)), ['same-person'])
    const second = server.as(other)
    assert.deepEqual(tags(await enter(second, { ...paper, choices: split })), ['entries-differ'])
    assert.equal(good(await enter(second, paper)).state, 'cast')
    assert.deepEqual(tags(await enter(desk, paper)), ['already-cast'])
    assert.deepEqual(tags(await enter(desk, { ...paper, unit: '1-1-101' })), ['already-cast'])
    assert.equal(good(await enter(desk, { ...paper, unit: '2-1-101', choices: split })).state, 'waiting')
    good(await does('strike', { unit: '2-1-101', note: '看错了一栏' }))
    good(await enter(desk, { ...paper, unit: '2-1-101', received: '2026-03-18', choices: split }))
    on('2026-04-01')
    assert.deepEqual(tags(await does('count', {})), ['papers-waiting'])
    good(await enter(server.as(other), { ...paper, unit: '2-1-101', received: '2026-03-18', choices: split }))
  })

  await t.test('counted exactly: heads and areas, each motion by its own share', async () => {
    assert.deepEqual(tags(await does('extend', { closes: '2026-04-10T20:00:00+08:00', note: '参与不足' })), [
      'window-over',
    ])
    good(await does('count', {}))
    const { motionList, refused } = good(await desk.get(`${PATH}/${id}`)) as never as {
      motionList: { result: { heads: object; areaDm2: object; result: string } }[]
      refused: object
    }
    assert.deepEqual(
      motionList.map(({ result }) => [result.heads, result.areaDm2, result.result]),
      [
        [
          { all: 5, present: 4, agree: 4, oppose: 0, abstain: 0 },
          { all: 40_000, present: 36_000, agree: 36_000, oppose: 0, abstain: 0 },
          'passed',
        ],
        [
          { all: 5, present: 4, agree: 2, oppose: 2, abstain: 0 },
          { all: 40_000, present: 36_000, agree: 22_000, oppose: 14_000, abstain: 0 },
          'rejected',
        ],
      ],
    )
    assert.deepEqual(refused, [
      { why: 'already-cast', count: 4 },
      { why: 'not-open-yet', count: 1 },
      { why: 'outside-window', count: 1 },
    ])
  })

  await t.test('posted, objected, answered, in force; every fact gives the row', async () => {
    on('2026-04-02')
    assert.deepEqual(tags(await does('post', { on: '2026-04-02', until: '2026-04-10', record: '公告栏' })), [
      'posting-short',
    ])
    good(await does('post', { on: '2026-04-02', until: '2026-04-17', record: '公告栏' }))
    const resident = server.as(cast.resident)
    assert.equal((await resident.submit(`/open/owners-votes/${no}/object`, { note: '预算偏高' })).status, 303)
    const [open, inside] = [
      await server.get(`/open/owners-votes/${no}`, { accept: 'text/html' }),
      good(await desk.get(`${PATH}/${id}`)) as never as { objections: { seq: number; text: string }[] },
    ]
    assert.doesNotMatch(open.text, /预算偏高/)
    on('2026-04-18')
    assert.deepEqual(tags(await does('settle', {})), ['objections-open'])
    good(await does('answer', { objection: inside.objections[0]?.seq, upheld: false, note: '预算经过三家比价。' }))
    assert.equal(good(await does('settle', {})).step, 'settled')
    const report = await server.get(`/open/owners-votes/${no}/report`)
    assert.deepEqual([report.status, report.headers['content-type']], [200, 'application/pdf'])
    const casts = await city.db.rows<{ body: string }>(
      sql('test.casts', `select body from city.journal_entry where stream = $1 and body::json ->> 'verb' = 'cast'`),
      [`owners-vote/${id}`],
    )
    assert.equal(casts.length, 4, 'V-6: of the time of a ballot its day is told')
    for (const { body } of casts) assert.match(body, /"at":"2026-03-18T00:00:00\+08:00"/)
    const [row, facts] = [await voteById(city.db, id), (await factsOf(city.db, id)).map(factOf)]
    assert.deepEqual(replay(facts), row?.state)
  })

  await t.test('the proof is verified offline, and opens for its owner', async () => {
    await sequence(city.db, server.now, TEST_SIGNER)
    const bundle = await server.get(`/open/owners-votes/${no}/bundle`)
    assert.equal(bundle.status, 200, bundle.text)
    const said: string[] = []
    const key = (await server.get('/journal/key')).text.trim()
    const check = (lines: readonly string[], receipt?: string) => {
      said.length = 0
      return runVoteVerifier(lines, { key, ...(receipt !== undefined && { receipt }) }, text => {
        said.push(text)
      })
    }
    const lines = bundle.text.trimEnd().split('\n')
    assert.equal(await check(lines), 0, said.join(''))
    t.diagnostic(said.join(''))
    const without = lines.filter((line, at) => !line.startsWith('{"ballot"') || at % 2 === 0)
    assert.ok(without.length < lines.length)
    assert.equal(await check(without), 1)
    const own = await signedIn(scene, server, one)
    const group = (await heads(own))[0]?.group ?? ''
    const receipt = await own.submit(`/me/votes/${no}/receipt`, { group })
    assert.match(receipt.text, /"choice":"agree"/)
    const props = JSON.parse((/<body[^>]*>(.*)<\/body>/s.exec(receipt.text)?.[1] ?? '').replaceAll('&lt;', '<')) as {
      file: string
    }
    const kept = join(mkdtempSync(join(tmpdir(), 'receipt-')), 'receipt.json')
    writeFileSync(kept, props.file)
    assert.equal(await check(lines, kept), 0, said.join(''))
    assert.match(said.join(''), /回执/)
    const stranger = await (await signedIn(scene, server, two)).submit(`/me/votes/${no}/receipt`, { group })
    assert.doesNotMatch(stranger.text, /"blinds":\["/)
  })
})
