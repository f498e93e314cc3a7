import { dateOf, type LocalDate } from '../../kernel/time.ts'
import { ownParties } from '../../platform/access/access.ts'
import type { Context } from '../../platform/http/types.ts'
import { ownedBy } from '../estate/index.ts'
import { paramsOn } from './rule-values.ts'
import { isLow } from './rules/deposit.ts'
import { BEGINNING } from './shown.ts'
import { fundOf } from './store/funds.ts'
import { type OwnUnit, ownUnits } from './store/overview.ts'
import { paperMoves } from './store/papers.ts'
import { namesOfUses } from './store/uses.ts'

const UNITS_MAX = 50
const MOVES_MAX = 60

export type OwnMove = {
  /** Counts within the account, the latest highest. */
  readonly seq: number
  readonly on: LocalDate
  readonly business: string
  readonly fen: string
  readonly use: { readonly no: string; readonly title: string } | null
}

export type OwnAccount = Omit<OwnUnit, 'balance' | 'held' | 'firstFen'> & {
  readonly fund: string
  readonly balanceFen: string
  readonly heldFen: string
  readonly firstFen: string | null
  /** Of the first deposit, the percent below which the account now is and should not be; null when it is not. */
  readonly lowBelow: number | null
  /** What it paid for uses, all in all. */
  readonly usedFen: string
  /** The latest first. */
  readonly moves: readonly OwnMove[]
  readonly more: boolean
}

/** Units that are the asker's now; one that was sold is the next owner's, with all that is in its account. */
export const unitsOfActor = async (ctx: Context): Promise<readonly string[]> =>
  (await ownedBy(ctx.db, ownParties(ctx.actor), ctx.now)).flatMap(({ units }) => units.map(({ id }) => id))

/** Accounts of the asker's own units, with what moved on them. It reads as the owner. */
export const ownAccounts = async (ctx: Context): Promise<readonly OwnAccount[]> => {
  const percent = (await paramsOn(ctx.db, dateOf(ctx.now))).renewPercent.value
  const units = (await ownUnits(ctx.db, await unitsOfActor(ctx))).slice(0, UNITS_MAX)
  const accounts: OwnAccount[] = []
  for (const { balance, held, firstFen, ...unit } of units) {
    const fund = await fundOf(ctx.db, unit.estate)
    const asked = { estate: unit.estate, unit: unit.unit, building: null, from: BEGINNING, to: dateOf(ctx.now) }
    const moves = (await paperMoves(ctx.db, asked)).filter(({ part }) => part === 'owner')
    const uses = moves.flatMap(({ use }) => (use === null ? [] : [use]))
    const names = await namesOfUses(ctx.db, [...new Set(uses)])
    const used = moves.filter(({ business }) => business.startsWith('use-')).reduce((sum, { fen }) => sum - fen, 0n)
    accounts.push({
      ...unit,
      fund: fund?.name ?? '',
      balanceFen: `${balance}`,
      heldFen: `${held}`,
      firstFen: firstFen === null ? null : `${firstFen}`,
      usedFen: `${used}`,
      lowBelow: firstFen !== null && isLow(BigInt(balance), BigInt(firstFen), percent) ? percent : null,
      moves: moves
        .map((move, index) => ({ ...move, seq: index + 1 }))
        .toReversed()
        .slice(0, MOVES_MAX)
        .map(({ seq, on, business, fen, use }) => ({
          seq,
          on,
          business,
          fen: `${fen}`,
          use: use === null ? null : (names.get(use) ?? { no: '', title: '' }),
        })),
      more: moves.length > MOVES_MAX,
    })
  }
  return accounts
}
