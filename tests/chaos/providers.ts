import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { mailAdapter } from '../../src/platform/notify/adapters.ts'
import { smsGatewayOf } from '../../src/platform/notify/sms.ts'
import { parseAllowed } from '../../src/platform/outbound/allowed.ts'
import { breakerOf } from '../../src/platform/outbound/breaker.ts'
import { outboundOf } from '../../src/platform/outbound/guard.ts'

const SECRET = 'a secret of the test'

type Taken = { readonly id: string; readonly body: { readonly mobile: string; readonly content: string } }

/** A text gateway that can be out of order; it checks who asks, and that nothing but phone and text is said. */
export const gateway = async (t: Pick<TestContext, 'after'>) => {
  const state = { down: false, tries: 0, taken: [] as Taken[], port: 0 }
  const signed = (headers: IncomingHttpHeaders, text: string): boolean => {
    const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`
    return headers['webhook-signature'] === `v1,${createHmac('sha256', SECRET).update(content).digest('base64')}`
  }
  const server = createServer((request, answer) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      state.tries++
      const text = Buffer.concat(parts).toString('utf8')
      if (state.down) return answer.writeHead(503).end()
      if (!signed(request.headers, text)) return answer.writeHead(401).end()
      state.taken.push({ id: String(request.headers['idempotency-key']), body: JSON.parse(text) })
      return answer.writeHead(204).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  state.port = (server.address() as AddressInfo).port
  const allowed = parseAllowed(`http://127.0.0.1:${state.port}=127.0.0.1`)
  assert.ok(allowed.ok)
  const outbound = outboundOf({ allowed: allowed.value })
  t.after(async () => {
    await outbound.close()
    server.closeAllConnections()
    server.close()
  })
  const settings = {
    url: `http://127.0.0.1:${state.port}/send`,
    auth: 'hmac',
    secret: SECRET,
    template: '{"mobile":"{phone}","content":"{text}"}',
  } as const
  return Object.assign(state, { sms: smsGatewayOf(settings, outbound, breakerOf()) })
}

/** The environment of a server process that sends its texts to this gateway. */
export const textsTo = ({ port }: { readonly port: number }): Readonly<Record<string, string>> => ({
  LINLI_OUTBOUND: `http://127.0.0.1:${port}=127.0.0.1`,
  LINLI_SMS_URL: `http://127.0.0.1:${port}/send`,
  LINLI_SMS_AUTH: 'hmac',
  LINLI_SMS_SECRET: SECRET,
  LINLI_SMS_TEMPLATE: '{"mobile":"{phone}","content":"{text}"}',
})

/** A mail server that can be out of order. */
export const mailServer = async (t: Pick<TestContext, 'after'>) => {
  const state = { down: false, tries: 0, taken: [] as string[] }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onConnect: (_session, answer) => {
      state.tries++
      answer(state.down ? Object.assign(new Error('down'), { responseCode: 421 }) : null)
    },
    onMailFrom: (_address, _session, answer) => {
      answer(state.down ? Object.assign(new Error('down'), { responseCode: 451 }) : null)
    },
    onRcptTo: ({ address }, _session, answer) => {
      state.taken.push(address)
      answer()
    },
    onData: (stream, _session, done) => {
      stream.resume()
      stream.on('end', () => done())
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const mail = mailAdapter({
    url: `smtp://127.0.0.1:${port}`,
    from: 'a@example.org',
    domain: 'example.org',
    breaker: breakerOf(),
  })
  t.after(async () => {
    mail.close()
    await new Promise<void>(resolve => server.close(resolve))
  })
  return Object.assign(state, { mail })
}
