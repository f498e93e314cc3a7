/** What a place brings along, as data: values over national rules, and the bodies it is founded with. */

import type { AreaPath } from '../../../kernel/area-code.ts'
import type { Basis } from '../../../kernel/cite.ts'
import type { Dated } from '../../../kernel/dated.ts'

/** Lines merged into one number, of which a source gives the counts and no names. */
export type HotlineTemplate = {
  readonly lines: number
  readonly owners: number
  readonly redirectedTo: string
  readonly basis: Basis
}

export type Locality = {
  /** A province (2 digits) or a city (4). */
  readonly area: AreaPath
  readonly name: string
  /** Values by key of a rule (`defineRuleValue`); each is checked against its rule's schema. */
  readonly values: Readonly<Record<string, Dated<unknown>>>
  /** What a new city is founded with. Names are defaults that the operator changes: 默认参数. */
  readonly bodies?: {
    readonly hotlineDesk: string
    readonly departments: readonly string[]
    readonly utilities: readonly string[]
    readonly basis: Basis
  }
  readonly hotlines?: HotlineTemplate
  /** The number residents call. */
  readonly phone?: string
}
