import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { addCity } from '../../src/app/cities.ts'
import { sql } from '../../src/platform/db/types.ts'
import { createStaff } from '../../src/platform/identity/new-staff.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { score } from '../../src/platform/testing/score.ts'
import { dataFolder, ROOT, startServer } from '../e2e/support/server.ts'
import { gateway, textsTo } from './providers.ts'
import { startBalancer } from './support/balancer.ts'
import { checkStored, startLoad } from './support/load.ts'
import { tagOf, twice } from './support/twice.ts'
import { WITNESS } from './support/witness.ts'
import {
  type Answered,
  eventually,
  inParallel,
  openBehind,
  type Person,
  PLACE,
  resident,
  staff,
  TOWN,
} from './support.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const JOURNEYS = DEEP ? 200 : 16
const PASSWORD = '河东河西都要修好路灯2026'

test('R-3 two processes behind a balancer are one city', { timeout: 600_000 }, async t => {
  const city = await testCity(t)
  const data = await dataFolder()
  t.after(() => rm(data, { recursive: true, force: true }))
  const behind = await openBehind(t, data, city.url)
  const { db, installation } = behind
  await addCity(installation, db.city.code)
  for (const [at, text] of WITNESS.entries()) await db.run(sql(`test.witness-${at}`, text))
  const options = { demo: false, databaseUrl: city.url, env: textsTo(await gateway(t)) }
  const [one, two] = await Promise.all([startServer(options, data), startServer(options, data)])
  t.after(() => Promise.all([one.kill(), two.kill()]))
  const balancer = await startBalancer(one.base, two.base)
  t.after(() => balancer.stop())
  const { base } = balancer
  const [desk, handler, unitLead, deskLead] = await Promise.all([
    staff(behind, 'deskOperator'),
    staff(behind, 'unitHandler'),
    staff(behind, 'unitLead'),
    staff(behind, 'deskLead'),
  ])

  await t.test('signed in at one, known at the other; signed out at the other, unknown at both', async () => {
    const made = await createStaff(
      db,
      installation.vault,
      { username: 'replica', password: PASSWORD, name: '演示人员' },
      installation.clock.now(),
    )
    assert.ok(made.ok)
    const signIn = (at: string, password: string): Promise<Response> =>
      fetch(`${at}/api/staff/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify({ username: 'replica', password }),
      })
    const entered = await signIn(one.base, PASSWORD)
    assert.equal(entered.status, 200, await entered.clone().text())
    const [cookie = ''] = entered.headers.getSetCookie().flatMap(one => /^__Host-linli=[^;]+/.exec(one)?.[0] ?? [])
    const sessions = (at: string): Promise<Response> => fetch(`${at}/api/me/sessions`, { headers: { cookie } })
    assert.equal((await sessions(two.base)).status, 200)
    const left = await fetch(`${two.base}/api/sign-out`, {
      method: 'POST',
      headers: { cookie, 'idempotency-key': randomUUID() },
    })
    assert.equal(left.status, 200)
    assert.deepEqual([(await sessions(one.base)).status, (await sessions(two.base)).status], [401, 401])

    // Five wrong tries, wherever they go, close the account everywhere.
    for (let tries = 0; tries < 5; tries++) assert.equal((await signIn(base, 'not the password')).status, 401)
    const locked = await Promise.all([signIn(one.base, PASSWORD), signIn(two.base, PASSWORD)])
    assert.deepEqual(
      locked.map(({ status }) => status),
      [429, 429],
    )
  })

  await t.test('one code a minute for one phone, whichever process is asked', async () => {
    const ask = async (): Promise<Answered> => {
      const answer = await fetch(`${base}/api/sign-in/code`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify({ phone: '13700001234' }),
      })
      return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
    }
    const answers = await inParallel(6, 6, ask)
    assert.deepEqual(
      answers.map(answer => (answer.status === 200 ? 'sent' : tagOf(answer))).toSorted(),
      [...Array.from({ length: 5 }, () => 'code-too-soon'), 'sent'],
      JSON.stringify(answers),
    )
  })

  await t.test(
    'the journey of resident, desk and unit, each step sent to both at once: nothing is doubled',
    async () => {
      const load = startLoad(base, desk, 20)
      t.after(() => load.stop())
      const residents = await Promise.all(Array.from({ length: Math.ceil(JOURNEYS / 8) }, () => resident(behind)))
      const journey = async (index: number): Promise<string> => {
        const person = residents[index % residents.length] as Person
        const text = `请问第${index}次怎么办理老年人优待证？`
        const made = await twice(person, base, '/api/work-orders', { text, area: PLACE })
        assert.equal(made.status, 201, JSON.stringify(made.json))
        const order = `/api/work-orders/${made.json.id}`
        for (const [who, verb, body] of [
          [desk, 'amend', { kind: 'enquiry', category: 'welfare', area: PLACE }],
          [desk, 'admit', {}],
          [desk, 'dispatch', { lead: handler.unit }],
          [handler, 'sign', {}],
          [handler, 'contact', { reached: true, note: '已电话联系。' }],
          [handler, 'submit', { note: '带身份证到社区服务窗口即可。' }],
          [unitLead, 'close', {}],
          [person, 'rate', { satisfaction: 'satisfied', resolved: true, note: '' }],
        ] as const) {
          const done = await twice(who, base, `${order}/${verb}`, body)
          assert.equal(done.status, 200, `${verb}: ${JSON.stringify(done.json)}`)
        }
        return String(made.json.id)
      }
      const ids = await inParallel(JOURNEYS, 4, journey)
      const wishes = await load.stop()
      assert.ok(wishes.length > 20)
      await checkStored(db, wishes)

      const facts = await db.rows<{ id: string; actions: readonly string[] }>(
        {
          name: 'test.journeys',
          text: `select order_id as id, array_agg(action order by seq) as actions from city.work_order_fact
             where order_id = any($1::uuid[]) group by order_id`,
        },
        [ids],
      )
      const steps = ['accept', 'amend', 'admit', 'dispatch', 'sign', 'contact', 'submit', 'close', 'rate']
      const doubled = facts.filter(({ actions }) => new Set(actions).size !== actions.length)
      score('effects doubled', doubled.length, ids.length)
      assert.deepEqual(doubled, [])
      assert.equal(facts.length, ids.length)
      for (const { actions } of facts) assert.deepEqual(actions, steps)
      const numbers = await db.one<{ all: number; different: number }>(
        sql('test.numbers', 'select count(*) as all, count(distinct no) as different from city.work_order'),
      )
      assert.equal(numbers.different, numbers.all)
      const { counts } = balancer
      assert.ok((counts()[one.base] ?? 0) > 50 && (counts()[two.base] ?? 0) > 50, JSON.stringify(counts()))
    },
  )

  await t.test('what came of it in the background happened once, whoever did it', async () => {
    await eventually('the outbox is empty', 60_000, async () => {
      const { n } = await db.one<{ n: number }>(
        sql('test.waiting', 'select (select count(*) from city.outbox) + (select count(*) from city.delivery) as n'),
      )
      return n === 0
    })
    const events = await db.one<{ all: number; different: number }>(
      sql('test.events', 'select count(*) as all, count(distinct (topic, payload)) as different from city.witness'),
    )
    score('effects doubled', events.all - events.different, events.all)
    assert.equal(events.different, events.all)
    const told = await db.one<{ all: number; different: number }>(
      sql('test.told', 'select count(*) as all, count(distinct (party, dedupe)) as different from city.notification'),
    )
    assert.ok(told.all > JOURNEYS)
    assert.equal(told.different, told.all)
    assert.equal((await db.one<{ n: number }>(sql('test.dead', 'select count(*) as n from city.dead_delivery'))).n, 0)
    await eventually('every entry of the journal has its place', 20_000, async () => {
      const { rest } = await db.one<{ rest: number }>(
        sql('test.journal', 'select count(*) - count(distinct idx) as rest from city.journal_entry'),
      )
      return rest === 0
    })
  })

  await t.test('an import ordered at one is run by one, once', async () => {
    const header = '编号,诉求类型,渠道,标题,内容,日期,答复,答复天数,地点'
    const rows = Array.from(
      { length: 60 },
      (_, n) => `${n},投诉,电话,路灯${n},第${n}盏路灯不亮,2019-08-05,已修,2,兴文路`,
    )
    const form = new FormData()
    for (const [field, value] of Object.entries({ source: 'old', area: TOWN })) form.append(field, value)
    form.append('file', new Blob([[header, ...rows].join('\n')]), 'old.csv')
    const ordered = await fetch(`${one.base}/api/work-orders/imports`, {
      method: 'POST',
      headers: { cookie: deskLead.cookie, 'idempotency-key': randomUUID() },
      body: form,
    })
    assert.equal(ordered.status, 202, await ordered.clone().text())
    await eventually('the import ends', 30_000, async () => {
      const { n } = await db.one<{ n: number }>(
        sql('test.ended', 'select count(*) as n from city.work_order_import where ended_at is not null'),
      )
      return n === 1
    })
    const run = await db.one<{ state: string; attempts: number; orders: number }>(
      sql(
        'test.import',
        `select state, attempts, (select count(*) from city.work_order where source = 'old') as orders from city.work_order_import`,
      ),
    )
    score('effects doubled', run.orders - rows.length, rows.length)
    assert.deepEqual(run, { state: 'ok', attempts: 1, orders: rows.length })
  })
})

if (DEEP)
  test('R-3 the journeys of the browser tests pass unchanged through the balancer', { timeout: 900_000 }, async t => {
    const files = ['resident', 'desk', 'field', 'public'].map(name => join('tests/e2e', `${name}.test.ts`))
    const env = {
      ...process.env,
      LINLI_E2E_REPLICAS: '2',
      LINLI_E2E_DATABASE_URL: process.env.LINLI_TEST_DATABASE_URL ?? '',
      NODE_TEST_CONTEXT: undefined,
    }
    const run = promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--test', '--test-concurrency=1', '--test-reporter=spec', ...files],
      { cwd: ROOT, env, maxBuffer: 10_000_000 },
    )
    const { stdout } = await run.catch((error: { readonly stdout?: string }) => {
      throw new Error(error.stdout ?? String(error))
    })
    const passed = Number(/ℹ pass (\d+)/.exec(stdout)?.[1])
    t.diagnostic(`${passed} browser journeys passed through the balancer`)
    assert.ok(passed > 10)
  })
