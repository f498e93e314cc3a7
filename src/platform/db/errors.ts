import pg from 'pg'

/**
 * A statement failed. Carries what a program can decide on and nothing a person typed: PostgreSQL's `detail` quotes
 * values, and so does the message of data errors (class 22); both stay out, because errors are logged.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly code: string
  readonly statement: string
  readonly constraint: string | undefined
  readonly table: string | undefined

  constructor(statement: string, cause: pg.DatabaseError) {
    const code = cause.code ?? 'XX000'
    super(`${statement}: ${code} ${code.startsWith('22') ? 'the value does not fit its type' : cause.message}`)
    this.statement = statement
    this.code = code
    this.constraint = cause.constraint
    this.table = cause.table
  }
}

/**
 * The database cannot be reached, or the connection broke. When it broke during COMMIT nobody knows whether the
 * transaction holds (`outcomeUnknown`); a repeated idempotency key finds out.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
  readonly outcomeUnknown: boolean

  constructor(message: string, outcomeUnknown = false) {
    super(message)
    this.outcomeUnknown = outcomeUnknown
  }
}

/** A transaction met a refusal of the database that goes away by itself: deadlock, serialization, a stale plan. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === '40001' || error.code === '40P01' || isStalePlan(error))

/** The name of the violated unique key, or undefined when the error is another one. */
export const uniqueViolation = (error: unknown): string | undefined =>
  error instanceof DatabaseError && error.code === '23505' ? (error.constraint ?? '') : undefined

/** The disk of the database is full: nothing was written, and reading goes on. */
export const isFull = (error: unknown): boolean => error instanceof DatabaseError && error.code === '53100'

/** A statement prepared before a table changed beneath it: nothing was done, and a new connection prepares it anew. */
export const isStalePlan = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === '0A000' && error.message.includes('cached plan')

/**
 * Besides what shuts a server down: 25P03 and 57P05, with which it ends the connection of a process that slept through
 * its transaction.
 */
const LOST_CODES: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '53300', '3D000'])
const LOST_SYSTEM: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
const LOST_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|connection error|Client was closed/

/** Turns what the driver throws into one of ours; anything else is a bug and passes through. */
export const translate = (statement: string, error: unknown): unknown => {
  if (error instanceof DatabaseError || error instanceof DatabaseUnavailable) return error
  if (error instanceof pg.DatabaseError) {
    const lost = LOST_CODES.has(error.code ?? '') || (error.code ?? '').startsWith('08')
    return lost ? new DatabaseUnavailable(`${statement}: ${error.message}`) : new DatabaseError(statement, error)
  }
  if (!(error instanceof Error)) return error
  const system = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const lost = LOST_SYSTEM.has(system) || LOST_WORDS.test(error.message)
  return lost ? new DatabaseUnavailable(`${statement}: ${error.message === '' ? system : error.message}`) : error
}
