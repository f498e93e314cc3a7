import { localDefault } from '../../kernel/cite.ts'
import type { Json } from '../../kernel/journal/canonical.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { may, officeFor } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Tx } from '../../platform/db/types.ts'
import { recordSecurity } from '../../platform/identity/security-log.ts'
import { append } from '../../platform/journal/append.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { POLICY } from './policy.ts'
import { type RuleValue, ruleValueAt } from './registry.ts'
import { addEntered } from './store.ts'
import { type KeyConflict, noticeConflicts } from './values.ts'

/** Rule under which an operator's own values are shown: 本地配置. */
const OWN_RULE = 'X-008'

export type Entry = {
  readonly key: string
  readonly value: unknown
  readonly from: LocalDate
  /** Last day; after it the layer above holds again. */
  readonly to?: LocalDate | undefined
  /** The document it rests on, in the operator's words. */
  readonly basis: string
  readonly reason: string
}

const check = (rule: RuleValue<unknown>, entry: Entry): readonly Refusal[] => {
  const read = rule.schema.safeParse(entry.value)
  const { from, to, basis, reason } = entry
  return [
    ...(read.success ? [] : [{ tag: 'value-wrong', values: { rule: rule.zh }, pointer: '/body/value' }]),
    ...(to === undefined || to >= from ? [] : [{ tag: 'rule-dates', values: { from, to }, pointer: '/body/to' }]),
    ...(reason.trim().length < 2 ? [{ tag: 'reason-missing', pointer: '/body/reason' }] : []),
    ...heldBack({ basis, reason }),
  ]
}

/**
 * Enters a value of the city. Where law is stricter it is written down and answered, and the law goes on holding.
 * @returns the conflicts of this value; or `rule-unknown`, `forbidden`, then all of `value-wrong`, `rule-dates`,
 * `reason-missing`, `public-text-personal`
 */
export const enterRuleValue = async (
  tx: Tx,
  actor: Actor,
  entry: Entry,
  now: Instant,
): Promise<Result<{ readonly id: number; readonly conflicts: readonly KeyConflict[] }, readonly Refusal[]>> => {
  const rule = ruleValueAt(entry.key)
  if (rule === undefined) return refuse([{ tag: 'rule-unknown', values: { key: entry.key }, pointer: '/params/key' }])
  const kind = rule.security === true ? 'security' : 'plain'
  const subject = { area: tx.city.code.replace(/00$/, ''), relations: () => new Set([kind]) }
  if (!may(POLICY, 'enter', actor, subject)) return refuse([{ tag: 'forbidden' }])
  const faults = check(rule, entry)
  if (faults.length > 0) return refuse(faults)
  const { key, from, to = null, basis, reason } = entry
  const value = rule.schema.parse(entry.value)
  const id = await addEntered(
    tx,
    { key, value, from, to, basis: localDefault(OWN_RULE, basis), reason },
    actor.party,
    now,
  )
  await append(tx, {
    stream: `rule-value/${id}`,
    seq: 1,
    verb: 'enter',
    at: now,
    actor,
    office: officeFor(POLICY, 'enter', actor, subject),
    data: { key, value: value as Json, from, to, basis, reason },
  })
  await recordSecurity(tx, { kind: 'ruleChanged', party: null, by: actor.party, data: { key, entry: id } }, now)
  const conflicts = await noticeConflicts(tx, now)
  return ok({ id, conflicts: conflicts.filter(each => each.key === key) })
}
