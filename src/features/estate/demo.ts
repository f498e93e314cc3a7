import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { d, type Instant } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { holders, staffOf } from '../../platform/identity/offices.ts'
import { ensureParty, recordIdentity } from '../../platform/identity/parties.ts'
import { communitiesOf, demoResident, pathOfCity, townsOf } from '../directory/index.ts'
import { create, setParking } from './commands.ts'
import { DEMO_DEVELOPER, DEMO_ESTATE_NAME, DEMO_OWNERS, demoIdNumber, demoLines } from './demo-register.ts'
import { importRegister } from './import.ts'
import type { Env } from './record.ts'

const must = <T>(done: Result<T, readonly Refusal[]>): T => {
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.error.map(({ tag }) => tag).join(' ')}`)
  return done.value
}

/** Those of the demonstration's residents who own something have shown their papers. */
const verify = async (db: CityDb, vault: Vault, now: Instant): Promise<void> => {
  await db.tx(async tx => {
    for (let number = 1; number <= DEMO_OWNERS; number++) {
      const { name, phone } = demoResident(number)
      const party = await ensureParty(tx, vault, { name, phone, level: 'L1' }, now)
      must(await recordIdentity(tx, vault, { party, name, idNumber: demoIdNumber(number), level: 'L2' }))
    }
  })
}

/** One estate of 300 units in the first community of the first town, by whoever works for its committee. */
export const demo = async (db: CityDb, now: Instant, vault: Vault): Promise<void> => {
  const [town] = await townsOf(db)
  const [community] = await communitiesOf(db, town?.path ?? pathOfCity(db.city))
  if (community === undefined) return
  const [clerk] = await holders(db, { role: 'communityWorker', within: community.path }, now)
  if (clerk === undefined) return
  await verify(db, vault, now)
  const env: Env = { actor: staffOf(clerk), vault, now }
  const fields = { area: community.path as string, name: DEMO_ESTATE_NAME, developer: DEMO_DEVELOPER, uscc: '' }
  const { id } = must(await db.tx(tx => create(tx, env, fields)))
  const parking = { from: d('2021-05-01'), counts: false, source: '业主大会议事规则第十二条' }
  must(await db.tx(tx => setParking(tx, env, id, parking)))
  const done = must(await db.tx(tx => importRegister(tx, env, id, demoLines(), { dryRun: false })))
  if (!done.taken)
    throw new Error(`the demonstration's register has faults: ${JSON.stringify(done.faults.slice(0, 3))}`)
}
