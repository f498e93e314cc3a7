import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { organisationsOfKind } from '../../../src/features/directory/index.ts'
import { create, setParking } from '../../../src/features/estate/commands.ts'
import { demoIdNumber } from '../../../src/features/estate/demo-register.ts'
import { importRegister, linesOf } from '../../../src/features/estate/import.ts'
import { fundOf, openFund, scopeAccounts } from '../../../src/features/maintenance-fund/index.ts'
import { d, type Instant } from '../../../src/kernel/time.ts'
import type { Actor } from '../../../src/platform/access/types.ts'
import { type Holder, holders, staffOf } from '../../../src/platform/identity/offices.ts'
import { openSession, SYSTEM } from '../../../src/platform/identity/sessions.ts'
import { post } from '../../../src/platform/ledger/post.ts'
import { accountsAt } from '../../../src/platform/ledger/store.ts'
import type { openBehind } from '../../chaos/support.ts'

type Behind = Awaited<ReturnType<typeof openBehind>>

const must = <T>(
  done: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  assert.ok(done.ok, JSON.stringify(done))
  return done.value
}

/** Who holds the office that a page of this role signs in with, and the town and the authority above. */
export const officesFor = async ({ db }: Behind, area: string, now: Instant) => {
  const [clerk] = await holders(db, { role: 'communityWorker', within: area }, now)
  const leads = await holders(db, { role: 'unitLead' }, now)
  const over = (kind: string): Holder | undefined =>
    leads.find(one => one.organisationKind === kind && area.startsWith(one.area))
  const [town, authority] = [over('townGovernment'), over('department')]
  assert.ok(clerk && town && authority)
  return { clerk, town, authority }
}

/** Signs somebody in without a browser. @returns the cookie */
export const cookieOf = async ({ db }: Behind, party: string, now: Instant): Promise<string> => {
  const { secret } = await db.tx(tx => openSession(tx, { party, realm: 'staff' }, now))
  return `__Host-linli=${secret}`
}

const UNITS = [
  ['1-1-101', '100.00', 1],
  ['1-1-102', '80.50', 2],
  ['1-1-201', '100.00', 3],
  ['1-1-202', '80.50', 4],
] as const
const HEAD = '房号,用途,面积,业主,证件号,份额,取得日期,交付日期'

/** A stairwell of four homes, the first of them the demonstration's first resident's, with 5,000.00 yuan on each account. */
export const smallEstate = async (
  behind: Behind,
  actor: Actor,
  town: Actor,
  now: Instant,
  name: string,
): Promise<string> => {
  const { db, installation } = behind
  const [office] = actor.offices
  const env = { actor, vault: installation.vault, now }
  const fields = { area: office?.area ?? '', name, developer: '样例置业', uscc: '' }
  const { id } = must(await db.tx(tx => create(tx, env, fields)))
  const rows = UNITS.map(([code, area, n]) => {
    const person = `演示居民${String(n).padStart(3, '0')}`
    return `${code},住宅,${area},${person},${demoIdNumber(n)},,2020-01-01,2020-02-01`
  })
  const bytes = Buffer.from(`${[HEAD, ...rows].join('\n')}\n`)
  const open = async function* () {
    yield bytes
  }
  const lines = must(await linesOf({ name: 'register.csv', size: bytes.length, open }))
  assert.ok(must(await db.tx(tx => importRegister(tx, env, id, lines, { dryRun: false }))).taken)
  must(await db.tx(tx => setParking(tx, env, id, { from: d('2021-01-01'), counts: false, source: '议事规则' })))
  const [keeper] = await organisationsOfKind(db, 'department')
  const fund = { estate: id, keeper: keeper?.id ?? '', bank: '样例银行', bankAccount: '6222000011112222' }
  must(await db.tx(tx => openFund(tx, { actor: town, now }, fund)))
  const kept = await fundOf(db, id)
  const standing = await scopeAccounts(db, { estate: id }, null)
  const [bank] = await accountsAt(db, kept?.book ?? '', ['bank'])
  const moves = standing.map(({ account }) => ({
    do: 'move' as const,
    id: randomUUID(),
    from: bank?.id ?? '',
    to: account,
    amount: 500_000n,
  }))
  const posting = {
    id: randomUUID(),
    book: kept?.book ?? '',
    kind: 'deposit',
    effectiveOn: d('2020-02-01'),
    lines: moves,
  }
  must(await db.tx(tx => post(tx, { actor: SYSTEM, now }, posting)))
  return id
}

export { staffOf }
