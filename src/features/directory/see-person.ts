import { redact } from '../../kernel/redact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import { revealContact } from '../../platform/identity/parties.ts'
import { leaveFor } from '../../platform/personal/purposes.ts'
import { forbidden } from './record.ts'
import { officeAt } from './store/offices.ts'

/** What the numbers of people in office may be looked at for. */
export const SEE_FOR = ['staffing', 'audit'] as const

/**
 * Name and phone of the holder of an office, for who appoints and who audits. Residents are in no office, so theirs
 * cannot be reached here. The look is written down first.
 * @returns or `office-unknown`, `forbidden`, `purpose-not-yours`
 */
export const seePerson = async (
  tx: Tx,
  vault: Vault,
  actor: Actor,
  asked: { readonly office: string; readonly reason: string; readonly purpose: (typeof SEE_FOR)[number] },
  now: Instant,
): Promise<Result<{ readonly name: string; readonly phone: string }, readonly Refusal[]>> => {
  const office = await officeAt(tx, asked.office)
  if (office === undefined) return refuse([{ tag: 'office-unknown', pointer: '/params/id' }])
  const stopped = forbidden('seePerson', actor, office.area)
  if (stopped.length > 0) return refuse(stopped)
  const { purpose } = asked
  const reason = redact(asked.reason).shown
  const look = { purpose, subject: `party/${office.party}`, fields: ['name', 'phone'], reason }
  const leave = await leaveFor(tx, actor, look, now)
  if (!leave.ok) return leave
  return ok((await revealContact(tx, vault, office.party, leave.value)) ?? { name: '', phone: '' })
}
