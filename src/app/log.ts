import { destination, type Logger, pino, stdTimeFunctions } from 'pino'

/** Logs of the process: JSON lines on stderr. No personal data goes in; whoever logs an error logs our own kinds. */
export const logOf = (level: string | undefined): Logger =>
  pino(
    { level: level ?? 'info', timestamp: stdTimeFunctions.isoTime, base: null },
    destination({ dest: 2, sync: true }),
  )
