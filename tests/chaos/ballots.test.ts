import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { test } from 'node:test'
import { openVote, owners } from '../../bench/support/open-vote.ts'
import { addCity } from '../../src/app/cities.ts'
import { DAY_MS, instant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { score } from '../../src/platform/testing/score.ts'
import { dataFolder, startServer } from '../e2e/support/server.ts'
import { inParallel, openBehind } from './support.ts'

/** The catalogue's numbers when deep; fewer where the machine is shared. */
const [VOTERS, TRIES] = process.env.LINLI_DEEP === '1' ? [200, 20] : [50, 10]
const AT_ONCE = 64

const STORED = sql(
  'test.stored',
  `select (select count(*) from city.owners_vote_ballot where vote = $1)::int as ballots,
     (select count(*) from city.owners_vote_sealed where vote = $1)::int as sealed,
     (select count(*) from city.journal_entry where stream = 'owners-vote/' || $1::text and body::json ->> 'verb' = 'cast')::int as entries,
     (select ballots from city.owners_vote where id = $1) as counted`,
)

test(`V-2 ${VOTERS} voters, each sending ${TRIES} ballots at once to two processes: exactly one each is stored`, {
  timeout: 300_000,
}, async t => {
  const city = await testCity(t)
  const data = await dataFolder()
  t.after(() => rm(data, { recursive: true, force: true }))
  const { db, installation } = await openBehind(t, data, city.url)
  await addCity(installation, db.city.code)
  const now = instant(Date.now())
  const cookies = await owners(db, installation.vault, VOTERS, now)
  const until = { now, closes: instant(now + 4 * DAY_MS) }
  const { id } = await openVote(db, installation.vault, { voters: VOTERS, motions: 1 }, until)
  const options = { demo: false, databaseUrl: city.url }
  const [first, second] = await Promise.all([startServer(options, data), startServer(options, data)])
  t.after(() => Promise.all([first.stop(), second.stop()]))
  const bases = [first.base, second.base]
  const groups = await inParallel(VOTERS, 16, async index => {
    const answer = await fetch(`${bases[index % 2]}/api/me/votes`, { headers: { cookie: cookies[index] ?? '' } })
    return ((await answer.json()) as { items: { group: string }[] }).items[0]?.group ?? ''
  })
  const began = performance.now()
  const statuses = await inParallel(VOTERS * TRIES, AT_ONCE, async index => {
    const voter = Math.floor(index / TRIES)
    const choice = ['agree', 'oppose', 'abstain'][index % 3]
    const answer = await fetch(`${bases[index % 2]}/api/owners-votes/${id}/ballots`, {
      method: 'POST',
      headers: { cookie: cookies[voter] ?? '', 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ group: groups[voter], choices: [{ no: 1, choice }] }),
    })
    const { errors } = (await answer.json()) as { errors?: { tag: string }[] }
    return answer.status === 201 ? 'cast' : `${answer.status} ${errors?.[0]?.tag}`
  })
  const took = performance.now() - began
  const tally = Object.fromEntries([...Map.groupBy(statuses, one => one)].map(([one, all]) => [one, all.length]))
  t.diagnostic(`${JSON.stringify(tally)} in ${Math.round(took)} ms`)
  const stored = await db.one<Record<string, number>>(STORED, [id])
  score('effects doubled', Math.abs((stored.ballots ?? 0) - VOTERS), VOTERS * TRIES)
  assert.deepEqual(tally, { cast: VOTERS, '409 already-cast': VOTERS * (TRIES - 1) })
  assert.deepEqual(stored, { ballots: VOTERS, sealed: VOTERS, entries: VOTERS, counted: VOTERS })
})
