import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { sql } from '../../src/platform/db/types.ts'
import { type Attacked, attackedCity, DEEP, fire, ROUTES, shotAt } from './city.ts'
import { leaksIn } from './leaks.ts'

const FORM = 'application/x-www-form-urlencoded'

const sent = (url: string, payload: string, cookie: string, type = 'application/json'): InjectOptions => ({
  method: 'POST',
  url,
  payload,
  headers: {
    cookie,
    'content-type': type,
    'idempotency-key': randomUUID(),
    accept: type === FORM ? 'text/html' : '*/*',
  },
})

/** What a poisoned prototype would show at once: any object has what nobody gave it. */
const isClean = (): boolean => {
  const plain = {} as Record<string, unknown>
  return plain.polluted === undefined && plain.roles === undefined && Object.keys(Object.prototype).length === 0
}

const POISON = { polluted: true, roles: ['operator'] }
const NAMES = ['__proto__', 'constructor', 'prototype', '__defineGetter__', 'toString', 'hasOwnProperty', 'valueOf']

test('S-62 names of the prototype in bodies, forms, queries, file headings: nothing is poisoned, nothing breaks', async t => {
  const { server, cookies, known, whoFor } = await attackedCity(t)
  const statuses: number[] = []
  const faults: string[] = []
  const look = async (what: string, request: InjectOptions): Promise<number> => {
    const { statusCode, body } = await server.app.inject(request)
    statuses.push(statusCode)
    if (statusCode >= 500) faults.push(`${what}: ${statusCode}`)
    if (!isClean()) faults.push(`${what}: poisoned`)
    faults.push(...(statusCode >= 400 ? leaksIn(body, [what]).map(leak => `${what}: tells ${leak}`) : []))
    return statusCode
  }
  const given = JSON.stringify({ text: '路口的井盖没了', area: known.area }).slice(0, -1)
  const poison = JSON.stringify(POISON)
  for (const [name, refused] of [
    [`${given},"__proto__":${poison}}`, true],
    [`${given},"\\u005f_proto__":${poison}}`, true],
    [`${given},"constructor":{"prototype":${poison}}}`, true],
    [`${given},"about":{"__proto__":${poison}}}`, true],
    [`${given},"constructor":1,"toString":1,"hasOwnProperty":1}`, false],
  ] as const)
    assert.equal(await look(name, sent('/api/work-orders', name, cookies.resident)), refused ? 400 : 201, name)
  for (const route of ROUTES.filter(each => each.kind === 'form'))
    for (const name of DEEP ? NAMES : NAMES.slice(0, 3)) {
      const url = route.path.replace(/:(\w+)/g, (_, part: string) => known[part] ?? known.id)
      const body = `_key=${randomUUID()}&${name}=1&${name}[polluted]=1&constructor[prototype][polluted]=1&${name}.polluted=1`
      await look(`${route.path} ${name}`, sent(url, body, cookies[whoFor(route)], FORM))
    }
  for (const route of ROUTES.filter(each => each.kind !== 'form' && each.query !== undefined).slice(0, DEEP ? 80 : 8))
    for (const name of NAMES) {
      const shot = shotAt(route, known)
      const query = { ...shot.query, [`${name}[polluted]`]: '1' }
      const { status } = await fire(server, { ...shot, query }, cookies[whoFor(route)])
      statuses.push(status)
      if (status >= 500 || !isClean()) faults.push(`${route.path}?${name}`)
    }
  const multipart = NAMES.map(
    name => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n{"polluted":true}\r\n`,
  )
  const part =
    '--b\r\ncontent-disposition: form-data; name="text"\r\n\r\n路口\r\n--b\r\ncontent-disposition: form-data; name="area"\r\n\r\n442000001007\r\n'
  await look(
    'multipart',
    sent(
      '/api/work-orders',
      `${part}${multipart.join('')}--b--\r\n`,
      cookies.resident,
      'multipart/form-data; boundary=b',
    ),
  )
  for (const [file, text] of [
    ['a.csv', `编号,日期,内容,__proto__,constructor\n1,2019-08-05,路灯,${poison.replaceAll('"', '""')},x\n`],
    [
      'a.jsonl',
      `{"编号":"1","日期":"2019-08-05","内容":"路灯","__proto__":${poison},"constructor":{"prototype":${poison}}}\n`,
    ],
  ] as const) {
    const body = `--b\r\ncontent-disposition: form-data; name="source"\r\n\r\nold\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="${file}"\r\n\r\n${text}\r\n--b--\r\n`
    await look(file, sent('/api/work-orders/imports', body, cookies.deskLead, 'multipart/form-data; boundary=b'))
  }
  t.diagnostic(`${statuses.length} requests`)
  assert.deepEqual(faults.slice(0, 20), [])
})

test('S-62 what is said twice is refused or read in one way: names in JSON, parameters, fields of forms, keys', async t => {
  const { server, cookies } = await attackedCity(t)
  const tagOf = async (request: InjectOptions): Promise<unknown> => {
    const { statusCode, body } = await server.app.inject(request)
    return statusCode === 200 || statusCode === 201 ? statusCode : [statusCode, JSON.parse(body).type.split('/').at(-1)]
  }
  const post = (body: string) => tagOf(sent('/api/work-orders', body, cookies.resident))
  const good = '"text":"路口的井盖没了","area":"442000001007"'
  assert.deepEqual(await post(`{${good},"kind":"help","kind":"praise"}`), [400, 'name-twice'])
  assert.deepEqual(await post(`{${good},"kind":"help","k\\u0069nd":"praise"}`), [400, 'name-twice'])
  assert.deepEqual(await post(`{${good},"extra":{"a":[{"b":1,"b":1}]}}`), [400, 'name-twice'])
  assert.deepEqual(await post(`{${good},"extra":${'['.repeat(20_000)}${']'.repeat(20_000)}}`), [400, 'body-broken'])
  assert.deepEqual(await post(`{${good},"extra":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`), [
    400,
    'body-broken',
  ])
  assert.equal(await post(`{${good},"extra":{"text":"x","area":"y"}}`), 201)
  const get = (query: string) => tagOf({ url: `/api/work-orders?${query}`, headers: { cookie: cookies.deskLead } })
  for (const twice of [
    'limit=5&limit=100',
    'sort=due&sort=received',
    'q=a&q=b',
    'urgent=true&urgent=false',
    'kind=help&kind=help',
  ])
    assert.deepEqual(await get(twice), [400, 'invalid-input'], twice)
  const form = (body: string) => server.app.inject(sent('/track', body, '', FORM))
  assert.equal((await form('_key=a&no=1&no=2&code=x')).statusCode, 400)
  assert.equal((await form('_key=a&_key=b&no=1&code=x')).statusCode, 400)
})

type Made = { readonly status: number; readonly tag: string }

const organisation = async ({ server, cast }: Attacked, name: string): Promise<Made> => {
  const body = { name, kind: 'utility', area: '442000' }
  const answer = await server.as(cast.systemAdmin).post('/api/console/organisations', body)
  return { status: answer.status, tag: answer.status < 300 ? '' : answer.json().type.split('/').at(-1) }
}

test('S-62 names are stored composed and without turning marks; one that looks like another is taken', async t => {
  const attacked = await attackedCity(t)
  const { server, city, cast } = attacked
  assert.equal((await organisation(attacked, 'ABC物业\u202eecivres')).status, 201)
  const stored = await city.db.rows<{ name: string }>(
    sql('t.named', `select name from city.organisation where name like 'ABC%'`),
  )
  assert.deepEqual(stored, [{ name: 'ABC物业ecivres' }])
  for (const alike of [
    'ABC物业ecivres',
    'ＡＢＣ物业ecivres',
    'abc 物业ECIVRES',
    'A\u200bBC物业ecivres',
    '\u2067ABC物业ecivres\u2069',
  ])
    assert.deepEqual(await organisation(attacked, alike), { status: 409, tag: 'organisation-known' }, alike)
  assert.equal((await organisation(attacked, 'ABC物业二')).status, 201)

  const desk = server.as(cast.deskLead)
  const view = (name: string) => desk.post('/api/work-order-views', { name, query: 'open=true' })
  assert.equal((await view('Mine 一')).status, 201)
  for (const alike of ['mine一', 'ＭＩＮＥ 一', 'Mi\u200bne 一']) {
    const answer = await view(alike)
    assert.deepEqual([answer.status, answer.json().type], [409, '/problems/view-name-taken'], alike)
  }
  const made = await server.as(cast.resident).post('/api/work-orders', {
    text: 'cafe\u0301 \u202d13800000000\u202c 门口',
    area: '442000001007',
    place: '\u202eA',
  })
  const { body } = (await desk.get(`/api/work-orders/${made.json().id}`)).json()
  assert.equal(body, 'café 138****0000 门口')
  for (const q of ['CAFÉ', 'ｃａｆé', 'cafe\u0301']) {
    const found = await desk.get(`/api/work-orders?${new URLSearchParams({ q })}`)
    assert.equal(found.json().items.length, 1, q)
  }
})
