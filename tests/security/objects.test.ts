import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { at, PLACE, type Stage, stage, TOWN } from '../../src/features/work-order/testing.ts'
import { rolesIn } from '../../src/platform/access/table.ts'
import type { Actor, Office } from '../../src/platform/access/types.ts'
import type { Route } from '../../src/platform/http/types.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { openSession } from '../../src/platform/identity/sessions.ts'
import { score } from '../../src/platform/testing/score.ts'
import { type Answer, type Caller, testServer } from '../../src/platform/testing/server.ts'
import { ask, isTurnedAway, nameOf, tagOf, toldBy } from './support/asking.ts'
import { ABSENT, FIELDS, KINDS, type Kind } from './support/kinds.ts'
import { type Fixtures, makeFixtures, type Thingy } from './support/objects.ts'
import { ANONYMOUS, withoutWall } from './support/readers.ts'
import { bodyFor, idsIn, schemaOf } from './support/sample.ts'
import { POLICIES, tableNames, tableSays } from './support/tables.ts'

/**
 * Every route × everybody × one's own, another person's, another area's, another city's thing and none at all. What is
 * expected is worked out from the access tables anew, and from nothing the server says.
 */
const DEEP = process.env.LINLI_DEEP === '1'
const NOW = at('2026-10-20 10:00')
const TURNS = DEEP ? 500 : 80

const ROUTES: readonly Route[] = features.flatMap(({ routes }) => routes)
const holed = (route: Route): boolean => /:|\*/.test(route.path)
const kindOf = (route: Route): Kind => KINDS.find(([path]) => path.test(route.path))?.[1] ?? 'none'

test('S-10 every id that a route asks for is of a known kind', () => {
  for (const route of ROUTES) {
    if (holed(route))
      assert.ok(
        KINDS.some(([path]) => path.test(route.path)),
        `${nameOf(route)}: no fixture fits its address; say in tests/security/support/kinds.ts what it is about`,
      )
    const parts =
      route.kind === 'page' ? [route.query] : route.kind === 'form' ? [route.body] : [route.query, route.body]
    for (const field of parts.flatMap(part => idsIn(schemaOf(part))))
      assert.ok(Object.hasOwn(FIELDS, field), `${nameOf(route)}: no fixture fits the id ${field}`)
  }
})

type Somebody = { readonly name: string; readonly actor: Actor; readonly caller: Caller }

/** Where an office of a role usually lies; roles that are new to this test have one over the city. */
const AREAS: Readonly<Record<string, string>> = {
  unitLead: TOWN,
  unitHandler: TOWN,
  gridWorker: PLACE,
  communityWorker: PLACE,
}

const actorsOf = ({ cast, units }: Stage): Readonly<Record<string, Actor>> => {
  const named: Readonly<Record<string, Actor>> = cast
  const office = (role: string, area: string, organisation: string): Office => ({
    id: cast.systemAdmin.offices[0]?.id ?? ABSENT,
    organisation,
    organisationKind: 'townGovernment',
    role,
    area,
  })
  const roles = rolesIn(POLICIES)
  const here = roles.map(role => {
    const actor = named[role] ?? { ...cast.systemAdmin, offices: [office(role, AREAS[role] ?? '4420', units.town)] }
    return [role, actor] as const
  })
  const there = roles.map(role => {
    const offices = [office(role, '442000002', units.department)]
    return [`${role} elsewhere`, { ...cast.otherUnit, offices }] as const
  })
  const levels = (['L1', 'L2', 'L3'] as const).flatMap(level => [
    [`resident ${level}`, { ...cast.resident, level }] as const,
    [`stranger ${level}`, { ...cast.resident, party: cast.auditor.party, level }] as const,
  ])
  return Object.fromEntries([
    ...levels.filter(([name]) => DEEP || !name.endsWith('L2')),
    ['staff without office', { ...cast.auditor, offices: [] }],
    ...here,
    // A second place for each role is asked where the place decides, or where there is time.
    ...there.filter(([name]) => DEEP || /^(deskLead|unitLead|gridWorker|systemAdmin) /.test(name)),
  ])
}

type Asked = { readonly route: Route; readonly who: Somebody; readonly what: Thingy }
type Outcome = 'turned away' | 'absent' | 'forbidden' | 'in'

const outcomeOf = ({ route, who: { actor }, what }: Asked): Outcome => {
  const lines = route.access.policy[route.access.verb]
  if (!tableNames(lines, actor)) return 'turned away'
  if (!what.sees(actor, route)) return 'absent'
  return tableSays(lines, actor, what.thing()) ? 'in' : 'forbidden'
}

const isForbidden = (route: Route, answer: Answer): boolean =>
  answer.status === 403 ||
  // A form comes again with the reason where its page may be seen; else its sender is back at the list.
  (route.kind === 'form' && answer.status === 303 && /^\/(my\/reports|field)$/.test(String(answer.headers.location)))

const isIn = (answer: Answer): boolean => answer.status < 500 && ![401, 403, 404].includes(answer.status)

/**
 * What may be said of something that is not there. Wrong receipts are counted, and the hotlines are one register of the
 * city: whoever may not write in it hears so before it is opened.
 */
const isNothing = (route: Route, { status, text }: Answer): boolean =>
  [303, 404].includes(status) ||
  (kindOf(route) === 'receipt' && /receipt-wrong|too-many/.test(text)) ||
  (kindOf(route) === 'hotline' && status === 403)

/** Orders have ended, so that doing something to one is refused by its step; other things are not really asked for. */
const isWrite = (route: Route): boolean => route.kind === 'form' || (route.kind === 'api' && route.method !== 'GET')

const pathFor = (route: Route, fill: Readonly<Record<string, string>>): string =>
  route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(fill[name] ?? ABSENT))

/** Both walls as in service, or the first alone: the second, alone, is in rows.test.ts. */
const WALLS = DEEP ? (['first', 'both'] as const) : (['first'] as const)

for (const walls of WALLS)
  test(`S-10 S-11 S-12 every route, for everybody, about everything (${walls})`, async t => {
    const scene = await stage(t)
    const { city, vault, cast, units } = scene
    const other = await city.addCity('440100', '广州市')
    const now = '2026-10-20T10:00:00+08:00'
    const cities = walls === 'first' ? { cities: withoutWall(city, () => NOW) } : {}
    const server = await testServer(t, city, { modules: features, now, services: { vault, ...cities } })
    const fixtures: Fixtures = await makeFixtures(scene, server, other)
    const { secret } = await other.tx(async tx => {
      const party = await ensureParty(tx, vault, { phone: '19812345678', name: '演示人员', level: 'L1' }, server.now)
      return openSession(tx, { party, realm: 'resident' }, server.now)
    })
    const people: readonly Somebody[] = [
      { name: 'anonymous', actor: ANONYMOUS, caller: server },
      { name: 'a session of another city', actor: ANONYMOUS, caller: server.as(secret) },
      ...Object.entries(actorsOf(scene)).map(([name, actor]) => ({ name, actor, caller: server.as(actor) })),
    ]
    const stand: Readonly<Record<string, string | null>> = {
      organisation: units.town,
      party: cast.gridWorker.party,
      order: ABSENT,
      photo: ABSENT,
      session: ABSENT,
      notification: ABSENT,
      kept: ABSENT,
    }
    const wrong: string[] = []
    let asked = 0
    const send = async ({ route, who, what }: Asked, really: boolean): Promise<Answer> => {
      asked++
      // An order is linked with itself at most: whether the other one may be seen is not asked here.
      const known = (field: string): string | undefined =>
        (FIELDS[field] === 'order' ? what.fill.id : undefined) ?? stand[FIELDS[field] ?? ''] ?? undefined
      return ask(who.caller, route, pathFor(route, what.fill), bodyFor(route, known), really ? undefined : null)
    }
    const judge = async (one: Asked, none: Answer | undefined): Promise<void> => {
      const { route, who, what } = one
      const expected = outcomeOf(one)
      const order = kindOf(route) === 'order'
      const answer = await send(one, expected !== 'in' || order)
      if (expected === 'in' && isWrite(route) && answer.status < 400) await fixtures.refresh()
      const fits =
        expected === 'turned away'
          ? isTurnedAway(answer, route, who.actor)
          : expected === 'absent'
            ? none !== undefined && toldBy(answer) === toldBy(none)
            : expected === 'forbidden'
              ? isForbidden(route, answer)
              : isIn(answer)
      if (!fits)
        wrong.push(
          `${nameOf(route)} as ${who.name}, ${what.name}: ${expected} expected, ${answer.status} ${tagOf(answer)}`,
        )
    }
    for (const route of ROUTES.filter(one => fixtures.things[kindOf(one)].length > 0 && holed(one))) {
      const things = fixtures.things[kindOf(route)]
      const nothing = things.find(({ name }) => name === 'absent') as Thingy
      for (const who of people) {
        const lines = route.access.policy[route.access.verb]
        const none = tableNames(lines, who.actor) ? await send({ route, who, what: nothing }, true) : undefined
        if (none !== undefined && !isNothing(route, none))
          wrong.push(`${nameOf(route)} as ${who.name}: nothing there is told by ${none.status} ${tagOf(none)}`)
        // The first door does not look at the thing: whoever is turned away is asked about one, and about all in depth.
        const about = none === undefined && !DEEP ? things.slice(0, 1) : things
        for (const what of about) if (what !== nothing || none === undefined) await judge({ route, who, what }, none)
      }
    }
    score('matrix mismatches', wrong.length, asked)
    t.diagnostic(`${asked} questions by ${people.length} people, ${wrong.length} mismatches`)
    assert.deepEqual(wrong.slice(0, 40), [], `${wrong.length} mismatches`)

    await t.test('S-11 what is another’s takes as long as what is not there', async () => {
      const stranger = server.as({ ...cast.resident, party: cast.auditor.party })
      const times: Record<'foreign' | 'absent', number[]> = { foreign: [], absent: [] }
      const timed = async (which: 'foreign' | 'absent', id: string): Promise<void> => {
        const start = performance.now()
        await stranger.get(`/api/work-orders/${id}`)
        times[which].push(performance.now() - start)
      }
      // Asked by turns, so that both meet the same machine; the shortest tell most about the work that is done.
      for (let turn = 0; turn < TURNS; turn++) {
        await timed('foreign', fixtures.orders[turn % fixtures.orders.length] ?? ABSENT)
        await timed('absent', randomUUID())
      }
      const lower = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 4)] ?? 0
      const [foreign, none] = [lower(times.foreign), lower(times.absent)]
      t.diagnostic(`foreign ${foreign.toFixed(2)} ms, absent ${none.toFixed(2)} ms (first quarter of ${TURNS})`)
      assert.ok(foreign < none * 2 + 2 && none < foreign * 2 + 2)
    })
  })
