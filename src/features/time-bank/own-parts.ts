import { dateOf } from '../../kernel/time.ts'
import { movedOn } from '../../platform/ledger/balances.ts'
import { OWN_MAX, type OwnPart, wordsOf } from '../../platform/personal/own.ts'
import { membersOf, relativesOf } from './store/members.ts'
import { schemeById } from './store/schemes.ts'

const moves: OwnPart = {
  id: 'moves',
  read: async (db, { parties, now }) => {
    const made = []
    for (const member of await membersOf(db, parties)) {
      const scheme = await schemeById(db, member.scheme)
      if (scheme === undefined) throw new Error('a member has no scheme')
      const span = { from: scheme.openedOn, to: dateOf(now), limit: OWN_MAX }
      for (const { account, business, effectiveOn, amount } of await movedOn(db, [member.redeem, member.honour], span))
        made.push({
          ...{ scheme: scheme.name, account: account === member.redeem ? 'redeem' : 'honour' },
          ...{ kind: business, on: effectiveOn, minutes: Number(amount) },
        })
    }
    return made
  },
  line: ({ scheme, account, kind, on, minutes }, t) =>
    wordsOf(
      String(on),
      scheme,
      t(`time-bank:field.${account}`),
      t(`time-bank:kind.${kind}`),
      t('time-bank:own.minutes', { minutes: Number(minutes) }),
    ),
}

const relatives: OwnPart = {
  id: 'relatives',
  read: async (db, { parties }) => {
    const made = []
    for (const { id } of await membersOf(db, parties))
      made.push(...(await relativesOf(db, id)).map(({ who, relation }) => ({ who, relation })))
    return made
  },
  line: ({ who, relation }, t) => wordsOf(who, t(`time-bank:relation.${relation}`)),
}

/** What time banks keep of a person: what moved on their accounts, and for whom they may pay. */
export const own: readonly OwnPart[] = [moves, relatives]
