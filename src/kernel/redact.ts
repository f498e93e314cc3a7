import { idCheckCharacter, maskId, maskPhone } from './codes.ts'
import { homesIn, mayHoldHome } from './homes.ts'
import { parseDate } from './time.ts'

/**
 * Hides personal numbers in free text before anybody else sees it: full mobile numbers, ID numbers, bank cards,
 * e-mail addresses and the door behind which somebody lives, also in full width, spelt in Chinese numerals, or broken
 * up by spaces and hyphens. It would rather hide one number too many than show one.
 */
export type Found = {
  readonly kind: 'mobile' | 'id' | 'card' | 'email' | 'home'
  /** UTF-16 offsets in the text given. What stood there is not repeated. */
  readonly start: number
  readonly end: number
}

type Digit = { readonly at: number; readonly end: number; readonly value: string; readonly gap: Gap }
/** What lies before a digit: nothing, a few separators, a dot, or anything else. */
type Gap = 'none' | 'separator' | 'dot' | 'break'
type Span = Found & { readonly shown: string }

const NUMERALS = '零一二三四五六七八九'
const SPELT: Readonly<Record<string, string>> = { 〇: '0', 幺: '1', 两: '2' }
const SEPARATORS = /^[\s\-‐-―−－_＿()（）~/\u200b-\u200f\u2060\ufeff]{1,3}$/
const DOT = /^\s?[.·•,]\s?$/

const CHECK_X = /^[XxＸｘ]$/

/** Digits in every script and style are numbers to Unicode; most characters are none, and are done with at once. */
const NUMBER = /\p{N}/u
const arabic = (character: string): string | undefined => {
  if (!NUMBER.test(character)) return undefined
  const plain = character.normalize('NFKC')
  return /^[0-9]$/.test(plain) ? plain : undefined
}
const spelt = (character: string): string | undefined =>
  arabic(character) ??
  SPELT[character] ??
  (NUMERALS.includes(character) ? String(NUMERALS.indexOf(character)) : undefined)

/** Dots join a number only where people put them: 138.1234.5678. */
const joined = (run: readonly Digit[]): boolean => {
  const dots = run.flatMap((digit, index) => (index > 0 && digit.gap === 'dot' ? [index] : []))
  return run.slice(1).every(digit => digit.gap !== 'break') && (dots.length === 0 || dots.join() === '3,7')
}

const digitsOf = (text: string, read: (character: string) => string | undefined): readonly Digit[] => {
  const digits: Digit[] = []
  let [at, last] = [0, -1]
  for (const character of text) {
    const value = read(character) ?? (CHECK_X.test(character) && digits.length >= 17 ? 'X' : undefined)
    const end = at + character.length
    if (value !== undefined) {
      const between = last < 0 ? '*' : text.slice(last, at)
      const gap = between === '' ? 'none' : SEPARATORS.test(between) ? 'separator' : DOT.test(between) ? 'dot' : 'break'
      // An X is a digit only at the end of an ID number; elsewhere it is a letter, as in wx138….
      if (value !== 'X' || (joined(digits.slice(-17)) && gap !== 'break')) {
        digits.push({ at, end, value, gap })
        last = end
      }
    }
    at = end
  }
  return digits
}

const luhn = (digits: string): boolean =>
  [...digits].toReversed().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return sum + (value > 9 ? value - 9 : value)
  }, 0) %
    10 ===
  0

const isDate = (eight: string): boolean =>
  /^(?:18|19|20)/.test(eight) && parseDate(`${eight.slice(0, 4)}-${eight.slice(4, 6)}-${eight.slice(6)}`) !== undefined

type Shape = {
  readonly kind: Found['kind']
  readonly lengths: readonly number[]
  readonly is: (digits: string) => boolean
}

/** Longest first: a card or an ID may contain what looks like a mobile number. */
const SHAPES: readonly Shape[] = [
  { kind: 'id', lengths: [18], is: text => /^[1-9]\d{16}[\dX]$/.test(text) && isDate(text.slice(6, 14)) },
  { kind: 'card', lengths: [19, 18, 17, 16], is: text => /^[3-9]\d+$/.test(text) && luhn(text) },
  { kind: 'mobile', lengths: [15, 14, 13, 12, 11], is: text => /^(?:(?:00)?86|0)?1[3-9]\d{9}$/.test(text) },
  { kind: 'mobile', lengths: [22, 33], is: text => /^(?:1[3-9]\d{9})+$/.test(text) },
  { kind: 'id', lengths: [15], is: text => /^[1-8]\d{14}$/.test(text) && isDate(`19${text.slice(6, 12)}`) },
]

const mask = (kind: Found['kind'], digits: string): string =>
  kind === 'mobile'
    ? maskPhone(digits.slice(-11))
    : kind === 'id'
      ? maskId(digits)
      : `${'*'.repeat(digits.length - 4)}${digits.slice(-4)}`

/** The product's own order numbers, 442000-20260930-0001, have the length and the date of an ID number. */
const ORDER_NUMBER = /^\d{6}-20(?:2[4-9]|[3-9]\d)\d{4}-\d{4}$/
const ORDER_WORD = /(?:工单|单号|编号|诉求|流水号|[Nn][Oo]\.?)[号为是:：\s「“（(]{0,3}$/

const isOrderNumber = (text: string, span: Omit<Span, 'shown'>, digits: string): boolean =>
  ORDER_NUMBER.test(text.slice(span.start, span.end)) &&
  // Cards are not written 6-8-4; an ID number may be, but then its last character is right.
  (span.kind !== 'id' ||
    idCheckCharacter(digits.slice(0, 17)) !== digits.at(-1) ||
    ORDER_WORD.test(text.slice(0, span.start)))

const spansOf = (
  text: string,
  shape: Shape,
  digits: readonly Digit[],
  taken: (at: number) => boolean,
): readonly Span[] => {
  const spans: Span[] = []
  for (let from = 0; from < digits.length; from++) {
    if (digits[from]?.gap === 'none' || taken(digits[from]?.at ?? 0)) continue
    for (const length of shape.lengths) {
      const run = digits.slice(from, from + length)
      const [first, last, next] = [run[0], run.at(-1), digits[from + length]]
      const value = run.map(digit => digit.value).join('')
      if (
        first === undefined ||
        last === undefined ||
        run.length < length ||
        (next?.gap === 'none' && next.value !== 'X')
      )
        continue
      if (!shape.is(value) || !joined(run) || run.some(digit => taken(digit.at))) continue
      const span = { kind: shape.kind, start: first.at, end: last.end }
      if (isOrderNumber(text, span, value)) continue
      spans.push({ ...span, shown: mask(shape.kind, value) })
      from += length - 1
      break
    }
  }
  return spans
}

const AT = /[@＠]/
/** What can stand for a digit; fewer than eleven are no number of a person. */
const DIGITS = new RegExp(`[\\p{N}${NUMERALS}${Object.keys(SPELT).join('')}]`, 'gu')
const DIGITS_MIN = 11

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}\s?[@＠]\s?[\p{L}\p{N}-]{1,63}(?:[.．][\p{L}\p{N}-]{1,63}){1,5}/gu

/** Masks what must not be public and says what was found where, in order. */
export const redact = (text: string): { readonly shown: string; readonly found: readonly Found[] } => {
  const emails = AT.test(text) ? [...text.matchAll(EMAIL)] : []
  const countable = (text.match(DIGITS)?.length ?? 0) >= DIGITS_MIN
  const homes = mayHoldHome(text) ? homesIn(text) : []
  if (emails.length === 0 && homes.length === 0 && !countable) return { shown: text, found: [] }
  const spans: Span[] = emails.map(match => ({
    kind: 'email',
    start: match.index,
    end: match.index + match[0].length,
    shown: `***@${match[0].split(/[@＠]/)[1]?.trim() ?? ''}`,
  }))
  const taken = (at: number): boolean => spans.some(span => at >= span.start && at < span.end)
  for (const read of [arabic, spelt]) {
    const digits = digitsOf(text, read)
    if (digits.length < DIGITS_MIN) continue
    for (const shape of SHAPES) spans.push(...spansOf(text, shape, digits, taken))
  }
  const free = homes.filter(home => !spans.some(span => span.start < home.end && home.start < span.end))
  spans.push(...free.map((home): Span => ({ ...home, kind: 'home', shown: '***' })))
  const found = spans.toSorted((a, b) => a.start - b.start)
  const shown = found.reduce(
    (done, span) => ({ text: done.text + text.slice(done.at, span.start) + span.shown, at: span.end }),
    {
      text: '',
      at: 0,
    },
  )
  return {
    shown: shown.text + text.slice(shown.at),
    found: found.map(({ kind, start, end }) => ({ kind, start, end })),
  }
}
