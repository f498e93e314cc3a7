import { parseMobile } from '../../kernel/codes.ts'
import type { ServiceSettings, Told } from './types.ts'

type Claims = Readonly<Record<string, unknown>>

const TEXT_MAX = 200

const text = (claims: Claims, name: string): string | null => {
  const value = claims[name]
  return typeof value === 'string' && value.trim() !== '' && value.length <= TEXT_MAX ? value.trim() : null
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []

/** Reads what a service says of a person. What it does not vouch for is left out. */
export const toldOf = (settings: ServiceSettings, claims: Claims & { readonly sub: string }): Told => {
  const { claims: names } = settings
  const assurance = text(claims, names.assurance)
  const said = text(claims, names.phone)
  const vouched = settings.phonesVerified || claims[names.phoneVerified] === true
  const uscc = text(claims, names.organisation)
  const [name, idNumber] = [text(claims, names.name), text(claims, names.idNumber)]
  const known = assurance !== null && Object.hasOwn(settings.levels, assurance)
  const level = known ? (settings.levels[assurance] ?? 'L1') : 'L1'
  return {
    service: settings.id,
    issuer: settings.issuer,
    subject: claims.sub,
    name,
    phone: vouched && said !== null ? (parseMobile(said) ?? null) : null,
    idNumber,
    // A level above the first is the level of a name and a number: it says nothing without them.
    level: name === null || idNumber === null ? 'L1' : level,
    organisation: uscc === null ? null : { uscc, name: text(claims, names.organisationName) ?? '' },
    factors: [...texts(claims.amr), ...(assurance === null ? [] : [assurance])],
  }
}
