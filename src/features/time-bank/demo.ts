import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { DAY_MS, type Instant, instant } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { holders, staffOf } from '../../platform/identity/offices.ts'
import { findPartyByPhone } from '../../platform/identity/parties.ts'
import { communitiesOf, demoResident, pathOfCity, townsOf } from '../directory/index.ts'
import { volunteerOf } from '../volunteering/index.ts'
import { joinScheme, openScheme } from './schemes.ts'

const MEMBERS = 6

const must = <T>(done: Result<T, readonly Refusal[]>): T => {
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.error.map(({ tag }) => tag).join(' ')}`)
  return done.value
}

/** A scheme of the first community, and six volunteers who joined; what they did is credited by the worker. */
export const demo = async (db: CityDb, now: Instant, vault: Vault): Promise<void> => {
  const [town] = await townsOf(db)
  const [community] = await communitiesOf(db, town?.path ?? pathOfCity(db.city))
  if (community === undefined) return
  const [clerk] = await holders(db, { role: 'communityWorker', within: community.path }, now)
  if (clerk === undefined) return
  const given = {
    area: community.path as string,
    name: '演示社区时间银行',
    ruleSet: 'hangzhou-binjiang' as const,
    guarantee: '无人可派时，由街道公益服务项目优先安排；不折算现金。',
  }
  // Open before the services of the demonstration were done, so that the worker credits them.
  const begun = instant(now - 30 * DAY_MS)
  const { id } = must(await db.tx(tx => openScheme(tx, { actor: staffOf(clerk), now: begun }, given)))
  for (let number = 1; number <= MEMBERS; number++) {
    const { phone, name } = demoResident(number)
    const party = await findPartyByPhone(db, vault, phone)
    if (party === undefined || (await volunteerOf(db, [party])) === undefined) continue
    const actor = { kind: 'resident', party, session: null, name, offices: [], level: 'L2' } as const
    must(await db.tx(tx => joinScheme(tx, { actor, now }, id, true)))
  }
}
