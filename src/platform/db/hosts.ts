import type { EventEmitter } from 'node:events'
import pg from 'pg'

const MANY = /^(postgres(?:ql)?:\/\/(?:[^@/]*@)?)([^/?]+)(\/[^?]*)?(?:\?(.*))?$/

/**
 * The addresses a connection string names, each by itself: `postgres://u:p@one:5432,two:5432/linli` is two. The
 * database is wherever writes are taken, so `target_session_attrs` may be written, as libpq knows it, and says nothing new.
 */
export const hostsOf = (url: string): readonly string[] => {
  const [, head, hosts, path = '', query = ''] = MANY.exec(url) ?? []
  if (head === undefined || hosts === undefined) return [url]
  const params = new URLSearchParams(query)
  params.delete('target_session_attrs')
  const rest = params.size === 0 ? '' : `?${params}`
  return hosts.split(',').map(host => `${head}${host}${path}${rest}`)
}

/** What the driver's types leave out: the connection under a client. */
type Wired = { readonly connection: Pick<EventEmitter, 'once'> }
type Options = Pick<pg.PoolConfig, 'Client' | 'verify'>

/**
 * Pool options that find the server which takes writes among several. A connection that fails, or reaches a standby,
 * turns to the next address; whoever asked gets an error once and finds the right server when asking again.
 */
export const choosingAmong = (hosts: readonly string[]): Options => {
  let at = 0
  const passOver = (index: number): void => {
    // Many connections fail at once; the first of them turns, the others find it turned.
    if (at === index) at = (index + 1) % hosts.length
  }
  const used = new WeakMap<object, number>()
  class Choosing extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      const index = at
      super({ ...config, connectionString: hosts[index] ?? '' })
      used.set(this, index)
      let connected = false
      this.once('connect', () => {
        connected = true
      })
      const failed = (): void => {
        if (!connected) passOver(index)
      }
      // Heard before whoever asked hears of it, so that asking again at once reaches the next.
      ;(this as unknown as Wired).connection.once('error', failed)
      this.once('end', failed)
    }
  }
  return {
    Client: Choosing,
    verify: (client, done) => {
      client.query('select pg_is_in_recovery() as standby').then(
        ({ rows }) => {
          if (rows[0]?.standby !== true) return done()
          passOver(used.get(client) ?? at)
          return done(new Error('connection error: this server is a standby'))
        },
        (error: Error) => done(error),
      )
    },
  }
}
