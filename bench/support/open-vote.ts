import { randomUUID } from 'node:crypto'
import { create } from '../../src/features/estate/commands.ts'
import { importRegister } from '../../src/features/estate/import.ts'
import { act } from '../../src/features/owners-vote/commands.ts'
import { convene, nextNo } from '../../src/features/owners-vote/convene.ts'
import { VERBS, type VerbName } from '../../src/features/owners-vote/verbs.ts'
import { PLACE } from '../../src/features/work-order/testing.ts'
import { idCheckCharacter } from '../../src/kernel/codes.ts'
import { DAY_MS, dateOf, dateOfDayNumber, type Instant, instant, isoOf } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import type { Vault } from '../../src/platform/crypto/vault.ts'
import type { CityDb } from '../../src/platform/db/types.ts'
import { ensureParty, recordIdentity } from '../../src/platform/identity/parties.ts'
import { openSession } from '../../src/platform/identity/sessions.ts'

/** Whoever keeps the register and runs the vote, without an account. */
export const CLERK: Actor = {
  kind: 'staff',
  party: null,
  session: null,
  name: '',
  level: 'L1',
  offices: [
    {
      id: randomUUID(),
      organisation: randomUUID(),
      organisationKind: 'residentsCommittee',
      role: 'communityWorker',
      area: PLACE,
    },
  ],
}

type Done<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }

export const must = <T>(done: Done<T>): T => {
  if (!done.ok) throw new Error(`refused: ${JSON.stringify(done.error)}`)
  return done.value
}

const BATCH = 50
const BIRTHS = 900

/** A made-up ID number of a division that does not exist. */
const idNumberOf = (index: number): string => {
  const birth = dateOfDayNumber(-7_000 + (index % BIRTHS) * 25).replaceAll('-', '')
  const first17 = `449999${birth}${String(Math.floor(index / BIRTHS)).padStart(3, '0')}`
  return first17 + idCheckCharacter(first17)
}

/** People whose names are verified, each with a session: the cookies they send. */
export const owners = async (db: CityDb, vault: Vault, count: number, now: Instant): Promise<readonly string[]> => {
  const cookies: string[] = []
  while (cookies.length < count) {
    const numbers = Array.from({ length: Math.min(BATCH, count - cookies.length) }, (_, at) => cookies.length + at)
    await db.tx(async tx => {
      for (const index of numbers) {
        const [name, idNumber] = [`业主${index}`, idNumberOf(index)]
        const party = await ensureParty(tx, vault, { name, phone: String(13_800_000_000 + index), level: 'L1' }, now)
        must(await recordIdentity(tx, vault, { party, name, idNumber, level: 'L2' }))
        const { secret } = await openSession(tx, { party, realm: 'resident' }, now)
        cookies.push(`__Host-linli=${secret}`)
      }
    })
  }
  return cookies
}

const EMPTY = { building: '', stairwell: '', kind: '', areaSource: '', share: '', basis: '', paper: '' }

const lineOf = (index: number) => ({
  line: index + 2,
  cells: {
    ...EMPTY,
    code: `1-1-${index + 1}`,
    area: `${80 + (index % 40)}.00`,
    owner: `业主${index}`,
    number: idNumberOf(index),
    on: '2020-01-01',
    handedOn: '2020-01-01',
  },
})

/**
 * A vote of an estate with one home for each of so many owners, open until `closes`; its roll is settled and its notice old
 * enough.
 */
export const openVote = async (
  db: CityDb,
  vault: Vault,
  size: { readonly voters: number; readonly motions: number },
  { now, closes }: { readonly now: Instant; readonly closes: Instant },
): Promise<{ readonly id: string; readonly no: string }> => {
  const env = { actor: CLERK, vault, now }
  const fields = { area: PLACE, name: '并发花园', developer: '试验置业', uscc: '' }
  const { id: estate } = must(await db.tx(tx => create(tx, env, fields)))
  const lines = Array.from({ length: size.voters }, (_, index) => lineOf(index))
  const imported = must(await db.tx(tx => importRegister(tx, env, estate, lines, { dryRun: false })))
  if (!imported.taken) throw new Error(JSON.stringify(imported.faults.slice(0, 3)))
  const at = (days: number): Instant => instant(now - days * DAY_MS)
  const motions = Array.from({ length: size.motions }, (_, index) => ({
    item: 9 as const,
    title: `议题 ${index + 1}`,
    text: '',
  }))
  const agenda = {
    title: '并发',
    text: '并发',
    motions,
    record: '提议书',
    scans: [],
    estate,
    scope: { kind: 'estate' },
  } as const
  const no = await nextNo(db, at(30))
  const { id } = must(await db.tx(tx => convene(tx, { actor: CLERK, now: at(30) }, agenda, no)))
  const opens = instant(closes - 6 * DAY_MS)
  const steps: readonly (readonly [VerbName, number, object])[] = [
    ['notice', 30, { on: dateOf(at(30)), opens: isoOf(opens), closes: isoOf(closes), record: '公告' }],
    ['deliver', 29, { how: 'board', on: dateOf(at(29)), record: '公告' }],
    ['register', 28, {}],
  ]
  for (const [verb, days, body] of steps) {
    const input = { body: VERBS[verb].body.parse(body), scans: [] }
    must(await db.tx(tx => act(tx, { actor: CLERK, now: at(days) }, id, verb, input)))
  }
  return { id, no }
}
