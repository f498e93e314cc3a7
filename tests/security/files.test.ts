import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { drawPhoto } from '../../src/features/work-order/demo-photo.ts'
import { PLACE, stage } from '../../src/features/work-order/testing.ts'
import { type Answer, testServer } from '../../src/platform/testing/server.ts'

const STAY = /^(|private, )no-store$/

test('S-14 the address of a photo is no key', async t => {
  const { city, vault, cast, units } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-10-20T10:00:00+08:00', services: { vault } })
  const desk = server.as(cast.deskLead)
  const good = async (answer: Promise<Answer>) => {
    assert.ok((await answer).status < 300, (await answer).text)
    return (await answer).json()
  }
  const report = async (who = server.as(cast.resident)) => {
    const fields = { text: '路口的井盖没了', area: PLACE, place: '路口' }
    const { id } = await good(who.send('/api/work-orders', fields, [await drawPhoto(1), await drawPhoto(2)]))
    const photos: readonly { readonly id: string }[] = (await good(desk.get(`/api/work-orders/${id}`))).photos
    return {
      id,
      path: `/api/work-orders/${id}`,
      photos: photos.map(photo => `/api/work-orders/${id}/photos/${photo.id}`),
      ids: photos.map(photo => photo.id),
    }
  }
  const made = await report()
  const [one = '', two = ''] = made.photos
  const variants = ['', '?variant=thumb', '?variant=original']

  await t.test('whoever may see the order gets it, with headers that let nobody keep or run it', async () => {
    for (const who of [cast.resident, cast.deskLead, cast.gridWorker])
      for (const variant of variants) {
        const { status, headers } = await server.as(who).get(one + variant)
        assert.equal(status, 200)
        assert.match(String(headers['cache-control']), STAY)
        assert.equal(headers['x-content-type-options'], 'nosniff')
        assert.match(
          String(headers['content-disposition']),
          variant === '?variant=original' ? /^attachment; / : /^inline; /,
        )
        assert.match(String(headers['content-security-policy']), /default-src 'none'; sandbox/)
        assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
        assert.equal(headers.etag, undefined)
      }
  })

  await t.test(
    'the same address signed out, as another person, in another order: 404, and nothing is told',
    async () => {
      const absent = (await server.get(`${made.path}/photos/01939d6e-0000-7000-8000-00000000dead`)).json()
      const other = await report(server.as(cast.neighbour))
      for (const variant of variants)
        for (const answer of [
          await server.get(one + variant),
          await server.as(cast.neighbour).get(one + variant),
          await server.as(cast.otherUnit).get(one + variant),
          await server.as(cast.systemAdmin).get(one + variant),
          await server.as(cast.resident).get(`/api/work-orders/${other.id}/photos/${made.ids[0]}${variant}`),
          await server.as(cast.neighbour).get(`/api/work-orders/${other.id}/photos/${made.ids[0]}${variant}`),
        ]) {
          assert.equal(answer.status, 404)
          assert.deepEqual({ ...answer.json(), instance: '' }, { ...absent, instance: '' })
        }
    },
  )

  await t.test('published: the chosen one, never its original, and no longer once it is taken back', async () => {
    await good(desk.post(`${made.path}/admit`, {}))
    await good(desk.post(`${made.path}/publish`, { title: '井盖缺失', text: '已派人更换。', photos: [made.ids[0]] }))
    const shown = await server.get(one)
    assert.equal(shown.status, 200)
    assert.match(String(shown.headers['cache-control']), STAY)
    assert.equal((await server.get(`${one}?variant=thumb`)).status, 200)
    assert.equal((await server.get(`${one}?variant=original`)).status, 404)
    for (const variant of variants) assert.equal((await server.get(two + variant)).status, 404)
    await good(desk.post(`${made.path}/unpublish`, { note: '当事人要求' }))
    for (const variant of variants)
      for (const who of [server, server.as(cast.neighbour)]) assert.equal((await who.get(one + variant)).status, 404)
    assert.equal((await server.as(cast.resident).get(one)).status, 200)
  })

  await t.test('withdrawn, or confidential: those who handle it, and nobody by area', async () => {
    const gone = await report()
    await good(server.as(cast.resident).post(`${gone.path}/withdraw`, {}))
    for (const who of [server, server.as(cast.neighbour), server.as(cast.otherUnit)])
      assert.equal((await who.get(gone.photos[0] ?? '')).status, 404)
    const fields = { text: '有人收回扣', area: PLACE, place: '某处', confidential: 'true' }
    const { id } = await good(server.as(cast.resident).send('/api/work-orders', fields, [await drawPhoto(3)]))
    const [photo] = (await good(desk.get(`/api/work-orders/${id}`))).photos
    const path = `/api/work-orders/${id}/photos/${photo.id}`
    for (const who of [cast.communityWorker, cast.gridWorker, cast.unitLead, cast.neighbour])
      assert.equal((await server.as(who).get(path)).status, 404)
    assert.equal((await server.get(path)).status, 404)
    assert.equal((await desk.get(path)).status, 200)
    assert.ok(units.town.length > 0)
  })

  await t.test('after signing out, the same browser gets nothing', async () => {
    const phone = '13812345678'
    const { request } = await good(server.post('/api/sign-in/code', { phone }))
    const answer = await server.post('/api/sign-in', { request, digits: server.codes.at(-1)?.digits })
    const secret = /__Host-linli=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? assert.fail('no session')
    const me = server.as(secret)
    const mine = await report(me)
    assert.equal((await me.get(mine.photos[0] ?? '')).status, 200)
    await good(me.post('/api/sign-out'))
    assert.equal((await me.get(mine.photos[0] ?? '')).status, 404)
    assert.equal((await me.get(mine.path)).status, 401)
  })
})
