import type { Instant } from '../../kernel/time.ts'

/** A person's standing: the office held, in which organisation, over which area. */
export type Office = {
  readonly id: string
  readonly organisation: string
  readonly organisationKind: string
  readonly role: string
  /** Area path: the significant digits of the division code, so that an ancestor is a prefix. */
  readonly area: string
}

export type Actor = {
  readonly kind: 'anonymous' | 'resident' | 'staff' | 'system'
  /** Party id; null for anonymous and system. */
  readonly party: string | null
  readonly session: string | null
  /** Display name as its owner sees it; masked elsewhere. */
  readonly name: string
  readonly offices: readonly Office[]
  /** Real-name level reached: L0 none, L1 phone, L2 name and ID, L3 face or offline. */
  readonly level: 'L0' | 'L1' | 'L2' | 'L3'
  /** When the second factor was last given in this session; null when it never was. Staff only. */
  readonly provedAt?: Instant | null
  /** The organisation for which this session acts; the person stays who did it. */
  readonly onBehalf?: { readonly party: string; readonly name: string }
  /** Other parties found to be this person: what belongs to them belongs to the person too. */
  readonly also?: readonly string[]
}

/** One line of an access table: who, over which area, in which relation to the thing. All three must hold. */
export type Grant = {
  /** A role held by office, or `anyone`, or `resident` (signed in by phone), or `staff` (any office). */
  readonly who: string
  /** `within`: the office's area contains the thing's area. `any`: the area does not matter. */
  readonly area: 'any' | 'within'
  /** A relation computed by the slice for this actor and thing, or `any`. */
  readonly relation: string
}

/** Verb → who may. A verb without a line, and a case without a matching line, is refused. */
export type Policy<Verb extends string = string> = Readonly<Record<Verb, readonly Grant[]>>

/** The thing as the access table sees it. `relations` may be computed per office: own unit, own order … */
export type Subject = {
  readonly area: string | null
  readonly relations: (actor: Actor, office: Office | null) => ReadonlySet<string>
}
