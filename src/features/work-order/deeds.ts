import type { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { may, officeFor } from '../../platform/access/access.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { askRelease, cleared } from '../../platform/personal/publication.ts'
import { type Acted, act, type Env } from './commands.ts'
import { policy, subjectOf } from './policy.ts'
import { trackHash } from './receipt.ts'
import { filesOf, publishFiles } from './store/files.ts'
import { linkOrders } from './store/links.ts'
import { orderById, orderByTrack, setPublicTexts } from './store/orders.ts'
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
    // Who may not do it hears that, and nothing of what was named with it.
    (row, rules) =>
      may(policy, name, env.actor, subjectOf(row.state))
        ? verb.command(body, { order: row, rules, env, tx, photos: input.photos.length })
        : Promise.resolve(refuse([{ tag: 'not-yours', values: { action: name } }])),
    { note, seenBy: verb.seenBy, photos: input.photos },
    input.version,
  )
}

const publicationOf = (order: string, { title, text }: { readonly title: string; readonly text: string }) => ({
  subject: `work-order/${order}`,
  words: { text, title },
})

/**
 * Makes an order public under words of the desk's own. What still holds a phone, ID or bank number is refused, so
 * that nobody's number is published by oversight, unless somebody else has released just these words; photos are public only when chosen one by one.
 */
export const publish = async (
  tx: Tx,
  env: Env & { readonly vault: Vault },
  order: string,
  shown: { readonly title: string; readonly text: string; readonly photos: readonly string[] },
  version?: number,
): Done => {
  const clear = await cleared(tx, env.vault, publicationOf(order, shown))
  if (!clear.ok) return clear
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

/**
 * Asks somebody else to release words for publication in which the detector found something.
 * @returns the hold; or `not-found`, `not-yours`, `publication-clear`, `publication-asked`
 */
export const askToPublish = async (
  tx: Tx,
  env: Env & { readonly vault: Vault },
  order: string,
  asked: { readonly title: string; readonly text: string; readonly reason: string },
): Done<{ readonly id: string }> => {
  const row = await orderById(tx, order)
  if (row === undefined || !may(policy, 'view', env.actor, subjectOf(row.state))) return refuse([{ tag: 'not-found' }])
  const subject = subjectOf(row.state)
  if (!may(policy, 'publish', env.actor, subject)) return refuse([{ tag: 'not-yours', values: { action: 'publish' } }])
  const by = { actor: env.actor, office: officeFor(policy, 'publish', env.actor, subject) }
  return askRelease(tx, env.vault, publicationOf(order, asked), by, asked.reason, env.now)
}

/** Ties an anonymous order to the signed-in resident who holds its receipt. */
export const claim = async (tx: Tx, env: Env, receipt: { readonly no: string; readonly track: string }): Done => {
  const order = await orderByTrack(tx, receipt.no, trackHash(receipt.no, receipt.track))
  if (order === undefined || env.actor.party === null) return refuse([{ tag: 'receipt-wrong' }])
  const requester = env.actor.party
  tx.hold(order.id)
  return act(tx, { ...env, holdsReceipt: true }, order.id, () => ({ action: 'claim', requester }), {
    seenBy: 'requester',
  })
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
