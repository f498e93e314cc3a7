import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { keyText } from '../../kernel/journal/note.ts'
import { instant } from '../../kernel/time.ts'
import { type CityDb, sql } from '../db/types.ts'
import { testCity } from '../testing/database.ts'
import { append } from './append.ts'
import { bundle, entriesOf, type Part } from './bundle.ts'
import { headRow } from './log-store.ts'
import { keyOf, sequence } from './sequence.ts'
import { sha256 } from './sha256.ts'
import { type Signer, signerOf } from './signer.ts'
import { linesOf, runVerifier, verifyLines } from './verifier.ts'

const now = instant(1_795_000_000_000)
const [signer, thief] = [signerOf(new Uint8Array(32).fill(7)), signerOf(new Uint8Array(32).fill(8))]
const actor = { kind: 'system', party: null, session: null, name: '', offices: [], level: 'L0' } as const

/** Three matters take turns, so that neighbours in the log belong to different streams. */
const fill = async (db: CityDb, from: number, to: number): Promise<void> => {
  await db.tx(async tx => {
    for (let at = from; at < to; at++) {
      const entry = {
        stream: `trial/${at % 3}`,
        seq: Math.floor(at / 3) + 1,
        verb: 'note',
        at: now,
        actor,
        data: { at },
      }
      await append(tx, entry)
    }
  })
}

const exported = async (db: CityDb, part: Part, since?: number, by: Signer = signer): Promise<string[]> => {
  const { size, checkpoint } = await headRow(db)
  const entries = part.kind === 'full' ? [] : await entriesOf(db, part, size)
  let text = ''
  for await (const piece of bundle(db, by, { size, checkpoint: checkpoint ?? '' }, part, entries, since)) text += piece
  return text.trimEnd().split('\n')
}

const isEntry = (line: string): boolean => line.startsWith('{"idx"')
const startOf = (lines: readonly string[]): number => lines.findIndex(isEntry)
const bad = (lines: readonly string[], since?: string) => {
  const { verified, firstBad } = verifyLines(lines, undefined, since)
  return { verified, problem: firstBad?.problem, idx: firstBad?.idx, seq: firstBad?.seq }
}
const altered = (line: string): string => line.replace('\\"verb\\":\\"note\\"', '\\"verb\\":\\"none\\"')

test('a log of no entry, of one, and of a full tile', async t => {
  const { db } = await testCity(t)
  await sequence(db, now, signer)
  assert.equal(verifyLines(await exported(db, { kind: 'full' })).verified, true)
  for (const size of [1, 255, 256, 257]) {
    await fill(db, (await headRow(db)).size, size)
    await sequence(db, now, signer)
    const full = await exported(db, { kind: 'full' })
    assert.deepEqual([verifyLines(full).verified, verifyLines(full).entries], [true, size])
    assert.equal(bad(full.filter(line => !isEntry(line))).problem, 'removed')
  }
})

test('bundles of a log of 700 entries', async t => {
  const { db } = await testCity(t)
  await fill(db, 0, 300)
  await sequence(db, now, signer)
  const early = (await headRow(db)).checkpoint ?? ''
  await fill(db, 300, 700)
  await sequence(db, now, signer)
  const key = keyText(sha256, keyOf(db.city, signer))
  const full = await exported(db, { kind: 'full' })
  const stream = await exported(db, { kind: 'stream', stream: 'trial/1' }, 300)
  const range = await exported(db, { kind: 'range', from: 250, to: 520 }, 300)
  const all = [full, stream, range]
  const [f, s, r] = all.map(startOf) as [number, number, number]

  await t.test('are verified, with a given key and against a state kept from before', () => {
    for (const lines of all) {
      const report = verifyLines(lines, key, early)
      assert.deepEqual(report.problems, [])
      assert.ok(report.verified)
      assert.equal(report.key.from, 'given')
      assert.equal(report.size, 700)
    }
    assert.deepEqual(
      all.map(lines => verifyLines(lines).entries),
      [700, 233, 270],
    )
  })

  await t.test('say where the key is from and what they cannot prove', () => {
    assert.equal(verifyLines(full).key.from, 'bundle')
    assert.equal(verifyLines(full).limits.length, 2)
    assert.equal(verifyLines(full, key, early).limits.length, 0)
    assert.equal(verifyLines(stream, key, early).limits.length, 2)
  })

  await t.test('a changed entry is named', () => {
    assert.deepEqual(bad(full.with(f + 137, altered(full[f + 137] ?? ''))), {
      verified: false,
      problem: 'changed',
      idx: 137,
      seq: 46,
    })
    assert.deepEqual(bad(stream.with(s + 4, altered(stream[s + 4] ?? ''))), {
      verified: false,
      problem: 'changed',
      idx: 13,
      seq: 5,
    })
    assert.deepEqual(bad(range.with(r + 10, altered(range[r + 10] ?? ''))), {
      verified: false,
      problem: 'changed',
      idx: 260,
      seq: 87,
    })
  })

  await t.test('a removed entry is named, also the last', () => {
    assert.deepEqual(bad(full.toSpliced(f + 12, 1)), { verified: false, problem: 'removed', idx: 12, seq: undefined })
    assert.deepEqual(bad(full.toSpliced(f + 699, 1)), { verified: false, problem: 'removed', idx: 699, seq: undefined })
    assert.deepEqual(bad(stream.toSpliced(s + 6, 1)), { verified: false, problem: 'removed', idx: undefined, seq: 7 })
    assert.deepEqual(bad(stream.toSpliced(s + 232, 1)), {
      verified: false,
      problem: 'removed',
      idx: undefined,
      seq: 233,
    })
    assert.deepEqual(bad(range.toSpliced(r + 269, 1)), {
      verified: false,
      problem: 'removed',
      idx: 519,
      seq: undefined,
    })
  })

  await t.test('a removed entry is named when the others are numbered anew', () => {
    const closed = full
      .toSpliced(f + 12, 1)
      .map((line, at) => (isEntry(line) ? line.replace(/^\{"idx":\d+/, `{"idx":${at - f}`) : line))
    assert.deepEqual(bad(closed), { verified: false, problem: 'reordered', idx: 12, seq: 5 })
  })

  await t.test('swapped entries are named, whether their numbers go along or not', () => {
    const swap = (lines: readonly string[], at: number) =>
      lines.with(at, lines[at + 1] ?? '').with(at + 1, lines[at] ?? '')
    assert.deepEqual(bad(swap(full, f + 40)), { verified: false, problem: 'reordered', idx: 40, seq: 14 })
    assert.deepEqual(bad(swap(stream, s + 40)), { verified: false, problem: 'reordered', idx: 121, seq: 41 })
    const body = (line: string) => line.slice(line.indexOf(','))
    const [a, b] = [full[f + 40] ?? '', full[f + 41] ?? '']
    const renumbered = full.with(f + 40, `{"idx":40${body(b)}`).with(f + 41, `{"idx":41${body(a)}`)
    assert.deepEqual(bad(renumbered), { verified: false, problem: 'reordered', idx: 40, seq: 14 })
  })

  await t.test('an added entry is named', () => {
    const last = full.length - 1
    assert.deepEqual(bad(full.toSpliced(last, 0, (full[last - 1] ?? '').replace('"idx":699', '"idx":700'))), {
      verified: false,
      problem: 'added',
      idx: 700,
      seq: 234,
    })
    assert.deepEqual(bad(full.toSpliced(f + 9, 0, full[f + 8] ?? '')), {
      verified: false,
      problem: 'added',
      idx: 8,
      seq: 3,
    })
    assert.deepEqual(bad(stream.toSpliced(s + 9, 0, range[r + 1] ?? '')), {
      verified: false,
      problem: 'added',
      idx: 251,
      seq: 84,
    })
  })

  await t.test(
    'an entry changed together with its hashes is narrowed down to its tile, or the whole is refused',
    () => {
      const forged = full.with(f + 300, altered(full[f + 300] ?? ''))
      const at = forged.findIndex(line => line.startsWith('{"tile":[0,1]'))
      const tile = JSON.parse(forged[at] ?? '') as { tile: number[]; data: string }
      const data = Buffer.from(tile.data, 'base64')
      data.fill(1, 44 * 32, 45 * 32)
      const report = verifyLines(forged.with(at, JSON.stringify({ ...tile, data: data.toString('base64') })))
      assert.ok(report.problems.some(({ problem, idx }) => problem === 'tiles' && idx === 256))
      assert.equal(report.firstBad?.idx, 300)
    },
  )

  await t.test('another key, another signature, another claim are refused', async () => {
    assert.deepEqual(
      verifyLines(full, keyText(sha256, keyOf(db.city, thief))).problems.map(({ problem }) => problem),
      ['key', 'signature', 'statement'],
    )
    const head = full[0] ?? ''
    assert.deepEqual(
      verifyLines(full.with(0, head.replace('\\n700\\n', '\\n699\\n'))).problems[0]?.problem,
      'signature',
    )
    const shorter = (stream[0] ?? '').replace('trial/1 233', 'trial/1 232')
    assert.deepEqual(
      verifyLines(stream.with(0, shorter).toSpliced(s + 232, 1)).problems.map(({ problem }) => problem),
      ['statement'],
    )
  })

  await t.test('a log signed anew is found by the pinned key and by the state kept from before', async t => {
    const other = (await testCity(t)).db
    await fill(other, 1, 700)
    await sequence(other, now, thief)
    const forged = await exported(other, { kind: 'full' }, undefined, thief)
    assert.ok(verifyLines(forged).problems.every(({ problem }) => problem === 'sequence'))
    assert.ok(verifyLines(forged, key).problems.some(({ problem }) => problem === 'key'))
    assert.ok(verifyLines(forged, undefined, early).problems.some(({ problem }) => problem === 'since'))
  })

  await t.test('a history written anew with the stolen key is found by the state kept from before', async t => {
    const other = (await testCity(t)).db
    await other.tx(tx => append(tx, { stream: 'trial/x', seq: 1, verb: 'note', at: now, actor, data: {} }))
    await fill(other, 0, 700)
    await sequence(other, now, signer)
    for (const part of [{ kind: 'full' }, { kind: 'stream', stream: 'trial/1' }] as const) {
      const forged = await exported(other, part, 300)
      assert.deepEqual(verifyLines(forged, key).problems, [])
      assert.deepEqual(
        verifyLines(forged, key, early).problems.map(({ problem }) => problem),
        ['since'],
      )
    }
  })

  await t.test('what was rewritten in the database behind the journal is named', async () => {
    await db.run(sql('test.off', 'alter table city.journal_entry disable trigger all'))
    await db.run(
      sql('test.forge', `update city.journal_entry set body = replace(body, '"at":137', '"at":138') where idx = 137`),
    )
    assert.deepEqual(bad(await exported(db, { kind: 'full' })), {
      verified: false,
      problem: 'changed',
      idx: 137,
      seq: 46,
    })
    await db.run(sql('test.remove', 'delete from city.journal_entry where idx = 5'))
    assert.deepEqual(bad(await exported(db, { kind: 'full' })), {
      verified: false,
      problem: 'removed',
      idx: 5,
      seq: undefined,
    })
  })

  await t.test('no change of a byte of an entry line goes unnoticed', () => {
    fc.assert(
      fc.property(fc.nat(269), fc.nat(10_000), fc.nat(94), (entry, pick, to) => {
        const line = range[r + entry] ?? ''
        const at = pick % line.length
        const now = line.slice(0, at) + String.fromCharCode(32 + to) + line.slice(at + 1)
        try {
          if (JSON.stringify(JSON.parse(now)) === JSON.stringify(JSON.parse(line))) return
          assert.equal(verifyLines(range.with(r + entry, now)).verified, false)
        } catch (error) {
          assert.ok(error instanceof Error && (error instanceof SyntaxError || !('code' in error)), String(error))
        }
      }),
    )
  })

  await t.test('the file alone, as an auditor runs it: exit codes 0, 1, 2', () => {
    const folder = mkdtempSync(join(tmpdir(), 'linli-verify-'))
    try {
      const put = (name: string, text: string): string => {
        writeFileSync(join(folder, name), text)
        return join(folder, name)
      }
      const run = (...rest: string[]) => {
        const { status, stdout } = spawnSync(
          process.execPath,
          ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'verifier.ts'), ...rest],
          { encoding: 'utf8' },
        )
        return { status, stdout }
      }
      const good = put('good.jsonl', `${full.join('\n')}\n`)
      assert.deepEqual([...linesOf(good)], full)
      const checked = run(good, '--key', put('key.txt', `${key}\n`), '--since', put('early.txt', early), '--json')
      assert.equal(checked.status, 0)
      assert.equal(JSON.parse(checked.stdout).verified, true)
      const tampered = run(put('bad.jsonl', full.with(f + 137, altered(full[f + 137] ?? '')).join('\n')))
      assert.equal(tampered.status, 1)
      assert.match(tampered.stdout, /首个问题条目: 第 137 条/)
      for (const text of ['', 'no bundle', '{"format":"other"}']) assert.equal(run(put('none', text)).status, 2)
      assert.equal(
        runVerifier(join(folder, 'nowhere'), {}, () => undefined),
        2,
      )
      assert.equal(
        runVerifier(good, { key: 'no key' }, () => undefined),
        2,
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
