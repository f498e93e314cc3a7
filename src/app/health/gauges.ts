import { instant } from '../../kernel/time.ts'
import type { Database } from '../../platform/db/types.ts'
import type { Gauges, Sample } from '../../platform/operation.ts'
import { backupsOf } from './backups.ts'
import { databaseBytes, freeBytes } from './machine.ts'
import { type Queues, queuesOf } from './queues.ts'

const OF_CITY: readonly { readonly name: string; readonly help: string; readonly from: keyof Queues }[] = [
  { name: 'linli_outbox_lag_seconds', help: 'Age of the oldest event not handed on', from: 'outboxSeconds' },
  {
    name: 'linli_delivery_lag_seconds',
    help: 'Overdue time of the oldest delivery that is due',
    from: 'deliverySeconds',
  },
  { name: 'linli_events_waiting', help: 'Events and deliveries that are not done', from: 'waiting' },
  { name: 'linli_dead_deliveries', help: 'Deliveries given up', from: 'dead' },
  { name: 'linli_clock_lag_seconds', help: 'Overdue time of the oldest escalation that is due', from: 'clockSeconds' },
  { name: 'linli_journal_waiting', help: 'Journal entries without a place', from: 'unnumbered' },
  { name: 'linli_journal_lag_seconds', help: 'Age of the oldest entry without a place', from: 'unnumberedSeconds' },
  { name: 'linli_messages_waiting', help: 'Messages that are due to be sent', from: 'messages' },
  { name: 'linli_message_lag_seconds', help: 'Overdue time of the oldest message', from: 'messageSeconds' },
]
const OF_ALL = {
  linli_database_up: '1 when the database answers',
  linli_database_bytes: 'Size of the database',
  linli_disk_free_bytes: 'Bytes free where the data folder lies',
  linli_backup_age_seconds: 'Age of the last backup made on this machine',
  linli_backup_bytes: 'Size of the last backup',
  linli_backup_verified_age_seconds: 'Age of the last backup that was tried out and found sound',
  linli_wal_archive_lag_seconds: 'Age of the oldest log that is not handed over',
  linli_wal_archive_failures: 'Failures to hand log over since the last success',
} as const
type OfAll = keyof typeof OF_ALL

const sample = (name: OfAll, value: number): Sample => ({ name, labels: {}, value })

const ofDatabase = async (database: Database, data: string, now: number): Promise<readonly Sample[]> => {
  const { publicDb } = database
  const samples: Sample[] = [
    sample('linli_database_up', 1),
    sample('linli_database_bytes', await databaseBytes(publicDb)),
  ]
  const { last, verified, archive } = await backupsOf(data, publicDb)
  const age = (at: number): number => Math.round((now - at) / 1000)
  if (last !== null)
    samples.push(sample('linli_backup_age_seconds', age(last.at)), sample('linli_backup_bytes', last.bytes))
  if (verified?.sound === true) samples.push(sample('linli_backup_verified_age_seconds', age(verified.at)))
  if (archive !== null)
    samples.push(
      sample('linli_wal_archive_lag_seconds', archive.lagSeconds),
      sample('linli_wal_archive_failures', archive.failures),
    )
  for (const { code } of await database.cities()) {
    const queues = await queuesOf(database.city(code))
    for (const { name, from } of OF_CITY) samples.push({ name, labels: { city: code }, value: queues[from] })
  }
  return samples
}

const KEPT_MS = 5_000
const READ_MS_MAX = 3_000

const atMost = <T>(ms: number, work: Promise<T>): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('too slow')), ms)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}

/** Figures of the installation. Asked for at most every five seconds, whoever looks; a database that is down shows as 0. */
export const gaugesOf = (database: Database, data: string, now: () => number = Date.now): Gauges => {
  let kept: readonly Sample[] = []
  let at = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined
  const ask = async (): Promise<void> => {
    const free = await freeBytes(data)
    const own = free === undefined ? [] : [sample('linli_disk_free_bytes', free)]
    const asked = await atMost(READ_MS_MAX, ofDatabase(database, data, instant(now()))).catch(() => [
      sample('linli_database_up', 0),
    ])
    kept = [...own, ...asked]
    at = performance.now()
  }
  return {
    about: [
      ...OF_CITY.map(({ name, help }) => ({ name, help, labels: ['city'] })),
      ...Object.entries(OF_ALL).map(([name, help]) => ({ name, help, labels: [] })),
    ],
    read: async () => {
      if (performance.now() - at > KEPT_MS)
        asking ??= ask().finally(() => {
          asking = undefined
        })
      await asking
      return kept
    },
  }
}
