import type { Case, Ground, Unit, Who } from './case-types.ts'
import { unitOf } from './case-who.ts'

export type Ask = {
  readonly who: Who
  readonly body: Readonly<Record<string, unknown>>
  readonly photos: number
} & Ground
export type Rule = {
  readonly by: (c: Case, who: Who) => boolean
  readonly from: string
  readonly why?: (c: Case, ask: Ask) => readonly (readonly [tag: string, stops: boolean])[]
  readonly after: (c: Case, ask: Ask) => Partial<Case>
}

export const UNSENT = {
  lead: null,
  assists: {},
  assignee: null,
  dispatchedAt: null,
  contacted: false,
  arrived: false,
  evidence: 0,
  pending: null,
  submittedBy: null,
} as const

export const name = (value: unknown): Unit => String(value).replace('@', '') as Unit
export const asked = ({ body }: Ask): { lead: Unit; assists: readonly Unit[] } => {
  const lead = name(body.lead)
  const assists = ((body.assists ?? []) as readonly string[]).map(name)
  return { lead, assists: [...new Set(assists)].filter(unit => unit !== lead) }
}
export const sentTo = (_: Case, ask: Ask): Partial<Case> => {
  const { lead, assists } = asked(ask)
  const marks = Object.fromEntries(assists.map(unit => [unit, 'asked' as const]))
  return { ...UNSENT, step: 'dispatched', lead, assists: marks, dispatchedAt: ask.now }
}
export const maySend: Exclude<Rule['why'], undefined> = (c, ask) => {
  const { lead, assists } = asked(ask)
  return [
    ['community-cannot-lead', lead === 'committee'],
    ['not-on-community-list', assists.includes('committee') && ask.body.onList !== true],
    ['complained-of-cannot-handle', c.about !== null && [lead, ...assists].includes(c.about)],
  ]
}
export const stepsAside: Exclude<Rule['why'], undefined> = (c, { who }) => [['recused', c.recused.includes(who)]]
export const toBeDone = (c: Case, photos: number): readonly (readonly [string, boolean])[] => [
  ['no-contact', c.contactable && !c.contacted],
  ['no-arrival', (c.urgent || c.onSite) && !c.arrived],
  ['no-evidence', c.onSite && c.evidence + photos === 0],
  ['assists-open', Object.values(c.assists).includes('asked')],
]
export const stays = (): Partial<Case> => ({})
export const to =
  (step: string): Rule['after'] =>
  () => ({ step })

export const OPEN = 'received queued dispatched handling returning paused submitted'
export const SHOWN = 'queued dispatched handling paused submitted closed followed-up archived'

/** The assisting unit somebody speaks for. */
export const own = (who: Who): Unit => unitOf(who) as Unit
