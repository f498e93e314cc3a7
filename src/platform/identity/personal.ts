import { maskId, maskName, maskPhone, parseIdNumber, parseMobile } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { personalTable } from '../crypto/guard.ts'
import type { Vault } from '../crypto/vault.ts'

/**
 * The rule for sensitive fields: sealed for the one who must read it, blind for finding it again, masked for
 * everyone else. Nothing personal is stored in any other way.
 */
export type Triple = { readonly sealed: Buffer; readonly blind: Buffer; readonly masked: string }

/** The place of a field of a party. */
export const partyPlace = personalTable('party')

/** Purposes of look-up values; the same in every table that finds people. */
export const PHONE = 'phone'
export const ID_NUMBER = 'id-number'
export const NAME = 'name'

/** A triple for any table. `place` comes from `placeOf(table, column, id)` and is needed again to open it. */
export const tripleOf = (
  vault: Vault,
  field: { readonly plain: string; readonly place: string; readonly purpose: string; readonly masked: string },
): Triple => ({
  sealed: vault.seal(field.plain, field.place),
  blind: vault.blind(field.plain, field.purpose),
  masked: field.masked,
})

/** @param party id of the row the triple goes to  @param phone eleven digits */
export const phoneTriple = (vault: Vault, party: string, phone: string): Triple =>
  tripleOf(vault, {
    plain: phone,
    place: partyPlace('phone_sealed', party),
    purpose: PHONE,
    masked: maskPhone(phone),
  })

export const nameTriple = (vault: Vault, party: string, name: string): Triple =>
  tripleOf(vault, { plain: name, place: partyPlace('name_sealed', party), purpose: NAME, masked: maskName(name) })

/** @param idNumber eighteen characters, X in upper case */
export const idTriple = (vault: Vault, party: string, idNumber: string): Triple =>
  tripleOf(vault, {
    plain: idNumber,
    place: partyPlace('id_sealed', party),
    purpose: ID_NUMBER,
    masked: maskId(idNumber),
  })

/** Reads a mobile number as typed; `phone-wrong` says that it is none. The refusal does not repeat it. */
export const checkPhone = (text: string): Result<string, readonly Refusal[]> => {
  const phone = parseMobile(text)
  return phone === undefined ? refuse([{ tag: 'phone-wrong', pointer: '/body/phone' }]) : ok(phone)
}

/** Reads an ID number as typed; every fault by its tag: `id-format`, `id-region`, `id-birth`, `id-check`. */
export const checkIdNumber = (text: string, now: Instant): Result<string, readonly Refusal[]> => {
  const id = parseIdNumber(text, dateOf(now))
  return id.ok
    ? ok(id.value.number)
    : refuse(id.error.map(problem => ({ tag: `id-${problem}`, pointer: '/body/idNumber' })))
}
