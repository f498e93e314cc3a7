import { name } from './case-parts.ts'
import { RULES } from './case-rules.ts'
import { type Case, type Deed, type Ground, STAFF, type Unit, type Verdict, type Who } from './case-types.ts'
import { roleOf, sees, unitOf } from './case-who.ts'

/** Roles whom the first door lets in at all; a requester may be anybody who has signed in. */
const DOOR: Readonly<Record<string, string>> = {
  assign: 'unitLead unitHandler',
  sign: 'unitLead unitHandler',
  recuse: 'unitLead unitHandler gridWorker deskOperator deskLead',
  contact: 'unitLead unitHandler gridWorker deskOperator deskLead',
  arrive: 'unitLead unitHandler gridWorker',
  progress: 'unitLead unitHandler gridWorker',
  submit: 'unitLead unitHandler gridWorker',
  'assist-reply': 'unitLead unitHandler communityWorker',
  'ask-extension': 'unitLead unitHandler',
  'ask-pause': 'unitLead unitHandler',
  'ask-return': 'unitLead unitHandler',
  resume: 'unitLead unitHandler deskLead',
  'send-back': 'unitLead deskOperator deskLead',
  close: 'unitLead deskOperator deskLead',
}
const DESK_LEAD = new Set(
  'waive-assist grant-extension refuse-extension grant-pause refuse-pause designate supervise terminate to-petition'.split(
    ' ',
  ),
)
const REQUESTERS = new Set(['rate', 'reopen', 'remind', 'withdraw'])

const isLetIn = (verb: string, who: Who): boolean =>
  REQUESTERS.has(verb) ||
  (DOOR[verb] ?? (DESK_LEAD.has(verb) ? 'deskLead' : 'deskOperator deskLead')).split(' ').includes(roleOf(who))

/** Whom a unit may give an order to. */
const worksFor = (lead: Unit, who: string): boolean => lead === unitOf(who as Who) && who in STAFF

const refused = (status: 403 | 404 | 409 | 422, ...tags: readonly string[]): Verdict => ({ status, tags })

/** Statuses of reasons that speak of the request and not of the case. */
const UNFIT = new Set([
  'community-cannot-lead',
  'not-on-community-list',
  'complained-of-cannot-handle',
  'no-result',
  'extension-too-long',
])

/** What the server must answer, and the case afterwards. */
export const judge = (c: Case, { who, verb, body, photos = 0 }: Deed, ground: Ground): Verdict => {
  const rule = RULES[verb]
  if (rule === undefined) throw new Error(`no rule for ${verb}`)
  if (!isLetIn(verb, who)) return refused(403, 'forbidden')
  if (!sees(c, who)) return refused(404, 'not-found')
  if (!rule.by(c, who)) return refused(403, 'not-yours')
  if (verb === 'assign' && c.lead !== null && !worksFor(c.lead, name(body.assignee)))
    return refused(422, 'person-unknown')
  if (!rule.from.split(' ').includes(c.step)) return refused(409, 'wrong-step')
  const ask = { who, body, photos, ...ground }
  const tags = (rule.why?.(c, ask) ?? []).flatMap(([tag, stops]) => (stops ? [tag] : []))
  const [first] = tags
  if (first !== undefined) return refused(UNFIT.has(first) ? 422 : 409, ...tags)
  return { status: 200, next: { ...c, ...rule.after(c, ask) } }
}
