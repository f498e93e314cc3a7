import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Hands each request to the next server in turn, as a load balancer in front of several processes does. */
export type Balancer = {
  readonly base: string
  /** From now on these, by their addresses. Requests under way stay where they are. */
  readonly use: (...bases: readonly string[]) => void
  /** How many requests went to each. */
  readonly counts: () => Readonly<Record<string, number>>
  readonly stop: () => Promise<void>
}

/** Nobody there at all: the request has gone nowhere, so another server may have it. */
const nobody = (error: NodeJS.ErrnoException): boolean => error.code === 'ECONNREFUSED'

export const startBalancer = async (...first: readonly string[]): Promise<Balancer> => {
  let bases = [...first]
  let next = 0
  const counts: Record<string, number> = {}
  const pass = (incoming: IncomingMessage, answer: ServerResponse, body: Buffer, left: number): void => {
    const base = bases[next++ % bases.length] ?? ''
    const onward = request(`${base}${incoming.url}`, {
      method: incoming.method,
      headers: incoming.headers,
      agent: false,
    })
    onward.once('response', response => {
      counts[base] = (counts[base] ?? 0) + 1
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
      response.once('error', () => answer.destroy())
    })
    onward.once('error', error => {
      if (nobody(error) && left > 1) pass(incoming, answer, body, left - 1)
      else answer.destroy()
    })
    onward.end(body)
  }
  const server = createServer((incoming, answer) => {
    const parts: Buffer[] = []
    incoming.on('data', part => parts.push(part))
    incoming.once('end', () => pass(incoming, answer, Buffer.concat(parts), bases.length))
    incoming.once('error', () => answer.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    use: (...others) => {
      bases = [...others]
    },
    counts: () => counts,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
