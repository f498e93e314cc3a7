import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { d, dateOf, type Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { reaches } from '../../platform/identity/reaches.ts'
import { defineRuleValue, type RuleValue, ruleBookOf } from '../locality/index.ts'
import * as basis from './rules/basis.ts'
import { KINDS, type Kind } from './rules/kinds.ts'
import type { Action } from './rules/state.ts'

/** `open`: nobody needs to sign in; whoever does has L1 by it. */
const NEEDED = ['open', 'L1', 'L2', 'L3'] as const
export type Needed = (typeof NEEDED)[number]

const stricter = (a: Needed, b: Needed): boolean => NEEDED.indexOf(a) > NEEDED.indexOf(b)

const needed = (key: string, zh: string, choices: readonly Needed[], value: Needed, from: Basis) =>
  defineRuleValue<Needed>({
    key: `work-order.level-${key}`,
    zh,
    schema: z.enum(choices),
    default: [{ from: d('1949-10-01'), value, basis: from }],
    stricter,
  })

const KIND_ZH: Readonly<Record<Kind, string>> = {
  enquiry: '咨询',
  help: '求助',
  complaint: '投诉',
  report: '举报',
  suggestion: '建议',
  praise: '表扬',
}

/** What somebody needs to have shown to report something of a kind for themselves. */
export const levelToReport: Readonly<Record<Kind, RuleValue<Needed>>> = Object.fromEntries(
  KINDS.map(kind => [
    kind,
    needed(`report-${kind}`, `反映${KIND_ZH[kind]}的实名等级`, NEEDED, 'open', basis.LEVEL_REPORT),
  ]),
) as Readonly<Record<Kind, RuleValue<Needed>>>

const ACTS = { rate: '评价', reopen: '要求重办', remind: '催办', withdraw: '撤回', claim: '认领' } as const
type Act = keyof typeof ACTS

/** What a resident needs to have shown to do something to their own order. */
export const levelToAct: Readonly<Record<Act, RuleValue<Needed>>> = Object.fromEntries(
  Object.entries(ACTS).map(([act, zh]) => [
    act,
    needed(act, `${zh}的实名等级`, ['L1', 'L2', 'L3'], 'L1', basis.LEVEL_ACT),
  ]),
) as Readonly<Record<Act, RuleValue<Needed>>>

const isAct = (action: string): action is Act => Object.hasOwn(ACTS, action)

const lacking = async (
  db: CityQueries,
  rule: RuleValue<Needed>,
  actor: Actor,
  now: Instant,
): Promise<readonly Refusal[]> => {
  const held = (await ruleBookOf(db)).on(rule, dateOf(now))
  if (held === undefined || held.value === 'open' || reaches(actor.level, held.value)) return []
  return [{ tag: `needs-${held.value}`, values: { have: actor.level }, basis: held.basis }]
}

/** Whoever types for somebody else is not asked: the other one may stand at the counter without any account. */
const speaksForSelf = ({ kind }: Actor): boolean => kind === 'anonymous' || kind === 'resident'

/** What keeps somebody from reporting this kind of thing: `needs-L1`, `needs-L2` or `needs-L3`, or nothing. */
export const reportLevelRefusals = (
  db: CityQueries,
  actor: Actor,
  kind: Kind,
  now: Instant,
): Promise<readonly Refusal[]> =>
  speaksForSelf(actor) ? lacking(db, levelToReport[kind], actor, now) : Promise.resolve([])

/** What keeps a resident from doing this to their own order. */
export const actLevelRefusals = (
  db: CityQueries,
  actor: Actor,
  action: Action,
  now: Instant,
): Promise<readonly Refusal[]> =>
  actor.kind === 'resident' && isAct(action) ? lacking(db, levelToAct[action], actor, now) : Promise.resolve([])
