import { drawPhoto } from '../../../src/features/work-order/demo-photo.ts'
import { PLACE, type Stage } from '../../../src/features/work-order/testing.ts'
import type { TestServer } from '../../../src/platform/testing/server.ts'

const good = async (
  answer: Promise<{ readonly status: number; readonly text: string; json(): ReturnType<typeof JSON.parse> }>,
) => {
  const given = await answer
  if (given.status >= 300) throw new Error(`a fixture was refused: ${given.status} ${given.text}`)
  return given.json()
}

/** Orders as they come to be in service, each ended, so that what is asked of them changes little. */
export const makeOrders = async ({ cast, units }: Stage, server: TestServer) => {
  const desk = server.as(cast.deskLead)
  const text = '兴文路口的井盖没了,晚上看不见。'
  const mine = await good(
    server.as(cast.resident).send('/api/work-orders', { text, area: PLACE, place: '兴文路口' }, [await drawPhoto(1)]),
  )
  const other = await good(server.as(cast.neighbour).post('/api/work-orders', { text, area: PLACE, place: '兴文路口' }))
  const confidential = await good(
    server.as(cast.neighbour).post('/api/work-orders', { text, area: PLACE, place: '兴文路口', confidential: true }),
  )
  const elsewhere = await good(
    desk.post('/api/staff/work-orders', { text, area: '442000002', place: '别处', channel: 'phone' }),
  )
  const away = [
    [mine, units.town],
    [other, units.department],
    [confidential, units.town],
    [elsewhere, units.department],
  ] as const
  for (const [{ id }, lead] of away) {
    await good(desk.post(`/api/work-orders/${id}/admit`, {}))
    await good(desk.post(`/api/work-orders/${id}/dispatch`, { lead }))
  }
  const department = server.as(cast.otherUnit)
  for (const { id } of [other, elsewhere]) await good(department.post(`/api/work-orders/${id}/sign`, {}))
  const handler = server.as(cast.unitHandler)
  for (const { id } of [mine, confidential]) {
    await good(handler.post(`/api/work-orders/${id}/sign`, {}))
    await good(handler.post(`/api/work-orders/${id}/assign`, { assignee: cast.gridWorker.party }))
  }
  for (const [{ id }] of away) await good(desk.post(`/api/work-orders/${id}/terminate`, { note: '测试到此为止' }))
  const photo: string = (await good(desk.get(`/api/work-orders/${mine.id}`))).photos[0].id
  return { mine, other, confidential, elsewhere, photo }
}

/** 古镇镇古三村 */
export const VILLAGE = '442000105202'

/** A decision of a village with a scan, taken back, so that nothing can be done to it any more. */
export const makeDecision = async ({ cast, units }: Stage, server: TestServer) => {
  const [office] = cast.communityWorker.offices
  if (office === undefined) throw new Error('the community worker has no office')
  const clerk = server.as({
    ...cast.communityWorker,
    offices: [{ ...office, organisation: units.committee, area: VILLAGE }],
  })
  const sheet = { on: '2026-03-02', due: '5', present: '5', agree: '5', record: '会议记录' }
  const words = { area: VILLAGE, matter: 'other', title: '样例', text: '样例', ...sheet }
  const { id } = await good(clerk.send('/api/village-decisions', words, [await drawPhoto(1)]))
  await good(clerk.post(`/api/village-decisions/${id}/withdraw`, { note: '测试到此为止' }))
  const [scan] = (await good(clerk.get(`/api/village-decisions/${id}`))).forms[0].scans as readonly string[]
  return { id: String(id), file: scan?.split('/').at(-1) ?? '' }
}
