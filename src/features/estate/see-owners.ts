import { redact } from '../../kernel/redact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { may } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { leaveFor, openPersonal } from '../../platform/personal/purposes.ts'
import { ownerPlace, titlePlace } from './owners.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import type { Env } from './record.ts'
import { titleAt } from './rules/title.ts'
import { estateRow } from './store/estates.ts'
import { ownerRows } from './store/owners.ts'
import { titlesOf } from './store/titles.ts'
import { unitById } from './store/units.ts'

/** What owners' names and numbers may be looked at for. */
export const SEE_FOR = ['register', 'audit'] as const

export type Seen = {
  readonly owners: readonly { readonly name: string; readonly number: string; readonly share: string | null }[]
  readonly paper: string
}

/**
 * Names and numbers of who owns a unit now, for whoever keeps the register and who audits. The look is written down
 * first, with its reason.
 * @returns or `not-found`, `not-yours`, `purpose-not-yours`
 */
export const seeOwners = async (
  tx: Tx,
  env: Env,
  at: { readonly estate: string; readonly unit: string },
  asked: { readonly reason: string; readonly purpose: (typeof SEE_FOR)[number] },
): Promise<Result<Seen, readonly Refusal[]>> => {
  const estate = await estateRow(tx, at.estate)
  if (estate === undefined) return refuse([{ tag: 'not-found' }])
  if (!may<Verb>(policy, 'see', env.actor, subjectOf(estate))) return refuse([{ tag: 'not-yours' }])
  const unit = await unitById(tx, at.unit)
  if (unit === undefined || unit.estate !== estate.id) return refuse([{ tag: 'not-found' }])
  const reason = redact(asked.reason).shown
  const look = { purpose: asked.purpose, subject: `estate-unit/${unit.id}`, fields: ['name', 'id-number'], reason }
  const leave = await leaveFor(tx, env.actor, look, env.now)
  if (!leave.ok) return leave
  const title = titleAt(await titlesOf(tx, unit.id), env.now)
  if (title === undefined) return ok({ owners: [], paper: '' })
  const rows = new Map(
    (
      await ownerRows(
        tx,
        title.holders.map(({ owner }) => owner),
      )
    ).map(row => [row.id, row]),
  )
  const open = (sealed: Buffer, place: Parameters<typeof openPersonal>[3]): string =>
    openPersonal(env.vault, leave.value, sealed, place)
  return ok({
    owners: title.holders.flatMap(({ owner, share }) => {
      const row = rows.get(owner)
      if (row === undefined) return []
      const name = open(row.nameSealed, ownerPlace('name_sealed', row.id))
      const number = open(row.numberSealed, ownerPlace('number_sealed', row.id))
      return [{ name, number, share: share === undefined ? null : `${share.of}/${share.in}` }]
    }),
    paper: title.paperSealed === null ? '' : open(title.paperSealed, titlePlace('paper_sealed', title.id)),
  })
}
