import type { z } from 'zod'
import type { Instant } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import type { CityDb } from '../db/types.ts'
import type { OwnOf } from '../personal/own.ts'

/**
 * Long work that nobody waits for: imports, exports, reports. It may run again after a failure, so it can begin anew.
 * The `db` it is given refuses everything (LeaseLost) once another process has taken the task over.
 */
export type Task<In = unknown> = {
  /** Such as `work-order.import`. */
  readonly id: string
  readonly input: z.ZodType<In>
  /** Longer than this it counts as failed. */
  readonly secondsMax?: number
  readonly run: (
    input: In,
    context: {
      readonly db: CityDb
      readonly now: Instant
      readonly id: string
      readonly vault: Vault
      /** What each slice keeps of a person, for whoever takes it away. */
      readonly own: readonly OwnOf[]
    },
  ) => Promise<void>
}

/** A task with its input's type forgotten: what lists of tasks hold. */
export type AnyTask = Omit<Task, 'run'> & {
  readonly run: (input: unknown, context: Parameters<Task['run']>[1]) => Promise<void>
}
