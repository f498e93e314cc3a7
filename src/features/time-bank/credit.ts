import { z } from 'zod'
import { dateOf, type Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Consumer } from '../../platform/feature.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { lockAccounts } from '../../platform/ledger/store.ts'
import { SERVICE_RECORDED, type ServiceRecorded } from '../volunteering/index.ts'
import { commonAccounts, postMoves } from './book.ts'
import { splitAt, worthOf } from './rules/scheme.ts'
import { addEarned, memberOf } from './store/members.ts'
import { rulesOn, schemeFor } from './store/schemes.ts'

/**
 * A recorded service becomes minutes on the volunteer's account, by the rules of the day it was done. Above the cap they are
 * honour or the care pool's. Whoever has not joined the scheme of the place gets none: their hours are in the record alone.
 * @returns whether anything was credited
 */
export const credit = async (tx: Tx, done: ServiceRecorded, now: Instant): Promise<boolean> => {
  const day = dateOf(done.from)
  const scheme = await schemeFor(tx, done.area, day)
  const member = scheme === undefined ? undefined : await memberOf(tx, scheme.id, done.volunteer)
  if (scheme === undefined || member === undefined) return false
  const { rules } = await rulesOn(tx, scheme.id, day)
  const { credit: minutes } = worthOf(rules, done)
  const { issue, pool } = await commonAccounts(tx, scheme, now)
  const [account] = await lockAccounts(tx, [member.redeem])
  const { kept, over } = splitAt(rules.cap, account?.balance ?? 0n, minutes)
  const moves = [
    { from: issue, to: member.redeem, minutes: kept },
    { from: issue, to: rules.overflow === 'pool' ? pool : member.honour, minutes: over },
  ].filter(move => move.minutes > 0n)
  if (moves.length === 0) return false
  const env = { actor: SYSTEM, now }
  const matter = `volunteer-service/${done.service}`
  const posted = await postMoves(tx, env, scheme, { key: done.service, kind: 'credit', on: day, matter, moves })
  if (!posted.ok) throw new Error('a credit was refused')
  await addEarned(tx, member.id, minutes)
  return true
}

const payload = z.object({
  service: z.uuid(),
  volunteer: z.uuid(),
  party: z.uuid(),
  requester: z.uuid().nullable(),
  area: z.string(),
  topic: z.string(),
  skill: z.string().nullable(),
  from: z.number(),
  to: z.number(),
  minutes: z.number().int(),
})

export const consumers: readonly Consumer[] = [
  {
    id: 'time-bank.credit',
    topic: SERVICE_RECORDED,
    handle: async (tx, event, now) => {
      await credit(tx, payload.parse(event.payload) as ServiceRecorded, now)
    },
  },
]
