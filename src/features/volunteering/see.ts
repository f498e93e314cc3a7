import { redact } from '../../kernel/redact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { instant, isoOf } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Context } from '../../platform/http/types.ts'
import { leaveFor, openPersonal, SEEN_MS } from '../../platform/personal/purposes.ts'
import { volunteerPlace } from './join.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { sealedOf, volunteerById } from './store/volunteers.ts'

type Seen = { readonly name: string; readonly number: string; readonly phone: string; readonly guardian: string }

const NOTHING: Seen = { name: '', number: '', phone: '', guardian: '' }

/**
 * Name and numbers of a volunteer, for whoever keeps the register or audits. The look is written down first.
 * @returns or `not-found`, `not-yours`, `purpose-not-yours`
 */
export const seeVolunteer = async (
  ctx: Context,
  id: string,
  asked: { readonly reason: string; readonly purpose: 'volunteers' | 'audit' },
): Promise<Result<Seen & { readonly until: string }, readonly Refusal[]>> => {
  let seen = NOTHING
  // Kept with the key is only that it was looked at.
  const done = await ctx.once(async tx => {
    const row = await volunteerById(tx, id)
    if (row === undefined) return refuse([{ tag: 'not-found' }])
    if (!may<Verb>(policy, 'see', ctx.actor, subjectOf(row))) return refuse([{ tag: 'not-found' }])
    const reason = redact(asked.reason).shown
    const look = { purpose: asked.purpose, subject: `volunteer/${id}`, fields: ['name', 'id-number', 'phone'], reason }
    const leave = await leaveFor(tx, ctx.actor, look, ctx.now)
    if (!leave.ok) return leave
    const { name, number, phone, guardian } = await sealedOf(tx, id)
    const open = (sealed: Buffer | null, column: string): string =>
      sealed === null ? '' : openPersonal(ctx.vault, leave.value, sealed, volunteerPlace(column, id))
    seen = {
      name: open(name, 'name_sealed'),
      number: open(number, 'number_sealed'),
      phone: open(phone, 'phone_sealed'),
      guardian: open(guardian, 'guardian_sealed'),
    }
    return ok({ looked: true })
  })
  return done.ok ? ok({ ...seen, until: isoOf(instant(ctx.now + SEEN_MS)) }) : done
}
