import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '../../kernel/time.ts'
import { breakerOf, ProviderDown } from '../outbound/breaker.ts'
import { type Outbound, OutboundError, type OutgoingRequest } from '../outbound/types.ts'
import { isUnsent, type SmsSettings, smsGatewayOf } from './sms.ts'
import { Undeliverable } from './types.ts'

const NOW = instant(1_795_000_000_000)
const SETTINGS: SmsSettings = {
  url: 'https://sms.example/send',
  auth: 'bearer',
  secret: 'word',
  template: '{"to":["{phone}"],"message":{"text":"【邻里】{text}","kind":1}}',
}
const TEXT = { id: 'a-message', phone: '13812345678', text: '您好 {phone} ","to":["13900000000"],"x":"' }

const gatewayTo = (answer: number | Error) => {
  const sent: OutgoingRequest[] = []
  const outbound: Outbound = {
    send: async (_url, request) => {
      sent.push(request)
      if (answer instanceof Error) throw answer
      return { status: answer, headers: {}, body: Buffer.alloc(0) }
    },
    close: async () => undefined,
  }
  return { sent, gateway: smsGatewayOf(SETTINGS, outbound, breakerOf()) }
}

test('a text is a value in the template: nothing in it changes what is around it or is filled in twice', async () => {
  const { sent, gateway } = gatewayTo(200)
  await gateway.send(TEXT, NOW)
  const [request] = sent
  assert.deepEqual(JSON.parse(String(request?.body)), {
    to: ['13812345678'],
    message: { text: `【邻里】${TEXT.text}`, kind: 1 },
  })
  assert.equal(request?.headers?.authorization, 'Bearer word')
  assert.equal(request?.headers?.['idempotency-key'], TEXT.id)
})

test('what an answer means: taken, refused for good, or out of order; and whether the text can have gone out', async () => {
  const failing = async (answer: number | Error): Promise<unknown> => {
    try {
      await gatewayTo(answer).gateway.send(TEXT, NOW)
      return undefined
    } catch (error) {
      return error
    }
  }
  for (const status of [400, 404, 410, 422]) assert.ok((await failing(status)) instanceof Undeliverable, String(status))
  for (const status of [301, 302, 401, 403, 429, 500, 503]) {
    const error = await failing(status)
    assert.ok(error instanceof ProviderDown, String(status))
    assert.equal(isUnsent(error), false)
  }
  assert.equal(isUnsent(await failing(new OutboundError('unreachable', true))), true)
  assert.equal(isUnsent(await failing(new OutboundError('too-slow', false))), false)
  assert.throws(() => smsGatewayOf({ ...SETTINGS, template: '{"to":{phone}}' }, {} as Outbound, breakerOf()))
})
