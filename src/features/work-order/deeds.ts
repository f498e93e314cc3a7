import type { z } from 'zod'
import { redact } from '../../kernel/redact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { instant } from '../../kernel/time.ts'
import { may, officeFor } from '../../platform/access/access.ts'
import { placeOf, type Vault } from '../../platform/crypto/vault.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { type Acted, act, type Env } from './commands.ts'
import { policy, subjectOf } from './policy.ts'
import { trackHash } from './receipt.ts'
import { callerOf, insertReveal, revealedSince } from './store/callers.ts'
import { filesOf, publishFiles } from './store/files.ts'
import { linkOrders } from './store/links.ts'
import { type OrderRow, orderById, orderByTrack, setPublicTexts } from './store/orders.ts'
import { VERBS, type Verb, type VerbName } from './verbs.ts'

type Done<T = Acted> = Promise<Result<T, readonly Refusal[]>>

/** Does a verb of the table to an order, with the body as its schema read it. */
export const doVerb = (
  tx: Tx,
  env: Env,
  name: VerbName,
  order: string,
  input: { readonly body: unknown; readonly photos: readonly PreparedPhoto[]; readonly version?: number | undefined },
): Done => {
  const verb: Verb = VERBS[name]
  const body = input.body as z.output<typeof verb.body>
  const { note = '' } = input.body as { note?: string }
  return act(
    tx,
    env,
    order,
    (row, rules) => verb.command(body, { order: row, rules, env, tx, photos: input.photos.length }),
    { note, seenBy: verb.seenBy, photos: input.photos },
    input.version,
  )
}

/**
 * Makes an order public under words of the desk's own. What still holds a phone, ID or bank number is refused, so
 * that nobody's number is published by oversight; photos are public only when chosen one by one.
 */
export const publish = async (
  tx: Tx,
  env: Env,
  order: string,
  shown: { readonly title: string; readonly text: string; readonly photos: readonly string[] },
  version?: number,
): Done => {
  const numbers = redact(shown.title).found.length + redact(shown.text).found.length
  if (numbers > 0) return refuse([{ tag: 'public-text-personal', values: { count: numbers }, pointer: '/body/text' }])
  const acted = await act(
    tx,
    env,
    order,
    () => ({ action: 'publish' }),
    { note: shown.text, seenBy: 'public' },
    version,
  )
  if (!acted.ok) return acted
  await setPublicTexts(tx, order, acted.value.no, shown.title, shown.text)
  const own = new Set((await filesOf(tx, order)).map(file => file.file))
  await publishFiles(
    tx,
    order,
    shown.photos.filter(photo => own.has(photo)),
  )
  return acted
}

/** Ties an anonymous order to the signed-in resident who holds its receipt. */
export const claim = async (tx: Tx, env: Env, receipt: { readonly no: string; readonly track: string }): Done => {
  const order = await orderByTrack(tx, receipt.no, trackHash(receipt.no, receipt.track))
  if (order === undefined || env.actor.party === null) return refuse([{ tag: 'receipt-wrong' }])
  const requester = env.actor.party
  return act(tx, { ...env, holdsReceipt: true }, order.id, () => ({ action: 'claim', requester }), {
    seenBy: 'requester',
  })
}

/** Name and phone of who asked, for the one whose task needs them; the look and its reason are written down. */
export const revealCaller = async (
  tx: Tx,
  env: Env & { readonly vault: Vault },
  id: string,
  reason: string,
): Done<{ readonly name: string; readonly phone: string }> => {
  const order = await orderById(tx, id)
  if (order === undefined || !may(policy, 'view', env.actor, subjectOf(order.state)))
    return refuse([{ tag: 'not-found' }])
  const subject = subjectOf(order.state)
  if (env.actor.party === null || !may(policy, 'seeCaller', env.actor, subject))
    return refuse([{ tag: 'not-yours', values: { action: 'seeCaller' } }])
  const office = officeFor(policy, 'seeCaller', env.actor, subject)
  await insertReveal(tx, { order: id, party: env.actor.party, office: office?.id ?? null, reason, at: env.now })
  return ok(await openCaller(tx, env.vault, id))
}

/** Name and phone in clear. Whoever calls this has checked that a reason was given. */
const openCaller = async (
  db: CityQueries,
  vault: Vault,
  id: string,
): Promise<{ readonly name: string; readonly phone: string }> => {
  const caller = await callerOf(db, id)
  const open = (column: 'name_sealed' | 'phone_sealed'): string => {
    const sealed = caller?.[column] ?? null
    return sealed === null ? '' : vault.open(sealed, placeOf('work_order_caller', column, id))
  }
  return { name: open('name_sealed'), phone: open('phone_sealed') }
}

/** How long a number stays shown to whoever gave a reason: long enough to dial it. */
const SHOWN_MS = 15 * 60_000

/** The caller of an order this person gave a reason for a moment ago; undefined when they did not, or no longer may. */
export const shownCaller = async (
  db: CityQueries,
  env: Env & { readonly vault: Vault },
  order: OrderRow,
): Promise<{ readonly name: string; readonly phone: string } | undefined> => {
  const { party } = env.actor
  if (party === null || !may(policy, 'seeCaller', env.actor, subjectOf(order.state))) return undefined
  const recent = await revealedSince(db, order.id, party, instant(env.now - SHOWN_MS))
  return recent ? openCaller(db, env.vault, order.id) : undefined
}

/** Marks two orders as about the same thing. They stay two: each caller gets an answer. */
export const link = async (tx: Tx, env: Env, id: string, other: string): Done<{ readonly linked: boolean }> => {
  const [one, two] = await Promise.all([orderById(tx, id), orderById(tx, other)])
  const visible = [one, two].every(
    order => order !== undefined && may(policy, 'amend', env.actor, subjectOf(order.state)),
  )
  if (!visible) return refuse([{ tag: 'not-found' }])
  if (id === other) return refuse([{ tag: 'not-linkable', pointer: '/body/other' }])
  return ok({ linked: (await linkOrders(tx, id, other, 'desk', env.now)) > 0 })
}

/** How one order of a batch ended: done, or the first reason why not. */
export type Tried = { readonly id: string; readonly why: Refusal | undefined }

/**
 * One verb over many orders, each on its own: one that cannot be done does not stop the others. Orders are taken in
 * the order of their ids, so that two batches never wait for each other in a circle.
 */
export const doBatch = async (
  tx: Tx,
  env: Env,
  name: VerbName,
  orders: readonly string[],
  body: unknown,
): Promise<readonly Tried[]> => {
  const tried: Tried[] = []
  for (const id of [...new Set(orders)].sort()) {
    const done = await doVerb(tx, env, name, id, { body, photos: [] })
    tried.push({ id, why: done.ok ? undefined : done.error[0] })
  }
  return tried
}
