import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { features } from '../../src/app/features.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import { dateOf, plusDays } from '../../src/kernel/time.ts'
import { score } from '../../src/platform/testing/score.ts'
import { type Answer, type Caller, testServer } from '../../src/platform/testing/server.ts'
import { ANNOUNCEMENT } from '../self-government/election-support.ts'
import { fitting, type Schema, wrong } from './arbitrary.ts'
import { fundFor } from './xss-fund-use.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const RUNS = DEEP ? 200 : 15
const SEED = 20261124

type Operation = {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }

/** What an error tells of the inside: a stack, a statement, a path, a library. */
const INSIDE =
  /\bat \S+ \(|\.ts:\d+|node_modules|file:\/\/|\bselect\b .*\bfrom\b|\binsert into\b|pg_|syntax error at|\/(home|root|work|tmp|srv)\//i

/** Not asked: these end sessions or write whole tables anew, and the others would then be asked in vain. */
const LEFT_OUT = new Set(['account.sign-out', 'account.end-others', 'account.end-session'])

test('S-1 S-25 every operation of the API, asked with all that fits its schema and much that does not', async t => {
  const { city, vault, cast, units } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-10-20T10:00:00+08:00', services: { vault } })
  const people: readonly Caller[] = [
    server,
    ...[
      cast.resident,
      cast.deskLead,
      cast.unitLead,
      cast.gridWorker,
      cast.communityWorker,
      cast.systemAdmin,
      cast.securityAdmin,
      cast.auditAdmin,
      cast.auditor,
    ].map(who => server.as(who)),
  ]
  const known: string[] = [units.town, units.department, '442000001007', '442000', '2026', '2026-10', '12345']
  for (let count = 0; count < 3; count++) {
    const made = await server
      .as(cast.resident)
      .post('/api/work-orders', { text: `路口的井盖没了 ${count}`, area: '442000001007', place: '路口' })
    assert.equal(made.status, 201, made.text)
    known.push(made.json().id, made.json().no)
  }
  const desk = server.as(cast.communityWorker)
  const estate = (await desk.post('/api/estates', { area: '442000001007', name: '试验花园', developer: '' })).json().id
  const unit = { code: '1-1-101', building: '1', stairwell: '1', kind: 'home', area: '80' }
  await desk.post(`/api/estates/${estate}/units`, unit)
  const agenda = { estate, title: '换水泵', text: '老化了', motions: [{ item: 5, title: '换水泵' }], record: '提议书' }
  const vote = await desk.post('/api/owners-votes', agenda)
  assert.equal(vote.status, 201, vote.text)
  const lead = server.as(cast.unitLead)
  const fund = { estate, keeper: units.department, bank: '样例银行', bankAccount: '6222000011112222' }
  assert.equal((await lead.post('/api/funds', fund)).status, 201)
  known.push(estate, vote.json().id, vote.json().no)
  const today = dateOf(server.now)
  const days = { pollingOn: plusDays(today, 40), formedOn: today }
  const election = await desk.post('/api/elections', { ...ANNOUNCEMENT, ...days })
  assert.equal(election.status, 201, election.text)
  known.push(election.json().id, election.json().no)
  await fundFor({ server, city, cast }, estate, units.department)
  const quotations = [{ company: '甲工程公司', yuan: '100' }]
  const repair = {
    title: '换水泵',
    text: '地下室的两台水泵老化，须更换。',
    measures: '停水告知',
    budget: '100',
    quotations,
    record: '申请书',
  }
  const kinds = { estate, route: 'authority', scope: 'estate', part: 'other', cause: 'worn', emergency: 'other' }
  const use = await desk.post('/api/fund-uses', { ...repair, ...kinds })
  assert.equal(use.status, 201, use.text)
  known.push(use.json().id, use.json().no)
  const calling = { area: '442000001007', title: '探访老人', topic: 'elder-care', risk: 'none', riskNotice: '没有' }
  const activity = await desk.post('/api/volunteer-activities', calling)
  assert.equal(activity.status, 201, activity.text)
  known.push(activity.json().id)
  const grant = { area: '442000001007', kind: 'office' }
  const budget = (await server.as(cast.unitLead).post('/api/community-budgets/allocate', grant)).json().id
  const wanted = { category: 'supplies', purpose: '打印纸', payee: '文具店', amount: '100' }
  const planned = await desk.post(`/api/community-budgets/${budget}/plan`, wanted)
  assert.equal(planned.status, 201, planned.text)
  known.push(budget, planned.json().id)
  const { paths } = (await server.get('/api/openapi.json')).json() as Document
  const operations = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).flatMap(([method, operation]) =>
      LEFT_OUT.has(operation.operationId) ? [] : [{ path, method, operation }],
    ),
  )
  assert.ok(operations.length > 100, `only ${operations.length} operations are documented`)

  const faults: string[] = []
  const statuses = new Map<number, number>()
  const note = (what: string, answer: Answer): void => {
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    if (answer.status >= 500) faults.push(`${what}: ${answer.status} ${answer.text.slice(0, 200)}`)
    if (answer.status < 400) return
    if (!String(answer.headers['content-type']).startsWith('application/problem+json'))
      faults.push(`${what}: ${answer.status} is no problem document`)
    else if (typeof answer.json().title !== 'string') faults.push(`${what}: ${answer.status} has no title`)
    // What was sent may be quoted; it holds no such words but by itself.
    if (INSIDE.test(answer.text.replaceAll(/select pg_sleep\(1\)/g, '')))
      faults.push(`${what}: ${answer.text.slice(0, 200)}`)
  }

  for (const { path, method, operation } of operations) {
    const parameters = (operation.parameters ?? []).filter(one => one.in === 'path' || one.in === 'query')
    const schema = operation.requestBody?.content['application/json']?.schema
    const values = fc.record(Object.fromEntries(parameters.map(({ name, schema: one }) => [name, fitting(one, known)])))
    const send = (caller: Caller, given: Readonly<Record<string, unknown>>, body: unknown): Promise<Answer> => {
      const query = new URLSearchParams()
      let url = path.replace('*', '0/000')
      for (const { name, in: where } of parameters) {
        const value = typeof given[name] === 'object' ? JSON.stringify(given[name]) : String(given[name])
        // A lone half of a pair cannot stand in an address at all.
        if (where === 'path') url = url.replace(`{${name}}`, encodeURIComponent(value.toWellFormed()) || '%20')
        else if (given[name] !== undefined && given[name] !== '') query.set(name, value)
      }
      const full = query.size === 0 ? url : `${url}?${query}`
      if (method === 'get') return caller.get(full)
      if (method === 'delete') return caller.delete(full)
      return caller[method as 'post' | 'put' | 'patch'](full, body)
    }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...people),
        values,
        schema === undefined ? fc.constant(undefined) : fitting(schema, known),
        async (caller, given, body) => note(`${method} ${path}`, await send(caller, given, body)),
      ),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    )
    const broken = schema === undefined ? undefined : wrong(schema, known)
    if (broken === undefined) continue
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...people), values, broken, async (caller, given, body) => {
        const answer = await send(caller, given, body)
        note(`${method} ${path} (wrong)`, answer)
        if (answer.status < 400) faults.push(`${method} ${path} took ${JSON.stringify(body).slice(0, 200)}`)
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    )
  }
  const all = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  const failed = [...statuses].filter(([status]) => status >= 500).reduce((sum, [, count]) => sum + count, 0)
  score('5xx in fuzz', failed, all)
  t.diagnostic(
    `${operations.length} operations: ${[...statuses]
      .toSorted()
      .map(([status, count]) => `${count} × ${status}`)
      .join(', ')}`,
  )
  const letIn = (statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)
  // Most operations are one role's alone, and chance picks among nine people.
  assert.ok(letIn > operations.length * 0.75, `hardly anything was let in: ${letIn}`)
  assert.deepEqual([...new Set(faults)].slice(0, 30), [])
})
