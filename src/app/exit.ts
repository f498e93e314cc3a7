/** What the shell learns from a verb; listed in `./linli --help`. */
export const EXIT = {
  done: 0,
  refused: 1,
  badInput: 2,
  usage: 64,
  unavailable: 69,
  bug: 70,
} as const

export const EXIT_HELP = `
Exit codes:
  0   done
  1   refused or failed, for a reason that is said
  2   some of the input was bad; the rest was done
  64  the command line is wrong
  69  something needed is not available: database, port, or a data folder another Linli uses
  70  a bug in Linli

Results go to stdout, logs and words to stderr. With --json the last line of stdout is one JSON object.
Environment: PORT, HOST, DATABASE_URL, LINLI_DATA, LINLI_CITY, LINLI_ARCHIVE, LINLI_KEYS, LINLI_PG_BIN,
LINLI_PROXIES, LINLI_METRICS_TOKEN, LINLI_ORIGIN, LINLI_SMTP_URL, LINLI_MAIL_FROM, LINLI_CLAMD, LINLI_ACCEPT_LOSS,
LINLI_TRACES, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER_ARG, LINLI_LOG (debug, info, warn, error, silent).
Other servers: LINLI_OUTBOUND (docs/concepts/outbound.md), LINLI_SMS_URL, LINLI_SMS_AUTH, LINLI_SMS_TEMPLATE,
LINLI_SMS_SECRET, LINLI_IDENTITY_SERVICES, LINLI_OIDC_SECRET_<ID>.`

/** Ends a verb with words for a person and a code for a script; not a bug. */
export class Exit extends Error {
  override readonly name = 'Exit'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

const UNAVAILABLE: ReadonlySet<string> = new Set([
  'ClusterInUse',
  'DatabaseUnavailable',
  'EADDRINUSE',
  'EADDRNOTAVAIL',
  'EACCES',
  'ECONNREFUSED',
])
const REFUSED: ReadonlySet<string> = new Set([
  'BackupError',
  'PackageError',
  'MigrationError',
  'VaultError',
  'SignerError',
])

/** The exit code of an error, judged by its name so that nothing heavy is loaded to say it. */
export const exitCodeOf = (error: unknown): number => {
  if (error instanceof Exit) return error.code
  if (!(error instanceof Error)) return EXIT.bug
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (UNAVAILABLE.has(error.name) || UNAVAILABLE.has(code)) return EXIT.unavailable
  return REFUSED.has(error.name) ? EXIT.refused : EXIT.bug
}
