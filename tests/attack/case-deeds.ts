import fc from 'fast-check'
import { judge } from './case-model.ts'
import { RULES } from './case-rules.ts'
import { type Case, type Deed, EVERYBODY, type Ground } from './case-types.ts'

const note = '已到现场看过'

/** Bodies that are told apart by the rules, for each verb; what is not named takes a note alone. */
const BODIES: Readonly<Record<string, readonly (readonly [object, photos?: number])[]>> = {
  amend: [
    [{ kind: 'complaint', category: 'manhole', area: '442000001007', urgent: true, note }],
    [{ kind: 'complaint', category: 'litter', area: '442000001007', urgent: false, note }],
    [{ kind: 'enquiry', category: 'transport', area: '442000001007', urgent: false, note }],
    [{ kind: 'help', category: 'neighbour', area: '442000001007', urgent: false, note }],
  ],
  decline: [[{ reason: 'elsewhere', note }]],
  dispatch: [
    [{ lead: '@town' }],
    [{ lead: '@department' }],
    [{ lead: '@town', assists: ['@department'] }],
    [{ lead: '@town', assists: ['@committee'], onList: true }],
    [{ lead: '@department', assists: ['@committee', '@department', '@committee'] }],
    [{ lead: '@committee' }],
  ],
  assign: [
    [{ assignee: '@gridWorker' }],
    [{ assignee: '@unitHandler' }],
    [{ assignee: '@otherUnit' }],
    [{ assignee: '@resident' }],
  ],
  contact: [[{ reached: true, note }], [{ reached: false, note }]],
  arrive: [[{ note }, 1], [{ note }]],
  'waive-assist': [[{ organisation: '@department', note }], [{ organisation: '@committee', note }]],
  'ask-extension': [
    [{ workdays: 3, note }],
    [{ workdays: 3, special: true, note }],
    [{ workdays: 200, special: true, note }],
  ],
  'ask-pause': [[{ reason: 'force-majeure', note }], [{ reason: 'caller-to-supply', note }]],
  submit: [[{ note }], [{ note }, 1], [{ note: '' }]],
  'follow-up': [
    [{ reached: true, resolved: true, satisfaction: 'satisfied', note }],
    [{ reached: true, resolved: false, satisfaction: 'dissatisfied', note }],
    [{ reached: false, note }],
  ],
  rate: [[{ satisfaction: 'satisfied', resolved: true }], [{ satisfaction: 'very-dissatisfied', resolved: false }]],
  publish: [[{ title: '井盖已补', text: '路口的井盖已经补上。' }]],
}
const bodiesOf = (verb: string) => BODIES[verb === 'designate' ? 'dispatch' : verb] ?? ([[{ note }]] as const)

const ALL: readonly Deed[] = Object.keys(RULES).flatMap(verb =>
  bodiesOf(verb).flatMap(([body, photos]) =>
    EVERYBODY.map(who => ({ who, verb, body: body as Deed['body'], ...(photos !== undefined && { photos }) })),
  ),
)

/** What leads on; the rest is talk, and a case could talk for ever. */
const ONWARD = new Set(
  'admit answer dispatch sign contact arrive assist-reply waive-assist submit close follow-up rate reopen archive grant-return designate resume ask-pause grant-pause ask-extension grant-extension ask-return'.split(
    ' ',
  ),
)

const pick = <T>(from: readonly T[], seed: number): T | undefined => from[seed % from.length]

/** A deed that can be done now, mostly one that leads on; undefined when nothing can. */
export const sensible = (c: Case, ground: Ground, seed: number): Deed | undefined => {
  const can = ALL.filter(deed => judge(c, deed, ground).status === 200)
  const onward = can.filter(({ verb }) => ONWARD.has(verb))
  const from = onward.length > 0 && seed % 10 < 8 ? onward : can
  const verbs = [...new Set(from.map(({ verb }) => verb))]
  const verb = pick(verbs, Math.floor(seed / 10))
  return pick(
    from.filter(deed => deed.verb === verb),
    Math.floor(seed / 1000),
  )
}

/** Any deed by anybody, whatever the case. */
export const anyDeed: fc.Arbitrary<Deed> = fc.constantFrom(...ALL)
