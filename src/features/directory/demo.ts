import type { AreaPath } from '../../kernel/area-code.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb, CityQueries } from '../../platform/db/types.ts'
import { ensureParty } from '../../platform/identity/parties.ts'
import { createSignInLink } from '../../platform/identity/sign-in.ts'
import { DEMO_RESIDENTS, demoResident, demoStaff } from './demo-plan.ts'
import { DIVISIONS_AS_OF } from './divisions.ts'
import { appoint, officePage } from './people.ts'
import { SYSTEM } from './record.ts'
import { APPOINTED, ROLES, type RoleId } from './roles.ts'
import { areaName, communitiesOf, firstVillage, pathOfCity, townsOf } from './store/areas.ts'
import { firstResident, type OfficeLine } from './store/offices.ts'
import { organisationsOfKind } from './store/organisations.ts'

/** Offices begin with the divisions, so that orders of earlier months have someone to go to. */
const SINCE: LocalDate = DIVISIONS_AS_OF
const BATCH = 50
const TOWN_DIGITS = 9

const batches = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) => items.slice(index * BATCH, (index + 1) * BATCH))

const demoResidents = async (db: CityDb, vault: Vault, now: Instant): Promise<void> => {
  const numbers = Array.from({ length: DEMO_RESIDENTS }, (_, index) => index + 1)
  for (const batch of batches(numbers))
    await db.tx(async tx => {
      for (const number of batch) await ensureParty(tx, vault, { ...demoResident(number), level: 'L1' }, now)
    })
}

/**
 * Puts people into the demonstration city: desk, towns, departments, grids, committees, auditor, the three administrators, and
 * residents. All names and numbers are made up. Repeating it adds nobody.
 */
export const demoPeople = async (db: CityDb, now: Instant, vault: Vault): Promise<void> => {
  const bodies = await organisationsOfKind(
    db,
    'cityGovernment',
    'hotlineDesk',
    'townGovernment',
    'gridCentre',
    'department',
    'residentsCommittee',
    'villagersCommittee',
  )
  const communities = (await communitiesOf(db, pathOfCity(db.city))).map(community => community.path)
  for (const batch of batches(demoStaff(bodies, communities)))
    await db.tx(async tx => {
      for (const { name, phone, role, organisation, area } of batch) {
        const made = await appoint(
          tx,
          vault,
          SYSTEM,
          { person: { name, phone }, organisation, role, area, from: SINCE },
          now,
        )
        if (!made.ok && made.error.some(({ tag }) => tag !== 'office-held'))
          throw new Error(`demonstration person refused: ${made.error.map(({ tag }) => tag).join(', ')}`)
      }
    })
  await demoResidents(db, vault, now)
}

export type DemoAccount = {
  readonly role: RoleId
  readonly roleName: string
  readonly sees: string
  readonly name: string
  readonly organisation: string | null
  readonly area: string
  /** Path inside the city; works once, within the hour. */
  readonly path: string
}

const linkOf = async (db: CityQueries, party: string, realm: 'resident' | 'staff', now: Instant): Promise<string> =>
  `/demo/enter/${await createSignInLink(db, { party, realm }, now)}`

const accountOf = async (db: CityDb, role: RoleId, office: OfficeLine, now: Instant): Promise<DemoAccount> => ({
  role,
  roleName: ROLES[role].zh,
  sees: ROLES[role].sees,
  name: office.nameMasked,
  organisation: office.organisationName,
  area: (await areaName(db, office.area)) ?? office.area,
  path: await linkOf(db, office.party, 'staff', now),
})

/** Of the first town where the role has places, so that the accounts work on the same orders. */
const firstOffice = async (db: CityDb, vault: Vault, role: RoleId, now: Instant): Promise<OfficeLine | undefined> => {
  const city = pathOfCity(db.city)
  const [town] = await townsOf(db)
  for (const within of town === undefined ? [city] : [town.path, city]) {
    const offices = await officePage(db, vault, { within, role, ended: false, limit: 100 }, now)
    const [first] = offices.toSorted((a, b) => (`${a.area} ${a.phoneMasked}` < `${b.area} ${b.phoneMasked}` ? -1 : 1))
    if (first !== undefined) return first
  }
  return undefined
}

/** Who runs the decisions of a village, and the town above it: the first town has no villages. */
const VILLAGE_ROLES = ['communityWorker', 'unitLead'] as const

const villageOffices = async (
  db: CityDb,
  vault: Vault,
  now: Instant,
): Promise<readonly (readonly [RoleId, OfficeLine])[]> => {
  const village = await firstVillage(db)
  if (village === undefined) return []
  const found = await Promise.all(
    VILLAGE_ROLES.map(async role => {
      const within = role === 'unitLead' ? (village.path.slice(0, TOWN_DIGITS) as AreaPath) : village.path
      const [office] = await officePage(db, vault, { within, role, ended: false, limit: 1 }, now)
      return office === undefined ? [] : [[role, office] as const]
    }),
  )
  return found.flat()
}

/** One account per role, and two of a village, each with a link that signs in once. Only a demonstration city has a page that takes it. */
export const demoAccounts = async (db: CityDb, vault: Vault, now: Instant): Promise<readonly DemoAccount[]> => {
  const accounts: DemoAccount[] = []
  const resident = await firstResident(db)
  if (resident !== undefined)
    accounts.push({
      role: 'resident',
      roleName: ROLES.resident.zh,
      sees: ROLES.resident.sees,
      name: resident.phoneMasked,
      organisation: null,
      area: (await areaName(db, pathOfCity(db.city))) ?? '',
      path: await linkOf(db, resident.id, 'resident', now),
    })
  for (const role of APPOINTED) {
    const office = await firstOffice(db, vault, role, now)
    if (office !== undefined) accounts.push(await accountOf(db, role, office, now))
  }
  for (const [role, office] of await villageOffices(db, vault, now))
    accounts.push(await accountOf(db, role, office, now))
  return accounts
}
