import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { catalogue } from '../../src/features/privacy/index.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import { guardedVault } from '../../src/platform/crypto/guard.ts'
import { type PersonalPlace, VaultError } from '../../src/platform/crypto/vault.ts'
import { sql } from '../../src/platform/db/types.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { partyPlace } from '../../src/platform/identity/personal.ts'
import {
  leaveFor,
  leaveOfMachine,
  leaveOwn,
  openPersonal,
  PURPOSES,
  type Purpose,
} from '../../src/platform/personal/purposes.ts'
import { testServer } from '../../src/platform/testing/server.ts'

const SEALED = sql('test.sealed', 'select phone_sealed as sealed from city.party where id = $1')
const USES = sql('test.uses', 'select purpose, subject, reason from city.personal_use order by id')
const PHONE = '13912345672'

test('P-4 a field is opened for a purpose of the list that one’s office has, and the look is written down', async t => {
  const { city, cast, vault: raw } = await stage(t)
  const { db } = city
  const vault = guardedVault(raw)
  const now = 1_790_000_000_000 as Parameters<typeof ensureParty>[3]
  const party = await db.tx(tx => ensureParty(tx, vault, { phone: PHONE, level: 'L1' }, now))
  const { sealed } = await db.one<{ sealed: Buffer }>(SEALED, [party])
  const place = partyPlace('phone_sealed', party)
  const subject = `party/${party}`

  await t.test('without a purpose it does not compile, and at run time it is refused', () => {
    // @ts-expect-error: the place of a person's field is not one that the vault opens
    const unasked = (): string => vault.open(sealed, place)
    assert.throws(unasked, VaultError)
    const byText: string = place
    assert.throws(() => vault.open(sealed, byText), /for a purpose only/)
    assert.throws(() => openPersonal(vault, { purpose: 'audit' }, sealed, place), /for a purpose only/)
    assert.equal(openPersonal(vault, leaveOfMachine('export'), sealed, place), PHONE)
    assert.throws(
      () => openPersonal(vault, leaveOfMachine('export'), sealed, 'party/phone_sealed/x' as PersonalPlace),
      VaultError,
    )
  })

  await t.test('every purpose × every role', async () => {
    let looks = 0
    for (const [name, actor] of Object.entries(cast))
      for (const purpose of Object.keys(PURPOSES) as Purpose[]) {
        const roles: readonly string[] = PURPOSES[purpose].roles
        const expected = actor.offices.some(({ role }) => roles.includes(role))
        const asked = { purpose, subject, fields: ['phone'], reason: '核对' }
        const answer = await db.tx(tx => leaveFor(tx, actor, asked, now))
        assert.equal(answer.ok, expected, `${name} ${purpose}`)
        if (!answer.ok) assert.equal(answer.error[0]?.tag, 'purpose-not-yours')
        else assert.equal(openPersonal(vault, answer.value, sealed, place), PHONE)
        looks += expected ? 1 : 0
      }
    assert.ok(looks > 10)
    assert.equal((await db.rows(USES)).length, looks, 'each look is on record, and only those')
    const wrong = { purpose: 'marketing' as Purpose, subject, fields: [], reason: '推销' }
    const refused = await db.tx(tx => leaveFor(tx, cast.deskLead, wrong, now))
    assert.ok(!refused.ok && refused.error[0]?.tag === 'purpose-missing')
    const stranger = await db.tx(tx => leaveOwn(tx, cast.resident, { party, fields: [], reason: '本人' }, now))
    assert.ok(!stranger.ok)
  })

  await t.test(
    'over the API: the purpose is asked for, the look is in the journal, the number is gone after half a minute',
    async () => {
      const server = await testServer(t, city, {
        modules: features,
        services: { vault: raw },
        now: '2026-09-30T10:00:00+08:00',
      })
      const desk = server.as(cast.deskOperator)
      const made = await desk.post('/api/staff/work-orders', {
        text: '桂园小区3栋2单元502房漏水',
        area: '442000001007',
        place: '桂园小区3栋2单元502房',
        channel: 'phone',
        phone: PHONE,
        name: '欧阳小明',
      })
      assert.equal(made.status, 201, made.text)
      const path = `/api/work-orders/${made.json().id}/caller`
      assert.equal((await desk.post(path, { reason: '做统计', purpose: 'statistics' })).status, 403)
      assert.equal((await desk.post(path, { reason: '推销', purpose: 'marketing' })).status, 400)
      const seen = await desk.post(path, { reason: '请回电13912345672', purpose: 'handling' })
      assert.equal(seen.status, 200, seen.text)
      const { until, ...clear } = seen.json()
      assert.deepEqual(clear, {
        name: '欧阳小明',
        phone: PHONE,
        place: '桂园小区3栋2单元502房',
        text: '桂园小区3栋2单元502房漏水',
      })
      assert.equal(Date.parse(until) - server.now, 30_000)
      const uses = await db.rows<{ purpose: string; subject: string; reason: string }>(USES)
      assert.deepEqual(uses.at(-1), {
        purpose: 'handling',
        subject: `work-order/${made.json().id}`,
        reason: '请回电139****5672',
      })
      const journal = await db.rows<{ body: string }>(
        sql('test.journal', `select body from city.journal_entry where stream like 'personal-use/%'`),
      )
      assert.equal(journal.length, uses.length)
      assert.ok(journal.every(({ body }) => !body.includes(PHONE) && !body.includes('回电')))
    },
  )
})

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  )

test('P-4 nobody goes around the guard: only the two files that may know how', () => {
  const root = join(import.meta.dirname, '../../src')
  const around = filesBelow(root)
    .filter(path => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
    .filter(path => /\bunguarded\b|as PersonalPlace/.test(readFileSync(path, 'utf8')))
    .map(path => path.slice(root.length + 1))
  assert.deepEqual(around.toSorted(), ['platform/crypto/guard.ts', 'platform/personal/purposes.ts'])
  const guarded = new Set([
    'party',
    'work_order_caller',
    'work_order_sealed',
    'message',
    'one_time_code',
    'publication_hold',
    'level_claim',
    'estate_owner',
    'estate_title',
    'owners_vote_ballot',
    'committee_election_voter',
    'volunteer',
    'volunteer_need',
  ])
  const sealed = catalogue.filter(({ held }) => held !== undefined && held.kept === 'sealed')
  const open = sealed.filter(({ table }) => !guarded.has(table)).map(({ table, column }) => `${table}.${column}`)
  // Files, answers kept for their own author, and exports: opened as a whole by the one verb they were made for. What
  // proves who signs in, and what waits while somebody is at an identity service, is opened by the machine alone.
  assert.deepEqual(open, [
    'file_blob.data',
    'idempotency.answer',
    'personal_export_part.data',
    'second_factor.secret_sealed',
    'identity_flow.sealed',
    'work_order_import_part.data',
  ])
})
