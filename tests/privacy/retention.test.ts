import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { retain } from '../../src/features/privacy/index.ts'
import { keepingOf, keepRecords, recordsOf } from '../../src/features/privacy/records.ts'
import { recompute } from '../../src/features/work-order/index.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import { DAY_MS, instant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { sequence } from '../../src/platform/journal/sequence.ts'
import { verifyLines } from '../../src/platform/journal/verifier.ts'
import { TEST_SIGNER, testServer } from '../../src/platform/testing/server.ts'

const YEARS_MS = 1_096 * DAY_MS
const WORDS = ['漏水的声音很大', '楼道拐角', '欧*', '139****5678']
const DUMP = sql(
  'test.dump',
  `select (select coalesce(string_agg(o::text, ' '), '') from city.work_order as o where o.id = any($1::uuid[]))
     || (select coalesce(string_agg(f::text, ' '), '') from city.work_order_fact as f where f.order_id = any($1::uuid[]))
     || (select coalesce(string_agg(c::text, ' '), '') from city.work_order_caller as c where c.order_id = any($1::uuid[]))
     || (select coalesce(string_agg(s::text, ' '), '') from city.work_order_sealed as s where s.order_id = any($1::uuid[])) as text`,
)
const SALTS = sql(
  'test.salts',
  `select count(*) as n from city.journal_salt as salt join city.journal_entry as entry on entry.leaf = salt.leaf
   where entry.stream = any($1::text[]) and salt.salts <> '{}'::jsonb`,
)
const ERASED = sql('test.erased', 'select erased_at is not null as erased from city.party where id = $1')
const RECORDS = sql(
  'test.records',
  "select version, encode(leaf, 'hex') as leaf from city.processing_record order by version",
)

test('P-5 what is older than its class allows goes, but for what is on hold; the matter’s course, its figures and the journal stay', async t => {
  const { city, cast, vault } = await stage(t)
  const { db } = city
  const server = await testServer(t, city, { modules: features, services: { vault }, now: '2026-09-30T10:00:00+08:00' })
  const [desk, auditor, operator] = [cast.deskOperator, cast.auditor, cast.systemAdmin].map(actor => server.as(actor))
  assert.ok(desk && auditor && operator)
  const make = async (end: boolean): Promise<string> => {
    const body = {
      text: '漏水的声音很大，身份证11010519491231002X',
      area: '442000001007',
      place: '楼道拐角',
      channel: 'phone',
      name: '欧阳小明',
      phone: '13912345678',
    }
    const made = await desk.post('/api/staff/work-orders', body)
    assert.equal(made.status, 201)
    if (end) {
      const done = await desk.post(`/api/work-orders/${made.json().id}/decline`, {
        reason: 'petition',
        note: '请走信访渠道，电话13912345678',
      })
      assert.equal(done.status, 200, done.text)
    }
    return made.json().id
  }
  const [ended, held, open] = [await make(true), await make(true), await make(false)]
  const idle = await db.tx(tx =>
    ensureParty(tx, vault, { phone: '13912345699', name: '欧阳', level: 'L1' }, server.now),
  )
  const placed = await auditor.post('/api/console/legal-holds', {
    subject: `work-order/${held}`,
    reason: '行政复议期间',
  })
  assert.equal(placed.status, 201, placed.text)
  assert.equal(
    (await auditor.post('/api/console/legal-holds', { subject: `work-order/${held}`, reason: '又一次' })).status,
    409,
  )
  const dump = async (id: string): Promise<string> => (await db.one<{ text: string }>(DUMP, [[id]])).text
  const salts = async (id: string): Promise<number> => (await db.one<{ n: number }>(SALTS, [[`work-order/${id}`]])).n

  assert.equal((await retain(db, vault, server.now)).orders, 0, 'nothing is due yet')
  const later = instant(server.now + YEARS_MS)

  await t.test('the operator sees first what would go', async () => {
    server.now = later
    const plan = await operator.get('/api/console/retention')
    assert.equal(plan.status, 200, plan.text)
    assert.deepEqual([plan.json().orders, plan.json().ordersHeld], [1, 1])
    assert.ok((await dump(ended)).includes('漏水的声音很大'), 'looking changes nothing')
    assert.equal((await server.as(cast.deskOperator).get('/api/console/retention')).status, 403)
  })

  await t.test(
    'then it goes: words, caller, originals, salts; what is on hold and what is open stays whole',
    async () => {
      const done = await retain(db, vault, later)
      assert.deepEqual([done.orders, done.ordersHeld], [1, 1])
      assert.ok(done.people >= 1)
      const left = await dump(ended)
      for (const word of WORDS) assert.ok(!left.includes(word), word)
      assert.equal(await salts(ended), 0)
      for (const id of [held, open]) {
        assert.ok((await dump(id)).includes('漏水的声音很大') && (await salts(id)) > 0)
      }
      assert.deepEqual(await db.one(ERASED, [idle]), { erased: true })
      assert.deepEqual(await db.one(ERASED, [cast.deskOperator.party]), { erased: false })
      assert.equal((await retain(db, vault, later)).orders, 0, 'once')
    },
  )

  await t.test('facts still give the rows, and the journal still verifies', async () => {
    assert.equal((await recompute(db, later)).differences, 0)
    await sequence(db, later, TEST_SIGNER)
    const bundle = await server.get(`/journal/export?stream=work-order/${ended}`)
    assert.equal(verifyLines(bundle.text.trim().split('\n')).verified, true)
  })

  await t.test('when the hold is lifted, the next round takes it', async () => {
    assert.equal((await auditor.post(`/api/console/legal-holds/${placed.json().id}/lift`)).status, 200)
    assert.equal((await retain(db, vault, later)).orders, 1)
    for (const word of WORDS) assert.ok(!(await dump(held)).includes(word), word)
  })
})

test('P-9 a record for each processing activity, made from the catalogue; each change is a version in the journal, kept', async t => {
  const { city, cast, vault } = await stage(t)
  const { db } = city
  const server = await testServer(t, city, { modules: features, services: { vault }, now: '2026-09-30T10:00:00+08:00' })
  const [auditor, operator] = [cast.auditor, cast.systemAdmin].map(actor => server.as(actor))
  assert.ok(auditor && operator)
  assert.equal(await keepRecords(db, server.now), 1)
  assert.equal(await keepRecords(db, server.now), 1, 'the same records are the same version')

  const answer = await auditor.get('/api/console/processing-records')
  assert.equal(answer.status, 200, answer.text)
  const records = recordsOf(await keepingOf(db, server.now))
  assert.deepEqual(
    answer.json().items.map(({ id }: { id: string }) => id),
    records.map(({ activity }) => activity),
  )
  for (const item of answer.json().items) {
    assert.ok(item.purpose && item.need && item.risk && item.people && item.basis.quote && item.basis.article, item.id)
    assert.ok(item.classes.length > 0 && item.kept.length > 0 && item.retention.length > 0, `${item.id} names nothing`)
  }
  const value = { value: 730, from: '2026-10-01', basis: '市政府文件', reason: '缩短保存期限' }
  const entered = await operator.post('/api/console/rule-values/privacy.keep-orders', value)
  assert.equal(entered.status, 201, entered.text)
  server.now = instant(server.now + 2 * DAY_MS)
  assert.equal(await keepRecords(db, server.now), 2, 'another term is another version')
  const versions = await db.rows<{ version: number; leaf: string }>(RECORDS)
  assert.deepEqual(
    versions.map(({ version }) => version),
    [1, 2],
  )
  const journal = await db.rows<{ body: string }>(
    sql(
      'test.record-entries',
      `select body from city.journal_entry where stream like 'processing-record/%' order by id`,
    ),
  )
  assert.equal(journal.length, 2)

  const [first, second] = [
    await auditor.get('/api/console/processing-records/versions/1/file.json'),
    await auditor.get('/api/console/processing-records/versions/2/file.json'),
  ]
  assert.match(first.text, /"days": 1095/)
  assert.match(second.text, /"days": 730/)
  assert.equal((await auditor.get('/api/console/processing-records/versions/9/file.json')).status, 404)

  const decade = instant(server.now + 10 * 365 * DAY_MS)
  await retain(db, vault, decade)
  assert.equal((await db.rows(RECORDS)).length >= 2, true, 'versions outlive every term')
  const notice = await server.get('/privacy', { accept: 'text/html' })
  assert.equal(notice.status, 200)
  for (const { activity } of records) assert.match(notice.text, new RegExp(`"id":"${activity}"`))
})
