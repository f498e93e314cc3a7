import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { commit, entryText } from '../src/kernel/journal/entry.ts'
import { leafHash } from '../src/kernel/journal/hash.ts'
import { instant, isoOf } from '../src/kernel/time.ts'
import { openDatabase } from '../src/platform/db/database.ts'
import { createCity, migrate } from '../src/platform/db/migrate.ts'
import { type CityDb, sql } from '../src/platform/db/types.ts'
import { ts } from '../src/platform/db/values.ts'
import { append } from '../src/platform/journal/append.ts'
import { audit } from '../src/platform/journal/audit.ts'
import { headRow } from '../src/platform/journal/log-store.ts'
import { consistencyProof, inclusionProofs } from '../src/platform/journal/proofs.ts'
import { sequence } from '../src/platform/journal/sequence.ts'
import { sha256 } from '../src/platform/journal/sha256.ts'
import { signerOf } from '../src/platform/journal/signer.ts'

/**
 * ./linli bench/journal.ts [--entries 1000000] [--writers 8]   DATABASE_URL names the server; a database is made and dropped.
 * Prints one JSON object: what an append costs beside a bare write, how fast the log is numbered, how long the whole
 * tree takes to be rebuilt from the bodies, and how long proofs take at full size.
 */
const { values } = parseArgs({
  options: { entries: { type: 'string', default: '1000000' }, writers: { type: 'string', default: '8' } },
})
const [entries, writers] = [Number(values.entries), Number(values.writers)]
const server = process.env.DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres'
const name = `bench_journal_${process.pid}`
const now = instant(1_795_000_000_000)
const actor = { kind: 'resident', party: 'p', session: null, name: '', offices: [], level: 'L1' } as const
const platform = join(import.meta.dirname, '../src/platform')
const modules = ['db', 'journal'].map(id => ({ id, folder: join(platform, id) }))
const INSERT_MATTER = sql('bench.matter', 'insert into city.bench_matter (id, text) values ($1, $2)')
const WRITES = 3_000
const PAGE = 5_000

const onServer = async (text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return Math.round(performance.now() - start)
}

/** Writes a second by parallel writers, each in transactions of one row, with or without a journal entry. */
const writesPerSecond = async (db: CityDb, label: string, journal: boolean): Promise<number> => {
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let at = 0; at < WRITES / writers; at++) {
          await db.tx(async tx => {
            await tx.run(INSERT_MATTER, [`${label}-${writer}-${at}`, '兴文路口井盖缺失'])
            if (!journal) return
            const entry = { stream: `bench/${label}-${writer}`, seq: at + 1, verb: 'open', at: now, actor }
            await append(tx, { ...entry, data: { kind: '井盖缺失', at }, personal: { phone: '13800000000' } })
          })
        }
      }),
    ),
  )
  return Math.round((WRITES * 1000) / ms)
}

/** Fills the journal as writers would, but many rows to a statement: the cost of one write is measured above. */
const fill = async (db: CityDb, count: number): Promise<number> => {
  const statement = sql(
    'bench.fill',
    `insert into city.journal_entry (leaf, stream, seq, body, at)
     select leaf, stream, seq, body, $5 from unnest($1::bytea[], $2::text[], $3::int[], $4::text[]) as given (leaf, stream, seq, body)`,
  )
  return timed(async () => {
    for (let from = 0; from < count; from += PAGE) {
      const rows = Array.from({ length: Math.min(PAGE, count - from) }, (_, at) => {
        const [stream, seq] = [`bench-fill/${Math.floor((from + at) / 10)}`, ((from + at) % 10) + 1]
        const personal = { phone: commit(sha256, randomBytes(16), '13800000000') }
        const data = { kind: '井盖缺失', place: '442000001', step: seq }
        const body = entryText({
          v: 1,
          city: '442000',
          stream,
          seq,
          verb: 'handle',
          at: isoOf(now),
          actor: { kind: 'staff' },
          data,
          personal,
        })
        return { leaf: Buffer.from(leafHash(sha256, Buffer.from(body))), stream, seq, body }
      })
      await db.run(statement, [
        rows.map(r => r.leaf),
        rows.map(r => r.stream),
        rows.map(r => r.seq),
        rows.map(r => r.body),
        ts(now),
      ])
    }
  })
}

const proofTimes = async (db: CityDb, size: number): Promise<{ readonly p50: number; readonly p99: number }> => {
  const times: number[] = []
  for (let at = 0; at < 500; at++) {
    const start = performance.now()
    await inclusionProofs(db, [Math.floor((at * 7919 * size) / 500) % size], size)
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const round = (ms: number | undefined): number => Math.round((ms ?? 0) * 100) / 100
  return { p50: round(times[250]), p99: round(times[495]) }
}

await onServer(`create database ${name}`)
const at = new URL(server)
at.pathname = `/${name}`
const database = openDatabase(at.href, { random: Math.random, statementMsMax: 120_000 })
try {
  await migrate(at.href, modules)
  await createCity(at.href, modules, '442000', '中山市')
  const db = database.city('442000')
  const signer = signerOf(randomBytes(32))
  await db.run(sql('bench.table', 'create table city.bench_matter (id text primary key, text text not null)'))
  await writesPerSecond(db, 'warm', true)
  const bare = [await writesPerSecond(db, 'a', false), await writesPerSecond(db, 'c', false)]
  const journaled = [await writesPerSecond(db, 'b', true), await writesPerSecond(db, 'd', true)]
  const [without, withJournal] = [Math.max(...bare), Math.max(...journaled)]
  const fillMs = await fill(db, entries)
  const sequenceMs = await timed(() => sequence(db, now, signer))
  let [rebuilt, whole] = [0, false]
  const rebuildMs = await timed(async () => {
    const result = await audit(db)
    ;[rebuilt, whole] = [result.size, result.whole]
  })
  const { size } = await headRow(db)
  const inclusionMs = await proofTimes(db, size)
  const consistencyMs = await timed(() => consistencyProof(db, Math.floor(size / 3), size))
  const append_ = {
    writesPerSecond: without,
    writesWithJournalPerSecond: withJournal,
    share: Math.round((withJournal * 100) / without) / 100,
  }
  const numbering = { entries: size, fillMs, sequenceMs, perSecond: Math.round((size * 1000) / sequenceMs) }
  const result = {
    append: append_,
    numbering,
    rebuild: { entries: rebuilt, whole, ms: rebuildMs, limitMs: 60_000 },
    proof: { inclusionMs, consistencyMs },
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
  if (!whole || rebuildMs > 60_000) process.exitCode = 1
} finally {
  await database.close()
  await onServer(`drop database if exists ${name} with (force)`)
}
