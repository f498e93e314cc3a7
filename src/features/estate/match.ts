import { z } from 'zod'
import type { Instant } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Consumer } from '../../platform/feature.ts'
import { partyPlace } from '../../platform/identity/personal.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { defineTask, enqueue } from '../../platform/jobs/tasks.ts'
import { append } from '../../platform/journal/append.ts'
import { mergeParties, standingOf } from '../../platform/oidc/merges.ts'
import { leaveOfMachine, openPersonal } from '../../platform/personal/purposes.ts'
import { LEVEL_RAISED } from '../real-name/index.ts'
import { nameOfOwner, sameName } from './owners.ts'
import { disputeOwner, ownersByNumber, verifiedParty } from './store/owners.ts'

/**
 * Somebody's real name was verified, and the register has an owner with the same number under a party of its own: from
 * now on the two are one person, so that what the owner has is seen and voted by the one who signs in. With another name
 * under the same number nothing is joined; the register says so as a fault. Of staff nothing is joined: they own as the
 * party the register made, and vote on paper.
 * @returns what came of it
 */
export const matchOwner = async (
  tx: Tx,
  vault: Vault,
  party: string,
  now: Instant,
): Promise<'none' | 'same' | 'disputed' | 'joined' | 'apart'> => {
  const person = await verifiedParty(tx, party)
  if (person === undefined) return 'none'
  const [owner] = await ownersByNumber(tx, [person.blind])
  if (owner === undefined) return 'none'
  const name = openPersonal(vault, leaveOfMachine('register'), person.nameSealed, partyPlace('name_sealed', party))
  if (!sameName(name, nameOfOwner(vault, owner))) {
    await disputeOwner(tx, owner.id, now)
    return 'disputed'
  }
  await disputeOwner(tx, owner.id, null)
  const survivor = await standingOf(tx, party)
  const standing = await standingOf(tx, owner.party)
  if (standing === survivor || owner.party === party) return 'same'
  const merged = await mergeParties(tx, { absorbed: owner.party, survivor }, now)
  if (!merged.ok) return 'apart'
  await append(tx, {
    stream: `party-merge/${merged.value.merge}`,
    seq: 1,
    verb: 'merge',
    at: now,
    actor: SYSTEM,
    data: { service: 'estate' },
    personal: { absorbed: owner.party, survivor },
  })
  return 'joined'
}

export const matchTask = defineTask({
  id: 'estate.match',
  input: z.object({ party: z.uuid() }),
  run: async ({ party }, { db, now, vault }) => {
    await db.tx(tx => matchOwner(tx, vault, party, now))
  },
})

/** A verified name is matched by a task: comparing names needs the vault. */
export const consumers: readonly Consumer[] = [
  {
    id: 'estate.match',
    topic: LEVEL_RAISED,
    handle: async (tx, { payload }, now) => {
      const { party } = z.object({ party: z.uuid() }).parse(payload)
      await enqueue(tx, matchTask, { party }, now)
    },
  },
]
