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
import { sameName, volunteerPlace } from './join.ts'
import { verifiedPerson } from './store/people.ts'
import { disputeVolunteer, volunteerByNumber } from './store/volunteers.ts'

/**
 * Somebody's real name was verified, and a community worker has entered a volunteer with the same number: from now on the
 * two are one person, so that they see their own hours. Another name under the same number joins nobody and is marked.
 * @returns what came of it
 */
export const matchVolunteer = async (
  tx: Tx,
  vault: Vault,
  party: string,
  now: Instant,
): Promise<'none' | 'same' | 'disputed' | 'joined' | 'apart'> => {
  const person = await verifiedPerson(tx, party)
  const known = person === undefined ? undefined : await volunteerByNumber(tx, person.blind)
  if (person === undefined || known === undefined) return 'none'
  const use = leaveOfMachine('register')
  const name = openPersonal(vault, use, person.nameSealed, partyPlace('name_sealed', party))
  if (!sameName(name, openPersonal(vault, use, known.nameSealed, volunteerPlace('name_sealed', known.id)))) {
    await disputeVolunteer(tx, known.id, now)
    return 'disputed'
  }
  await disputeVolunteer(tx, known.id, null)
  const survivor = await standingOf(tx, party)
  if (known.party === party || (await standingOf(tx, known.party)) === survivor) return 'same'
  const merged = await mergeParties(tx, { absorbed: known.party, survivor }, now)
  if (!merged.ok) return 'apart'
  await append(tx, {
    stream: `party-merge/${merged.value.merge}`,
    seq: 1,
    verb: 'merge',
    at: now,
    actor: SYSTEM,
    data: { service: 'volunteering' },
    personal: { absorbed: known.party, survivor },
  })
  return 'joined'
}

export const matchTask = defineTask({
  id: 'volunteering.match-person',
  input: z.object({ party: z.uuid() }),
  run: async ({ party }, { db, now, vault }) => {
    await db.tx(tx => matchVolunteer(tx, vault, party, now))
  },
})

/** A verified name is matched by a task: comparing names needs the vault. */
export const consumers: readonly Consumer[] = [
  {
    id: 'volunteering.match-person',
    topic: LEVEL_RAISED,
    handle: async (tx, { payload }, now) => {
      const { party } = z.object({ party: z.uuid() }).parse(payload)
      await enqueue(tx, matchTask, { party }, now)
    },
  },
]
