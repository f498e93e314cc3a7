import assert from 'node:assert/strict'
import { create, setParking } from '../../src/features/estate/commands.ts'
import { demoIdNumber } from '../../src/features/estate/demo-register.ts'
import { importRegister, linesOf } from '../../src/features/estate/import.ts'
import { PLACE, type Stage } from '../../src/features/work-order/testing.ts'
import { d, type Instant } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { ensureParty, recordIdentity } from '../../src/platform/identity/parties.ts'
import { openSession } from '../../src/platform/identity/sessions.ts'
import type { Answer, Caller, TestServer } from '../../src/platform/testing/server.ts'

export const PATH = '/api/owners-votes'

export const good = (answer: Answer): Record<string, never> & { id: string; step: string; no: string } => {
  assert.ok(answer.status < 300, answer.text)
  return answer.json()
}
export const tags = (answer: Answer): readonly string[] =>
  (answer.json().errors as { tag: string }[]).map(({ tag }) => tag)

const must = <T>(
  done: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  assert.ok(done.ok, JSON.stringify(done))
  return done.value
}

/** A person whose name is verified, as the register has it. */
export const verified = async ({ city, vault }: Stage, actor: Actor, name: string, number: number) => {
  const named = { party: actor.party ?? '', name, idNumber: demoIdNumber(number), level: 'L2' } as const
  must(await city.db.tx(tx => recordIdentity(tx, vault, named)))
  return { ...actor, level: 'L2' as const, name }
}

/** Signed in just now, as at the door: with a session of its own. */
export const signedIn = async ({ city }: Stage, server: TestServer, actor: Actor): Promise<Caller> => {
  const { secret } = await city.db.tx(tx =>
    openSession(tx, { party: actor.party ?? '', realm: 'resident' }, server.now),
  )
  return server.as(secret)
}

/** Lays down whether parking counts. */
export const parkingOf = async ({ city, vault, cast }: Stage, estate: string, now: Instant): Promise<void> => {
  const env = { actor: cast.communityWorker, vault, now }
  const rule = { from: d('2021-01-01'), counts: false, source: '议事规则第十条' }
  must(await city.db.tx(tx => setParking(tx, env, estate, rule)))
}

/** Somebody new with an account. */
export const newcomer = async (
  scene: Stage,
  name: string,
  phone: string,
  number: number,
  now: Instant,
): Promise<Actor> => {
  const party = await scene.city.db.tx(tx => ensureParty(tx, scene.vault, { name, phone, level: 'L1' }, now))
  return verified(scene, { ...scene.cast.resident, party }, name, number)
}

/** A second person at the same counter. */
export const colleague = async ({ city, vault, cast }: Stage, now: Instant): Promise<Actor> => {
  const party = await city.db.tx(tx => ensureParty(tx, vault, { name: '同事', level: 'L0' }, now))
  return { ...cast.communityWorker, party }
}

const CSV = `房号,用途,面积,业主,证件号,份额,取得日期,交付日期
1-1-101,住宅,100.00,周一,${demoIdNumber(1)},,2020-01-01,2020-02-01
1-1-102,住宅,50.00,周一,${demoIdNumber(1)},,2020-01-01,2020-02-01
1-1-201,住宅,80.00,吴二,${demoIdNumber(2)},1/2,2020-01-01,2020-02-01
1-1-201,住宅,80.00,郑三,${demoIdNumber(3)},1/2,2020-01-01,2020-02-01
1-1-202,住宅,70.00,王四,${demoIdNumber(4)},,2020-01-01,2020-02-01
2-1-101,住宅,60.00,冯五,${demoIdNumber(5)},,2020-01-01,2020-02-01
2-1-102,住宅,40.00,建设单位,,,2020-01-01,
P-01,车位,12.00,周一,${demoIdNumber(1)},,2020-01-01,2020-02-01
`

/** An estate of six homes and a parking space: five heads and 400 square metres. */
export const estateOf = async (scene: Stage, now: Instant, parking = true): Promise<string> => {
  const { city, vault, cast } = scene
  const env = { actor: cast.communityWorker, vault, now }
  const fields = { area: PLACE, name: '试验花园', developer: '试验置业', uscc: '' }
  const { id } = must(await city.db.tx(tx => create(tx, env, fields)))
  const bytes = Buffer.from(CSV)
  const lines = must(
    await linesOf({
      name: 'register.csv',
      size: bytes.length,
      open: async function* () {
        yield bytes
      },
    }),
  )
  const done = must(await city.db.tx(tx => importRegister(tx, env, id, lines, { dryRun: false })))
  assert.ok(done.taken, JSON.stringify(done))
  if (parking) await parkingOf(scene, id, now)
  return id
}

export const AGENDA = {
  title: '更换三号泵房水泵',
  text: '水泵老化，夏季多次停水。',
  motions: [
    { item: 5, title: '使用维修资金', text: '预算六万元。' },
    { item: 8, title: '架空层出租', text: '收入归全体业主。' },
  ],
  record: '业主联名提议书',
}

export const NOTICE = {
  on: '2026-03-02',
  opens: '2026-03-17T08:00:00+08:00',
  closes: '2026-03-31T20:00:00+08:00',
  record: '表决公告一号',
}

const COUNT = sql('test.count', `select count(*)::int as n from city.owners_vote_ballot where vote = $1`)

export const ballotsIn = async ({ city }: Stage, vote: string): Promise<number> =>
  (await city.db.one<{ n: number }>(COUNT, [vote])).n
