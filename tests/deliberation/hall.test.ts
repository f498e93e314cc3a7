import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../src/platform/db/types.ts'
import { announced, good, PATH, playing, tags } from './support.ts'

const html = { accept: 'text/html' }

test('in the hall: a code, a seat for each person, the floor in order, minutes that are not lost', async t => {
  const play = await playing(t)
  const { scene, on } = play
  const { cast, city } = scene
  const { id } = await announced(play)
  const chair = () => on('2026-03-07')
  good(await chair().post(`${PATH}/${id}/open`, {}))
  const meeting = async () => good(await chair().get(`${PATH}/${id}/meeting`))
  const { code, due, needed, qr } = await meeting()

  await t.test('the code is read off a screen: six characters none of which looks like another', () => {
    assert.match(code, /^[23456789ABCDEFGHJKLMNPQRSTUVWXYZ]{6}$/)
    assert.deepEqual([due, needed], [6, 4])
    assert.ok(qr.size > 20)
  })

  await t.test('whoever has it signs in once, on a line that has a seat', async () => {
    const resident = on('2026-03-07', cast.resident)
    assert.equal((await resident.get('/meet/AAAAAA', html)).status, 404)
    assert.match((await resident.get(`/meet/${code.toLowerCase()}`, html)).text, /"seat":null/)
    assert.equal((await resident.submit('/meet', { code: ` ${code} ` })).headers.location, `/meet/${code}`)
    assert.equal((await resident.submit(`/meet/${code}`, { line: '9' })).status, 422)
    assert.equal((await resident.submit(`/meet/${code}`, { line: '2' })).status, 303)
    assert.equal((await resident.submit(`/meet/${code}`, { line: '3' })).status, 409)
    assert.match((await resident.get(`/meet/${code}`, html)).text, /"seat":\{"line":2,"seat":1\}/)
  })

  await t.test('twenty who press at once for two seats: two get them, by key', async () => {
    const neighbour = on('2026-03-07', cast.neighbour)
    const sent = await Promise.all(Array.from({ length: 10 }, () => neighbour.submit(`/meet/${code}`, { line: '3' })))
    assert.equal(sent.filter(({ status }) => status === 303).length, 1)
    const rows = await city.db.rows<{ n: number }>(
      sql('test.seats', 'select count(*) as n from city.deliberation_sign_in where topic = $1'),
      [id],
    )
    assert.equal(rows[0]?.n, 2)
    assert.deepEqual(tags(await chair().post(`${PATH}/${id}/attend`, { line: 3, count: 1 })), ['line-full'])
    good(await chair().post(`${PATH}/${id}/attend`, { line: 2, count: 4 }))
    good(await chair().post(`${PATH}/${id}/attend`, { line: 2, count: 3 }))
    const now = await meeting()
    assert.equal(now.present, 5)
    assert.deepEqual(
      now.signedIn.map(({ who }: { who: string }) => who),
      [cast.resident.name, cast.neighbour.name],
    )
  })

  await t.test('the chair frees a seat that was taken by mistake', async () => {
    good(await chair().post(`${PATH}/${id}/unseat`, { line: 3, seat: 1 }))
    assert.deepEqual(tags(await chair().post(`${PATH}/${id}/unseat`, { line: 3, seat: 1 })), ['no-such-line'])
    assert.equal((await meeting()).present, 4)
    assert.equal((await on('2026-03-07', cast.neighbour).submit(`/meet/${code}`, { line: '3' })).status, 303)
  })

  await t.test('the floor: who signed in asks, one speaks at a time, in order', async () => {
    assert.equal((await on('2026-03-07', cast.resident).submit(`/meet/${code}/speak`, {})).status, 303)
    assert.equal((await on('2026-03-07', cast.resident).submit(`/meet/${code}/speak`, {})).status, 303)
    const stranger = on('2026-03-07', cast.gridWorker)
    assert.equal((await stranger.submit(`/meet/${code}/speak`, {})).status, 409)
    good(await chair().post(`${PATH}/${id}/floor`, { line: 4 }))
    assert.deepEqual(
      (await meeting()).speeches.map(({ turn, line, state }: Record<string, unknown>) => [turn, line, state]),
      [
        [1, 2, 'waiting'],
        [2, 4, 'waiting'],
      ],
    )
    assert.equal(good(await chair().post(`${PATH}/${id}/next-speaker`, {})).speaking, true)
    good(await chair().post(`${PATH}/${id}/next-speaker`, {}))
    assert.deepEqual(
      (await meeting()).speeches.map(({ state }: Record<string, unknown>) => state),
      ['done', 'speaking'],
    )
    assert.equal(good(await chair().post(`${PATH}/${id}/next-speaker`, {})).speaking, false)
  })

  await t.test('minutes: the last version seen is kept to; nobody’s number stands in them', async () => {
    const put = (text: string, version: number) => chair().put(`${PATH}/${id}/minutes`, { text, version })
    assert.equal(good(await put('第一段', 0)).version, 1)
    assert.deepEqual(tags(await put('别人的', 0)), ['minutes-stale'])
    assert.deepEqual(tags(await put('电话13800138000', 1)), ['public-text-personal'])
    assert.equal(good(await put('第一段、第二段', 1)).version, 2)
    assert.equal((await meeting()).minutes, '第一段、第二段')
  })

  await t.test('nobody else runs it, and who is not in it sees neither the code nor the sheet', async () => {
    assert.equal((await on('2026-03-07', cast.unitLead).get(`${PATH}/${id}/meeting`)).status, 403)
    assert.equal((await on('2026-03-07', cast.resident).get(`${PATH}/${id}/meeting`)).status, 403)
    const resident = play.server.as(cast.resident)
    const page = await resident.get(`/meet/${code}`, html)
    assert.doesNotMatch(page.text, new RegExp(String(cast.neighbour.party)))
    const body = { agree: 5, resolution: '并点', executor: '物业', dueOn: '2026-05-01' }
    good(await chair().post(`${PATH}/${id}/conclude`, body))
    assert.equal((await resident.submit(`/meet/${code}/speak`, {})).status, 409)
  })

  await t.test('who sat there may rate it, and only the last rating counts', async () => {
    const board = { on: '2026-03-08', until: '2026-03-23', record: '公开栏' }
    good(await on('2026-03-08').post(`${PATH}/${id}/post`, board))
    assert.deepEqual(tags(await on('2026-03-08', cast.resident).post(`${PATH}/${id}/ratings`, { score: 3 })), [
      'rating-closed',
    ])
    good(await on('2026-03-24').post(`${PATH}/${id}/begin`, {}))
    good(await on('2026-04-20').post(`${PATH}/${id}/complete`, { on: '2026-04-20', note: '办完。' }))
    const resident = on('2026-04-21', cast.resident)
    assert.deepEqual(tags(await resident.post(`${PATH}/${id}/ratings`, { score: 3, words: '打13800138000' })), [
      'words-personal',
    ])
    for (const score of [1, 3]) good(await resident.post(`${PATH}/${id}/ratings`, { score, words: '快' }))
    good(await on('2026-04-21', cast.neighbour).post(`${PATH}/${id}/ratings`, { score: 2 }))
    const shown = good(await on('2026-04-21').get(`${PATH}/${id}`))
    assert.deepEqual(shown.ratings, { good: 1, fair: 1, bad: 0 })
    assert.deepEqual(shown.ratingWords, [{ score: 3, words: '快' }])
  })
})
