import { randomUUID } from 'node:crypto'
import { instant, type LocalDate } from '../../../src/kernel/time.ts'
import { openDatabase } from '../../../src/platform/db/database.ts'
import { SYSTEM } from '../../../src/platform/identity/sessions.ts'
import { post } from '../../../src/platform/ledger/post.ts'

// node ledger-writer.ts URL CITY BOOK WRITERS ACCOUNT…   posts groups among the accounts until it is killed, and writes a
// line for each: `start ID` before, `done ID` or `refused TAG` after, `failed WORDS` for what must not be.

const [url = '', city = '', book = '', writers = '', ...accounts] = process.argv.slice(2)
const db = openDatabase(url, { max: Number(writers) }).city(city)
const DAY = '2026-03-01' as LocalDate

const any = (): string => accounts[Math.floor(Math.random() * accounts.length)] ?? ''
const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Three lines in a row of accounts: all or nothing, in any order of accounts, so that locks would meet. */
const group = () =>
  Array.from({ length: 3 }, () => {
    const from = any()
    const to =
      accounts[(accounts.indexOf(from) + 1 + Math.floor(Math.random() * (accounts.length - 1))) % accounts.length]
    const amount = BigInt(1 + Math.floor(Math.random() * 300))
    return { do: 'move', id: randomUUID(), from, to: to ?? '', amount } as const
  })

const writer = async (): Promise<never> => {
  for (;;) {
    const id = randomUUID()
    say(`start ${id}`)
    const asked = { id, book, kind: 'test', effectiveOn: DAY, lines: group() }
    try {
      const done = await db.tx(tx => post(tx, { actor: SYSTEM, now: instant(Date.now()) }, asked))
      say(done.ok ? `done ${id}` : `refused ${done.error[0]?.tag}`)
    } catch (error) {
      say(`failed ${error}`)
    }
  }
}

await Promise.all(Array.from({ length: Number(writers) }, writer))
