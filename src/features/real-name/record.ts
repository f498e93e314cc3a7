import type { Json } from '../../kernel/journal/canonical.ts'
import type { Instant } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import { policy, type Verb } from './policy.ts'

export type Deed = {
  /** `level/<id>`, `identity-link/<id>`, `party-merge/<id>`. */
  readonly stream: string
  readonly seq: number
  readonly verb: string
  /** The line of the access table it was done under. */
  readonly under: Verb
  readonly data: { readonly [key: string]: Json }
  readonly personal: { readonly [key: string]: Json }
}

/** Writes what was done to an identity into the journal: whom it concerns enters as a commitment only. */
export const record = async (tx: Tx, actor: Actor, deed: Deed, now: Instant): Promise<void> => {
  const { stream, seq, verb, under, data, personal } = deed
  const office = officeFor<Verb>(policy, under, actor, { area: null, relations: () => new Set() })
  await append(tx, { stream, seq, verb, at: now, actor, office, data, personal })
}
