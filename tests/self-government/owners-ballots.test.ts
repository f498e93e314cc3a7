import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { demoIdNumber } from '../../src/features/estate/demo-register.ts'
import { act } from '../../src/features/owners-vote/commands.ts'
import { countBallots } from '../../src/features/owners-vote/count-ballots.ts'
import { voteById } from '../../src/features/owners-vote/store/votes.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { type Instant, instant, parseInstant } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { type Caller, testServer } from '../../src/platform/testing/server.ts'
import {
  AGENDA,
  ballotsIn,
  colleague,
  estateOf,
  good,
  NOTICE,
  newcomer,
  PATH,
  signedIn,
  tags,
  verified,
} from './owners-support.ts'

const YES = [1, 2].map(no => ({ no, choice: 'agree' }))
const moment = (text: string): Instant => parseInstant(text) ?? assert.fail(text)
const [OPENS, CLOSES] = [moment(NOTICE.opens), moment(NOTICE.closes)]

/** A vote of the small estate whose roll is settled, three days after the notice. */
const settled = async (t: TestContext) => {
  const scene = await stage(t)
  const { city, vault, cast } = scene
  const began = at('2026-03-02 10:00')
  const server = await testServer(t, city, { modules: features, now: '2026-03-02T18:00:00+08:00', services: { vault } })
  const people = {
    one: await verified(scene, cast.resident, '周一', 1),
    two: await newcomer(scene, '吴二', '13900000002', 2, began),
    four: await newcomer(scene, '王四', '13900000004', 4, began),
    five: await newcomer(scene, '冯五', '13900000005', 5, began),
    agent: await newcomer(scene, '代理人', '13900000008', 8, began),
  }
  const estate = await estateOf(scene, began)
  const desk = server.as(cast.communityWorker)
  const { id } = good(await desk.post(PATH, { ...AGENDA, estate }))
  const steps = [
    ['notice', NOTICE],
    ['deliver', { how: 'board', on: '2026-03-02', record: '公告' }],
    ['register', {}],
  ] as const
  for (const [verb, body] of steps) good(await desk.post(`${PATH}/${id}/${verb}`, body))
  const groupOf = async (caller: Caller): Promise<string> =>
    (await caller.get('/api/me/votes')).json().items.find(({ may }: { may: boolean }) => may)?.group ?? ''
  const cast_ = async (who: Actor, group?: string) => {
    const caller = await signedIn(scene, server, who)
    return caller.post(`${PATH}/${id}/ballots`, { group: group ?? (await groupOf(caller)), choices: YES })
  }
  const clerk = (): Caller => server.as(cast.communityWorker)
  return { scene, server, people, estate, id, cast: cast_, groupOf, clerk }
}

test('V-4 both ends belong to the window, by the server’s clock; an extension is made before the end and keeps ballots', async t => {
  const { scene, server, people, id, cast, clerk } = await settled(t)
  const when = (now: Instant): void => {
    server.now = now
  }
  when(instant(OPENS - 1))
  assert.deepEqual(tags(await cast(people.one)), ['not-open-yet'])
  when(OPENS)
  good(await cast(people.one))
  when(instant(CLOSES + 1))
  assert.deepEqual(tags(await cast(people.two)), ['window-over'])
  assert.deepEqual(
    tags(await clerk().post(`${PATH}/${id}/extend`, { closes: '2026-04-10T20:00:00+08:00', note: '参与不足' })),
    ['window-over'],
  )
  when(CLOSES)
  const extend = (closes: string) => clerk().post(`${PATH}/${id}/extend`, { closes, note: '参与不足' })
  assert.deepEqual(tags(await extend(NOTICE.closes)), ['not-later'])
  assert.deepEqual(tags(await extend('2026-05-20T20:00:00+08:00')), ['window-wrong'])
  good(await extend('2026-04-10T20:00:00+08:00'))
  assert.deepEqual(tags(await extend('2026-04-12T20:00:00+08:00')), ['no-more-extensions'])
  when(instant(CLOSES + 1))
  good(await cast(people.two))
  assert.equal(await ballotsIn(scene, id), 2)
})

test('V-1 the roll stays as it was frozen: no table of it can be changed by whoever runs the vote', async t => {
  const { scene, people, id, server, cast } = await settled(t)
  server.now = OPENS
  assert.deepEqual(tags(await cast(people.agent, '0'.repeat(64))), ['not-on-roll'])
  const { cast: roles, city } = scene
  const clerk = city.db.as({
    breadth: 'rows',
    of: { votes: ['442000001007'], staff: ['on'], party: [roles.communityWorker.party ?? ''] },
  })
  for (const [name, text] of [
    ['group', 'update city.owners_vote_group set units = units where vote = $1'],
    ['voter', 'delete from city.owners_vote_voter where vote = $1'],
    ['sealed', `update city.owners_vote_sealed set body = '' where vote = $1`],
  ] as const)
    assert.equal(await clerk.run(sql(`t.roll-${name}`, text), [id]), 0, `${name} can be changed`)
})

test('V-3 one ballot for each head, whichever comes first: screen, paper or agent', async t => {
  const { scene, people, id, server, cast, groupOf, clerk } = await settled(t)
  server.now = OPENS
  const second = await colleague(scene, server.now)
  const paper = (unit: string) => ({ unit, received: '2026-03-17', choices: YES, record: '纸质票' })
  const enter = (caller: Caller, unit: string) => caller.post(`${PATH}/${id}/papers`, paper(unit))
  const proxy = (unit: string) =>
    clerk().post(`${PATH}/${id}/proxies`, { unit, phone: '13900000008', record: '委托书' })
  const agent = async (unit: string) => {
    const caller = await signedIn(scene, server, people.agent)
    const { items } = (await caller.get('/api/me/votes')).json() as { items: { units: string[]; group: string }[] }
    const group = items.find(({ units }) => units.includes(unit))?.group ?? ''
    return caller.post(`${PATH}/${id}/ballots`, { group, choices: YES })
  }

  await t.test('screen, then paper and agent', async () => {
    good(await proxy('1-1-101'))
    good(await cast(people.one))
    assert.deepEqual(tags(await enter(clerk(), '1-1-102')), ['already-cast'])
    assert.deepEqual(tags(await agent('1-1-101')), ['already-cast'])
  })
  await t.test('paper once entered, then screen and agent; entered twice, it is cast', async () => {
    good(await proxy('1-1-201'))
    good(await enter(clerk(), '1-1-201'))
    assert.deepEqual(tags(await cast(people.two)), ['paper-received'])
    assert.deepEqual(tags(await agent('1-1-201')), ['paper-received'])
    good(await enter(server.as(second), '1-1-201'))
    assert.deepEqual(tags(await cast(people.two)), ['already-cast'])
  })
  await t.test('agent, then owner and paper', async () => {
    good(await proxy('1-1-202'))
    good(await agent('1-1-202'))
    assert.deepEqual(tags(await cast(people.four)), ['already-cast'])
    assert.deepEqual(tags(await enter(clerk(), '1-1-202')), ['already-cast'])
  })
  await t.test(
    'C-149 no more proxies than may be, one for a head, none for the owner himself, none to a stranger',
    async () => {
      assert.deepEqual(tags(await proxy('2-1-101')), ['proxies-full'])
      const give = (unit: string, phone: string) =>
        clerk().post(`${PATH}/${id}/proxies`, { unit, phone, record: '委托书' })
      assert.deepEqual(tags(await give('1-1-101', '13900000005')), ['proxy-given'])
      assert.deepEqual(tags(await give('2-1-101', '13900000005')), ['agent-self'])
      assert.deepEqual(tags(await give('9-9-909', '13900000099')), ['unit-unknown', 'agent-unknown'])
    },
  )
  assert.equal(await ballotsIn(scene, id), 3)
  assert.notEqual(await groupOf(await signedIn(scene, server, people.five)), '')
})

test('T-08 C-143 a sale during the vote: the seller’s ballot stands; without one the buyer votes', async t => {
  const { scene, people, estate, id, server, cast, clerk } = await settled(t)
  server.now = OPENS
  const { items } = (await clerk().get(`/api/estates/${estate}/units?limit=50`)).json() as {
    items: { id: string; code: string }[]
  }
  const sell = async (code: string): Promise<void> => {
    const unit = items.find(each => each.code === code)?.id ?? ''
    const owners = [{ name: '代理人', number: demoIdNumber(8) }]
    const body = { on: '2026-03-17', handedOn: '2026-03-17', owners, basis: 'register', paper: '粤1' }
    good(await clerk().post(`/api/estates/${estate}/units/${unit}/transfer`, body))
  }
  good(await cast(people.four))
  await sell('1-1-202')
  await sell('2-1-101')
  await sell('1-1-102')
  server.now = at('2026-03-18 10:00')
  const five = await signedIn(scene, server, people.five)
  const [sold] = (await five.get('/api/me/votes')).json().items as { group: string; may: boolean }[]
  assert.equal(sold?.may, false)
  assert.deepEqual(tags(await five.post(`${PATH}/${id}/ballots`, { group: sold?.group, choices: YES })), ['sold-since'])
  const buyer = await signedIn(scene, server, people.agent)
  const mine = (await buyer.get('/api/me/votes')).json().items as { group: string; units: string[]; cast: boolean }[]
  // One of the two homes of the first owner was sold: the head stays theirs.
  assert.deepEqual(mine.map(({ units, cast: done }) => [units.join(), done]).toSorted(), [
    ['1-1-202', true],
    ['2-1-101', false],
  ])
  const open = mine.find(({ cast: done }) => !done)
  const { no } = good(await clerk().get(`${PATH}/${id}`))
  const theirs = { group: mine.find(({ cast: done }) => done)?.group ?? '' }
  assert.doesNotMatch((await buyer.submit(`/me/votes/${no}/receipt`, theirs)).text, /"choice":"agree"/)
  const seller = await signedIn(scene, server, people.four)
  assert.match((await seller.submit(`/me/votes/${no}/receipt`, theirs)).text, /"choice":"agree"/)
  good(await buyer.post(`${PATH}/${id}/ballots`, { group: open?.group, choices: YES }))
  good(await cast(people.one))
  assert.equal(await ballotsIn(scene, id), 3)
})

test('a vote whose roll was not settled in time does not open, and is taken back', async t => {
  const scene = await stage(t)
  const { city, vault, cast } = scene
  const server = await testServer(t, city, { modules: features, now: '2026-03-02T18:00:00+08:00', services: { vault } })
  const estate = await estateOf(scene, server.now)
  const { id } = good(await server.as(cast.communityWorker).post(PATH, { ...AGENDA, estate }))
  good(await server.as(cast.communityWorker).post(`${PATH}/${id}/notice`, NOTICE))
  server.now = instant(OPENS + 1)
  const late = server.as(cast.communityWorker)
  assert.deepEqual(tags(await late.post(`${PATH}/${id}/register`, {})), ['already-open', 'not-served'])
  assert.equal(good(await late.post(`${PATH}/${id}/withdraw`, { note: '名册没有按时核定' })).step, 'withdrawn')
})

test('a count that is older than the last ballot is not written down', async t => {
  const { scene, people, id, server, cast, clerk } = await settled(t)
  server.now = OPENS
  good(await cast(people.one))
  const second = await colleague(scene, server.now)
  const paper = { unit: '1-1-202', received: '2026-03-17', choices: YES, record: '纸质票' }
  good(await clerk().post(`${PATH}/${id}/papers`, paper))
  server.now = instant(CLOSES + 1)
  const { db } = scene.city
  const counted = await countBallots(db, scene.vault, (await voteById(db, id)) ?? assert.fail())
  good(await server.as(second).post(`${PATH}/${id}/papers`, paper))
  const env = { actor: scene.cast.communityWorker, now: server.now }
  const stale = await db.tx(tx => act(tx, env, id, 'count', { body: {}, scans: [], counted }))
  assert.deepEqual(stale.ok ? [] : stale.error.map(({ tag }) => tag), ['version-stale'])
  good(await clerk().post(`${PATH}/${id}/count`, {}))
})

test('a page for everybody and a ballot without script; a stranger of the estate has none', async t => {
  const { scene, people, id, server } = await settled(t)
  server.now = OPENS
  const { no } = good(await server.as(scene.cast.communityWorker).get(`${PATH}/${id}`))
  const own = await signedIn(scene, server, people.one)
  const page = await own.get(`/me/votes/${no}`, { accept: 'text/html' })
  assert.match(page.text, /"chosen":"[0-9a-f]{64}"/)
  const group = /"chosen":"([0-9a-f]{64})"/.exec(page.text)?.[1] ?? ''
  const missing = await own.submit(`/me/votes/${no}/ballot`, { group, c1: 'agree' })
  assert.match(missing.text, /第 2 个议题还没有选/)
  const sure = await own.submit(`/me/votes/${no}/ballot`, { group, c1: 'agree', c2: 'abstain' })
  assert.match(sure.text, /data-view="owners-vote.sure"/)
  assert.equal(await ballotsIn(scene, id), 0)
  server.now = instant(OPENS + 11 * 60_000)
  const asked = await own.submit(`/me/votes/${no}/ballot`, { group, c1: 'agree', c2: 'abstain' })
  const request = /"request":"([^"]+)"/.exec(asked.text)?.[1] ?? ''
  const choices = { group, c1: 'agree', c2: 'abstain', sure: 'yes', request }
  assert.notEqual((await own.submit(`/me/votes/${no}/ballot`, { ...choices, digits: '1' })).status, 303)
  assert.equal(await ballotsIn(scene, id), 0)
  const digits = server.codes.at(-1)?.digits ?? ''
  assert.equal((await own.submit(`/me/votes/${no}/ballot`, { ...choices, digits })).status, 303)
  assert.equal(await ballotsIn(scene, id), 1)
  const stranger = await signedIn(scene, server, people.agent)
  assert.match((await stranger.get(`/me/votes/${no}`, { accept: 'text/html' })).text, /"heads":\[\]/)
  assert.doesNotMatch((await server.get(`/open/owners-votes/${no}`, { accept: 'text/html' })).text, /周一|吴二|郑三/)
})
