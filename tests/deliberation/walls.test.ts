import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../src/features/deliberation/policy.ts'
import { sql } from '../../src/platform/db/types.ts'
import { as, everybody, visible } from '../security/support/readers.ts'
import { tableSays, withoutPolicies } from '../security/support/tables.ts'
import { announced, good, PATH, PLACE, playing, RAISED } from './support.ts'

const VIEW = [...policy.view]
const thing = { area: PLACE, related: () => ['community'] }

test('S-12 the rows are a wall of their own, whatever the access table says', async t => {
  const play = await playing(t)
  const { scene, on } = play
  const { cast, city } = scene
  const listed = (await announced(play)).id
  const { id: kept } = good(await on('2026-03-05').post(PATH, { ...RAISED, title: '还没列入' }))
  good(await on('2026-03-05', cast.resident).post(`${PATH}/${listed}/statements`, { statement: '投放点要有灯' }))
  good(await on('2026-03-05', cast.resident).post(`${PATH}/${listed}/votes`, { statement: 1, opinion: 1 }))
  good(await on('2026-03-07').post(`${PATH}/${listed}/open`, {}))
  const { code } = good(await on('2026-03-07').get(`${PATH}/${listed}/meeting`))
  assert.equal((await on('2026-03-07', cast.resident).submit(`/meet/${code}`, { line: '2' })).status, 303)
  good(await on('2026-03-07').post(`${PATH}/${listed}/attend`, { line: 2, count: 3 }))
  good(await on('2026-03-07').put(`${PATH}/${listed}/minutes`, { text: '记录', version: 0 }))
  const end = { agree: 4, resolution: '装灯', executor: '物业', dueOn: '2026-05-01' }
  good(await on('2026-03-07').post(`${PATH}/${listed}/conclude`, end))
  const board = { on: '2026-03-08', until: '2026-03-23', record: '公开栏' }
  good(await on('2026-03-08').post(`${PATH}/${listed}/post`, board))
  good(await on('2026-03-08', cast.resident).post(`${PATH}/${listed}/object`, { note: '异议原文' }))

  const OBJECTIONS = sql('test.objections', `select seq from city.deliberation_fact where action = 'object'`)
  const faults: string[] = []
  await withoutPolicies(async () => {
    for (const [name, actor] of Object.entries(everybody(scene))) {
      const db = as(city.db, actor)
      const staff = tableSays(VIEW, actor, thing)
      const mine = actor.party === cast.resident.party
      const expect = (what: string, found: boolean, wanted: boolean): void => {
        if (found !== wanted) faults.push(`${name} ${what}: ${found ? 'sees' : 'misses'} it`)
      }
      const topics = await visible(db, 'deliberation', 'id')
      expect('the listed topic', topics.has(listed), true)
      expect('the topic that is not listed', topics.has(kept), staff)
      expect('the objection', (await db.rows(OBJECTIONS)).length === 1, staff || mine)
      expect('the vote', (await visible(db, 'deliberation_vote', 'topic')).size === 1, mine)
      expect('the sheet', (await visible(db, 'deliberation_sign_in', 'topic')).size === 1, staff || mine)
      expect('the minutes and the code', (await visible(db, 'deliberation_meeting', 'topic')).size === 1, staff)
      expect('the statement', (await visible(db, 'deliberation_statement', 'topic')).size === 1, true)
    }
    const holder = as(city.db, cast.neighbour).as({ of: { meeting: [code] } })
    assert.equal((await visible(holder, 'deliberation_meeting', 'topic')).size, 1)
    assert.equal((await visible(holder, 'deliberation_sign_in', 'topic')).size, 0)
  })
  assert.deepEqual(faults, [])
})
