/**
 * A second telling of the life of a work order, written from the definition's words and not from its code: who may do
 * what to which order, what stops it, and what it leaves behind. The stateful test holds the server against it.
 */

export const STAFF = {
  deskOperator: 'desk',
  deskLead: 'desk',
  auditor: 'desk',
  systemAdmin: 'desk',
  unitLead: 'town',
  unitHandler: 'town',
  gridWorker: 'town',
  communityWorker: 'committee',
  otherUnit: 'department',
} as const
export type Staff = keyof typeof STAFF
export type Who = Staff | 'resident' | 'neighbour'
export const EVERYBODY: readonly Who[] = [...(Object.keys(STAFF) as Staff[]), 'resident', 'neighbour']
export type Unit = 'town' | 'department' | 'committee'

export type Case = {
  readonly step: string
  readonly round: number
  readonly turn: number
  readonly kind: string
  readonly category: string
  readonly urgent: boolean
  readonly onSite: boolean
  readonly contactable: boolean
  readonly confidential: boolean
  readonly requester: Who | null
  readonly about: Unit | null
  readonly lead: Unit | null
  readonly assists: Readonly<Partial<Record<Unit, 'asked' | 'replied' | 'waived'>>>
  readonly designated: boolean
  readonly assignee: Who | null
  readonly recused: readonly Who[]
  readonly dispatchedAt: number | null
  readonly contacted: boolean
  readonly arrived: boolean
  readonly evidence: number
  readonly extensions: number
  readonly pending: { readonly kind: 'extend' | 'pause'; readonly by: Who } | null
  readonly submittedBy: Who | null
  readonly closedAt: number | null
  readonly attempts: number
  readonly resolved: boolean | null
  readonly followedUp: boolean
  readonly rated: boolean
  readonly published: boolean
}

/** A thing somebody does: `body` is what the API takes, with `@` names for ids. */
export type Deed = {
  readonly who: Who
  readonly verb: string
  readonly body: Readonly<Record<string, unknown>>
  readonly photos?: number
}

/** What a place sets, and what the clocks say at this moment. */
export type Ground = {
  readonly now: number
  readonly returnUntil: (dispatchedAt: number) => number
  /** Due of the running close clock as the order's page shows it; null when none runs. */
  readonly closeDue: number | null
  readonly extensionsMax: number
  readonly extensionsMaxSpecial: number
  readonly extensionWorkdaysMax: number
  readonly reopenMs: number
  readonly followUpAttempts: number
  readonly onSite: (category: string) => boolean
}

export type Verdict =
  | { readonly status: 200; readonly next: Case }
  | { readonly status: 401 | 403 | 404 | 409 | 422; readonly tags: readonly string[] }
