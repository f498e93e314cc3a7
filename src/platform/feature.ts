import type { RefusalTable } from '../kernel/refusal.ts'
import type { Terms } from '../kernel/terms.ts'
import type { Instant } from '../kernel/time.ts'
import type { Sees } from './access/rows.ts'
import type { Vault } from './crypto/vault.ts'
import type { CityDb, Tx } from './db/types.ts'
import type { Route } from './http/types.ts'
import type { AnyTask } from './jobs/types.ts'
import type { OwnPart } from './personal/own.ts'

/** Something that came to pass in one slice and that others may react to. Delivered at least once, in order per key. */
export type OutboxEvent = {
  readonly id: string
  readonly topic: string
  readonly key: string
  readonly payload: unknown
  readonly at: Instant
}

/** Reacts to an event in a transaction of its own; the event is gone when it commits, so its effects happen once. */
export type Consumer = {
  readonly id: string
  readonly topic: string
  /** Only events whose payload has one of these as `action`; most things done to a matter concern few. */
  readonly actions?: readonly string[]
  readonly handle: (tx: Tx, event: OutboxEvent, now: Instant) => Promise<void>
}

/** Work done again and again by whichever process gets to it; claims its rows with SKIP LOCKED. Returns how much it did. */
export type Sweep = {
  readonly id: string
  readonly everyMs: number
  readonly run: (db: CityDb, now: Instant) => Promise<number>
}

/** A sweep of a slice: it gets the keys as well, for what it must open. */
export type SliceSweep = Omit<Sweep, 'run'> & {
  readonly run: (db: CityDb, now: Instant, vault: Vault) => Promise<number>
}

/** The manifest of a slice. src/app/features.ts is the one list of them. */
export type Feature = {
  readonly id: string
  readonly zh: string
  /** Rows of the mission this slice serves. */
  readonly rows: readonly string[]
  readonly terms: Terms
  readonly refusals: RefusalTable<string>
  readonly routes: readonly Route[]
  /** Which of its rows an actor sees, where policies hold; a slice without matters of its own has nothing to say. */
  readonly sees?: Sees
  readonly consumers?: readonly Consumer[]
  readonly sweeps?: readonly SliceSweep[]
  /** Long work, made with `defineTask` and ordered with `enqueue`. */
  readonly tasks?: readonly AnyTask[]
  /** What it keeps of a person, as they may take it away: whoever keeps something of people says what. */
  readonly own?: readonly OwnPart[]
  /** Folder of the slice, as `import.meta.dirname`; its migrations and messages are found there. */
  readonly folder: string
  /** What it puts into the demonstration city, through its own commands. */
  readonly demo?: (db: CityDb, now: Instant, vault: Vault) => Promise<void>
}

export const feature = (manifest: Feature): Feature => manifest
