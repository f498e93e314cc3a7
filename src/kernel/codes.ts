import { ok, type Result, refuse } from './result.ts'
import { type LocalDate, parseDate } from './time.ts'

/** Numbers that persons and organisations go by: checks by their standards, and masks for showing them. */

export type IdProblem = 'format' | 'region' | 'birth' | 'check'

/** What an ID number says of its holder. Personal data: keep it encrypted, never log it. */
export type IdNumber = {
  /** 18 characters, X in upper case. */
  readonly number: string
  readonly kind: 'citizen' | 'hk-macao-tw' | 'foreign-resident'
  /** First six digits: the division of first registration, which may be a historical code. */
  readonly region: string
  readonly birth: LocalDate
  readonly sex: 'female' | 'male'
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(' '),
)
const PERMITS = new Set(['810000', '820000', '830000'])
const BIRTH_YEAR_MIN = 1850

const weighted = (values: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * (values[index] ?? 0), 0)

/** The 18th character for the first 17 digits (GB 11643). */
export const idCheckCharacter = (first17: string): string =>
  '10X98765432'.charAt(weighted([...first17].map(Number), ID_WEIGHTS) % 11)

const kindOf = (region: string): IdNumber['kind'] | undefined =>
  PERMITS.has(region)
    ? 'hk-macao-tw'
    : region.startsWith('9')
      ? 'foreign-resident'
      : PROVINCES.has(region.slice(0, 2))
        ? 'citizen'
        : undefined

const birthIn = (digits: string): LocalDate | undefined =>
  Number(digits.slice(0, 4)) < BIRTH_YEAR_MIN
    ? undefined
    : parseDate(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`)

/**
 * Checks an 18-character 公民身份号码 (also the residence permits built alike) and reads it; every fault is named.
 * The division is checked to the province: codes of divisions since abolished stay valid.
 * @param today a birth date after it is a fault
 */
export const parseIdNumber = (text: string, today: LocalDate): Result<IdNumber, readonly IdProblem[]> => {
  const number = text.trim().normalize('NFKC').toUpperCase()
  if (!/^\d{17}[\dX]$/.test(number)) return refuse(['format'])
  const region = number.slice(0, 6)
  const [kind, birth] = [kindOf(region), birthIn(number.slice(6, 14))]
  const checks = idCheckCharacter(number) === number.charAt(17)
  if (kind === undefined || birth === undefined || birth > today || !checks) {
    return refuse([
      ...(kind === undefined ? (['region'] as const) : []),
      ...(birth === undefined || birth > today ? (['birth'] as const) : []),
      ...(checks ? [] : (['check'] as const)),
    ])
  }
  return ok({ number, kind, region, birth, sex: Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female' })
}

/** Turns a 15-digit number of before 1999 into its 18-character form. For imports only; undefined when it is none. */
export const upgradeLegacyId = (text: string): string | undefined => {
  if (!/^\d{15}$/.test(text)) return undefined
  const first17 = `${text.slice(0, 6)}19${text.slice(6)}`
  return birthIn(first17.slice(6, 14)) === undefined || kindOf(text.slice(0, 6)) !== 'citizen'
    ? undefined
    : first17 + idCheckCharacter(first17)
}

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** A 统一社会信用代码 in upper case when its check character is right (GB 32100); else undefined. */
export const parseUscc = (text: string): string | undefined => {
  const code = text.trim().normalize('NFKC').toUpperCase()
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return undefined
  const values = [...code].map(character => USCC_ALPHABET.indexOf(character))
  const check = (31 - (weighted(values, USCC_WEIGHTS) % 31)) % 31
  return USCC_ALPHABET.charAt(check) === code.charAt(17) ? code : undefined
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** A 组织机构代码 of 9 characters without hyphen when its check character is right (GB 11714); else undefined. */
export const parseOrganisationCode = (text: string): string | undefined => {
  const code = text.trim().normalize('NFKC').toUpperCase().replace('-', '')
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return undefined
  const values = [...code.slice(0, 8)].map(character => Number.parseInt(character, 36))
  const check = 11 - (weighted(values, ORGANISATION_WEIGHTS) % 11)
  return (check === 10 ? 'X' : check === 11 ? '0' : String(check)) === code.charAt(8) ? code : undefined
}

/** Eleven digits of a mainland mobile number, whatever the width, spaces, hyphens and +86 around them; else undefined. */
export const parseMobile = (text: string): string | undefined => {
  const digits = text.normalize('NFKC').replace(/[\s\-‐-―()]/g, '')
  return /^(?:(?:\+|00)?86)?(1[3-9]\d{9})$/.exec(digits)?.[1]
}

/** `138****8000`; of any other number only the last two digits stay. */
export const maskPhone = (phone: string): string =>
  phone.length === 11
    ? `${phone.slice(0, 3)}****${phone.slice(-4)}`
    : `${'*'.repeat(Math.max(phone.length - 2, 0))}${phone.slice(-2)}`

/** First and last character only: `1****************X`. */
export const maskId = (id: string): string =>
  id.length < 3 ? '*'.repeat(id.length) : `${id.slice(0, 1)}${'*'.repeat(id.length - 2)}${id.slice(-1)}`

/** The family name's first character: `张*`, `欧**`; a single character is hidden. */
export const maskName = (name: string): string => {
  const characters = [...name.trim()]
  return characters.length < 2
    ? '*'.repeat(characters.length)
    : `${characters[0]}${'*'.repeat(Math.min(characters.length - 1, 3))}`
}
