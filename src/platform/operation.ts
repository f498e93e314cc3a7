import type { Instant } from '../kernel/time.ts'

export type Health = 'ok' | 'warn' | 'fail'

/** One thing looked at: what was found, and what to do unless it is in order. */
export type Finding = { readonly what: string; readonly health: Health; readonly found: string; readonly next: string }

export const finding = (what: string, health: Health, found: string, next = ''): Finding => ({
  what,
  health,
  found,
  next,
})

/** Parts of an installation that can be well or not, each by itself. */
export const COMPONENTS = ['web', 'database', 'background', 'journal'] as const
export type ComponentName = (typeof COMPONENTS)[number]

/** How a part is, and since when this process has known it so. */
export type Component = { readonly name: ComponentName; readonly works: boolean; readonly since: Instant }

/** Work announced by the operator. */
export type Maintenance = {
  readonly id: string
  readonly from: Instant
  readonly until: Instant
  readonly what: string
}

/** What this process knows by itself; nothing is asked of the database when it is told. */
export type Status = {
  readonly components: readonly Component[]
  /** Of this city, not over yet, the next first. */
  readonly maintenance: readonly Maintenance[]
  readonly asOf: Instant
}

/** Backups as this machine knows them. */
export type Backups = {
  readonly last: { readonly at: Instant; readonly bytes: number } | null
  readonly verified: { readonly at: Instant; readonly sound: boolean } | null
  /** Whether the log is kept, and how many seconds of it are not handed over yet. */
  readonly archive: { readonly lagSeconds: number; readonly failures: number } | null
}

/** What the operator's pages ask of the installation around them. */
export interface Operation {
  readonly version: string
  /** What `doctor` says, of the running process. */
  examine(): Promise<readonly Finding[]>
  status(city: string): Status
  backups(): Promise<Backups>
  /** Migrations of this version that were not applied. */
  pending(): Promise<readonly string[]>
}

export type Sample = {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** Figures for /metrics that have to be asked for. */
export type Gauges = {
  readonly about: readonly { readonly name: string; readonly help: string; readonly labels: readonly string[] }[]
  readonly read: () => Promise<readonly Sample[]>
}
