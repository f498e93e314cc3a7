import type { Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'

export type Verb = 'list' | 'view' | 'open' | 'close'

/** Who may do what; deny by default. */
export const policy = {
  list: [{ who: 'anyone', area: 'any', relation: 'any' }],
  view: [{ who: 'anyone', area: 'any', relation: 'any' }],
  open: [
    { who: 'resident', area: 'any', relation: 'any' },
    { who: 'staff', area: 'within', relation: 'any' },
  ],
  close: [{ who: 'staff', area: 'within', relation: 'any' }],
} as const satisfies Policy<Verb>

/** The thing as the access table sees it. */
export const subjectOf = (area: string): Subject => ({ area, relations: () => new Set() })

export const access = (verb: Verb): Access => ({ policy, verb })
