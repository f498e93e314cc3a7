import { randomBytes, randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { type Installation, openInstallation } from '../../src/app/installation.ts'
import { FIRST_CITY, settingsOf } from '../../src/app/settings.ts'
import { organisationsOfKind } from '../../src/features/directory/index.ts'
import { d, instant } from '../../src/kernel/time.ts'
import type { CityDb } from '../../src/platform/db/types.ts'
import { grantOffice } from '../../src/platform/identity/offices.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { openSession } from '../../src/platform/identity/sessions.ts'

/** 石岐街道桂园社区, and its town. */
export const PLACE = '442000001007'
export const TOWN = '442000001'

export type Answered = { readonly status: number; readonly json: Record<string, unknown> }

/** Somebody signed in, who can write to any of the processes. */
export type Person = {
  readonly party: string
  /** What a browser would send. */
  readonly cookie: string
  readonly post: (base: string, path: string, body: object, key?: string, waitMs?: number) => Promise<Answered>
}

const ANSWER_MS_MAX = 30_000

const personOf = (party: string, secret: string): Person => ({
  party,
  cookie: `__Host-linli=${secret}`,
  post: async (base, path, body, key = randomUUID(), waitMs = ANSWER_MS_MAX) => {
    const headers = { cookie: `__Host-linli=${secret}`, 'content-type': 'application/json', 'idempotency-key': key }
    const signal = AbortSignal.timeout(waitMs)
    const answer = await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body), signal })
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
  },
})

/** A word nobody else writes, by which a report is found again. Letters only: digits might be masked as a phone number. */
export const newMark = (): string =>
  `标记${[...randomBytes(8)].map(byte => String.fromCharCode(97 + (byte >> 4), 97 + (byte & 15))).join('')}`

/** The database of the processes under test, as an operator's verb would open it. */
export type Behind = { readonly db: CityDb; readonly installation: Installation }

/** Opens it beside running processes; closed with the test. */
export const openBehind = async (
  t: Pick<TestContext, 'after'>,
  data: string,
  databaseUrl?: string,
): Promise<Behind> => {
  const settings = settingsOf({ data, ...(databaseUrl !== undefined && { databaseUrl }) }, {})
  const installation = await openInstallation(settings, { beside: true, say: () => undefined })
  t.after(() => installation.close().catch(() => undefined))
  return { installation, db: installation.database.city(FIRST_CITY) }
}

const OFFICES = {
  deskOperator: { kind: 'hotlineDesk', area: '4420' },
  deskLead: { kind: 'hotlineDesk', area: '4420' },
  unitLead: { kind: 'townGovernment', area: TOWN },
  unitHandler: { kind: 'townGovernment', area: TOWN },
} as const

let phones = 19_700_000_000

/** Makes a person with this office, signed in; `unit` is the organisation. */
export const staff = async (
  { db, installation }: Behind,
  role: keyof typeof OFFICES,
): Promise<Person & { readonly unit: string }> => {
  const now = instant(Date.now())
  const { kind, area } = OFFICES[role]
  const unit = (await organisationsOfKind(db, kind)).find(body => body.area === area || kind === 'hotlineDesk')
  if (unit === undefined) throw new Error(`no ${kind} in ${area}`)
  return db.tx(async tx => {
    const party = await ensureParty(
      tx,
      installation.vault,
      { phone: String(++phones), name: '演示人员', level: 'L1' },
      now,
    )
    const granted = await grantOffice(
      tx,
      { party, organisation: unit.id, role, area, from: d('2020-01-02') },
      now,
      null,
    )
    if (!granted.ok) throw new Error('the office was refused')
    const { secret } = await openSession(tx, { party, realm: 'staff' }, now)
    return { ...personOf(party, secret), unit: unit.id }
  })
}

/** Makes a resident, signed in. */
export const resident = async ({ db, installation }: Behind): Promise<Person> => {
  const now = instant(Date.now())
  return db.tx(async tx => {
    const party = await ensureParty(
      tx,
      installation.vault,
      { phone: String(++phones), name: '演示居民', level: 'L1' },
      now,
    )
    const { secret } = await openSession(tx, { party, realm: 'resident' }, now)
    return personOf(party, secret)
  })
}

/** What a caller said on the phone, with a mark to find it by. */
export const phoned = (mark: string): object => ({
  text: `路口的井盖没了，很危险。${mark}`,
  area: PLACE,
  place: '兴文路',
  channel: 'phone',
})

/** Runs `work` for each of `count`, at most `most` at once; gives what each gave, in order. */
export const inParallel = async <T>(
  count: number,
  most: number,
  work: (index: number) => Promise<T>,
): Promise<readonly T[]> => {
  const results: T[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index)
  }
  await Promise.all(Array.from({ length: Math.min(most, count) }, worker))
  return results
}

const BUSY_TRIES_MAX = 20

/** Sends again under the same key, as a program is told to, while the server says it is too busy to take it. */
export const patiently = async (send: () => Promise<Answered>): Promise<Answered> => {
  for (let tries = 1; tries < BUSY_TRIES_MAX; tries++) {
    const answer = await send()
    if (answer.status !== 503) return answer
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  return send()
}

/** Waits until `look` says yes; fails with what it was about. */
export const eventually = async (what: string, msMax: number, look: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + msMax
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`not within ${msMax} ms: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
