import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { PLACE, stage } from '../../src/features/work-order/testing.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import { cost } from './support/cost.ts'

const DEEP = process.env.LINLI_DEEP === '1'

type Schema = { readonly properties?: Readonly<Record<string, { readonly type?: string }>> }
type Document = {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly { readonly name: string; readonly in: string }[]
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> }
          }
        >
      >
    >
  >
}

const LONG = 50_000
/** Each makes some careless pattern try again and again: for blanks, digits, names, addresses, dates, nesting. */
const CHEWY = [
  `${' '.repeat(LONG)}x`,
  `${'1'.repeat(LONG)}x`,
  `${'1 '.repeat(LONG / 2)}!`,
  `${'a@a.'.repeat(LONG / 4)}`,
  `${'中'.repeat(LONG / 4)}!`,
  `${'1-'.repeat(LONG / 2)}`,
  `${'2026-10-20T'.repeat(LONG / 20)}`,
  `${'((('.repeat(LONG / 4)}`,
  `138${' 0'.repeat(LONG / 2)}`,
  `${'<'.repeat(LONG)}`,
  `${'路1号'.repeat(LONG / 8)}`,
  `${'\u0301'.repeat(LONG / 2)}`,
]

test('S-60 no text makes any operation, page or search think for long', async t => {
  const { city, vault, cast } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-10-20T10:00:00+08:00', services: { vault } })
  const { paths } = (await server.get('/api/openapi.json')).json() as Document
  const desk = server.as(cast.systemAdmin)
  const lead = server.as(cast.deskLead)
  const worst: { readonly what: string; readonly seconds: number }[] = []
  const note = async (what: string, work: () => Promise<{ readonly status: number }>): Promise<void> => {
    let status = 0
    const seconds = await cost(async () => {
      status = (await work()).status
    })
    assert.ok(status < 500, `${what}: ${status}`)
    worst.push({ what, seconds })
  }
  const chosen = (index: number): readonly string[] =>
    DEEP ? CHEWY : [0, 1, 2].map(more => CHEWY[(index + more * 4) % CHEWY.length] as string)
  for (const [index, [path, verbs]] of Object.entries(paths).entries())
    for (const [method, operation] of Object.entries(verbs)) {
      const url = path.replaceAll(/\{\w+\}|\*/g, '442000001')
      const properties = Object.keys(operation.requestBody?.content['application/json']?.schema?.properties ?? {})
      const query = (operation.parameters ?? []).filter(one => one.in === 'query').map(({ name }) => name)
      for (const text of chosen(index)) {
        if (properties.length > 0 && ['post', 'put', 'patch'].includes(method))
          await note(`${method} ${path}`, () =>
            desk[method as 'post'](url, Object.fromEntries(properties.map(name => [name, text]))),
          )
        if (query.length > 0 && method === 'get') {
          const short = encodeURIComponent(text.slice(0, 2_000))
          await note(`get ${path}`, () => lead.get(`${url}?${query.map(name => `${name}=${short}`).join('&')}`))
        }
      }
    }
  for (const text of CHEWY)
    await note('a report', () =>
      server.post('/api/work-orders', { text: text.slice(0, 5_000), area: PLACE, place: text.slice(0, 200) }),
    )
  const most = worst.toSorted((a, b) => b.seconds - a.seconds).slice(0, 5)
  t.diagnostic(
    `${worst.length} asked; slowest ${most.map(({ what, seconds }) => `${what} ${Math.round(seconds * 1000)} ms`).join(', ')}`,
  )
  assert.ok(worst.length > 100)
  assert.deepEqual(
    most.filter(({ seconds }) => seconds > 1),
    [],
  )
})
