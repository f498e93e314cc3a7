import { z } from 'zod'
import { isWithin, parseAreaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import { officesOf } from '../../platform/identity/offices.ts'
import { areaName, organisationAt, pathOfCity } from '../directory/index.ts'
import type { Env, Rules } from './commands.ts'
import { categoryAt, isUrgent } from './rules/categories.ts'
import { DECLINE_REASONS, KINDS, PAUSE_REASONS, SATISFACTION } from './rules/kinds.ts'
import type { Action, Command, Unit } from './rules/state.ts'
import type { SeenBy } from './store/facts.ts'
import type { OrderRow } from './store/orders.ts'

const NOTE_MAX = 2000
const note = z.string().trim().max(NOTE_MAX).default('')
/** Where a reason is owed to someone: the requester, the unit, or the one who decides. */
const reason = z.string().trim().min(2).max(NOTE_MAX)
const id = z.uuid()
/** True or false in JSON; the words of an HTML form too. */
const yes = z.union([z.boolean(), z.stringbool()])
const list = z.union([z.array(id), id.transform(one => [one])])

type Asked = Result<Command, readonly Refusal[]>

/** A thing that can be done to an order from outside: its body, and the command it becomes. */
export type Verb<B extends z.ZodType = z.ZodType> = {
  readonly body: B
  /** Who may read what was written with it. */
  readonly seenBy: SeenBy
  /** Photos may come with it. */
  readonly photos?: true
  readonly command: (
    body: z.output<B>,
    about: {
      readonly order: OrderRow
      readonly rules: Rules
      readonly env: Env
      readonly tx: Tx
      readonly photos: number
    },
  ) => Command | Promise<Asked>
}

const verb = <B extends z.ZodType>(spec: Verb<B>): Verb => spec as unknown as Verb

/** A verb that carries nothing but words. */
const plain = (action: Action, seenBy: SeenBy, words: typeof note | typeof reason = note): Verb =>
  verb({ body: z.object({ note: words }), seenBy, command: () => ({ action }) as Command })

const unitOf = async (tx: Tx, organisation: string, pointer: string): Promise<Result<Unit, readonly Refusal[]>> => {
  const found = await organisationAt(tx, organisation)
  return found === undefined || found.to !== null
    ? refuse([{ tag: 'unit-unknown', pointer }])
    : ok({ id: found.id, kind: found.kind })
}

const sending = (action: 'dispatch' | 'designate'): Verb =>
  verb({
    body: z.object({ lead: id, assists: list.default([]), onList: yes.default(false), note }),
    seenBy: 'requester',
    command: async ({ lead, assists, onList }, { tx }) => {
      const units = await Promise.all([
        unitOf(tx, lead, '/body/lead'),
        ...[...new Set(assists)].filter(each => each !== lead).map(each => unitOf(tx, each, '/body/assists')),
      ])
      const unknown = units.flatMap(unit => (unit.ok ? [] : unit.error))
      const [first, ...others] = units.flatMap(unit => (unit.ok ? [unit.value] : []))
      return unknown.length > 0 || first === undefined
        ? refuse(unknown)
        : ok({ action, lead: first, assists: others, onList })
    },
  })

const amend = verb({
  body: z.object({ kind: z.enum(KINDS), category: z.string(), area: z.string(), urgent: yes.optional(), note }),
  seenBy: 'requester',
  command: async ({ kind, category, area, urgent }, { order, rules, tx }) => {
    const known = categoryAt(category)
    const path = parseAreaPath(area)
    const place =
      path.ok &&
      path.value.length >= 9 &&
      isWithin(path.value, pathOfCity(tx.city)) &&
      (await areaName(tx, path.value)) !== undefined
    const why: Refusal[] = []
    if (known === undefined) why.push({ tag: 'category-unknown', pointer: '/body/category' })
    if (!place) why.push({ tag: 'place-unknown', pointer: '/body/area' })
    if (known === undefined || why.length > 0) return refuse(why)
    // The list of the day the request came in: an order keeps the rules it began under.
    const { urgentList } = rules.paramsOn(dateOf(order.state.receivedAt))
    return ok({
      action: 'amend',
      kind,
      category,
      area,
      urgent: urgent ?? isUrgent(urgentList, category),
      onSite: known.onSite,
    })
  },
})

/** Somebody of the lead unit, or a grid worker of its town. */
const worksFor = async (tx: Tx, lead: string, person: string, now: Instant): Promise<boolean> => {
  const unit = await organisationAt(tx, lead)
  const grids = unit?.kind === 'townGovernment' || unit?.kind === 'gridCentre'
  return (await officesOf(tx, person, now)).some(
    office =>
      office.organisation === lead || (grids && office.role === 'gridWorker' && office.area.startsWith(unit.area)),
  )
}

const assign = verb({
  body: z.object({ assignee: id, note }),
  seenBy: 'staff',
  command: async ({ assignee }, { order, env, tx }) =>
    // Without a lead there is nobody to assign to, and the rules say so.
    order.state.lead === null || (await worksFor(tx, order.state.lead.id, assignee, env.now))
      ? ok({ action: 'assign', assignee })
      : refuse([{ tag: 'person-unknown', pointer: '/body/assignee' }]),
})

/** The assisting unit this actor speaks for: one of their offices' organisations that was asked. */
const spokenFor = (order: OrderRow, env: Env): string =>
  order.state.assists.find(assist => env.actor.offices.some(office => office.organisation === assist.id))?.id ?? ''

const followUp = verb({
  body: z.object({
    reached: yes,
    resolved: yes.nullable().default(null),
    satisfaction: z.enum(SATISFACTION).nullable().default(null),
    note,
  }),
  seenBy: 'staff',
  command: ({ reached, resolved, satisfaction }, { order, rules, env }) => {
    const { followUpAttempts } = rules.paramsOn(dateOf(env.now))
    const final = reached || !order.state.contactable || order.state.attempts + 1 >= followUpAttempts
    return {
      action: 'followUp',
      reached,
      final,
      resolved: reached ? resolved : null,
      satisfaction: reached ? satisfaction : null,
    }
  },
})

/** Everything that can be done to an order over the API, by name. */
export const VERBS = {
  amend,
  admit: plain('admit', 'requester'),
  decline: verb({
    body: z.object({ reason: z.enum(DECLINE_REASONS), note: reason }),
    seenBy: 'requester',
    command: ({ reason: why }) => ({ action: 'decline', reason: why }),
  }),
  answer: plain('answer', 'requester', reason),
  dispatch: sending('dispatch'),
  designate: sending('designate'),
  recall: plain('recall', 'requester'),
  sign: plain('sign', 'requester'),
  assign,
  recuse: verb({
    body: z.object({ note: reason }),
    seenBy: 'staff',
    command: (_, { env }) => ({ action: 'recuse', party: env.actor.party ?? '' }),
  }),
  contact: verb({
    body: z.object({ reached: yes, note }),
    seenBy: 'requester',
    command: ({ reached }) => ({ action: 'contact', reached }),
  }),
  arrive: verb({
    body: z.object({ note }),
    seenBy: 'requester',
    photos: true,
    command: (_, { photos }) => ({ action: 'arrive', photos }),
  }),
  progress: plain('progress', 'requester', reason),
  assistReply: verb({
    body: z.object({ note: reason }),
    seenBy: 'staff',
    command: (_, { order, env }) => ({ action: 'assistReply', organisation: spokenFor(order, env) }),
  }),
  waiveAssist: verb({
    body: z.object({ organisation: id, note: reason }),
    seenBy: 'staff',
    command: ({ organisation }) => ({ action: 'waiveAssist', organisation }),
  }),
  askExtension: verb({
    body: z.object({ workdays: z.coerce.number().int().min(1).max(365), special: yes.default(false), note: reason }),
    seenBy: 'requester',
    command: ({ workdays, special }) => ({ action: 'askExtension', workdays, special }),
  }),
  grantExtension: verb({
    body: z.object({ note }),
    seenBy: 'requester',
    command: (_, { order }) => ({
      action: 'grantExtension',
      workdays: order.state.pending?.kind === 'extend' ? order.state.pending.workdays : 0,
    }),
  }),
  refuseExtension: plain('refuseExtension', 'requester', reason),
  askPause: verb({
    body: z.object({ reason: z.enum(PAUSE_REASONS), note: reason }),
    seenBy: 'requester',
    command: ({ reason: why }) => ({ action: 'askPause', reason: why }),
  }),
  grantPause: verb({
    body: z.object({ note }),
    seenBy: 'requester',
    command: (_, { order }) => ({
      action: 'grantPause',
      reason: order.state.pending?.kind === 'pause' ? order.state.pending.reason : 'force-majeure',
    }),
  }),
  refusePause: plain('refusePause', 'requester', reason),
  resume: plain('resume', 'requester'),
  askReturn: plain('askReturn', 'staff', reason),
  grantReturn: plain('grantReturn', 'requester'),
  submit: verb({
    body: z.object({ note: z.string().trim().max(NOTE_MAX).default('') }),
    seenBy: 'requester',
    photos: true,
    command: (body, { photos }) => ({ action: 'submit', evidence: photos, hasResult: body.note.length >= 2 }),
  }),
  sendBack: plain('sendBack', 'staff', reason),
  close: plain('close', 'requester'),
  followUp,
  rate: verb({
    body: z.object({ satisfaction: z.enum(SATISFACTION), resolved: yes, note }),
    seenBy: 'requester',
    command: ({ satisfaction, resolved }) => ({ action: 'rate', satisfaction, resolved }),
  }),
  reopen: plain('reopen', 'requester', reason),
  archive: plain('archive', 'requester'),
  unpublish: plain('unpublish', 'staff', reason),
  remind: plain('remind', 'requester'),
  supervise: plain('supervise', 'requester'),
  withdraw: plain('withdraw', 'requester'),
  terminate: plain('terminate', 'requester', reason),
  toPetition: plain('toPetition', 'requester', reason),
} as const satisfies Partial<Record<Action, Verb>>

export type VerbName = keyof typeof VERBS
