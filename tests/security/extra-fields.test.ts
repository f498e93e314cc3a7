import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { PLACE, stage } from '../../src/features/work-order/testing.ts'
import { instant, MINUTE_MS } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import type { Route } from '../../src/platform/http/types.ts'
import { score } from '../../src/platform/testing/score.ts'
import { type Answer, testServer } from '../../src/platform/testing/server.ts'
import { ask, nameOf } from './support/asking.ts'
import { ABSENT, FIELDS } from './support/kinds.ts'
import { TABLES } from './support/readers.ts'
import { bodyFor } from './support/sample.ts'

/** Words nobody writes, by which a field that was taken over is found again in any table. */
const CANARY = 'canary-7f3a'
const FOREIGN = '01939d6e-0000-7000-8000-0000ca7a7ace'

/** What an attacker would add to a write: rank, place, state, money, who and when. */
const EXTRA: Readonly<Record<string, unknown>> = {
  role: `operator-${CANARY}`,
  roles: [`operator-${CANARY}`],
  tenant: CANARY,
  city: CANARY,
  locality: CANARY,
  status: CANARY,
  step: CANARY,
  state: { step: CANARY, requester: FOREIGN, published: true },
  balance: 7_777_777,
  level: 'L3',
  actor: { kind: 'system', party: FOREIGN },
  by: { party: FOREIGN, role: CANARY },
  at: '2001-02-03T04:05:06+08:00',
  createdAt: '2001-02-03T04:05:06+08:00',
  receivedAt: '2001-02-03T04:05:06+08:00',
  office: FOREIGN,
  organisationKind: CANARY,
  requester: FOREIGN,
  created_by: FOREIGN,
  entered_by: FOREIGN,
  granted_by: FOREIGN,
  seenBy: CANARY,
  trackHash: CANARY,
  version: 7_777_777,
  no: `no-${CANARY}`,
  published: true,
  isAdmin: true,
}

const isWrite = (route: Route): boolean => route.kind === 'form' || (route.kind === 'api' && route.method !== 'GET')
const WRITES = features.flatMap(({ routes }) => routes).filter(isWrite)
/** These end the session that the others are asked with. */
const LEFT_OUT: ReadonlySet<string> = new Set(['account.sign-out', 'account.sign-out-form'])

/** The extra fields that a route does not ask for itself. */
const extraFor = (route: Route): Record<string, unknown> => {
  const asked = route.kind === 'page' || route.body === undefined ? {} : (route.body as { shape?: object }).shape
  return Object.fromEntries(Object.entries(EXTRA).filter(([name]) => !Object.hasOwn(asked ?? {}, name)))
}

/** What no schema can say: filters of a saved view are those of a list, a hold names its subject by kind. */
const SPECIAL: Readonly<Record<string, string>> = { '=query': '', '=subject': `party/${ABSENT}` }
const known = (field: string): string | undefined => (Object.hasOwn(FIELDS, field) ? ABSENT : SPECIAL[field])

test('S-13 no write reads a field it does not ask for', () => {
  let read = 0
  for (const route of WRITES) {
    if (route.kind === 'page' || route.body === undefined) continue
    const body = bodyFor(route, known)
    const [plain, more] = [route.body.safeParse(body), route.body.safeParse({ ...body, ...extraFor(route) })]
    assert.ok(plain.success, `${nameOf(route)}: the sample does not fit: ${JSON.stringify(plain.error?.issues)}`)
    if (more.success) assert.deepEqual(more.data, plain.data, nameOf(route))
    read++
  }
  assert.ok(read > 60, `only ${read} writes have a body`)
})

test('S-13 extra fields on every write have no effect on any row', async t => {
  const { city, vault, cast, units } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-10-20T10:00:00+08:00', services: { vault } })
  const good = async (answer: Promise<Answer>) => {
    assert.ok((await answer).status < 300, (await answer).text)
    return (await answer).json()
  }
  const order = async (): Promise<string> => {
    // One person reports no more than twenty an hour.
    server.now = instant(server.now + 10 * MINUTE_MS)
    const said = { text: '路口的井盖没了', area: PLACE, place: '路口' }
    return (await good(server.as(cast.resident).post('/api/work-orders', said))).id
  }
  const people = [cast.deskLead, cast.resident, cast.unitHandler, cast.gridWorker, cast.systemAdmin]
  let [asked, done, broken] = [0, 0, 0]
  for (const route of WRITES.filter(({ id }) => !LEFT_OUT.has(id))) {
    const id = /work-orders\/:id|field\/:id|my\/reports\/:id/.test(route.path) ? await order() : ABSENT
    const at: Readonly<Record<string, string>> = {
      key: 'work-order.urgent.contactHours',
      year: '2027',
      month: '2026-09',
      event: '1',
    }
    const path = route.path.replace(/:(\w+)/g, (_, name: string) => (name === 'id' ? id : (at[name] ?? ABSENT)))
    const stand = (field: string): string | undefined =>
      FIELDS[field] === 'organisation'
        ? units.town
        : FIELDS[field] === 'party'
          ? (cast.gridWorker.party ?? ABSENT)
          : FIELDS[field] === undefined
            ? field === '=area'
              ? PLACE
              : undefined
            : ABSENT
    for (const actor of people) {
      const answer = await ask(server.as(actor), route, path, { ...bodyFor(route, stand), ...extraFor(route) })
      asked++
      if (answer.status < 400) done++
      if (answer.status >= 500) broken++
      assert.ok(answer.status < 500, `${nameOf(route)}: ${answer.text}`)
    }
  }
  const effects: string[] = []
  for (const { name } of await city.db.rows<{ name: string }>(TABLES, [city.db.city.schema])) {
    const found = sql(
      `test.canary.${name}`.slice(0, 40),
      `select count(*) as n from city."${name}" as t where t::text ~ '${CANARY}|${FOREIGN}|7777777|2001-02-0[23]'`,
    )
    const { n } = await city.db.one<{ n: number }>(found)
    if (n > 0) effects.push(`${name}: ${n} rows`)
  }
  score('matrix mismatches', effects.length + broken, asked)
  t.diagnostic(`${WRITES.length} writes asked ${asked} times, ${done} done, ${effects.length} effects`)
  assert.deepEqual(effects, [])
  assert.ok(done > 20, `only ${done} were done`)
})
