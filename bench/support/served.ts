import { Agent } from 'node:http'
import type { Installation } from '../../src/app/installation.ts'
import { sql } from '../../src/platform/db/types.ts'
import { startServer, type TestServer } from '../../tests/e2e/support/server.ts'
import { stopKeeping } from '../parts/startup.ts'
import type { Known } from './asks.ts'
import { type Audience, audienceOf, type Behind, behindOf } from './audience.ts'
import { beside } from './city.ts'
import { send } from './http-load.ts'
import { knownOf } from './known.ts'

/** A filled city in service, as an operator starts it, and those who use it. */
export type Served = {
  readonly server: TestServer
  readonly installation: Installation
  readonly behind: Behind
  readonly audience: Audience
  readonly known: Known
  /** Waits until nothing is left to be delivered or numbered. */
  readonly quiet: () => Promise<void>
  /** Ends the server and keeps its data. */
  readonly close: () => Promise<void>
}

const WAITING = sql(
  'bench.left-to-do',
  `select (select count(*) from city.outbox) + (select count(*) from city.delivery)
     + (select count(*) from (select 1 from city.journal_entry where idx is null limit 1) as one) as n`,
)
const QUIET_MS_MAX = 300_000

/** Starts the server of a filled folder. */
export const serve = async (data: string): Promise<Served> => {
  const server = await startServer({ demo: false, env: { LINLI_LOG: 'warn' } }, data)
  const installation = await beside(data)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const close = async (): Promise<void> => {
    agent.destroy()
    await installation.close()
    await stopKeeping(server)
  }
  try {
    const behind = behindOf(installation)
    const audience = await audienceOf(behind)
    const known = await knownOf(behind.db, audience, async (path, cookie) => {
      const { text } = await send(new URL(server.base), agent, { method: 'GET', path, headers: { cookie } })
      return JSON.parse(text) as { readonly next?: string | null }
    })
    const quiet = async (): Promise<void> => {
      const end = Date.now() + QUIET_MS_MAX
      while ((await behind.db.one<{ n: number }>(WAITING)).n > 0 && Date.now() < end)
        await new Promise(resolve => setTimeout(resolve, 250))
    }
    await quiet()
    return { server, installation, behind, audience, known, quiet, close }
  } catch (error) {
    await close()
    throw error
  }
}
