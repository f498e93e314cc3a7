import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { at } from '../../src/features/work-order/testing.ts'
import { good, tags } from '../estate/support.ts'
import { carryVote, fundStage, VOTES } from './support.ts'

const UNITS = ['1-101', '1-102', '1-103', '2-101', '2-1']

test('C-244 a decision on bonds that names a vote is looked up: there, passed, in force, and about bonds', {
  timeout: 180_000,
}, async t => {
  const scene = await fundStage(t)
  const { server, estate, keeper, keeperLead, clerk } = scene
  const second = { ...clerk, party: randomUUID() }
  const path = `/api/funds/${estate}`
  const parts = UNITS.slice(0, 4).map(code => ({ code, yuan: '8000.00' }))
  const paid = { kind: 'deposit-first', on: '2026-09-01', reference: 'B0001', parts }
  good(await server.as(keeper).post(`${path}/deposits`, paid))
  const on = (day: string) => {
    server.now = at(`${day} 10:00`)
    return { desk: server.as(clerk), second: server.as(second) }
  }
  on('2026-10-01')
  const motions = [
    { item: 9, title: '购买国债', text: '用结余中的一万元购买储蓄国债，持有到期。' },
    { item: 8, title: '架空层出租', text: '收入归全体业主。' },
  ]
  const agenda = {
    estate,
    scope: 'estate',
    title: '结余资金的使用',
    text: '结余存活期，利息低。',
    motions,
    record: '提议书',
  }
  const vote = good<{ id: string; no: string }>(await server.as(clerk).post(VOTES, agenda))
  const ask = (decision: string, on = '2026-10-01') =>
    server.as(keeper).post(`${path}/proposals`, {
      kind: 'bonds',
      on,
      yuan: '10000.00',
      name: '2026年储蓄国债(三年)',
      matures: '2029-12-31',
      decision,
      note: '业主大会决定',
    })

  await t.test('there is none, or it is not decided yet', async () => {
    assert.deepEqual(tags(await ask('442000-Y20200101-0001')), ['decision-unknown'])
    assert.deepEqual(tags(await ask(`${vote.no} 第 3 项`)), ['decision-unknown'])
    assert.deepEqual(tags(await ask(`业主大会 ${vote.no} 第 1 项`)), ['decision-not-passed'])
  })

  await t.test('posted is not in force; once it is, only the motion about bonds will do', async () => {
    const choices = [1, 2].map(no => ({ no, choice: 'agree' }))
    await carryVote(on, vote.id, { units: UNITS, choices, settle: false })
    assert.deepEqual(tags(await ask(`${vote.no} 第 1 项`, '2026-10-31')), ['decision-not-passed'])
    const { desk } = on('2026-12-01')
    good(await desk.post(`${VOTES}/${vote.id}/settle`, {}))
    assert.deepEqual(tags(await ask(`${vote.no} 第 2 项`, '2026-12-01')), ['decision-other'])
    const { proposal } = good<{ proposal: string }>(await ask(`${vote.no} 第 1 项`, '2026-12-01'))
    good(await server.as(keeperLead).post(`${path}/proposals/${proposal}/approve`))
  })

  await t.test('a date beside the number is no motion; a number is, however it is written', async () => {
    good(await ask(`${vote.no}（2026年12月1日生效）`, '2026-12-01'))
    good(await ask(`${vote.no} 2026年12月1日`, '2026-12-01'))
    for (const other of [`${vote.no}#2`, `${vote.no} 2`, `${vote.no}号，第２项`])
      assert.deepEqual(tags(await ask(other, '2026-12-01')), ['decision-other'], other)
  })

  await t.test('a meeting’s record names no vote, and stands as it was typed', async () => {
    good(await ask('2026年9月业主大会会议记录', '2026-12-01'))
  })
})
