import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { features } from '../../src/app/features.ts'
import { own as parts } from '../../src/features/owners-vote/own-parts.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { instant, parseInstant } from '../../src/kernel/time.ts'
import type { CityDb } from '../../src/platform/db/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { takenBy } from '../../src/platform/testing/own.ts'
import { type Caller, testServer } from '../../src/platform/testing/server.ts'
import { announced, deskOf, PATH as ELECTIONS, FULL, nominated, opened, POLLING, standing } from './election-support.ts'
import { AGENDA, estateOf, good, NOTICE, newcomer, signedIn, tags, PATH as VOTES, verified } from './owners-support.ts'

const BEHIND_A_BALLOT = sql(
  'test.behind-a-ballot',
  `select v.party::text as party, b.pseudonym from city.owners_vote_ballot b
   join city.owners_vote_voter v on v.vote = b.vote and v.pseudonym = b.pseudonym where b.vote = $1 and b.state = 'cast'`,
)

test('V-14 named: a ballot is tied to its head, the archive knows whose it is, its owner sees it and nobody else', async t => {
  const scene = await stage(t)
  const { city, vault, cast } = scene
  const server = await testServer(t, city, { modules: features, now: '2026-03-02T18:00:00+08:00', services: { vault } })
  const began = at('2026-03-02 10:00')
  const one = await verified(scene, cast.resident, '周一', 1)
  const two = await newcomer(scene, '吴二', '13900000002', 2, began)
  const clerk = server.as(cast.communityWorker)
  const { id, no } = good(await clerk.post(VOTES, { ...AGENDA, estate: await estateOf(scene, began) }))
  for (const [verb, body] of [
    ['notice', NOTICE],
    ['deliver', { how: 'board', on: '2026-03-02', record: '公告' }],
    ['register', {}],
  ] as const)
    good(await clerk.post(`${VOTES}/${id}/${verb}`, body))
  server.now = parseInstant(NOTICE.opens) ?? instant(0)
  const own = await signedIn(scene, server, one)
  const { group } = (await own.get('/api/me/votes')).json().items[0]
  const choices = [1, 2].map(each => ({ no: each, choice: 'agree' }))
  good(await own.post(`${VOTES}/${id}/ballots`, { group, choices }))
  const behind = await city.db.rows<{ party: string; pseudonym: string }>(BEHIND_A_BALLOT, [id])
  assert.deepEqual(behind, [{ party: one.party, pseudonym: group }])
  assert.match((await own.submit(`/me/votes/${no}/receipt`, { group })).text, /"choice":"agree"/)
  const other = await signedIn(scene, server, two)
  assert.doesNotMatch((await other.submit(`/me/votes/${no}/receipt`, { group })).text, /"choice":"agree"/)
  assert.doesNotMatch((await server.get(`/open/owners-votes/${no}`)).text, /周一/)
  const taking = { db: city.db, vault, now: server.now }
  const { ballots } = await takenBy(taking, parts, one.party)
  assert.deepEqual(
    ballots?.records.map(({ channel, choices: taken }) => [channel, taken]),
    [['online', 'agree agree']],
  )
  assert.match(ballots?.lines[0] ?? '', /同意 {2}同意$/)
  assert.deepEqual((await takenBy(taking, parts, two.party)).ballots?.records, [], 'who has not voted')
})

const TABLES = sql(
  'test.election-columns',
  `select table_name as "table", column_name as "column" from information_schema.columns
   where table_schema = (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.oid = 'city.committee_election'::regclass)
     and table_name like 'committee_election%' order by 1, ordinal_position`,
)
type Col = { readonly table: string; readonly column: string }

/** What a column would be called that says what somebody chose. */
const WHAT = /choice|ballot|vote(s|d)?$|votes?_for|preference|mark/

const COUNT_FACTS = sql(
  'test.count-facts',
  `select data from city.committee_election_fact where election = $1 and action in ('firstCount', 'secondCount') order by seq`,
)

const counted = async (db: CityDb, tables: readonly string[]): Promise<Readonly<Record<string, number>>> => {
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const count = sql(`test.count-${table}`, `select count(*)::int as n from city.${table}`)
    counts[table] = (await db.one<{ n: number }>(count)).n
  }
  return counts
}

test('V-14 secret: no table relates a voter to a choice or has a row for a ballot', async t => {
  const scene = await stage(t)
  const { city, vault } = scene
  const server = await testServer(t, city, { modules: features, now: '2026-03-10T18:00:00+08:00', services: { vault } })
  const desk = await deskOf(scene, server)
  const { id, no } = await announced(desk)
  await nominated(desk, id)
  await standing(desk, id)
  await opened(desk, id)
  const columns = await city.db.rows<Col>(TABLES)
  const tables = [...new Set(columns.map(({ table }) => table))]

  await t.test('columns', () => {
    assert.ok(tables.includes('committee_election_voter') && tables.includes('committee_election_count'))
    assert.deepEqual(
      columns.filter(({ column }) => WHAT.test(column)),
      [],
    )
    const of = (table: string) => columns.filter(each => each.table === table).map(({ column }) => column)
    // The one table with numbers of a count knows the place, the round, and the clerk who typed them.
    assert.deepEqual(of('committee_election_count'), ['election', 'round', 'by_party', 'numbers'])
    // Wherever a voter stands there is nothing he could have chosen: a candidate’s own number on the list is who he is.
    const withVoters = tables.filter(table =>
      of(table).some(column => /^(voter|principal|agent|number_sealed)$/.test(column)),
    )
    assert.deepEqual(withVoters, [
      'committee_election_candidate',
      'committee_election_proxy',
      'committee_election_voter',
    ])
    for (const table of withVoters)
      assert.ok(!of(table).some(column => WHAT.test(column) || column === 'numbers'), table)
    assert.ok(!of('committee_election_proxy').some(column => column.startsWith('candidate')))
  })

  await t.test('rows: a count adds the same few, however many voted, and then the first entry is gone', async () => {
    const before = await counted(city.db, tables)
    assert.deepEqual(tags(await desk.clerk().post(`${ELECTIONS}/${id}/second-count`, FULL)), ['no-count-waits'])
    good(await desk.clerk().post(`${ELECTIONS}/${id}/first-count`, FULL))
    assert.deepEqual(tags(await desk.clerk().post(`${ELECTIONS}/${id}/second-count`, FULL)), ['same-person'])
    const under = server.as({ ...desk.people.second, also: [desk.people.clerk.party ?? ''] })
    assert.deepEqual(tags(await under.post(`${ELECTIONS}/${id}/second-count`, FULL)), ['same-person'])
    good(await desk.second().post(`${ELECTIONS}/${id}/second-count`, FULL))
    const after = await counted(city.db, tables)
    const grown = tables.filter(table => after[table] !== before[table])
    assert.deepEqual(grown, ['committee_election_fact'])
    assert.equal((after.committee_election_fact ?? 0) - (before.committee_election_fact ?? 0), 2)
    const facts = await city.db.rows<{ data: object }>(COUNT_FACTS, [id])
    const votes = Object.entries(FULL.votes).map(([no_, each]) => ({ candidate: Number(no_), votes: each }))
    const { issued, returned, invalid } = FULL
    assert.deepEqual(
      facts.map(({ data }) => data),
      [{}, { count: { issued, returned, invalid, votes } }],
    )
  })

  await t.test('no route takes a choice: bodies have none, and a resident gets nothing to fill in', async () => {
    const election = features.find(each => each.id === 'committee-election') ?? assert.fail('no such slice')
    const writes = election.routes.flatMap(route =>
      route.kind === 'page' || route.body === undefined ? [] : [{ id: route.id, body: route.body }],
    )
    assert.ok(writes.length > 20)
    for (const { id: named, body } of writes) {
      const schema = JSON.stringify(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }))
      assert.doesNotMatch(schema, /"(choice|choices|ballot|ballots|votesFor|vote)"/, named)
    }
    assert.ok(!election.routes.some(({ path }) => /ballot|cast|\bvote\b/.test(path)))
    assert.ok(!election.routes.some(({ path }) => path.startsWith('/me') || path.startsWith('/api/me')))
    const resident: Caller = await signedIn(scene, server, scene.cast.resident)
    const choice = { choice: 'agree', candidate: 1, votes: { 1: 1 } }
    for (const path of ['ballots', 'ballot', 'votes', 'vote', 'cast'])
      assert.equal((await resident.post(`${ELECTIONS}/${id}/${path}`, choice)).status, 404, path)
    for (const path of ['first-count', 'second-count', 'proxies', 'nominate'])
      assert.equal((await resident.post(`${ELECTIONS}/${id}/${path}`, { ...FULL, ...choice })).status, 403, path)
    const page = (await resident.get(`/open/elections/${no}`)).text
    assert.match(page, /"objectable":false/)
    assert.doesNotMatch((await resident.get('/me/votes')).text, new RegExp(no))
    server.now = at(`${POLLING} 20:00`)
  })
})
