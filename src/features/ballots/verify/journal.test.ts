import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyText } from '../../../kernel/journal/note.ts'
import { type Instant, parseInstant } from '../../../kernel/time.ts'
import { append } from '../../../platform/journal/append.ts'
import { bundle, entriesOf } from '../../../platform/journal/bundle.ts'
import { headRow } from '../../../platform/journal/log-store.ts'
import { keyOf, sequence } from '../../../platform/journal/sequence.ts'
import { sha256 } from '../../../platform/journal/sha256.ts'
import { signerOf } from '../../../platform/journal/signer.ts'
import { testCity } from '../../../platform/testing/database.ts'
import { voteBundle } from '../rules/bundle/build.ts'
import { ballotFacts, countFacts, headerFacts } from '../rules/bundle/hashes.ts'
import type { VoteHeader } from '../rules/bundle/types.ts'
import { sampleVote } from './sample.ts'
import { verifyVote } from './vote.ts'

const signer = signerOf(new Uint8Array(32).fill(9))
const system = { kind: 'system', party: null, session: null, name: '', offices: [], level: 'L0' } as const
const moment = (text: string): Instant => parseInstant(text) as Instant

test('a vote whose entries a city’s own journal has, with an extension and a ballot entered later, is verified', async t => {
  const { db } = await testCity(t)
  const city = db.city.code
  const vote = sampleVote({ groups: 5, motions: 2, city })
  const shorter: VoteHeader = { ...vote.header, closes: '2026-03-10T18:00:00+08:00' }
  const stream = `owners-vote/${vote.header.vote}`
  const [first, ...others] = vote.ballots
  assert.ok(first !== undefined)
  const entries = [
    ['announce', '2026-02-10T09:00:00+08:00', headerFacts(sha256, shorter)],
    ['cast', `${first.day}T00:00:00+08:00`, ballotFacts(sha256, first)],
    ['extend', '2026-03-09T09:00:00+08:00', headerFacts(sha256, vote.header)],
    ...others.map(ballot => ['cast', '2026-03-20T00:00:00+08:00', ballotFacts(sha256, ballot)] as const),
    ['count', '2026-03-21T09:00:00+08:00', countFacts(sha256, vote.count)],
    // Other entries may use the same names for other things.
    ['publish', '2026-03-21T10:00:00+08:00', { count: 2, ballot: 'none', header: null }],
  ] as const
  await db.tx(async tx => {
    for (const [n, [verb, at, data]] of entries.entries()) {
      await append(tx, { stream, seq: n + 1, verb, at: moment(at), actor: system, data })
      await append(tx, { stream: 'other/1', seq: n + 1, verb: 'note', at: moment(at), actor: system, data: {} })
    }
  })
  await sequence(db, moment('2026-03-21T11:00:00+08:00'), signer)
  const { size, checkpoint } = await headRow(db)
  const part = { kind: 'stream', stream } as const
  const exported = bundle(
    db,
    signer,
    { size, checkpoint: checkpoint ?? '' },
    part,
    await entriesOf(db, part, size),
    undefined,
  )
  let text = ''
  for await (const piece of exported) text += piece
  const published = { ...vote, journal: text.trimEnd().split('\n') }
  const report = await verifyVote(voteBundle(published), keyText(sha256, keyOf(db.city, signer)), checkpoint ?? '')
  assert.deepEqual(report?.faults, [])
  const { entries: count, changes, later } = report.stream
  assert.deepEqual({ count, changes, later }, { count: 9, changes: 1, later: 4 })
  const old = await verifyVote(voteBundle({ ...published, header: shorter }))
  assert.ok(old?.faults.some(({ problem }) => problem === 'window-changed'))
})
