import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { isOwn } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { accountsAt, lockAccounts, transfersOfPosting } from '../../platform/ledger/store.ts'
import { notify } from '../../platform/notify/notify.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { serviceById } from '../volunteering/index.ts'
import {
  type Acted,
  clearingPath,
  commonAccounts,
  type Done,
  type Env,
  postingId,
  postMoves,
  schemeTaken,
} from './book.ts'
import { journal } from './schemes.ts'
import { addEarned, insertTaken, memberOf } from './store/members.ts'
import { type SchemeRow, touchScheme } from './store/schemes.ts'

const MINUTES = 60

/**
 * Takes back what a service was credited, with a reason that its volunteer reads: the credit stays in the books and is undone
 * by a posting of its own, once. Hours that were spent meanwhile are not there to be taken.
 * @returns or `not-found`, `not-yours`; all of `credit-unknown` (one's own too), `public-text-personal`;
 *   `taken-back-already`, `short-of-time`
 */
export const takeBack = async (
  tx: Tx,
  env: Env,
  schemeId: string,
  given: { readonly service: string; readonly note: string },
): Done<Acted> => {
  const found = await schemeTaken(tx, env, schemeId)
  if (!found.ok) return found
  const scheme = found.value
  const service = await serviceById(tx, given.service)
  const member = service === undefined ? undefined : await memberOf(tx, scheme.id, service.volunteer)
  const lines = await transfersOfPosting(tx, postingId(scheme.id, 'credit', given.service))
  const why: Refusal[] = [...heldBack({ note: given.note })]
  if (member === undefined || lines.length === 0 || isOwn(env.actor, member.party))
    why.push({ tag: 'credit-unknown', pointer: '/body/service' })
  if (why.length > 0 || member === undefined || service === undefined) return refuse(why)
  const minutes = lines.reduce((sum, { amount }) => sum + amount, 0n)
  const on = dateOf(env.now)
  const matter = `volunteer-service/${given.service}`
  const posting = postingId(scheme.id, 'take-back', given.service)
  const taken = { ...given, scheme: scheme.id, party: member.party, area: member.area, minutes, posting }
  if (!(await insertTaken(tx, taken, env.now))) return refuse([{ tag: 'taken-back-already' }])
  const undoes = lines.map(({ id }) => id)
  const done = await postMoves(tx, env, scheme, {
    key: given.service,
    kind: 'take-back',
    on,
    matter,
    moves: [],
    undoes,
  })
  if (!done.ok) return done
  await addEarned(tx, member.id, -minutes)
  await touchScheme(tx, scheme.id, null)
  const version = { ...scheme, version: scheme.version + 1 }
  await journal(tx, env, version, 'take-back', { note: given.note }, { service: given.service, minutes: `${minutes}` })
  await notify(tx, {
    party: member.party,
    kind: 'time-bank:taken-back',
    values: { hours: Math.round((Number(minutes) / MINUTES) * 10) / 10 },
    link: '/my/time-bank',
    dedupe: posting,
    at: env.now,
  })
  return done
}

/** What a scheme owes another and the account that says so, locked; undefined when nothing ever moved between them. */
const clearingWith = async (
  tx: Tx,
  of: SchemeRow,
  other: SchemeRow,
): Promise<{ readonly id: string; readonly balance: bigint } | undefined> => {
  const [account] = await accountsAt(tx, of.book, [clearingPath(other.id)])
  return account === undefined ? undefined : (await lockAccounts(tx, [account.id]))[0]
}

/**
 * Two schemes are quits, as was agreed between them on paper: what members took along from one to the other is owed no longer.
 * The one they left has promised so much less, the other so much more; each book still adds up to nothing.
 * @returns or `not-found`, `not-yours` (of either); all of `same-scheme`, `public-text-personal`; `nothing-to-settle`
 */
export const settle = async (
  tx: Tx,
  env: Env,
  schemeId: string,
  given: { readonly with: string; readonly note: string },
): Done<Acted> => {
  const taken: SchemeRow[] = []
  // In the order of their ids, so that two who settle at once do not wait for each other.
  for (const id of [...new Set([schemeId, given.with])].toSorted()) {
    const found = await schemeTaken(tx, env, id)
    if (!found.ok) return found
    taken.push(found.value)
  }
  const why: Refusal[] = [...heldBack({ note: given.note })]
  if (given.with === schemeId) why.push({ tag: 'same-scheme', pointer: '/body/with' })
  if (why.length > 0) return refuse(why)
  const [here, there] = taken[0]?.id === schemeId ? taken : taken.toReversed()
  if (here === undefined || there === undefined) throw new Error('a scheme was taken and is not there')
  const [key, on] = [uuidv7(env.now), dateOf(env.now)]
  let leaf = ''
  // In the order of the books, as members take hours along: the two sides stand for one number.
  for (const scheme of [here, there].toSorted((a, b) => (a.book < b.book ? -1 : 1))) {
    const other = scheme.id === here.id ? there : here
    const clearing = await clearingWith(tx, scheme, other)
    if (clearing === undefined || clearing.balance === 0n) return refuse([{ tag: 'nothing-to-settle' }])
    const { id, balance } = clearing
    const { issue } = await commonAccounts(tx, scheme, env.now)
    const moves = [
      balance > 0n ? { from: id, to: issue, minutes: balance } : { from: issue, to: id, minutes: -balance },
    ]
    const done = await postMoves(tx, env, scheme, { key, kind: 'settle', on, matter: `time-bank/${scheme.id}`, moves })
    if (!done.ok) return done
    await touchScheme(tx, scheme.id, null)
    const data = { with: other.id, minutes: `${balance}`, note: given.note }
    await journal(tx, env, { ...scheme, version: scheme.version + 1 }, 'settle', data)
    if (scheme.id === here.id) leaf = done.value.leaf
  }
  return ok({ id: key, leaf })
}
