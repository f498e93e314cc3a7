import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Refusal } from '../../kernel/refusal.ts'
import { DAY_MS, type Instant } from '../../kernel/time.ts'
import { isMadeOfCommon } from './common-passwords.ts'

/** Argon2id at the first of the settings OWASP lists as equal: 19 MiB, two passes, one lane; about 65 ms. */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 } as const
const PREFIX = `$argon2id$v=19$m=${PARAMETERS.memory},t=${PARAMETERS.passes},p=${PARAMETERS.parallelism}$`
const SALT_BYTES = 16
const TAG_BYTES = 32
const LENGTH_MIN = 12
const LENGTH_MAX = 128
const DIFFERENT_MIN = 5
/** Callers that may wait for the one worker; beyond it a sign-in is refused at once instead of piling up. */
const WAITING_MAX = 64

/** Words that make up the passwords tried first everywhere; a password that is mostly one of them is refused. */
const COMMON = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'admin',
  'administrator',
  'root',
  'qwerty',
  'qwertyuiop',
  'asdfgh',
  '1q2w3e4r',
  '1qaz2wsx',
  'letmein',
  'welcome',
  'iloveyou',
  'woaini',
  '5201314',
  '123456',
  '12345678',
  '1234567890',
  '88888888',
  '66666666',
  'abc123',
  'a123456',
  'linli',
  'shequ',
  'zhongshan',
  'guangzhou',
  'guangdong',
]

const deriveNow = promisify(argon2)

export type HashLoad = {
  readonly running: number
  readonly waiting: number
  /** One, or the queue is broken. */
  readonly mostAtOnce: number
  /** Since the process began. */
  readonly begun: number
}

/** How many derivations run in this process now, and how many ever did. */
export const hashLoad = (): HashLoad => ({ running, waiting, mostAtOnce, begun })

const derive = async (...given: Parameters<typeof deriveNow>): Promise<Buffer> => {
  running++
  begun++
  mostAtOnce = Math.max(mostAtOnce, running)
  try {
    return await deriveNow(...given)
  } finally {
    running--
  }
}

/** Thrown when too many sign-ins wait; the answer is 503 with Retry-After. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy'
}

let waiting = 0
let running = 0
let mostAtOnce = 0
let begun = 0
let last: Promise<unknown> = Promise.resolve()

/** One derivation at a time in this process: each takes 19 MiB and a whole core. */
const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (waiting >= WAITING_MAX) throw new TooBusy('too many sign-ins at once')
  waiting++
  const mine = last.then(work, work)
  last = mine.catch(() => undefined)
  return mine.finally(() => {
    waiting--
  })
}

const plain = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/** Passwords are compared after NFKC, so that full-width and half-width input of one keyboard agree. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8')

/** A PHC string: `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`. */
export const hashPassword = async (password: string): Promise<string> => {
  const nonce = randomBytes(SALT_BYTES)
  const tag = await inTurn(() =>
    derive('argon2id', { message: bytesOf(password), nonce, ...PARAMETERS, tagLength: TAG_BYTES }),
  )
  return `${PREFIX}${plain(nonce)}$${plain(tag)}`
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** What is compared when there is no such account: the answer takes as long and is no. */
const NOBODY = `${PREFIX}${plain(Buffer.alloc(SALT_BYTES))}$${plain(Buffer.alloc(TAG_BYTES))}`

/**
 * Whether the password fits the stored string; without one it takes as long and says no.
 * @throws TooBusy when the queue is full
 */
export const verifyPassword = async (password: string, stored: string | undefined): Promise<boolean> => {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(stored ?? NOBODY) ?? []
  if (memory === undefined) throw new Error('stored password hash is not one of ours')
  const expected = Buffer.from(tag, 'base64')
  const options = {
    message: bytesOf(password.slice(0, LENGTH_MAX)),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  }
  const found = await inTurn(() => derive('argon2id', options))
  return timingSafeEqual(found, expected) && stored !== undefined
}

/** Whether a stored string was made with older parameters and should be made anew at the next sign-in. */
export const isWeak = (stored: string): boolean => !stored.startsWith(PREFIX)

const mostlyCommon = (folded: string): boolean =>
  COMMON.some(word => folded.replaceAll(word, '').length < folded.length / 2)

/**
 * Two schools of passwords. `asvs` (default): long, not common, no rule about kinds of characters and no change by the
 * calendar, as OWASP ASVS 6.2 has it. `mlps3`: the same, and what assessors of 等保 level 3 usually ask for besides.
 */
export const PASSWORD_POLICIES = ['asvs', 'mlps3'] as const
export type PasswordPolicy = (typeof PASSWORD_POLICIES)[number]

/** Under `mlps3`: so many of the four kinds of characters, and so long until the next change. */
export const MLPS3 = { kindsMin: 3, ageMaxMs: 90 * DAY_MS } as const

const KINDS = [/\p{Lu}/u, /\p{Ll}|\p{Lo}/u, /\p{N}/u, /[^\p{L}\p{N}\s]/u] as const

/** Whether a password of this age has to be changed before one goes on. */
export const isOutdated = (policy: PasswordPolicy, changedAt: Instant, now: Instant): boolean =>
  policy === 'mlps3' && now - changedAt > MLPS3.ageMaxMs

/**
 * Everything wrong with a new password: `password-short`, `password-long`, `password-common`, `password-username`,
 * `password-plain` (fewer than five different characters), and under `mlps3` `password-kinds`.
 */
export const passwordRefusals = (
  password: string,
  username: string,
  policy: PasswordPolicy = 'asvs',
): readonly Refusal[] => {
  const text = password.normalize('NFKC')
  const length = [...text].length
  const folded = text.toLowerCase()
  const different = new Set(folded).size
  const kinds = KINDS.filter(kind => kind.test(text)).length
  const bad: readonly (readonly [tag: string, isSo: boolean, values: Record<string, number>])[] = [
    ['password-short', length < LENGTH_MIN, { min: LENGTH_MIN, length }],
    ['password-long', length > LENGTH_MAX, { max: LENGTH_MAX, length }],
    [
      'password-common',
      mostlyCommon(folded) || (length >= LENGTH_MIN && different >= DIFFERENT_MIN && isMadeOfCommon(folded)),
      {},
    ],
    ['password-username', username !== '' && folded.includes(username.toLowerCase()), {}],
    ['password-plain', different < DIFFERENT_MIN, {}],
    ['password-kinds', policy === 'mlps3' && kinds < MLPS3.kindsMin, { min: MLPS3.kindsMin, kinds }],
  ]
  return bad.flatMap(([tag, isSo, values]) => (isSo ? [{ tag, values, pointer: '/body/password' }] : []))
}

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to hand over once: 20 characters that cannot be mistaken for each other, 99 bits. */
export const inventPassword = (random: (size: number) => Uint8Array = randomBytes): string => {
  const limit = 256 - (256 % ALPHABET.length)
  let text = ''
  while (text.length < 20)
    for (const byte of random(32)) if (byte < limit && text.length < 20) text += ALPHABET.charAt(byte % ALPHABET.length)
  return text.replace(/.{5}(?=.)/g, '$&-')
}
