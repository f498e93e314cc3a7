import type { DetailOut } from '../../api.ts'

/** Fields of a deed's form; each is a part of its body in verbs.ts. `reason` and `note` are both sent as `note`. */
export type DeedField =
  | 'lead'
  | 'assists'
  | 'onList'
  | 'assignee'
  | 'kind'
  | 'category'
  | 'area'
  | 'urgent'
  | 'decline'
  | 'pause'
  | 'workdays'
  | 'special'
  | 'reached'
  | 'resolved'
  | 'satisfaction'
  | 'organisation'
  | 'photos'
  | 'title'
  | 'text'
  | 'publicPhotos'
  | 'note'
  | 'reason'

export type Deed = {
  readonly fields: readonly DeedField[]
  /** Done at once by its button or key: it says nothing of its own and harms nothing. */
  readonly direct?: true
  /** Whether it makes sense for the order as it stands; the answer already says that it is allowed. */
  readonly fits?: (order: DetailOut) => boolean
}

const asked = (kind: string) => (order: DetailOut) => order.pending === kind
const free = (order: DetailOut): boolean => order.pending === null
const assisted = (order: DetailOut): boolean => order.assists.some(({ state }) => state === 'asked')
const sending: Deed = { fields: ['lead', 'assists', 'onList', 'note'] }

/** Everything a member of staff can do to an order, in the order the menu shows it. */
export const DEEDS: Readonly<Record<string, Deed>> = {
  admit: { fields: [], direct: true },
  answer: { fields: ['reason'], fits: ({ kind }) => kind === 'enquiry' || kind === 'praise' },
  decline: { fields: ['decline', 'reason'] },
  dispatch: sending,
  designate: sending,
  grantReturn: { fields: ['note'] },
  grantExtension: { fields: ['note'], fits: asked('extend') },
  refuseExtension: { fields: ['reason'], fits: asked('extend') },
  grantPause: { fields: ['note'], fits: asked('pause') },
  refusePause: { fields: ['reason'], fits: asked('pause') },
  sign: { fields: [], direct: true },
  assign: { fields: ['assignee', 'note'] },
  contact: { fields: ['reached', 'note'] },
  arrive: { fields: ['photos', 'note'] },
  progress: { fields: ['reason'] },
  submit: { fields: ['reason', 'photos'] },
  assistReply: { fields: ['reason'], fits: assisted },
  waiveAssist: { fields: ['organisation', 'reason'], fits: assisted },
  askExtension: { fields: ['workdays', 'special', 'reason'], fits: free },
  askPause: { fields: ['pause', 'reason'], fits: order => free(order) && !order.urgent },
  askReturn: { fields: ['reason'], fits: order => free(order) && !order.designated },
  resume: { fields: ['note'] },
  close: { fields: ['note'] },
  sendBack: { fields: ['reason'] },
  followUp: { fields: ['reached', 'resolved', 'satisfaction', 'note'] },
  reopen: { fields: ['reason'] },
  archive: { fields: [], direct: true },
  publish: { fields: ['title', 'text', 'publicPhotos'], fits: order => !order.confidential && !order.published },
  unpublish: { fields: ['reason'], fits: order => order.published },
  remind: { fields: [], direct: true },
  supervise: { fields: ['note'] },
  recall: { fields: ['note'] },
  amend: { fields: ['kind', 'category', 'area', 'urgent', 'note'] },
  recuse: { fields: ['reason'] },
  terminate: { fields: ['reason'] },
  toPetition: { fields: ['reason'] },
}

const stopped = (order: DetailOut, name: string): boolean =>
  order.clocks.some(clock => clock.name === name && clock.stoppedAt !== null)

/** What usually comes next, the likeliest first; each has its condition besides being allowed. */
const LIKELY: readonly (readonly [verb: string, when: (order: DetailOut) => boolean])[] = [
  ['admit', () => true],
  ['grantExtension', () => true],
  ['refuseExtension', () => true],
  ['grantPause', () => true],
  ['refusePause', () => true],
  ['designate', () => true],
  ['grantReturn', () => true],
  ['sign', () => true],
  ['assign', order => order.assignee === null],
  ['contact', order => order.step === 'handling' && !stopped(order, 'contact')],
  ['arrive', order => !stopped(order, 'arrive')],
  ['submit', () => true],
  ['close', () => true],
  ['sendBack', () => true],
  ['followUp', () => true],
  ['archive', () => true],
  ['publish', ({ step }) => step === 'archived' || step === 'followed-up'],
  ['resume', () => true],
  ['answer', () => true],
  ['decline', () => true],
  ['remind', order => order.lead !== null],
]

const MOST = 3

/** Deeds the reader may do to this order now. */
export const deedsFor = (order: DetailOut): readonly string[] =>
  Object.keys(DEEDS).filter(verb => order.may.includes(verb) && (DEEDS[verb]?.fits?.(order) ?? true))

/** The three that get a key. */
export const likelyFor = (order: DetailOut): readonly string[] => {
  const allowed = new Set(deedsFor(order))
  return LIKELY.flatMap(([verb, when]) => (allowed.has(verb) && when(order) ? [verb] : [])).slice(0, MOST)
}

/** `askExtension` is `ask-extension` in the address. */
export const pathOf = (verb: string): string => verb.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
