import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)

/** pgbench of this machine, or undefined: the server binaries that npm brings have none. */
export const pgbenchHere = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'pgbench'))
    .find(existsSync)

const onServer = async (url: string, text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

export type TpcB = { readonly turn: (seconds: number) => Promise<number>; readonly drop: () => Promise<void> }

/** A database of pgbench on the same server, filled; each turn gives its transactions a second, "TPC-B (sort of)". */
export const tpcB = async (pgbench: string, server: string, scale: number, clients: number): Promise<TpcB> => {
  const url = new URL(server)
  url.pathname = '/bench_tpcb'
  await onServer(server, 'drop database if exists bench_tpcb with (force)')
  await onServer(server, 'create database bench_tpcb')
  await run(pgbench, ['-i', '-q', '-s', String(scale), url.href])
  return {
    turn: async seconds => {
      const { stdout } = await run(pgbench, [
        ...['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds)],
        url.href,
      ])
      return Math.round(Number(/tps = ([\d.]+)/.exec(stdout)?.[1]))
    },
    drop: () => onServer(server, 'drop database if exists bench_tpcb with (force)'),
  }
}
