import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { tagOf } from '../../src/features/account/testing.ts'
import { instant, MINUTE_MS } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { hashLoad, hashPassword } from '../../src/platform/identity/passwords.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { type Answer, type TestServer, testServer } from '../../src/platform/testing/server.ts'

const DEEP = process.env.LINLI_DEEP === '1'
/** Pairs of a known and an unknown name, asked for one after the other. */
const PAIRS = DEEP ? 500 : 40
const MEDIAN_MS_MAX = 5
const BEGIN = Date.UTC(2026, 10, 22, 2)

const start = async (t: Parameters<typeof testCity>[0]): Promise<TestServer> =>
  testServer(t, await testCity(t), { modules: features, trustedProxies: ['127.0.0.1'] })

const ACCOUNT = sql(
  'test.account',
  `insert into city.credential (party, username, password_hash, changed_at) values ($1, $2, $3, now())`,
)

/** So many accounts that none is tried often enough to be closed. They share a hash, which nobody knows the password of. */
const accounts = async ({ city: { db }, vault, now }: TestServer, count: number): Promise<void> => {
  const hash = await hashPassword('岐江夜游的第七班船晚八点开')
  for (let index = 0; index < count; index++)
    await db.tx(async tx => {
      const phone = String(13_500_000_000 + index)
      const party = await ensureParty(tx, vault, { name: '演示', phone, level: 'L1' }, now)
      await tx.run(ACCOUNT, [party, `known.${index}`, hash])
    })
}

/** The median, and between which two values it lies with a confidence of 99 of 100, whatever the distribution. */
const medianOf = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const spread = Math.ceil(1.29 * Math.sqrt(sorted.length))
  return { ms: sorted[half] ?? 0, low: sorted[half - spread] ?? 0, high: sorted[half + spread] ?? 0 }
}

type Difference = ReturnType<typeof medianOf> & { readonly bodies: ReadonlySet<string> }

/**
 * Fails when the difference is surely more than allowed. With all pairs on a quiet machine the median itself has to
 * be below; on a shared one a few pairs only tell that it is not above.
 */
const assertSame = ({ ms, low, high }: Difference): void => {
  const said = `median difference ${ms.toFixed(2)} ms, surely between ${low.toFixed(2)} and ${high.toFixed(2)}`
  assert.ok(low <= MEDIAN_MS_MAX && high >= -MEDIAN_MS_MAX, said)
  if (DEEP) assert.ok(Math.abs(ms) <= MEDIAN_MS_MAX, said)
}

/** What a stranger sees of an answer: everything but what is new in each, such as ids and the secrets of requests. */
const seen = ({ status, text, headers }: Answer): string =>
  JSON.stringify([
    status,
    text.replaceAll(/urn:uuid:[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.+Z]+|[\w-]{43}|"nonce-[\w-]+"|data-key="[^"]*"/g, '·'),
    Object.keys(headers)
      .filter(name => name !== 'content-length')
      .toSorted(),
  ])

/**
 * Asks pair by pair, in changing order, and gives the median of the differences: what is slow for both at one moment
 * on a busy machine cancels out.
 */
const difference = async (ask: (name: string, index: number) => Promise<Answer>): Promise<Difference> => {
  const differences: number[] = []
  const bodies = new Set<string>()
  const timed = async (name: string, index: number): Promise<number> => {
    const began = performance.now()
    const answer = await ask(name, index)
    const took = performance.now() - began
    bodies.add(seen(answer))
    return took
  }
  for (let index = 0; index < PAIRS; index++) {
    const order = index % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
    const first = await timed(order[0], index)
    const second = await timed(order[1], index)
    differences.push(order[0] === 'known' ? first - second : second - first)
  }
  return { ...medianOf(differences), bodies }
}

/** Another address for each pair, and time for the brake to let go: what is compared is never the refusal of a limit. */
const from = (server: TestServer, index: number): Readonly<Record<string, string>> => {
  server.now = instant(BEGIN + Math.floor(index / 100) * 11 * MINUTE_MS)
  return { 'x-forwarded-for': `203.0.113.${index % 250}` }
}

test(`S-23 a name that exists is answered like one that does not, in the same time (${PAIRS} pairs)`, async t => {
  const server = await start(t)
  await accounts(server, PAIRS)

  await t.test('sign-in of staff, by the API', async t => {
    const { begun } = hashLoad()
    const found = await difference((name, index) =>
      server.post(
        '/api/staff/sign-in',
        { username: `${name}.${index}`, password: 'x' },
        { headers: from(server, index) },
      ),
    )
    const { ms, low, high, bodies } = found
    t.diagnostic(`median difference ${ms.toFixed(2)} ms (${low.toFixed(2)} to ${high.toFixed(2)})`)
    assert.equal(bodies.size, 1, [...bodies].join('\n'))
    assert.equal(hashLoad().begun - begun, 2 * PAIRS, 'a name nobody has costs the same one derivation')
    assertSame(found)
  })

  await t.test('a code to a number that is known and one that is not', async t => {
    const found = await difference((name, index) =>
      server.post(
        '/api/sign-in/code',
        { phone: String((name === 'known' ? 13_500_000_000 : 13_600_000_000) + index) },
        { headers: from(server, index) },
      ),
    )
    const { ms, low, high, bodies } = found
    t.diagnostic(`median difference ${ms.toFixed(2)} ms (${low.toFixed(2)} to ${high.toFixed(2)})`)
    assert.equal(bodies.size, 1, [...bodies].join('\n'))
    assert.ok([...bodies][0]?.includes('"digits'), [...bodies][0])
    assertSame(found)
  })
})

test('S-23 the page of a sign-in says the same, and an account that is closed looks like one that never was', async t => {
  const server = await start(t)
  await accounts(server, 1)
  const page = (username: string) => server.submit('/staff/sign-in', { username, password: 'x', next: '' })
  const same = (answer: Answer, name: string) => seen(answer).replaceAll(name, '·')
  for (let tries = 0; tries < 7; tries++) {
    const known = same(await page('known.0'), 'known.0')
    const unknown = same(await page('never.0'), 'never.0')
    assert.equal(known, unknown, `try ${tries + 1}`)
  }
})

test('S-23 an invitation that is used, void, over or invented is one answer', async t => {
  const server = await start(t)
  const answers = await Promise.all(
    ['A'.repeat(43), 'B'.repeat(43)].map(async token => [
      seen(await server.get(`/staff/link/${token}`)),
      seen(await server.submit(`/staff/link/${token}`, { password: '南头河边的三棵榕树下再见' })),
    ]),
  )
  assert.deepEqual(answers[0], answers[1])
  assert.match(answers[0]?.[0] ?? '', /username\\":null/)
})

test('S-23 nobody can ask for a new password by naming an account: there is no such route', async t => {
  const server = await start(t)
  for (const path of ['/staff/reset', '/staff/forgot', '/api/staff/reset', '/api/staff/forgot', '/api/staff/invite'])
    assert.equal((await server.post(path, { username: 'known.0' })).status, 404, path)
  const open = features
    .flatMap(({ routes }) => routes)
    .filter(({ access }) => (access.policy[access.verb] ?? []).some(({ who }) => who === 'anyone'))
  const naming = open.filter(
    route =>
      route.kind !== 'page' &&
      'body' in route &&
      JSON.stringify(Object.keys((route.body as { shape?: object })?.shape ?? {})).includes('username'),
  )
  assert.deepEqual(naming.map(({ id }) => id).toSorted(), ['account.staff-sign-in', 'account.staff-sign-in-form'])
  assert.equal(
    tagOf(await server.post('/api/console/accounts/01939d6e-0000-7000-8000-000000000003/link', {})),
    'sign-in-first',
  )
})
