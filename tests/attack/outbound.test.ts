import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { bare, parseAllowed } from '../../src/platform/outbound/allowed.ts'
import { outboundOf } from '../../src/platform/outbound/guard.ts'
import { type Allowed, OutboundError, type OutboundFault } from '../../src/platform/outbound/types.ts'
import { FORMS, NAMES } from './outbound-forms.ts'

/** The host of a form as a hostile or careless list would hold it. */
const listed = (form: string): readonly Allowed[] => {
  if (!URL.canParse(form)) return []
  const host = bare(new URL(form).hostname)
  return [{ scheme: 'https', host, port: 443, networks: [] }]
}

const faultOf = async (sending: Promise<unknown>): Promise<OutboundFault | 'went through'> => {
  try {
    await sending
    return 'went through'
  } catch (error) {
    if (error instanceof OutboundError) return error.code
    throw error
  }
}

/** The system's answer for a literal is the literal; for `localhost` the loopback. */
const resolve = async (host: string): Promise<readonly string[]> =>
  NAMES[host] ?? (host === 'localhost' ? ['127.0.0.1', '::1'] : [host])

/** Counts every connection anyone makes to this machine's loopback on a port of its own. */
const listener = async (t: Pick<TestContext, 'after'>) => {
  const seen = { count: 0, port: 0 }
  const server = createSocketServer(socket => {
    seen.count++
    socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  seen.port = (server.address() as AddressInfo).port
  t.after(() => server.close())
  return seen
}

const webServer = async (t: Pick<TestContext, 'after'>, answer: RequestListener): Promise<number> => {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const allowedOf = (text: string): readonly Allowed[] => {
  const read = parseAllowed(text)
  assert.ok(read.ok, text)
  return read.value
}

test('S-30 no form of an inside address is connected to, listed or not', async t => {
  assert.ok(FORMS.length >= 60, `${FORMS.length} forms`)
  let connections = 0
  const connect = (_options: unknown, done: (error: Error, socket: null) => void): void => {
    connections++
    done(new Error('the stub connects to nothing'), null)
  }
  const wrong: string[] = []
  for (const [form, fault] of FORMS) {
    for (const allowed of [[], listed(form)]) {
      const outbound = outboundOf({ allowed, resolve, connect: connect as never })
      const found = await faultOf(outbound.send(form, { method: 'GET' }))
      await outbound.close()
      if (found === 'went through' || (allowed.length > 0 && found !== fault)) wrong.push(`${form}: ${found}`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.equal(connections, 0)

  // The stub is what would have been called: a public address does reach it.
  const open = outboundOf({
    allowed: allowedOf('good.example'),
    resolve: async () => ['93.184.215.14'],
    connect: connect as never,
  })
  t.after(open.close)
  assert.equal(await faultOf(open.send('https://good.example/', { method: 'GET' })), 'unreachable')
  assert.equal(connections, 1)
})

test('S-30 by the real connector and resolver nothing reaches a listener on this machine', async t => {
  const seen = await listener(t)
  const hosts = ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '0177.0.0.1', '0', '[::ffff:127.0.0.1]', '[::1]']
  for (const host of hosts) {
    const form = `https://${host}:${seen.port}/`
    const allowed = [{ scheme: 'https', host: bare(new URL(form).hostname), port: seen.port, networks: [] }] as const
    const outbound = outboundOf({ allowed })
    assert.equal(await faultOf(outbound.send(form, { method: 'GET' })), 'network', form)
    await outbound.close()
  }
  assert.equal(seen.count, 0)
})

test('S-30 a name that answers otherwise the second time is connected to where it was checked, or not at all', async t => {
  const asked: string[] = []
  const connected: string[] = []
  const answers = [['93.184.215.14'], ['127.0.0.1'], ['93.184.215.14'], ['169.254.169.254']]
  const outbound = outboundOf({
    allowed: allowedOf('rebind.example'),
    resolve: async host => {
      asked.push(host)
      return answers[(asked.length - 1) % answers.length] ?? []
    },
    connect: ((options: { readonly hostname: string }, done: (error: Error, socket: null) => void) => {
      connected.push(options.hostname)
      done(new Error('stub'), null)
    }) as never,
  })
  t.after(outbound.close)
  const faults: string[] = []
  for (let n = 0; n < 8; n++) faults.push(await faultOf(outbound.send('https://rebind.example/', { method: 'GET' })))
  assert.deepEqual([...new Set(connected)], ['93.184.215.14'])
  assert.equal(connected.length, 4)
  assert.deepEqual(faults.slice(0, 2), ['unreachable', 'network'])
  assert.equal(asked.length, 8, 'one look at the name for each connection: what was looked up is what is connected to')
})

test('S-30 a redirect is an answer: nobody follows it', async t => {
  const seen = await listener(t)
  const port = await webServer(t, (_request, answer) => {
    answer.writeHead(302, { location: `http://127.0.0.1:${seen.port}/` }).end()
  })
  const outbound = outboundOf({
    allowed: allowedOf(`http://127.0.0.1:${port}=127.0.0.1 http://127.0.0.1:${seen.port}=127.0.0.1`),
  })
  t.after(outbound.close)
  const answer = await outbound.send(`http://127.0.0.1:${port}/`, { method: 'GET' })
  assert.deepEqual([answer.status, seen.count], [302, 0])
})

test('S-30 an operator pins a host to a private network, and to that alone', async t => {
  const port = await webServer(t, (request, answer) => void answer.end(request.headers.host))
  const place = { address: ['127.0.0.1'] }
  const outbound = outboundOf({
    allowed: allowedOf(`http://idp.city.example:${port}=127.0.0.0/8`),
    resolve: async () => place.address,
  })
  t.after(outbound.close)
  const url = `http://idp.city.example:${port}/x`
  const answer = await outbound.send(url, { method: 'GET' })
  assert.equal(answer.body.toString(), `idp.city.example:${port}`, 'the name goes along, the address was chosen')
  assert.equal(await faultOf(outbound.send(`http://other.city.example:${port}/`, { method: 'GET' })), 'host')
  const moved = outboundOf({
    allowed: allowedOf(`http://idp.city.example:${port}=10.1.2.0/24`),
    resolve: async () => place.address,
  })
  t.after(moved.close)
  assert.equal(await faultOf(moved.send(url, { method: 'GET' })), 'network')
  for (const text of ['http://sms.example', 'sms.example=0.0.0.0/0', 'sms.example=10.1', 'a b@c', 'x:70000', 'ftp://x'])
    assert.equal(parseAllowed(text).ok, false, text)
})

test('S-30 an answer too large or too slow is cut off', async t => {
  const port = await webServer(t, (request, answer) => {
    if (request.url === '/large') answer.end(Buffer.alloc(200_000))
    else answer.write('a drop')
  })
  const outbound = outboundOf({
    allowed: allowedOf(`http://127.0.0.1:${port}=127.0.0.1`),
    bytesMax: 100_000,
    milliseconds: 400,
  })
  t.after(outbound.close)
  assert.equal(await faultOf(outbound.send(`http://127.0.0.1:${port}/large`, { method: 'GET' })), 'too-large')
  assert.equal(await faultOf(outbound.send(`http://127.0.0.1:${port}/slow`, { method: 'GET' })), 'too-slow')
  const deaf = outboundOf({
    allowed: allowedOf('deaf.example'),
    resolve: () => new Promise(() => undefined),
    milliseconds: 200,
  })
  t.after(deaf.close)
  assert.equal(await faultOf(deaf.send('https://deaf.example/', { method: 'GET' })), 'too-slow')
})

test('S-33 nobody can give an address to be called: no route has a push endpoint, a webhook or an import by address', () => {
  const routes = features.flatMap(feature => feature.routes)
  const telling = /push|subscri|webhook|callback-?url|endpoint|proxy|avatar|import-by/i
  assert.deepEqual(
    routes.filter(({ path }) => telling.test(path)).map(({ path }) => path),
    [],
  )
  const fields = routes.flatMap(route =>
    'body' in route && route.body !== undefined && 'shape' in route.body
      ? Object.keys(route.body.shape as object).map(name => `${route.path} ${name}`)
      : [],
  )
  assert.ok(fields.length > 30, `${fields.length} fields looked at`)
  assert.deepEqual(
    fields.filter(field => /\b(url|uri|href|endpoint|webhook|host|origin)\b/i.test(field.split(' ')[1] ?? '')),
    [],
  )
})
