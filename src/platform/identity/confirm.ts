import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Context } from '../http/types.ts'
import { isFresh, prove } from '../personal/proof.ts'
import { leaveOfMachine } from '../personal/purposes.ts'
import { redeemCode, requestCode } from './codes.ts'
import { findPartyByPhone, revealContact } from './parties.ts'

type Answer<T> = Promise<Result<T, readonly Refusal[]>>

/** `confirm-first` unless the person has signed in, or confirmed, within ten minutes. */
export const mustBeFresh = async (ctx: Context): Answer<null> =>
  (await isFresh(ctx.system, ctx.actor, ctx.now)) ? ok(null) : refuse([{ tag: 'confirm-first' }])

/** Sends a code to the person's own phone, which nobody has to type. @returns the request, or `no-phone` and the limits of codes */
export const askToConfirm = async (ctx: Context): Answer<string> => {
  const { party } = ctx.actor
  if (party === null) return refuse([{ tag: 'sign-in-first' }])
  const contact = await revealContact(ctx.system, ctx.vault, party, leaveOfMachine('sign-in'))
  if (contact === undefined || contact.phone === '') return refuse([{ tag: 'no-phone' }])
  const asked = await requestCode(
    ctx.system,
    ctx.vault,
    { phone: contact.phone, purpose: 'confirm' },
    ctx.now,
    ctx.deliverCode,
  )
  return asked.ok ? ok(asked.value.request) : asked
}

/** Takes the code; it must have gone to this very person's phone. */
export const confirm = (ctx: Context, given: { readonly request: string; readonly digits: string }): Answer<null> =>
  ctx.system.tx(async (tx): Answer<null> => {
    const redeemed = await redeemCode(tx, ctx.vault, { ...given, purpose: 'confirm' }, ctx.now)
    if (!redeemed.ok) return redeemed
    if ((await findPartyByPhone(tx, ctx.vault, redeemed.value.phone)) !== ctx.actor.party)
      return refuse([{ tag: 'code-expired' }])
    await prove(tx, ctx.actor, ctx.now)
    return ok(null)
  })
