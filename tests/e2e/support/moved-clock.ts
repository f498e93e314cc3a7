import { randomUUID } from 'node:crypto'
import { inDatabase, onServer } from '../../../src/platform/testing/template.ts'

/** An empty database whose clock a test can put forward; servers on it take their time from it, as they always do. */
export type MovedClock = {
  readonly url: string
  /** Puts the clock forward by so many days more, and waits until a server has looked at it. */
  readonly days: (count: number) => Promise<void>
  readonly drop: () => Promise<void>
}

/** Servers look at the database's clock every five seconds. */
const LOOKED_MS = 6_500

const SETUP = [
  'create schema moved',
  'create table moved.ahead (by interval not null)',
  "insert into moved.ahead values (interval '0')",
  `create function moved.clock_timestamp() returns timestamptz language sql volatile
     as 'select pg_catalog.clock_timestamp() + (select by from moved.ahead)'`,
  'grant usage on schema moved to public',
  'grant select on moved.ahead to public',
]

/** @param server any database on the server to make it on */
export const movedClock = async (server: string): Promise<MovedClock> => {
  const name = `moved_${randomUUID().replaceAll('-', '')}`
  await onServer(server, `create database ${name} template template0`)
  const url = inDatabase(server, name)
  for (const statement of SETUP) await onServer(url, statement)
  await onServer(server, `alter database ${name} set search_path = moved, pg_catalog, public`)
  return {
    url,
    days: async count => {
      await onServer(url, `update moved.ahead set by = by + interval '${count} days'`)
      await new Promise(resolve => setTimeout(resolve, LOOKED_MS))
    },
    drop: async () => {
      await onServer(server, `drop database if exists ${name} with (force)`)
    },
  }
}
