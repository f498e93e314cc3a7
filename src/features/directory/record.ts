import { type AreaPath, codeOf } from '../../kernel/area-code.ts'
import type { Json } from '../../kernel/journal/canonical.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { may, officeFor } from '../../platform/access/access.ts'
import type { Actor, Subject } from '../../platform/access/types.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import { type DirectoryVerb, POLICY } from './policy.ts'
import { nextDeed } from './store/head.ts'

export const SYSTEM: Actor = { kind: 'system', party: null, session: null, name: '', offices: [], level: 'L0' }

/** What is done to the directory, and where: the verb's line in the access table decides with this area. */
export type Deed = {
  readonly verb: DirectoryVerb | 'found'
  readonly area: AreaPath
  /** Public for ever. */
  readonly data: { readonly [key: string]: Json }
  /** Enters as a commitment only. */
  readonly personal?: { readonly [key: string]: Json }
}

const subjectAt = (area: AreaPath): Subject => ({ area, relations: () => new Set() })

/** `forbidden` when the access table has no line for this actor and place. */
export const forbidden = (verb: DirectoryVerb, actor: Actor, area: AreaPath): readonly Refusal[] =>
  may(POLICY, verb, actor, subjectAt(area)) ? [] : [{ tag: 'forbidden' }]

/**
 * Writes a deed to the journal, in the city's stream of the directory. The head's row lock gives the next number and
 * keeps deeds apart; a directory changes a few times a day.
 */
export const record = async (tx: Tx, deed: Deed, actor: Actor, now: Instant): Promise<void> => {
  const seq = await nextDeed(tx)
  const office = deed.verb === 'found' ? null : officeFor(POLICY, deed.verb, actor, subjectAt(deed.area))
  await append(tx, {
    stream: `directory/${tx.city.code}`,
    seq,
    verb: deed.verb,
    at: now,
    actor,
    office,
    data: { area: codeOf(deed.area), ...deed.data },
    ...(deed.personal === undefined ? {} : { personal: deed.personal }),
  })
}
