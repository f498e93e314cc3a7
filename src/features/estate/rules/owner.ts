/** An owner as somebody types one in: name, paper, number, and a share where the papers name one. */
import { parseIdNumber, parseUscc } from '../../../kernel/codes.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Part } from './title.ts'

/** By which paper an owner is known. */
export const PAPERS = ['id-card', 'passport', 'uscc'] as const
export type Paper = (typeof PAPERS)[number]

export type Typed = {
  readonly name: string
  readonly paper?: Paper | undefined
  readonly number: string
  readonly share?: string | undefined
}

/** One that can be looked up. */
export type ReadOwner = {
  readonly name: string
  readonly paper: Paper
  /** In its one spelling. */
  readonly number: string
  readonly share?: Part | undefined
}

const NAME_MAX = 60
const SHARE_IN_MAX = 1_000_000

/** Reads `1/2` or `33.33%` as an exact fraction above nothing and at most the whole; undefined when it is none. */
export const parseShare = (text: string): Part | undefined => {
  const plain = text.normalize('NFKC').replace(/\s+/g, '')
  const fraction = /^(\d{1,7})\/(\d{1,7})$/.exec(plain)
  const percent = /^(\d{1,3})(?:\.(\d{1,2}))?%$/.exec(plain)
  const part =
    fraction !== null
      ? { of: Number(fraction[1]), in: Number(fraction[2]) }
      : percent !== null
        ? { of: Number(`${percent[1]}${(percent[2] ?? '').padEnd(2, '0')}`), in: 10_000 }
        : undefined
  return part === undefined || part.of < 1 || part.in < 1 || part.of > part.in || part.in > SHARE_IN_MAX
    ? undefined
    : part
}

/**
 * Which paper a number is of, where nobody says so. What holds as an ID number is one: some hold as a code of an
 * organisation as well, and a person's name is not to be shown as a body's. Then a code that holds, or eighteen
 * characters with a letter no ID number has; short ones with a letter are passports; all else is read as an ID number,
 * so that one digit lost is told.
 */
const paperOf = (number: string, today: LocalDate): Paper => {
  if (parseIdNumber(number, today).ok) return 'id-card'
  if (parseUscc(number) !== undefined || /^(?=.*[A-Z].)[0-9A-Z]{18}$/.test(number)) return 'uscc'
  return /^(?=.*[A-Z])[A-Z0-9]{5,12}$/.test(number) ? 'passport' : 'id-card'
}

const numberFaults = (paper: Paper, number: string, today: LocalDate): readonly string[] => {
  if (paper === 'uscc') return parseUscc(number) === undefined ? ['uscc-wrong'] : []
  if (paper === 'passport') return /^[A-Z0-9]{5,20}$/.test(number) ? [] : ['passport-wrong']
  const id = parseIdNumber(number, today)
  return id.ok ? [] : id.error.map(fault => `id-${fault}`)
}

/**
 * Reads one owner; every fault is named. The refusals do not repeat the number.
 * @param pointer where it stands, for the refusals
 * @returns or `owner-name`, `id-…`, `uscc-wrong`, `passport-wrong`, `share-wrong`
 */
export const readOwner = (typed: Typed, today: LocalDate, pointer: string): Result<ReadOwner, readonly Refusal[]> => {
  const name = typed.name.normalize('NFKC').trim().replace(/\s+/g, ' ')
  const number = typed.number.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  const paper = typed.paper ?? paperOf(number, today)
  const share = typed.share === undefined || typed.share.trim() === '' ? undefined : parseShare(typed.share)
  const why: Refusal[] = numberFaults(paper, number, today).map(tag => ({ tag, pointer: `${pointer}/number` }))
  if ([...name].length < 2 || name.length > NAME_MAX)
    why.unshift({ tag: 'owner-name', values: { most: NAME_MAX }, pointer: `${pointer}/name` })
  if ((typed.share ?? '').trim() !== '' && share === undefined)
    why.push({ tag: 'share-wrong', pointer: `${pointer}/share` })
  return why.length > 0 ? refuse(why) : ok({ name, paper, number, ...(share === undefined ? {} : { share }) })
}

/** Owners one a line, `姓名 证件号 份额`, as they are typed into one field. */
export const linesOfOwners = (text: string): readonly Typed[] =>
  text
    .split(/\r?\n|[;；]/)
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const [name = '', number = '', share] = line.split(/[\s,，、\t]+/)
      return { name, number, share }
    })
