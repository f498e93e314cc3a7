import { randomUUID } from 'node:crypto'
import { importTask } from '../../src/features/work-order/import/task.ts'
import { sql } from '../../src/platform/db/types.ts'
import type { Attacked } from './city.ts'

/** Where the payloads went: as many answers said yes as were asked, and the orders they are in. */
export type Planted = {
  readonly asked: number
  readonly taken: number
  /** What was refused, and why. */
  readonly refused: readonly string[]
  readonly orders: readonly { readonly id: string; readonly no: string; readonly track: string }[]
  /** The order whose history holds every payload. */
  readonly talked: string
  /** A report of the resident's own. */
  readonly own: { readonly id: string; readonly no: string; readonly track: string }
}

const FORGET = sql('t.forget-uses', 'delete from city.rate_window')
const AREA = '442000001007'
const HEADER = ['编号', '诉求类型', '渠道', '标题', '内容', '日期', '答复', '答复天数', '地点']
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** Writes every payload into every field a person can write, a row for each, as whoever may. */
export const plant = async (attacked: Attacked, payloads: readonly string[]): Promise<Planted> => {
  const { server, city, cast, known, cookies, vault } = attacked
  const [desk, unit, operator, resident] = (['deskLead', 'unitHandler', 'systemAdmin', 'resident'] as const).map(who =>
    server.as(cast[who]),
  )
  if (desk === undefined || unit === undefined || operator === undefined || resident === undefined) throw new Error()
  let [asked, taken] = [0, 0]
  const refused: string[] = []
  const say = async (answering: Promise<{ readonly status: number; readonly json: () => unknown }>) => {
    const answer = await answering
    asked++
    if (answer.status < 300) taken++
    else refused.push(JSON.stringify(answer.json()).slice(0, 300))
    return answer.json() as { id: string; no: string; track: string }
  }
  const lines: readonly { id: string; version: number }[] = (await operator.get('/api/hotlines?limit=100')).json().items
  const orders: { id: string; no: string; track: string }[] = []
  for (const [index, text] of payloads.entries()) {
    const given = {
      text,
      title: text.slice(0, 60),
      place: text,
      name: text.slice(0, 40),
      phone: '13800000000',
      area: AREA,
    }
    const order = await say(desk.post('/api/staff/work-orders', { ...given, channel: 'phone' }))
    orders.push(order)
    const on = `/api/work-orders/${order.id}`
    await say(desk.post(`${on}/admit`, { note: text }))
    await say(desk.post(`${on}/publish`, { title: text.slice(0, 60), text }))
    await say(desk.post(`${on}/caller`, { reason: text }))
    const name = `${index}${text}`
    await say(operator.post('/api/console/organisations', { name: name.slice(0, 60), kind: 'utility', area: '442000' }))
    await say(operator.post('/api/console/grids', { community: AREA, name: name.slice(0, 30) }))
    const line = lines[index]
    if (line !== undefined)
      await say(
        operator.put(
          `/api/console/hotlines/${line.id}`,
          { number: String(95_000 + index), name: name.slice(0, 60) },
          { headers: { 'if-match': `"${line.version}"` } },
        ),
      )
    if (index < 40) await say(desk.post('/api/work-order-views', { name: name.slice(0, 20), query: 'open=true' }))
  }
  const [{ id: talked } = { id: '' }] = orders
  await say(desk.post(`/api/work-orders/${talked}/dispatch`, { lead: known.lead }))
  await say(unit.post(`/api/work-orders/${talked}/sign`, {}))
  for (const text of payloads) await say(unit.post(`/api/work-orders/${talked}/progress`, { note: `${text} ` }))

  await city.db.run(FORGET)
  const report = { text: payloads.join('\n').slice(0, 4000), title: payloads[0]?.slice(0, 60), area: AREA }
  const own = await say(resident.post('/api/work-orders', { ...report, place: payloads[1] ?? '' }))
  await say(resident.post(`/api/work-orders/${own.id}/remind`, { note: payloads.join(' ').slice(0, 1900) }))

  const rows = payloads.map((text, index) => [`x${index}`, '投诉', text, text, text, '2019-08-05', text, '2', text])
  const wrong = payloads.map(text => [text, '投诉', '电话', text, text, text, text, text, text])
  const file = [HEADER, ...rows, ...wrong].map(row => row.map(cell).join(',')).join('\r\n')
  const form = new FormData()
  form.append('source', 'old')
  form.append('file', new Blob([file]), `${payloads[1] ?? 'x'}.csv`)
  const request = new Request('http://x/', { method: 'POST', body: form })
  const sent = await server.app.inject({
    method: 'POST',
    url: '/api/work-orders/imports',
    payload: Buffer.from(await request.arrayBuffer()),
    headers: {
      cookie: cookies.deskLead,
      'idempotency-key': randomUUID(),
      'content-type': request.headers.get('content-type') ?? '',
    },
  })
  asked++
  if (sent.statusCode < 300) {
    taken++
    await importTask.run({ id: sent.json().id }, { db: city.db, now: server.now, id: sent.json().id, vault, own: [] })
  } else refused.push(sent.body)
  return { asked, taken, refused, orders, talked, own }
}
