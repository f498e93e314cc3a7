import { fen, formatYuan } from '../../kernel/money.ts'
import { dateOf } from '../../kernel/time.ts'
import { OWN_MAX, type OwnPart, wordsOf } from '../../platform/personal/own.ts'
import { ownedBy } from '../estate/index.ts'
import { BEGINNING } from './shown.ts'
import { fundOf } from './store/funds.ts'
import { ownUnits } from './store/overview.ts'
import { paperMoves } from './store/papers.ts'

const accounts: OwnPart = {
  id: 'accounts',
  read: async (db, { parties, now }) => {
    const homes = (await ownedBy(db, parties, now)).flatMap(({ units }) => units.map(({ id }) => id))
    const made = []
    for (const { estate, code, balance, held } of await ownUnits(db, homes))
      made.push({
        ...{ fund: (await fundOf(db, estate))?.name ?? '', unit: code },
        ...{ balanceFen: Number(balance), heldFen: Number(held) },
      })
    return made
  },
  line: ({ fund, unit, balanceFen }) => wordsOf(fund, unit, formatYuan(fen(BigInt(Number(balanceFen))))),
}

const moves: OwnPart = {
  id: 'moves',
  read: async (db, { parties, now }) => {
    const homes = (await ownedBy(db, parties, now)).flatMap(({ units }) => units.map(({ id }) => id))
    const made = []
    for (const { estate, unit, code } of await ownUnits(db, homes)) {
      const asked = { estate, unit, building: null, from: BEGINNING, to: dateOf(now) }
      for (const { on, business, part, fen: amount } of await paperMoves(db, asked))
        if (part === 'owner') made.push({ unit: code, on, kind: business, fen: Number(amount) })
    }
    return made.slice(-OWN_MAX)
  },
  line: ({ unit, on, kind, fen: amount }, t) =>
    wordsOf(String(on), unit, t(`maintenance-fund:business.${kind}`), formatYuan(fen(BigInt(Number(amount))))),
}

/** What the repair fund keeps of a person: the accounts of their homes and what moved on them. */
export const own: readonly OwnPart[] = [accounts, moves]
