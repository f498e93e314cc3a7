import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import { join } from 'node:path'

/** A wire between processes and their PostgreSQL that can be cut. */
export type Wire = {
  /** The database's address by way of the wire. */
  readonly url: string
  /** How many connections run over it. */
  readonly connections: () => number
  /**
   * Cuts the next connection on which a transaction is open, with RST on both sides, once so many more packets have
   * gone up from the process. Resolves with whether COMMIT had been passed on by then.
   */
  readonly cutMidTransaction: (packets: number) => Promise<boolean>
  /** Cuts everything there is. */
  readonly cutAll: () => void
  readonly stop: () => Promise<void>
}

type Cut = { left: number; readonly done: (committing: boolean) => void }
type Line = { readonly up: Socket; readonly down: Socket; open: boolean; committing: boolean; mine: Cut | undefined }

// By their names: their text is sent once a connection.
const BEGIN = Buffer.from('db.begin\0')
const COMMIT = Buffer.from('db.commit\0')

/** A server's address: a socket in a folder, or a port. */
const addressOf = ({ hostname, port }: URL): NetConnectOpts => {
  const host = decodeURIComponent(hostname)
  return host.startsWith('/') ? { path: join(host, `.s.PGSQL.${port}`) } : { host, port: Number(port) }
}

export const startWire = async (databaseUrl: string): Promise<Wire> => {
  const there = addressOf(new URL(databaseUrl))
  const lines = new Set<Line>()
  let wanted: Cut | undefined
  const cut = (line: Line): void => {
    lines.delete(line)
    line.up.resetAndDestroy()
    // A socket in a folder knows no reset; the server sees it closed.
    if ('path' in there) line.down.destroy()
    else line.down.resetAndDestroy()
  }
  const server = createServer(up => {
    const down = connect(there)
    const line: Line = { up, down, open: false, committing: false, mine: undefined }
    lines.add(line)
    up.on('data', data => {
      const at = data.lastIndexOf(BEGIN)
      if (at >= 0) {
        line.open = true
        line.committing = false
      }
      if (data.lastIndexOf(COMMIT) > at) line.committing = true
      if (line.open && wanted !== undefined && line.mine === undefined) {
        line.mine = wanted
        wanted = undefined
      }
      down.write(data)
      if (line.mine === undefined) {
        if (line.committing) line.open = false
        return
      }
      line.mine.left -= 1
      if (line.mine.left > 0 && !line.committing) return
      // What was passed on is on its way; its answer is not let through.
      const { done } = line.mine
      down.removeAllListeners('data')
      setImmediate(() => {
        cut(line)
        done(line.committing)
      })
    })
    down.on('data', data => up.write(data))
    for (const [one, other] of [
      [up, down],
      [down, up],
    ] as const) {
      one.on('error', () => undefined)
      one.on('close', () => {
        lines.delete(line)
        other.destroy()
      })
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const mine = new URL(databaseUrl)
  mine.hostname = '127.0.0.1'
  mine.port = String((server.address() as AddressInfo).port)
  return {
    url: mine.href,
    connections: () => lines.size,
    cutMidTransaction: packets =>
      new Promise(done => {
        wanted = { left: packets, done }
      }),
    cutAll: () => {
      for (const line of [...lines]) cut(line)
    },
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const line of [...lines]) cut(line)
      }),
  }
}
