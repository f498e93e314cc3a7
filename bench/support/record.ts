import pg from 'pg'
import { types } from '../../src/platform/db/values.ts'
import { percentile } from './result.ts'

/** One statement as it went to the server. */
export type Sent = { readonly text: string; readonly name?: string; readonly values?: readonly unknown[] }

type Query = (this: pg.Client, ...args: unknown[]) => unknown

/** Hears every statement this process sends, by any pool, while `work` runs. Statements come in order when work does. */
export const listening = async <T>(heard: (sent: Sent) => void, work: () => Promise<T>): Promise<T> => {
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const original = prototype.query
  prototype.query = function (...args) {
    const [first] = args
    if (typeof first === 'object' && first !== null && 'asked' in first)
      for (const { text, name, values } of (first as { readonly asked: readonly Sent[] }).asked)
        heard({ text, ...(name !== undefined && { name }), ...(values !== undefined && { values }) })
    return original.apply(this, args)
  }
  try {
    return await work()
  } finally {
    prototype.query = original
  }
}

export type Replayed = {
  readonly count: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly statements: number
}

/**
 * Sends recorded groups of statements as they are, over so many connections, each group on one connection: what the
 * database alone can do. The database must be in the state in which they were recorded.
 */
export const replay = async (
  url: string,
  groups: readonly (readonly Sent[])[],
  connections: number,
): Promise<Replayed> => {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url, types }))
  await Promise.all(clients.map(client => client.connect()))
  const times: number[] = []
  let next = 0
  const work = async (client: pg.Client): Promise<void> => {
    for (let group = groups[next++]; group !== undefined; group = groups[next++]) {
      const start = performance.now()
      for (const { text, name, values } of group)
        await client.query({
          text,
          ...(name !== undefined && { name }),
          ...(values !== undefined && { values: [...values] }),
        })
      times.push(performance.now() - start)
    }
  }
  const start = performance.now()
  try {
    await Promise.all(clients.map(work))
  } finally {
    await Promise.all(clients.map(client => client.end()))
  }
  const ms = performance.now() - start
  const statements = Math.round((groups.reduce((sum, group) => sum + group.length, 0) * 10) / groups.length) / 10
  return {
    count: groups.length,
    perSecond: Math.round((groups.length * 1000) / ms),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    statements,
  }
}
