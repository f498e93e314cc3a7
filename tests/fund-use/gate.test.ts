import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { act } from '../../src/features/fund-use/commands.ts'
import { VERBS, type VerbName } from '../../src/features/fund-use/verbs.ts'
import { type Fund, holdForUse, payHeld, scopeAccounts } from '../../src/features/maintenance-fund/index.ts'
import { uuidv7 } from '../../src/platform/crypto/uuid.ts'
import { DatabaseError } from '../../src/platform/db/errors.ts'
import { type CityDb, sql } from '../../src/platform/db/types.ts'
import { SYSTEM } from '../../src/platform/identity/sessions.ts'
import { post } from '../../src/platform/ledger/post.ts'
import { accountsAt } from '../../src/platform/ledger/store.ts'
import { APPLICATION, doTo, good, PATH, passVote, tags, type UseScene, useStage } from './support.ts'

const MOVED = sql(
  'test.moved',
  `select count(*)::int as n from city.ledger_posting p where p.kind like 'use-%' and p.kind <> 'use-release'`,
)
const moved = async (db: CityDb): Promise<number> => (await db.one<{ n: number }>(MOVED, [])).n

const WARRANT = sql(
  'test.warrant',
  'insert into city.fund_use_warrant (use, kind, seq, vote, motion, leaf) values ($1, $2, 1, $3, $4, $5)',
)
const PAYMENT = sql(
  'test.payment',
  `insert into city.fund_use_payment (use, posting, fen, proposed_by, approved_by, two_people, at)
   values ($1, $2, $3, $4, $5, $6, now())`,
)
const HOLD = sql(
  'test.hold',
  `insert into city.fund_use_hold (posting, use, fen, proposed_by, approved_by, two_people, at)
   values ($2, $1, $3, $4, $5, $6, now())`,
)

/** The database's own answer to something that must not be. */
const refused = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    assert.ok(error instanceof DatabaseError, String(error))
    return error.message
  }
  return assert.fail('it was done')
}

/** Bodies with which each verb is tried. */
const BODY: Readonly<Record<string, unknown>> = {
  vote: 'none',
  motion: 1,
  record: '材料',
  note: '说明说明',
  on: '2026-09-30',
  until: '2026-12-30',
  amount: '100.00',
  acceptor: 'owners',
  auditor: '某某事务所',
  objection: 1,
  upheld: false,
}

test('T-18 payment without a passed motion or a confirmed emergency: no verb, no order, no statement', {
  timeout: 240_000,
}, async t => {
  const scene = await useStage(t)
  const { estate, fund, unit } = scene
  const { db } = scene.scene.city
  let { desk, second, town } = scene.on('2026-09-30')
  const apply = async (more: object = {}): Promise<string> =>
    good(await desk.post(PATH, { ...APPLICATION, estate, ...more })).id
  const env = { actor: SYSTEM, now: scene.server.now }
  const parts = [{ unit: unit('1-101'), fen: 5n }]

  await t.test('every verb, by everybody, again and again, in an order of chance: nothing moves', async () => {
    const uses = [await apply(), await apply({ emergency: 'elevator' })]
    const who = [scene.clerk, scene.other, scene.town, scene.keeperLead]
    const names = Object.keys(VERBS).filter(name => name !== 'confirm') as VerbName[]
    let seed = 7
    const chance = (most: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % most
    }
    for (let tried = 0; tried < 400; tried++) {
      const name = names[chance(names.length)] ?? 'pay'
      const actor = who[chance(who.length)] ?? scene.clerk
      const use = uses[chance(2)] ?? ''
      // Taking it back or declining would end it too early to be worth trying on.
      if (name === 'withdraw' || name === 'decline') continue
      const body = VERBS[name].body.parse(BODY)
      await db
        .tx(async tx => {
          const done = await act(tx, { actor, now: scene.server.now }, use, name, { body, files: [] })
          if (!done.ok) throw new Error('refused')
        })
        .catch(() => undefined)
      assert.equal(await moved(db), 0, name)
    }
  })

  await t.test(
    'past the slice: neither the fund’s own doors nor the ledger’s nor a row of one’s own making',
    async () => {
      const use = await apply()
      const doing = { fund: estate, use, id: uuidv7(env.now) }
      await refused(db.tx(tx => holdForUse(tx, env, { ...doing, parts })))
      const [bank] = await accountsAt(db, (fund as Fund).book, ['bank'])
      const [account] = (await scopeAccounts(db, fund, [unit('1-101')])).map(each => each.account)
      const line = { do: 'hold', id: randomUUID(), from: account ?? '', to: bank?.id ?? '', amount: 5n } as const
      for (const kind of ['use-hold', 'use-pay', 'deposit', 'refund'])
        for (const matter of [`fund-use/${use}`, `fund-use/${randomUUID()}`, 'fund/x'])
          await refused(
            db.tx(tx =>
              post(tx, env, {
                id: randomUUID(),
                book: fund.book,
                kind,
                effectiveOn: '2026-09-30' as never,
                matter,
                lines: [{ ...line, id: randomUUID() }],
              }),
            ),
          )
      const [one, two] = [randomUUID(), randomUUID()]
      await refused(db.tx(tx => tx.run(PAYMENT, [use, randomUUID(), 5, one, two, true])))
      // A warrant somebody wrote by hand: no fact confirms it, and a vote that is none cannot be named.
      await refused(
        db.tx(async tx => {
          await tx.run(WARRANT, [use, 'emergency', null, null, null])
          await tx.run(HOLD, [use, doing.id, 5, one, two, true])
        }),
      )
      await refused(db.tx(tx => tx.run(WARRANT, [use, 'vote', randomUUID(), 1, Buffer.alloc(32)])))
      await refused(db.tx(tx => tx.run(WARRANT, [use, 'vote', null, null, null])))
      assert.equal(await moved(db), 0)
    },
  )

  await t.test(
    'a vote that failed, is not in force, or is revoked; the same person twice; more than was set aside',
    async () => {
      const use = await apply()
      const lost = await passVote(scene, use, { choice: 'oppose' })
      ;({ desk, second, town } = scene.on('2026-12-01'))
      assert.deepEqual(tags(await doTo(desk, use, 'pass', { vote: lost.no, motion: 1 })), ['motion-not-passed'])
      const leaf = sql('test.count-leaf', `select leaf from city.owners_vote_fact where vote = $1 and action = 'count'`)
      const { leaf: counted } = await db.one<{ leaf: Buffer }>(leaf, [lost.vote])
      await refused(
        db.tx(async tx => {
          await tx.run(WARRANT, [use, 'vote', lost.vote, 1, counted])
          await tx.run(HOLD, [use, randomUUID(), 5, randomUUID(), randomUUID(), true])
        }),
      )
      assert.equal(await moved(db), 0)
    },
  )

  await t.test(
    'revoked on the way: nothing more is paid, the hold is freed; after the payment it is recovered',
    async () => {
      ;({ desk, second, town } = scene.on('2026-09-30'))
      const [first, paidUse] = [await apply(), await apply()]
      const free = async (): Promise<bigint> =>
        (await scopeAccounts(db, fund, [unit('1-101')])).reduce((sum, each) => sum + each.free, 0n)
      const whole = await free()
      for (const [use, until] of [
        [first, 'hold'],
        [paidUse, 'pay'],
      ] as const) {
        const vote = await passVote(scene, use)
        await towards(scene, use, vote.no, until)
        ;({ desk, second, town } = scene.on('2026-12-02'))
        const between = await free()
        assert.ok(between < whole)
        const verb = until === 'pay' ? 'reclaim' : 'stop'
        assert.deepEqual(tags(await doTo(town, use, verb, { note: '停止' })), until === 'pay' ? ['vote-stands'] : [])
        if (until === 'hold') {
          assert.equal(await free(), whole)
          continue
        }
        good(
          await town.post(`/api/owners-votes/${vote.vote}/revoke`, {
            authority: 'court',
            record: '判决书',
            note: '程序违法',
          }),
        )
        assert.equal(good(await doTo(town, use, 'reclaim', { note: '法院撤销了业主的决定' })).step, 'recovering')
        assert.equal(await free(), between)
        assert.equal(
          good(await doTo(town, use, 'recover', { record: '退款回单', note: '已经全部退回' })).step,
          'stopped',
        )
        assert.equal(await free(), whole)
      }
      ;({ desk, second, town } = scene.on('2026-09-30'))
      const third = await apply()
      const vote = await passVote(scene, third)
      await towards(scene, third, vote.no, 'review')
      ;({ desk, second, town } = scene.on('2026-12-02'))
      good(await doTo(desk, third, 'propose-pay'))
      good(
        await town.post(`/api/owners-votes/${vote.vote}/revoke`, {
          authority: 'government',
          record: '决定书',
          note: '违反规定',
        }),
      )
      assert.deepEqual(tags(await doTo(second, third, 'pay')), ['vote-revoked'])
      const [one, two] = [randomUUID(), randomUUID()]
      assert.match(
        await refused(db.tx(tx => tx.run(PAYMENT, [third, randomUUID(), 5, one, two, true]))),
        /passed motion or a confirmed emergency/,
      )
      await refused(db.tx(tx => payHeld(tx, env, { fund: estate, use: third, rest: 'release' })))
      assert.equal(good(await doTo(town, third, 'stop', { note: '业主的决定已被撤销' })).step, 'stopped')
      assert.equal(await free(), whole)
    },
  )
})

/** Takes a use whose vote is in force as far as this verb. */
const towards = async (scene: UseScene, use: string, vote: string, until: 'hold' | 'review' | 'pay'): Promise<void> => {
  const { desk, second, authority } = scene.on('2026-12-01')
  const on = '2026-12-01'
  good(await doTo(desk, use, 'pass', { vote, motion: 1 }))
  good(await doTo(desk, use, 'propose-hold'))
  good(await doTo(second, use, 'hold'))
  if (until === 'hold') return
  good(await doTo(desk, use, 'begin', { on }, true))
  good(await doTo(desk, use, 'complete', { on, note: '完工' }, true))
  good(await doTo(desk, use, 'accept', { on, acceptor: 'owners', record: '验收单' }))
  good(await doTo(desk, use, 'finalise', { amount: '12000.00', record: '决算书' }))
  good(await doTo(desk, use, 'audit', { on, amount: '12000.00', auditor: '正平事务所', record: '审计报告' }))
  good(await doTo(desk, use, 'request', { record: '列支申请' }))
  good(await doTo(authority, use, 'review', { record: '审核意见' }))
  if (until === 'review') return
  good(await doTo(authority, use, 'propose-pay'))
  good(await doTo(desk, use, 'pay'))
}
