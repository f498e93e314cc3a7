import { type AreaPath, areaPath } from '../../kernel/area-code.ts'
import { dateOf, type LocalDate, plusMonths } from '../../kernel/time.ts'
import { isOwn, mayOf } from '../../platform/access/access.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { balancesOn } from '../../platform/ledger/balances.ts'
import { accountsAt } from '../../platform/ledger/store.ts'
import { areaNames, organisationNames } from '../directory/index.ts'
import { commonOf } from './book.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { paramsOn } from './rule-values.ts'
import { isLow } from './rules/deposit.ts'
import type { BuildingSum } from './rules/disclosure.ts'
import { type EntryRow, entriesOf } from './store/entries.ts'
import type { Fund } from './store/funds.ts'
import { firstDay, statementsOf, unconfirmed, waitingSum } from './store/lines.ts'
import { buildingSums, type ListedUnit, lowCount } from './store/overview.ts'
import { proposalsOf } from './store/proposals.ts'

export const BEGINNING = '0001-01-01' as LocalDate
const ENTRIES_MAX = 20
const PROPOSALS_MAX = 100
const STATEMENTS_MAX = 24
const UNCONFIRMED_MAX = 200

export type ShownLine = {
  readonly id: string
  readonly name: string
  readonly area: string
  readonly areaName: string
  readonly bank: string
  readonly bankTail: string
  readonly keeper: string
  readonly openedOn: LocalDate
}

/** Funds with the names of their communities and keepers. */
export const named = async (db: CityQueries, funds: readonly Fund[]): Promise<readonly ShownLine[]> => {
  const paths = funds.map(({ area }) => areaPath(area))
  const names = await areaNames(db, [...new Set<AreaPath>(paths)])
  const keepers = await organisationNames(
    db,
    funds.map(({ keeper }) => keeper),
  )
  return funds.map(({ estate, name, area, bank, bankTail, keeper, openedOn }) => ({
    id: estate,
    name,
    area,
    areaName: names.get(areaPath(area)) ?? area,
    bank,
    bankTail,
    keeper: keepers.get(keeper) ?? '',
    openedOn,
  }))
}

export const shownBuilding = ({ buildings, units, ...sums }: BuildingSum) => ({
  buildings: [...buildings],
  units,
  paid: `${sums.paid}`,
  earned: `${sums.earned}`,
  used: `${sums.used}`,
  other: `${sums.other}`,
  balance: `${sums.balance}`,
})

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const shownEntry = ({ seq, at, action, effective_on, posting, note, data, leaf }: EntryRow) => ({
  seq,
  at,
  action,
  on: effective_on,
  posting,
  note,
  units: typeof data.units === 'number' ? data.units : null,
  fen: text(data.fen),
  leaf: leaf.toString('hex'),
})

/** Whether a year has gone by since the bank's word was last heard (rulebook C-248). */
const dueFrom = (fund: Fund, reconciledTo: LocalDate | null, months: number, today: LocalDate): boolean =>
  plusMonths(reconciledTo ?? fund.openedOn, months) < today

/** A fund for whoever sees it from within: sums, buildings, what waits, and what was done last. */
export const shownFund = async (ctx: Context, fund: Fund) => {
  const { db } = ctx
  const today = dateOf(ctx.now)
  const [line] = await named(db, [fund])
  if (line === undefined) throw new Error('a fund has no line')
  const params = await paramsOn(db, today)
  const buildings = await buildingSums(db, fund.estate, BEGINNING, today)
  const common = await accountsAt(db, fund.book, ['bank', 'bonds', 'pool', 'suspense'])
  const balance = (path: string): bigint => common.find(each => each.path === path)?.balance ?? 0n
  const [statement] = await statementsOf(db, fund.estate, 1)
  const reconciledTo = statement?.to ?? null
  const proposals = await proposalsOf(db, fund.estate, PROPOSALS_MAX)
  const entries = await entriesOf(db, fund.estate, undefined, ENTRIES_MAX)
  return {
    ...line,
    cashFen: `${-balance('bank')}`,
    bondsFen: `${-balance('bonds')}`,
    poolFen: `${balance('pool')}`,
    suspenseFen: `${balance('suspense')}`,
    balanceFen: `${buildings.reduce((sum, each) => sum + each.balance, 0n)}`,
    heldFen: `${common.find(({ path }) => path === 'bank')?.coming ?? 0n}`,
    buildings: buildings.map(shownBuilding),
    low: await lowCount(db, fund.estate, params.renewPercent.value),
    lowPercent: params.renewPercent.value,
    reconciledTo,
    reconcileDue: dueFrom(fund, reconciledTo, params.reconcileMonths.value, today),
    waiting: (await waitingSum(db, fund.estate, null)).lines,
    proposals: proposals.filter(({ state }) => state === 'open').length,
    entries: entries.map(shownEntry),
    may: [...mayOf<Verb>(policy, ctx.actor, subjectOf(fund))],
  }
}

const maybe = (fen: number | null): string | null => (fen === null ? null : `${fen}`)

export const shownUnit = (unit: ListedUnit, percent: number) => ({
  unit: unit.unit,
  code: unit.code,
  building: unit.building,
  areaDm2: unit.areaDm2,
  firstFen: maybe(unit.firstFen),
  balanceFen: `${unit.balance}`,
  heldFen: `${unit.held}`,
  sellerFen: maybe(unit.sellerBalance),
  seller: unit.seller,
  sellerLacksFen: maybe(unit.sellerLacks),
  sellerDueOn: unit.sellerLacks === null ? null : unit.sellerDue,
  low: unit.goneOn === null && unit.firstFen !== null && isLow(BigInt(unit.balance), BigInt(unit.firstFen), percent),
  goneOn: unit.goneOn,
})

/** Proposals of a fund; `mine` are those the reader made and somebody else decides. */
export const shownProposals = async (ctx: Context, estate: string) =>
  (await proposalsOf(ctx.db, estate, PROPOSALS_MAX)).map(
    ({ id, kind, fen, data, note, proposedAt, proposedBy, state }) => ({
      id,
      kind,
      fen: `${fen}`,
      data: { ...data },
      note,
      at: proposedAt,
      state,
      mine: isOwn(ctx.actor, proposedBy),
    }),
  )

/** The bank's word against the books, as of the last statement. */
export const shownReconciliation = async (db: CityQueries, fund: Fund) => {
  const statements = await statementsOf(db, fund.estate, STATEMENTS_MAX)
  const [last] = statements
  const from = (await firstDay(db, fund.estate)) ?? fund.openedOn
  const upto = last?.to ?? null
  const sum = await waitingSum(db, fund.estate, upto)
  const open = upto === null ? [] : await unconfirmed(db, fund.estate, from, upto, UNCONFIRMED_MAX)
  const { bank } = await commonOf(db, fund)
  const books = upto === null ? null : -((await balancesOn(db, [bank], upto)).get(bank) ?? 0n)
  const said = last === undefined ? null : BigInt(last.closingFen)
  const openFen = open.reduce((total, { fen }) => total + fen, 0n)
  const difference = books === null || said === null ? null : said - (books + BigInt(sum.fen) - openFen)
  return {
    statements: statements.map(({ id, from: first, to, openingFen, closingFen, lines, leaf }) => ({
      id,
      from: first,
      to,
      openingFen: `${openingFen}`,
      closingFen: `${closingFen}`,
      lines,
      leaf: leaf.toString('hex'),
    })),
    waiting: sum.lines,
    waitingFen: `${sum.fen}`,
    unconfirmed: open.map(each => ({ ...each, fen: `${each.fen}` })),
    bankFen: said === null ? null : `${said}`,
    booksFen: books === null ? null : `${books}`,
    differenceFen: difference === null ? null : `${difference}`,
  }
}
