import { createHash } from 'node:crypto'
import type { Json } from '../../kernel/journal/canonical.ts'
import { canonical } from '../../kernel/journal/canonical.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import type { CityDb, CityQueries } from '../../platform/db/types.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { append } from '../../platform/journal/append.ts'
import type { Activity, DataClass, Kept, Retention } from '../../platform/personal/catalogue.ts'
import { ruleBookOf } from '../locality/index.ts'
import { ACTIVITIES } from './activities.ts'
import { catalogue } from './catalogue.ts'
import { keepAccounts, keepConsents, keepOrders, keepTraces } from './rule-values.ts'
import { insertRecord, newestRecord } from './store/records.ts'

/** Days by class; null for as long as the journal or the archive stands. Hours and minutes are given as parts of a day in words only. */
export type Keeping = Readonly<Record<Retention, number | null>>

const FIXED = {
  message: 30,
  notice: 400,
  session: 30,
  code: 1,
  answer: 7,
  import: 90,
  export: 0,
  office: 1_095,
} as const

export const keepingOf = async (db: CityQueries, now: Instant): Promise<Keeping> => {
  const book = await ruleBookOf(db)
  const on = (rule: typeof keepOrders): number => {
    const held = book.on(rule, dateOf(now))
    if (held === undefined) throw new Error(`no value of ${rule.key}`)
    return held.value
  }
  return {
    ...FIXED,
    account: on(keepAccounts),
    order: on(keepOrders),
    trace: on(keepTraces),
    consent: on(keepConsents),
    journal: null,
    archive: null,
  }
}

/** One record of processing: what for, which data, on what ground, for how long, and how it is protected. */
export type ProcessingRecord = {
  readonly activity: Activity
  readonly classes: readonly DataClass[]
  readonly kept: readonly Kept[]
  readonly columns: readonly string[]
  readonly retention: readonly { readonly class: Retention; readonly days: number | null }[]
}

const unique = <T>(list: readonly T[]): readonly T[] => [...new Set(list)].toSorted()

/** The records of a city, read off the catalogue and the values in force: one for each activity. */
export const recordsOf = (keeping: Keeping): readonly ProcessingRecord[] =>
  (Object.keys(ACTIVITIES) as Activity[]).map(activity => {
    const held = catalogue.flatMap(({ table, column, held: entry }) =>
      entry?.activity === activity ? [{ ...entry, name: `${table}.${column}` }] : [],
    )
    return {
      activity,
      classes: unique(held.map(({ holds }) => holds)),
      kept: unique(held.map(({ kept }) => kept)),
      columns: held.map(({ name }) => name),
      retention: unique(held.map(({ retention }) => retention)).map(name => ({ class: name, days: keeping[name] })),
    }
  })

/** The records with their texts, as they are written down. */
export const wholeRecords = (keeping: Keeping): readonly (ProcessingRecord & (typeof ACTIVITIES)[Activity])[] =>
  recordsOf(keeping).map(record => ({ ...record, ...ACTIVITIES[record.activity] }))

/**
 * Writes a new version of the records when they differ from the newest, and into the journal that it did. Versions are
 * never deleted, which is longer than the three years the law asks for. Returns the version in force.
 */
export const keepRecords = (db: CityDb, now: Instant): Promise<number> =>
  db.tx(async tx => {
    const body = wholeRecords(await keepingOf(tx, now)) as unknown as Json
    const digest = createHash('sha256').update(canonical(body)).digest()
    const newest = await newestRecord(tx)
    if (newest?.digest.equals(digest)) return newest.version
    const version = (newest?.version ?? 0) + 1
    const { leaf } = await append(tx, {
      stream: `processing-record/${version}`,
      seq: 1,
      verb: 'record',
      at: now,
      actor: SYSTEM,
      data: { version, sha256: digest.toString('hex') },
    })
    await insertRecord(tx, { version, digest, body, leaf }, now)
    return version
  })
