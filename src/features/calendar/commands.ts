import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityDb, Tx } from '../../platform/db/types.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { emit } from '../../platform/jobs/emit.ts'
import { append } from '../../platform/journal/append.ts'
import { policy } from './policy.ts'
import type { CalendarTag } from './refusals.ts'
import { checkNotice, type NoticeChange, type NoticeInput } from './rules/notice.ts'
import { readShipped } from './shipped.ts'
import { type Change, changesSince, contradictions, headOf, lockSeen, putSeen, type Seen, seenBy } from './store.ts'
import { putYears } from './years.ts'

/** Topic of what other slices hear: dues that looked at these days are computed again. */
export const CALENDAR_CHANGED = 'calendar.changed'

/**
 * Years that changed, and the first and last day touched (a notice may touch the December before its year). A due
 * before `from` stands; a due from `from` on, also after `to` when it was counted through it, is computed again.
 */
export type CalendarChanged = {
  readonly version: number
  readonly years: readonly number[]
  readonly from: string
  readonly to: string
}

/** What loading a notice did; `change` is undefined when everything was known already. */
export type Imported = { readonly year: number; readonly version: number; readonly change: NoticeChange | undefined }

const spanOf = (version: number, changes: readonly Change[]): CalendarChanged => ({
  version,
  years: [...new Set(changes.map(change => change.year))].toSorted((a, b) => a - b),
  from: changes.map(change => change.from).toSorted()[0] ?? '',
  to:
    changes
      .map(change => change.to)
      .toSorted()
      .at(-1) ?? '',
})

/** Tells this city of what changed since it last heard: journal and event in the caller's transaction. */
const tell = async (tx: Tx, seen: Seen, version: number, actor: Actor, now: Instant): Promise<number> => {
  const changes = await changesSince(tx, seen.version)
  // A city that never heard of a calendar has computed nothing with an older one.
  if (changes.length === 0 || seen.version === 0) {
    await putSeen(tx, { version, seq: seen.seq })
    return 0
  }
  const changed = spanOf(version, changes)
  const seq = seen.seq + 1
  await putSeen(tx, { version, seq })
  const office = officeFor(policy, 'importNotice', actor, { area: null, relations: () => new Set() })
  const data = { ...changed, years: [...changed.years] }
  await append(tx, { stream: 'calendar/notices', seq, verb: 'loadNotice', at: now, actor, office, data })
  await emit(tx, { topic: CALENDAR_CHANGED, key: 'calendar', payload: changed, at: now })
  return changed.years.length
}

/**
 * Loads the notice of a year, for every city of the installation: replaces what was known of the year, writes the
 * journal of the city it is done in, and emits `calendar.changed`. The same notice again changes nothing.
 */
export const importNotice = async (
  tx: Tx,
  notice: NoticeInput,
  actor: Actor,
  now: Instant,
): Promise<Result<Imported, readonly Refusal<CalendarTag>[]>> => {
  const checked = checkNotice(notice)
  if (!checked.ok) return checked
  const seen = await lockSeen(tx)
  // Into a database that was never seeded, the shipped years go first: one year alone would unload all others.
  if ((await headOf(tx)).version === 0) await putYears(tx, (await readShipped()).years, 'shipped', now)
  const before = (await headOf(tx)).version
  const { version, changes } = await putYears(tx, [checked.value], 'import', now)
  const against = await contradictions(tx, checked.value)
  if (against.length > 0) {
    return refuse(
      against.map(({ year, date }) => ({ tag: 'day-conflict', values: { year, date }, pointer: '/body/days' })),
    )
  }
  if (changes.length > 0) await tell(tx, seen.version === 0 ? { ...seen, version: before } : seen, version, actor, now)
  return ok({ year: notice.year, version, change: changes[0] })
}

/** Carries what a dry run would have done out of the transaction that is rolled back. */
class DryRun extends Error {
  readonly outcome: Result<Imported, readonly Refusal<CalendarTag>[]>
  constructor(outcome: Result<Imported, readonly Refusal<CalendarTag>[]>) {
    super('dry run')
    this.outcome = outcome
  }
}

/** The same import, taken back: says what it would change and writes nothing. */
export const tryNotice = async (
  db: CityDb,
  notice: NoticeInput,
  actor: Actor,
  now: Instant,
): Promise<Result<Imported, readonly Refusal<CalendarTag>[]>> => {
  try {
    return await db.tx(async tx => {
      throw new DryRun(await importNotice(tx, notice, actor, now))
    })
  } catch (error) {
    if (error instanceof DryRun) return error.outcome
    throw error
  }
}

/** For a sweep: tells a city of notices loaded elsewhere (by another city's operator, or with a new release). */
export const followCalendar = async (db: CityDb, now: Instant): Promise<number> => {
  const { version } = await headOf(db)
  if ((await seenBy(db)).version === version) return 0
  return db.tx(async tx => {
    const seen = await lockSeen(tx)
    return tell(tx, seen, (await headOf(tx)).version, SYSTEM, now)
  })
}

/** The year whose notice is due next, seen from a day: the first one not loaded. */
export const nextNotice = (loaded: readonly number[], now: Instant): number => {
  const known = new Set(loaded)
  let year = Number(dateOf(now).slice(0, 4))
  while (known.has(year)) year += 1
  return year
}
