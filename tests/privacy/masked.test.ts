import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { features } from '../../src/app/features.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import type { Route } from '../../src/platform/http/types.ts'
import { score } from '../../src/platform/testing/score.ts'
import { testServer } from '../../src/platform/testing/server.ts'

const [PHONE, ID, CARD, NAME, HOME] = [
  '13912345678',
  '11010519491231002X',
  '6222021234567890128',
  '欧阳焱淼',
  '桂园小区3栋2单元502房',
] as const
const DEEP = process.env.LINLI_DEEP === '1'
/** What shows a value in clear, on purpose and on record; and what hands people their own. */
const UNMASKS: ReadonlySet<string> = new Set([
  'work-order.caller',
  'privacy.held-words',
  'directory.see-person',
  'real-name.open-claim',
  'estate.see',
  'privacy.own-file',
])
const NUMBER =
  /(?<![\d*.])(?:1[3-9]\d{9}|[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx])(?![\d*])/g

const CHANCE = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}/g

type JsonSchema = {
  readonly properties?: Record<string, JsonSchema>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
}
const namesIn = (schema: JsonSchema): readonly string[] => [
  ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [name, ...namesIn(inner)]),
  ...(schema.items === undefined ? [] : namesIn(schema.items)),
  ...(schema.anyOf ?? []).flatMap(namesIn),
]

test('P-3 no answer has a field that is sealed, and a number only where it is masked or asked for', () => {
  for (const route of features.flatMap(({ routes }) => routes)) {
    if (route.kind !== 'api' || UNMASKS.has(route.id)) continue
    const schema = z.toJSONSchema(route.answer, { io: 'input', unrepresentable: 'any' }) as JsonSchema
    for (const name of namesIn(schema))
      assert.doesNotMatch(name, /sealed|blind|idNumber|^card$|cipher/i, `${route.id}: ${name}`)
  }
})

test('P-3 every list, answer and page, as everybody: masked in the data itself', async t => {
  const { city, cast, vault } = await stage(t)
  const server = await testServer(t, city, { modules: features, services: { vault }, now: '2026-09-30T10:00:00+08:00' })
  const desk = server.as(cast.deskOperator)
  const text = `我住${HOME}，身份证${ID}，卡号${CARD}，电话${PHONE}`
  const made = await desk.post('/api/staff/work-orders', {
    text,
    area: '442000001007',
    place: HOME,
    channel: 'phone',
    name: NAME,
    phone: PHONE,
  })
  assert.equal(made.status, 201)
  await server.as(cast.resident).post('/api/work-orders', { text, area: '442000001007', place: HOME })
  const mine = (await server.as(cast.resident).get('/api/me/work-orders')).json().items?.[0]?.id as string | undefined
  const given = await server.as(cast.securityAdmin).post('/api/console/offices', {
    person: { name: NAME, phone: PHONE },
    organisation: cast.unitLead.offices[0]?.organisation,
    role: 'unitHandler',
  })
  assert.equal(given.status, 201, given.text)

  const pathsOf = (route: Route): readonly string[] => {
    if (!route.path.includes(':')) return [route.path]
    const ids = [made.json().id, mine, cast.unitLead.offices[0]?.organisation, given.json().office].filter(
      id => id !== undefined,
    )
    return (DEEP ? ids : ids.slice(0, 2)).map(id =>
      route.path.replaceAll(/:(\w+)/g, (_, name: string) => (name === 'id' || name === 'order' ? id : '1')),
    )
  }
  const wrong: string[] = []
  let asked = 0
  for (const [name, actor] of [...Object.entries(cast), ['nobody', undefined]] as const) {
    const caller = actor === undefined ? server : server.as(actor)
    for (const route of features.flatMap(({ routes }) => routes)) {
      if (route.kind === 'form' || (route.kind === 'api' && route.method !== 'GET') || UNMASKS.has(route.id)) continue
      for (const path of pathsOf(route)) {
        const answer = await caller.get(path, route.kind === 'page' ? { accept: 'text/html' } : {})
        asked++
        const seen = [PHONE, ID, CARD, NAME, HOME].filter(value => answer.text.includes(value))
        // Ids and hashes are chance: eleven of their digits may look like a phone.
        const numbers = answer.text.replaceAll(CHANCE, '').match(NUMBER) ?? []
        if (seen.length + numbers.length > 0) wrong.push(`${name} ${path}: ${[...seen, ...numbers].join(' ')}`)
      }
    }
  }
  t.diagnostic(`${asked} answers`)
  score('seeded-leak hits', wrong.length, asked)
  assert.deepEqual(wrong, [])
  const see = `/api/console/offices/${given.json().office}/see`
  const looked = await server.as(cast.securityAdmin).post(see, { reason: '核对任职' })
  assert.deepEqual([looked.json().name, looked.json().phone], [NAME, PHONE])
  assert.equal((await server.as(cast.securityAdmin).post(see, { reason: '核查', purpose: 'audit' })).status, 403)
  assert.equal((await desk.post(see, { reason: '想知道' })).status, 403)
  const shown = await desk.get(`/api/work-orders/${made.json().id}`)
  assert.deepEqual(shown.json().caller, { name: '欧***', phone: '139****5678' })
  assert.equal(shown.json().place, '桂园小区***')
})
