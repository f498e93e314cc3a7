import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { isAppointed } from '../../src/features/directory/index.ts'
import { grantsTable, rolesIn } from '../../src/platform/access/table.ts'
import type { Actor, Grant, Policy } from '../../src/platform/access/types.ts'
import type { Route } from '../../src/platform/http/types.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { score } from '../../src/platform/testing/score.ts'
import { type Answer, type Caller, testServer } from '../../src/platform/testing/server.ts'

/**
 * Every route × everybody: the first door lets in just whom the slice's table names. What happens behind the door, to
 * which thing, is each slice's own test.
 */
const PARTY = '01939d6e-0000-7000-8000-000000000001'
const SESSION = '01939d6e-0000-7000-8000-000000000002'
const OFFICE = '01939d6e-0000-7000-8000-000000000003'

type Person = { readonly name: string; readonly role: string | null; readonly actor: Actor }

const personOf = (name: string, kind: Actor['kind'], role: string | null): Person => ({
  name,
  role,
  actor: {
    kind,
    party: kind === 'anonymous' ? null : PARTY,
    session: kind === 'anonymous' ? null : SESSION,
    name: '',
    level: 'L1',
    // An office over everything: what it cannot do, no such office can.
    offices:
      role === null ? [] : [{ id: OFFICE, organisation: OFFICE, organisationKind: 'cityGovernment', role, area: '' }],
  },
})

const policies = Object.fromEntries(
  features.flatMap(({ id, routes }) =>
    [...new Set(routes.map(({ access }) => access.policy))].map((policy, index) => [`${id}${index || ''}`, policy]),
  ),
) satisfies Readonly<Record<string, Policy>>

const people: readonly Person[] = [
  personOf('anonymous', 'anonymous', null),
  personOf('resident', 'resident', null),
  personOf('staff without office', 'staff', null),
  ...rolesIn(policies).map(role => personOf(role, 'staff', role)),
]

/** Read off the table anew, not by the code under test. */
const isNamed = ({ role, actor }: Person, { who }: Grant): boolean =>
  who === 'anyone' ||
  (who === 'resident' && actor.party !== null) ||
  (who === 'staff' && role !== null) ||
  (role !== null && who === role)

/** Something of the right shape that does not exist. */
const EXAMPLES: Readonly<Record<string, string>> = { token: 'A'.repeat(43), code: '442000', area: '442000001' }
const pathFor = (route: Route): string =>
  route.path.replace(/:(\w+)|\*/g, (_, name: string | undefined) => EXAMPLES[name ?? ''] ?? OFFICE)

/** Writes carry no key, so that whoever is let in is stopped right behind the door and nothing is written. */
const call = (caller: Caller, route: Route): Promise<Answer> => {
  const path = pathFor(route)
  if (route.kind === 'page') return caller.get(path, { accept: 'text/html' })
  if (route.kind === 'form') return caller.submit(path, {}, { key: null })
  const sending = { key: null }
  switch (route.method) {
    case 'GET':
      return caller.get(path)
    case 'POST':
      return caller.post(path, {}, sending)
    case 'PUT':
      return caller.put(path, {}, sending)
    case 'PATCH':
      return caller.patch(path, {}, sending)
    case 'DELETE':
      return caller.delete(path, sending)
  }
}

const tagOf = (answer: Answer): string =>
  String(answer.headers['content-type']).startsWith('application/problem+json')
    ? String(answer.json().type).replace(/^.*\/problems\//, '')
    : ''

const isTurnedAway = (answer: Answer, route: Route, { actor }: Person): boolean => {
  const toSignIn = answer.status === 303 && /\/sign-in\?next=/.test(String(answer.headers.location))
  if (actor.kind === 'anonymous' && route.kind === 'page') return toSignIn
  const status = actor.kind === 'anonymous' ? 401 : 403
  const tag = actor.kind === 'anonymous' ? 'sign-in-first' : 'forbidden'
  return answer.status === status && (route.kind !== 'api' || tagOf(answer) === tag)
}

test('every route names a line of its table, and every role in a table is one that can be held', () => {
  for (const { id, routes } of features)
    for (const { id: route, access } of routes)
      assert.ok(Object.hasOwn(access.policy, access.verb), `${id}: ${route} has no line for ${access.verb}`)
  for (const role of rolesIn(policies)) assert.ok(isAppointed(role), `nobody can be given the role ${role}`)
  assert.ok(grantsTable(policies).length > 0)
})

test('the first door of every route, for everybody', async t => {
  const server = await testServer(t, await testCity(t), { modules: features })
  const wrong: string[] = []
  let asked = 0
  for (const feature of features)
    for (const route of feature.routes)
      for (const person of people) {
        const grants = route.access.policy[route.access.verb] ?? []
        const expected = grants.some(grant => isNamed(person, grant))
        const answer = await call(person.actor.kind === 'anonymous' ? server : server.as(person.actor), route)
        const where = `${feature.id} ${route.kind === 'api' ? route.method : route.kind} ${route.path} as ${person.name}`
        if (expected === isTurnedAway(answer, route, person))
          wrong.push(`${where}: ${expected ? 'turned away' : 'let in'} (${answer.status} ${tagOf(answer)})`)
        if (answer.status >= 500) wrong.push(`${where}: ${answer.status} ${answer.text.slice(0, 200)}`)
        asked++
      }
  score('matrix mismatches', wrong.length, asked)
  assert.deepEqual(wrong, [])
  assert.equal(asked, people.length * features.reduce((sum, { routes }) => sum + routes.length, 0))
})
