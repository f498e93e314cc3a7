import type { Assist, Fact, OrderState, Step } from './state.ts'

type Accept = Extract<Fact, { action: 'accept' }>

const opened = (fact: Accept): OrderState => ({
  step: 'received',
  round: 1,
  turn: 0,
  kind: fact.kind,
  category: fact.category,
  urgent: fact.urgent,
  channel: fact.channel,
  area: fact.area,
  anonymous: fact.anonymous,
  confidential: fact.confidential,
  contactable: fact.contactable,
  onSite: fact.onSite,
  about: fact.about,
  lead: null,
  assists: [],
  designated: false,
  assignee: null,
  recused: [],
  receivedAt: fact.saidAt ?? fact.at,
  dispatchedAt: null,
  signedAt: null,
  contactedAt: null,
  arrivedAt: null,
  submittedAt: null,
  submittedBy: null,
  closedAt: null,
  archivedAt: null,
  evidence: 0,
  extensions: 0,
  returns: 0,
  reminders: 0,
  supervised: false,
  pending: null,
  pausedSince: null,
  followUp: null,
  attempts: 0,
  rating: null,
  declined: null,
  published: false,
  requester: fact.requester,
  locality: fact.locality,
  imported: fact.imported === true,
  procedure: fact.procedure ?? null,
})

/** What a turn of work leaves behind when the order goes to another unit, or is worked on again. */
const UNSENT = {
  lead: null,
  assists: [],
  assignee: null,
  dispatchedAt: null,
  signedAt: null,
  contactedAt: null,
  arrivedAt: null,
  submittedAt: null,
  submittedBy: null,
  evidence: 0,
  pending: null,
} as const

const answered = (assists: readonly Assist[], organisation: string, state: Assist['state']): readonly Assist[] =>
  assists.map(assist => (assist.id === organisation ? { ...assist, state } : assist))

const at = (step: Step) => ({ step })

const change = (state: OrderState, fact: Exclude<Fact, Accept>): Partial<OrderState> => {
  switch (fact.action) {
    case 'amend':
      return { kind: fact.kind, category: fact.category, urgent: fact.urgent, area: fact.area, onSite: fact.onSite }
    case 'admit':
      return at('queued')
    case 'decline':
      return { step: 'declined', declined: fact.reason }
    case 'answer':
      return { step: 'closed', closedAt: fact.at, submittedBy: fact.by.party }
    case 'dispatch':
    case 'designate':
      return {
        ...UNSENT,
        step: 'dispatched',
        turn: state.turn + 1,
        lead: fact.lead,
        assists: fact.assists.map(unit => ({ ...unit, state: 'asked' })),
        designated: state.designated || fact.action === 'designate',
        dispatchedAt: fact.at,
      }
    case 'recall':
      return { ...UNSENT, step: 'queued' }
    case 'sign':
      return { step: 'handling', signedAt: fact.at }
    case 'assign':
      return { assignee: fact.assignee }
    case 'recuse':
      return { recused: [...state.recused, fact.party], ...(state.assignee === fact.party && { assignee: null }) }
    case 'contact':
      return { contactedAt: state.contactedAt ?? fact.at }
    case 'arrive':
      return { arrivedAt: state.arrivedAt ?? fact.at, evidence: state.evidence + fact.photos }
    case 'assistReply':
      return { assists: answered(state.assists, fact.organisation, 'replied') }
    case 'waiveAssist':
      return { assists: answered(state.assists, fact.organisation, 'waived') }
    case 'askExtension':
      return {
        pending: {
          kind: 'extend',
          by: fact.by.party ?? '',
          at: fact.at,
          workdays: fact.workdays,
          special: fact.special,
        },
      }
    case 'grantExtension':
      return { pending: null, extensions: state.extensions + 1 }
    case 'askPause':
      return { pending: { kind: 'pause', by: fact.by.party ?? '', at: fact.at, reason: fact.reason } }
    case 'refuseExtension':
    case 'refusePause':
      return { pending: null }
    case 'grantPause':
      return { step: 'paused', pending: null, pausedSince: fact.at }
    case 'resume':
      return { step: 'handling', pausedSince: null }
    case 'askReturn':
      return { step: 'returning', submittedBy: fact.by.party }
    case 'grantReturn':
      return { ...UNSENT, step: 'queued', returns: state.returns + 1 }
    case 'submit':
      return {
        step: 'submitted',
        submittedAt: fact.at,
        submittedBy: fact.by.party,
        evidence: state.evidence + fact.evidence,
      }
    case 'sendBack':
      return { step: 'handling', submittedAt: null }
    case 'close':
      return { step: 'closed', closedAt: fact.at }
    case 'followUp':
      return {
        step: fact.final ? 'followed-up' : 'closed',
        attempts: state.attempts + (fact.reached ? 0 : 1),
        followUp: { at: fact.at, reached: fact.reached, resolved: fact.resolved, satisfaction: fact.satisfaction },
      }
    case 'rate':
      return { rating: { at: fact.at, satisfaction: fact.satisfaction, resolved: fact.resolved } }
    case 'reopen':
      return {
        ...UNSENT,
        step: 'queued',
        round: state.round + 1,
        closedAt: null,
        extensions: 0,
        followUp: null,
        attempts: 0,
        rating: null,
        supervised: false,
        designated: false,
      }
    case 'archive':
      return { step: 'archived', archivedAt: fact.at }
    case 'publish':
      return { published: true }
    case 'unpublish':
      return { published: false }
    case 'remind':
      return { reminders: state.reminders + 1 }
    case 'supervise':
      return { supervised: true }
    case 'withdraw':
      return at('withdrawn')
    case 'terminate':
      return at('terminated')
    case 'toPetition':
      return at('petitioned')
    case 'claim':
      return { requester: fact.requester, anonymous: false, contactable: true }
    case 'record':
      return fact.replied ? { step: 'archived', closedAt: fact.at, archivedAt: fact.at } : { step: 'queued' }
    case 'progress':
      return {}
  }
}

/** The order after one more fact. Replaying all facts of an order gives its row, always. */
export const evolve = (state: OrderState | undefined, fact: Fact): OrderState => {
  if (fact.action === 'accept') {
    if (state !== undefined) throw new Error('an order is accepted once')
    return opened(fact)
  }
  if (state === undefined) throw new Error(`the first fact is accept, not ${fact.action}`)
  return { ...state, ...change(state, fact) }
}

export const replay = (facts: readonly Fact[]): OrderState | undefined =>
  facts.reduce<OrderState | undefined>((state, fact) => evolve(state, fact), undefined)
