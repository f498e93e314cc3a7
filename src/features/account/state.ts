import type { Instant } from '../../kernel/time.ts'
import type { Context } from '../../platform/http/types.ts'
import { factorSince } from '../../platform/identity/factor.ts'
import { recoveryCodesLeft } from '../../platform/identity/recovery.ts'

export type FactorState = {
  readonly since: Instant | null
  readonly recoveryLeft: number
  /** There is none, and this is no demonstration: it has to be set up first. */
  readonly missing: boolean
  /** There is none, but in a demonstration nobody has to have one. */
  readonly excused: boolean
}

/** How it stands with the second factor of whoever asks. */
export const factorState = async ({ system: db, actor, demo }: Context): Promise<FactorState> => {
  const since = actor.party === null ? undefined : await factorSince(db, actor.party)
  const recoveryLeft = actor.party === null ? 0 : await recoveryCodesLeft(db, actor.party)
  return {
    since: since ?? null,
    recoveryLeft,
    missing: since === undefined && !demo,
    excused: since === undefined && demo,
  }
}
