import type { Refusal } from '../../kernel/refusal.ts'
import { type Instant, MINUTE_MS } from '../../kernel/time.ts'
import type { Actor } from '../access/types.ts'
import { PROOF_MS } from '../identity/limits.ts'

/** Hidden field in which the page that asks for the second factor again sends what was typed there. */
export const CODE_FIELD = '_code'

/** Where a page goes that asks for the second factor first. */
export const PROVE_PATH = '/staff/prove'

/**
 * `proof-old` when staff last gave the second factor too long ago for what is sensitive. Nobody else gets past the
 * door of such a route.
 */
export const proofRefusals = (sensitive: boolean, actor: Actor, now: Instant): readonly Refusal[] => {
  if (!sensitive || actor.kind !== 'staff') return []
  const at = actor.provedAt ?? null
  return at !== null && now - at <= PROOF_MS ? [] : [{ tag: 'proof-old', values: { minutes: PROOF_MS / MINUTE_MS } }]
}
