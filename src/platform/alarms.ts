/**
 * What is wrong with this process's surroundings at the moment, for whoever operates it: said once in the log, shown in
 * /metrics and on the operator's page, and gone when it is over. Kept in memory: a full disk takes no row.
 */
export const ALARMS = ['storage-full'] as const
export type AlarmId = (typeof ALARMS)[number]

type Listener = (id: AlarmId, raised: boolean) => void

const raisedSince = new Map<AlarmId, number>()
const listeners = new Set<Listener>()

const tell = (id: AlarmId, raised: boolean): void => {
  for (const listener of listeners) listener(id, raised)
}

/** Raises an alarm; one that stands already goes on standing. */
export const raise = (id: AlarmId): void => {
  if (raisedSince.has(id)) return
  raisedSince.set(id, performance.now())
  tell(id, true)
}

/** Ends an alarm. */
export const settle = (id: AlarmId): void => {
  if (raisedSince.delete(id)) tell(id, false)
}

export const isRaised = (id: AlarmId): boolean => raisedSince.has(id)

/** The alarms that stand, and for how long. */
export const standing = (): readonly { readonly id: AlarmId; readonly ms: number }[] =>
  [...raisedSince].map(([id, since]) => ({ id, ms: Math.round(performance.now() - since) }))

/** Hears of every alarm that is raised or ends. @returns what stops it */
export const onAlarm = (listener: Listener): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
