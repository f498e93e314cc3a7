import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { lawOf } from '../../src/features/committee-election/commands.ts'
import { demoVoters } from '../../src/features/committee-election/demo.ts'
import { replay } from '../../src/features/committee-election/rules/evolve.ts'
import { electionById } from '../../src/features/committee-election/store/elections.ts'
import { factOf, factsOf } from '../../src/features/committee-election/store/facts.ts'
import { drawPhoto } from '../../src/features/work-order/demo-photo.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import {
  ANNOUNCEMENT,
  announced,
  deskOf,
  FULL,
  nominated,
  opened,
  PATH,
  POLLING,
  sheet,
  standing,
  TEN,
  VOTERS,
} from './election-support.ts'
import { good, tags } from './owners-support.ts'

test('a residents’ committee is elected: from the announcement to the handover, over the API and in the journal', async t => {
  const scene = await stage(t)
  const { city, vault, cast } = scene
  const server = await testServer(t, city, { modules: features, now: '2026-03-10T18:00:00+08:00', services: { vault } })
  const desk = await deskOf(scene, server)
  const { clerk, second, town, on } = desk
  const { id, no } = await announced(desk)
  const here = `${PATH}/${id}`
  const open = `/open/elections/${no}`

  await t.test('one election at a time; who may not, hears so', async () => {
    assert.deepEqual(tags(await clerk().post(PATH, ANNOUNCEMENT)), ['under-way'])
    assert.equal((await server.post(PATH, ANNOUNCEMENT)).status, 401)
    assert.equal((await server.as(cast.resident).post(PATH, ANNOUNCEMENT)).status, 403)
    assert.equal((await server.as(cast.otherUnit).get(here)).status, 403)
    assert.deepEqual(tags(await clerk().post(PATH, { ...ANNOUNCEMENT, area: '442000105202' })), ['not-yours'])
    assert.deepEqual(tags(await clerk().post(PATH, { ...ANNOUNCEMENT, area: '440100001001' })), ['place-unknown'])
    const { items } = (await clerk().get(`${PATH}/places`)).json()
    assert.deepEqual(
      items.map(({ body }: { body: string }) => body),
      ['residents'],
    )
  })

  await t.test('the list: every fault by line, nothing written with one; sealed, masked, never twice', async () => {
    const [child] = demoVoters(1)
    const bad = ['小,441900201001011234', `李二,${child?.number}`, '王三,449998201501010017', `赵四,${child?.number}`]
    const answer = good(await clerk().send(`${here}/voters`, { dryRun: 'false' }, [sheet(1, bad)])) as never as {
      taken: boolean
      faults: { line: number; why: string }[]
    }
    assert.equal(answer.taken, false)
    assert.deepEqual(
      answer.faults.map(({ line }) => line),
      [3, 4, 5, 6],
    )
    const again = good(await clerk().send(`${here}/voters`, { dryRun: 'false' }, [sheet()])) as never as {
      already: number
    }
    assert.equal(again.already, VOTERS)
    const { items } = (await clerk().get(`${here}/voters`)).json()
    assert.equal(items.length, VOTERS)
    assert.match(items[0].name, /^陈\*+$/)
    assert.match(items[0].number, /^4\*+.$/)
    assert.ok(!(await server.get(`${open}/voters`)).text.includes('陈'), 'a list that is not published')
  })

  await t.test('objections: for five days, answered, and the list mended before candidates', async () => {
    await nominated(desk, id)
    const resident = () => server.as(cast.resident)
    assert.equal((await server.post(`${here}/object`, { note: '漏登一人' })).status, 401)
    assert.deepEqual(tags(await resident().post(`${here}/object`, { note: '漏登，电话13800138000' })), [
      'words-personal',
    ])
    good(await resident().post(`${here}/object`, { note: '名单漏了我父亲' }))
    assert.ok(!(await server.get(open)).text.includes('名单漏了我父亲'))
    assert.ok((await server.as(cast.resident).get(open)).text.includes('名单漏了我父亲'))
    const { objections } = (await clerk().get(here)).json()
    const [{ seq, due }] = objections
    assert.equal(due, '2026-03-15')
    good(await clerk().post(`${here}/answer`, { objection: seq, upheld: true, note: '属实，补登。' }))
    const added = demoVoters(VOTERS + 1).at(-1)
    const mend = { objection: seq, name: added?.name, number: added?.number, note: '补登一人' }
    assert.deepEqual(tags(await clerk().post(`${here}/mend`, { ...mend, number: demoVoters(1)[0]?.number })), [
      'voter-listed',
    ])
    assert.deepEqual(tags(await clerk().post(`${here}/mend`, { ...mend, number: '441900201001011234' })), [
      'voter-wrong',
    ])
    good(await clerk().post(`${here}/mend`, mend))
    good(await clerk().post(`${here}/mend`, { voter: VOTERS, note: '已迁出' }))
    assert.deepEqual(tags(await clerk().post(`${here}/mend`, { voter: VOTERS, note: '已迁出' })), ['voter-unknown'])
    const { voters, casting } = (await clerk().get(here)).json()
    assert.deepEqual([voters, casting], [VOTERS, VOTERS])
    assert.ok((await server.get(`${open}/voters`)).text.includes('陈**'))
  })

  await t.test(
    'who runs the election does not stand in it; nominators are on the list; the town alone reviews',
    async () => {
      const nominate = (more: object) =>
        clerk().post(`${here}/nominate`, {
          voter: 16,
          post: 'member',
          proposer: 'voters',
          nominators: TEN,
          record: '推荐表',
          ...more,
        })
      assert.deepEqual(tags(await nominate({ nominators: '1 2 999 2' })), ['nominators-unknown'])
      assert.deepEqual(tags(await nominate({ voter: 999, nominators: '1 2' })), ['voter-unknown', 'nominators-few'])
      assert.deepEqual(tags(await nominate({ post: 'woman' })), ['womans-seat'])
      good(
        await clerk().post(`${here}/replace`, {
          seat: 3,
          on: '2026-03-12',
          successor: '林演示018',
          record: '递补通知',
        }),
      )
      assert.deepEqual(tags(await nominate({ voter: 18 })), ['in-committee'])
      good(await clerk().post(`${here}/replace`, { seat: 4, on: '2026-03-12', record: '退出书' }))
      assert.deepEqual(tags(await clerk().post(`${here}/replace`, { seat: 4, on: '2026-03-12', record: '退出书' })), [
        'no-such-official',
      ])
      good(await nominate({ voter: 18 }))
      assert.equal((await clerk().post(`${here}/pass`, { candidate: 10, record: '意见' })).status, 403)
      good(
        await town().post(`${here}/bar`, {
          candidate: 10,
          ground: 'convicted',
          heardOn: '2026-03-12',
          record: '联审 3 号',
        }),
      )
      // Nobody outside learns who was nominated, let alone who failed and why.
      const outside =
        (await server.get(open)).text + (await server.get(`/journal/export?stream=committee-election%2F${id}`)).text
      for (const secret of ['林演示018","post', 'convicted', '联审 3 号', '陈演示001'])
        assert.ok(!outside.includes(secret), secret)
      good(await clerk().post(`${here}/appeal`, { candidate: 10, record: '申诉书' }))
      good(await town().post(`${here}/decide-appeal`, { candidate: 10, upheld: false, record: '复核 1 号' }))
      await standing(desk, id)
      const page = (await server.get(open)).text
      assert.ok(page.includes('林演示002') && !page.includes('林演示018","post'))
    },
  )

  await t.test('proxies: three for an agent, no candidate, once; the list is published and then closed', async () => {
    const proxy = (principal: number, agent: number) =>
      clerk().post(`${here}/proxies`, { principal, agent, record: '委托书' })
    assert.deepEqual(tags(await proxy(31, 2)), ['proxy-candidate'])
    assert.deepEqual(tags(await proxy(31, 31)), ['proxy-self'])
    assert.deepEqual(tags(await proxy(VOTERS, 999)), ['voter-unknown', 'voter-unknown'])
    for (const principal of [31, 32, 33]) good(await proxy(principal, 40))
    assert.deepEqual(tags(await proxy(34, 40)), ['proxies-full'])
    assert.deepEqual(tags(await proxy(31, 41)), ['proxy-given'])
    good(await clerk().post(`${here}/proxies/take-back`, { principal: 33 }))
    assert.deepEqual(tags(await clerk().post(`${here}/proxies/take-back`, { principal: 33 })), ['no-such-proxy'])
    on(POLLING)
    const poll = { on: POLLING, booths: 2, record: '投票站登记表' }
    assert.deepEqual(tags(await clerk().post(`${here}/open`, poll)), ['proxies-unpublished'])
    on('2026-04-09')
    assert.ok(!(await server.get(`${open}/proxies`)).text.includes('"agent":{'))
    good(await clerk().post(`${here}/publish-proxies`, { on: '2026-04-09', record: '委托名单' }))
    assert.deepEqual(tags(await proxy(34, 41)), ['proxies-closed'])
    assert.ok((await server.get(`${open}/proxies`)).text.includes('"agent":{"no":40'))
  })

  await t.test('the count: two people, the same numbers; differences beside their fields', async () => {
    await opened(desk, id)
    assert.deepEqual(tags(await clerk().post(`${here}/second-count`, FULL)), ['no-count-waits'])
    const odd = await clerk().post(`${here}/first-count`, { ...FULL, invalid: 51, votes: { ...FULL.votes, 1: 51 } })
    assert.ok(tags(odd).every(tag => tag === 'numbers-misfit'))
    const pointers = (odd.json().errors as { pointer: string }[]).map(({ pointer }) => pointer)
    assert.ok(pointers.includes('/body/invalid') && pointers.includes('/body/votes/1'))
    good(await clerk().post(`${here}/first-count`, FULL))
    assert.ok(
      !(await second().get(here)).text.includes('"votes":30'),
      'the second person reads the paper, not the first entry',
    )
    assert.deepEqual(tags(await clerk().post(`${here}/second-count`, FULL)), ['same-person'])
    const other = await second().post(`${here}/second-count`, { ...FULL, votes: { ...FULL.votes, 3: 27 } })
    assert.deepEqual(
      other.json().errors.map(({ tag, pointer }: Record<string, string>) => [tag, pointer]),
      [['entries-differ', '/body/votes/3']],
    )
    good(await second().post(`${here}/strike-count`, { note: '第一次看错一行' }))
    good(await second().post(`${here}/first-count`, FULL))
    const photo = await drawPhoto(1)
    const done = await clerk().post(`${here}/second-count`, { ...FULL, record: '唱票记录' })
    assert.equal(good(done).step, 'counted')
    good(await clerk().send(`${here}/post`, { on: POLLING, until: '2026-04-27', record: '结果公告' }, [photo]))
    const page = (await server.get(open)).text
    assert.ok(page.includes('"votes":30') && page.includes('"elected":true'))
    const { papers } = (await clerk().get(here)).json()
    const [scan] = papers.find(({ action }: { action: string }) => action === 'post').scans
    assert.equal((await clerk().get(scan)).status, 200)
    assert.equal((await server.as(cast.resident).get(scan)).status, 403)
  })

  await t.test('in office for five years, and handed over', async () => {
    on('2026-04-13')
    good(await clerk().post(`${here}/begin`, {}))
    const { term } = (await clerk().get(here)).json()
    assert.deepEqual(term, { on: '2026-04-12', until: '2031-04-12' })
    on('2026-04-20')
    good(await clerk().post(`${here}/hand-over`, { on: '2026-04-20', record: '移交清单' }))
    good(await clerk().post(PATH, { ...ANNOUNCEMENT, pollingOn: '2026-06-01', formedOn: '2026-04-20' }))
  })

  await t.test('the row is the facts replayed', async () => {
    const row = await electionById(city.db, id)
    const facts = (await factsOf(city.db, id)).map(factOf)
    assert.deepEqual(
      replay(facts, state => lawOf(state.body, state.mode, state.pollingOn)),
      row?.state,
    )
    assert.equal(at('2026-03-10 18:00'), row?.state.announcedAt)
  })
})
