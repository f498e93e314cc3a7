import { type Fen, fen, formatYuan } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { dateOf, type Instant, type LocalDate, plusDays } from '../../kernel/time.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { type Holder, holders, staffOf } from '../../platform/identity/offices.ts'
import { DEMO_ESTATE_NAME, type EstateLine, type EstateUnit, estateByName, unitsOn } from '../estate/index.ts'
import { deposit } from './deposits.ts'
import { addProceeds, creditInterest } from './earnings.ts'
import { importAccounts } from './import.ts'
import { openFund } from './open.ts'
import { importStatement } from './reconcile.ts'
import type { Env } from './record.ts'
import type { Field as AccountField } from './rules/accounts-import.ts'
import type { Field as BankField } from './rules/bank-statement.ts'
import { firstDeposit } from './rules/deposit.ts'
import type { Line } from './rules/lines.ts'

const COST_FEN = 170_000
const RATE = 500
const QUARTERS = 4
const QUARTER_DAYS = 91
const STARTED_DAYS_AGO = 400
/** Ten-thousandths of the balance that a quarter earns. */
const QUARTER_RATE = 9n
const NO_NUMBER = 'DEMO'

const must = <T>(done: Result<T, readonly Refusal[]>): T => {
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.error.map(({ tag }) => tag).join(' ')}`)
  return done.value
}

type Cast = { readonly town: Env; readonly keeper: Env; readonly organisation: string }

/** The town keeps the accounts itself, as many do before there is an assembly: its clerk enters, its lead approves. */
const castFor = async (db: CityDb, estate: EstateLine, now: Instant): Promise<Cast | undefined> => {
  const inTown = async (role: string): Promise<Holder | undefined> =>
    (await holders(db, { role }, now)).find(
      ({ organisationKind, area }) => organisationKind === 'townGovernment' && estate.area.startsWith(area),
    )
  const [lead, clerk] = [await inTown('unitLead'), await inTown('unitHandler')]
  if (lead === undefined || clerk === undefined) return undefined
  const [town, keeper] = [staffOf(lead), staffOf(clerk)]
  const organisation = keeper.offices[0]?.organisation
  return organisation === undefined
    ? undefined
    : { town: { actor: town, now }, keeper: { actor: keeper, now }, organisation }
}

/** What another office had: most accounts nearly whole, every seventeenth used up to a quarter, what is unsold at nothing. */
const accountLines = (units: readonly EstateUnit[]): readonly Line<AccountField>[] =>
  units
    .filter(({ kind }) => kind !== 'parking')
    .map(({ code, areaDm2, developer, owners }, index) => {
      const first = firstDeposit({ areaDm2, costFen: COST_FEN, rate: RATE })
      const unsold = developer && owners.length === 0
      const balance = unsold ? 0n : index % 17 === 16 ? first / 4n : first - BigInt(index % 5) * 3_000n
      const cells = { code, balance: formatYuan(fen(balance)), first: formatYuan(fen(first)), seller: '' }
      return { line: index + 2, cells }
    })

type Said = { readonly day: LocalDate; readonly fen: Fen; readonly reference: string; readonly words: string }

const bankLine = ({ day, fen: amount, reference, words }: Said, index: number): Line<BankField> => ({
  line: index + 2,
  cells: { day, income: '', outgo: '', amount: formatYuan(amount), balance: '', reference, words },
})

/** The estate of the demonstration with its fund: accounts taken over, a year's interest, and the bank's word for it. */
export const demo = async (db: CityDb, now: Instant): Promise<void> => {
  const estate = await estateByName(db, DEMO_ESTATE_NAME, now)
  const cast = estate === undefined ? undefined : await castFor(db, estate, now)
  if (estate === undefined || cast === undefined) return
  const { keeper, town, organisation } = cast
  const id = estate.id
  const today = dateOf(now)
  const began = plusDays(today, -STARTED_DAYS_AGO)
  const bank = { bank: '演示银行中山分行', bankAccount: '0000000000008888' }
  must(await db.tx(tx => openFund(tx, town, { estate: id, keeper: organisation, ...bank })))
  const lines = accountLines(await unitsOn(db, id, { kind: 'estate' }, now))
  const taken = must(await db.tx(tx => importAccounts(tx, keeper, id, lines, { on: began, sum: null, dryRun: false })))
  if (!taken.taken)
    throw new Error(`the demonstration's accounts have faults: ${JSON.stringify(taken.faults.slice(0, 3))}`)
  const said: Said[] = []
  const add = (day: LocalDate, amount: bigint, words: string): Omit<Said, 'words'> => {
    const line = { day, fen: fen(amount), reference: `${NO_NUMBER}${String(said.length + 1).padStart(4, '0')}`, words }
    said.push(line)
    return line
  }
  for (let quarter = 0; quarter < QUARTERS; quarter++) {
    const from = plusDays(began, quarter * QUARTER_DAYS + 1)
    const to = plusDays(from, QUARTER_DAYS)
    const { reference, fen: amount } = add(to, (taken.fileFen * QUARTER_RATE) / 10_000n, '结息')
    const given = { fen: amount, on: to, from, to, reference, note: '' }
    must(await db.tx(tx => creditInterest(tx, keeper, id, given)))
  }
  const day = plusDays(began, 120)
  const paid = add(day, 120_000n, '补交')
  const part = { code: '1-1-901', fen: paid.fen, part: 'owner' as const }
  const makeup = { kind: 'deposit-makeup' as const, on: day, reference: paid.reference, note: '', parts: [part] }
  must(await db.tx(tx => deposit(tx, keeper, id, makeup)))
  const ads = add(plusDays(began, 200), 1_860_000n, '收益')
  const proceeds = {
    kind: 'proceeds' as const,
    fen: ads.fen,
    on: ads.day,
    reference: ads.reference,
    note: '电梯广告收入',
  }
  must(await db.tx(tx => addProceeds(tx, keeper, id, proceeds)))
  // What a clerk finds to do: somebody paid in and nobody knows for whom.
  add(plusDays(began, 260), 150_000n, '来款')
  const sorted = said.toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const frame = {
    from: plusDays(began, 1),
    to: plusDays(began, QUARTERS * QUARTER_DAYS + 2),
    opening: taken.fileFen,
    closing: taken.fileFen + said.reduce((sum, each) => sum + each.fen, 0n),
  }
  const statement = { ...frame, dryRun: false }
  const read = must(await db.tx(tx => importStatement(tx, keeper, id, sorted.map(bankLine), statement)))
  if (!read.taken)
    throw new Error(`the demonstration's statement has faults: ${JSON.stringify(read.faults.slice(0, 3))}`)
}
