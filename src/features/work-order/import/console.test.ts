import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../../app/features.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/access/types.ts'
import { sql } from '../../../platform/db/types.ts'
import { ANONYMOUS } from '../../../platform/identity/sessions.ts'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { at, stage, TOWN } from '../testing.ts'
import { importTask } from './task.ts'

const NOW = at('2026-11-22 10:00')
const HEADER = '编号,诉求类型,渠道,标题,内容,日期,答复,答复天数,地点'
const SIGN_IN = { resident: '/sign-in', staff: '/staff/sign-in' }

const upload = async (
  server: TestServer,
  cookie: string,
  name: string,
  bytes: Uint8Array<ArrayBuffer> | string,
  fields: Readonly<Record<string, string>> = {},
) => {
  const form = new FormData()
  for (const [field, value] of Object.entries({ source: 'old', ...fields })) form.append(field, value)
  form.append('file', new Blob([bytes]), name)
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  return server.app.inject({
    method: 'POST',
    url: '/api/work-orders/imports',
    payload: Buffer.from(await request.arrayBuffer()),
    headers: {
      'content-type': request.headers.get('content-type') ?? '',
      'idempotency-key': crypto.randomUUID(),
      cookie,
    },
  })
}

test('the console imports in the background and exports what its reader may see', async t => {
  const set = await stage(t)
  const known: Readonly<Record<string, Actor>> = { lead: set.cast.deskLead, handler: set.cast.unitHandler }
  // Both have just given the second factor, which exports ask for.
  const identity = {
    actorOf: async (_: unknown, secret: string, provedAt: Instant) => {
      const actor = known[secret]
      return actor === undefined ? ANONYMOUS : { ...actor, provedAt }
    },
    signIn: SIGN_IN,
  }
  const server = await testServer(t, set.city, { modules: features, services: { vault: set.vault, identity } })
  const [lead, handler] = ['__Host-linli=lead', '__Host-linli=handler'] as const
  const get = (url: string, cookie: string = lead) => server.app.inject({ method: 'GET', url, headers: { cookie } })
  const FILE = [HEADER, '1,投诉,电话,路灯,路灯不亮,2019-08-05,已修,2,兴文路', '2,投诉,电话,坏行,没有日期,,,,'].join(
    '\n',
  )

  await t.test('what is wrong with the file is said at once', async () => {
    const tagsOf = async (name: string, bytes: Uint8Array<ArrayBuffer> | string) => {
      const answer = await upload(server, lead, name, bytes)
      return [answer.statusCode, answer.json().type.replace('/problems/', '')]
    }
    assert.deepEqual(await tagsOf('a.csv', ''), [422, 'file-empty'])
    assert.deepEqual(await tagsOf('a.csv', Uint8Array.of(0x61, 0xff, 0xff)), [422, 'file-encoding'])
    assert.deepEqual(await tagsOf('a.csv', '编号\n1\n'), [422, 'file-headings'])
    assert.deepEqual(await tagsOf('a.csv', `${HEADER}\n"1,2\n`), [422, 'file-quotes'])
    assert.deepEqual(await tagsOf('a.xlsx', FILE), [422, 'file-not-a-zip'])
    assert.equal((await upload(server, handler, 'a.csv', FILE)).statusCode, 403)
    assert.deepEqual((await get('/api/work-orders/imports')).json(), { items: [] })
  })

  await t.test('an import waits, runs, ends, and its receipt is there', async () => {
    const ordered = await upload(server, lead, 'a.csv', FILE, { area: TOWN })
    assert.equal(ordered.statusCode, 202, ordered.body)
    const { id } = ordered.json()
    assert.equal((await get(`/api/work-orders/imports/${id}`)).json().state, 'waiting')
    assert.equal((await get(`/api/work-orders/imports/${id}/receipt`)).statusCode, 404)
    const context = { db: set.city.db, now: NOW, id, vault: set.vault, own: [] }
    await importTask.run({ id }, context)
    await importTask.run({ id }, context)
    const done = (await get(`/api/work-orders/imports/${id}`)).json()
    assert.deepEqual(
      [done.state, done.rowsRead, done.summary.broughtIn, done.summary.refused, done.receipt],
      ['partly', 2, 1, 1, true],
    )
    const receipt = await get(`/api/work-orders/imports/${id}/receipt`)
    assert.match(receipt.body, /3,退回,日期: 没有填写,2,/)
    assert.equal((await get(`/api/work-orders/imports/${id}`, handler)).statusCode, 403)
  })

  await t.test('an export follows the filters, holds nothing personal, and is written down', async () => {
    const all = await get('/api/work-orders/export.csv?source=old')
    assert.equal(all.statusCode, 200, all.body)
    assert.match(String(all.headers['content-disposition']), /filename="work-orders-20261122-1000\.csv"/)
    const [header = '', ...lines] = all.body.split('\r\n')
    assert.match(header, /^\uFEFF编号,受理时间,/)
    assert.doesNotMatch(header, /姓名|电话|地点|内容/)
    assert.equal(lines.filter(line => line !== '').length, 1)
    assert.doesNotMatch(all.body, /兴文路|路灯不亮/)
    assert.equal((await get('/api/work-orders/export.csv?source=none')).body.split('\r\n').length, 2)
    assert.equal((await get('/api/work-orders/export.csv', handler)).statusCode, 403)
    const kept = await set.city.db.rows<{ rows: number }>(
      sql('test.exports', 'select rows from city.work_order_export order by id'),
    )
    assert.deepEqual(
      kept.map(({ rows }) => rows),
      [1, 0],
    )
    const open = await server.get('/api/open/work-orders.csv')
    assert.deepEqual([open.status, open.text.split('\r\n').length], [200, 2])
  })
})
