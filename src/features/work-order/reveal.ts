import { redact } from '../../kernel/redact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { may, officeFor } from '../../platform/access/access.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { type Leave, leaveFor, leaveStill, openPersonal, type Purpose } from '../../platform/personal/purposes.ts'
import type { Env } from './commands.ts'
import { policy, subjectOf } from './policy.ts'
import { callerOf, callerPlace, insertReveal } from './store/callers.ts'
import { sealedOf } from './store/facts.ts'
import { type OrderRow, orderById } from './store/orders.ts'
import { wordsPlace } from './text.ts'

/** Who asked and what they really wrote, in clear. `place` and `text` are empty where nothing had been masked. */
export type Clear = {
  readonly name: string
  readonly phone: string
  readonly place: string
  readonly text: string
}

type Reader = Env & { readonly vault: Vault }

const subject = (order: string): string => `work-order/${order}`
const FIELDS = ['name', 'phone', 'place', 'text']

const open = async (db: CityQueries, vault: Vault, use: Leave, id: string): Promise<Clear> => {
  const [caller, words] = await Promise.all([callerOf(db, id), sealedOf(db, id)])
  const field = (column: 'name_sealed' | 'phone_sealed'): string => {
    const sealed = caller?.[column] ?? null
    return sealed === null ? '' : openPersonal(vault, use, sealed, callerPlace(column, id))
  }
  const said = (wanted: string): string => {
    const kept = words.find(({ seq, field: name }) => seq === 1 && name === wanted)
    return kept === undefined ? '' : openPersonal(vault, use, kept.sealed, wordsPlace(id, 1, wanted))
  }
  return { name: field('name_sealed'), phone: field('phone_sealed'), place: said('place'), text: said('text') }
}

/**
 * Name, phone and the unmasked words of who asked, for the one whose task needs them, for one purpose. The look and
 * its reason are written down in the transaction that opens them.
 * @returns or `not-found`, `not-yours`, `purpose-missing`, `purpose-not-yours`
 */
export const revealCaller = async (
  tx: Tx,
  env: Reader,
  id: string,
  given: { readonly reason: string; readonly purpose: Purpose },
): Promise<Result<Clear, readonly Refusal[]>> => {
  const order = await orderById(tx, id)
  const { party } = env.actor
  if (order === undefined || !may(policy, 'view', env.actor, subjectOf(order.state)))
    return refuse([{ tag: 'not-found' }])
  const matter = subjectOf(order.state)
  if (party === null || !may(policy, 'seeCaller', env.actor, matter))
    return refuse([{ tag: 'not-yours', values: { action: 'seeCaller' } }])
  const reason = redact(given.reason).shown
  const asked = { purpose: given.purpose, subject: subject(id), fields: FIELDS, reason }
  const use = await leaveFor(tx, env.actor, asked, env.now)
  if (!use.ok) return use
  const office = officeFor(policy, 'seeCaller', env.actor, matter)
  await insertReveal(tx, { order: id, party, office: office?.id ?? null, reason, at: env.now })
  return ok(await open(tx, env.vault, use.value, id))
}

/** The same again while the half minute lasts; undefined when no reason was given, it is over, or no longer theirs. */
export const shownCaller = async (db: CityQueries, env: Reader, order: OrderRow): Promise<Clear | undefined> => {
  if (!may(policy, 'seeCaller', env.actor, subjectOf(order.state))) return undefined
  const use = await leaveStill(db, env.actor, subject(order.id), env.now)
  return use === undefined ? undefined : open(db, env.vault, use, order.id)
}
