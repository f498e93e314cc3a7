import type { TestContext } from 'node:test'
import { areaPath } from '../../kernel/area-code.ts'
import { d, type Instant, instant, parseInstant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import { freshVault, type Vault } from '../../platform/crypto/vault.ts'
import type { Database, Tx } from '../../platform/db/types.ts'
import { grantOffice } from '../../platform/identity/offices.ts'
import { ensureParty } from '../../platform/identity/parties.ts'
import { type TestCity, testCity } from '../../platform/testing/database.ts'
import { loadShippedCalendar } from '../calendar/index.ts'
import { foundCity, loadDivisions, organisationFor, organisationsOfKind } from '../directory/index.ts'

/** 石岐街道桂园社区: where the orders of tests are. */
export const PLACE = '442000001007'
export const TOWN = '442000001'
export const CITY = '4420'

export const at = (text: string): Instant => {
  const parsed = parseInstant(text.length === 16 ? `${text.replace(' ', 'T')}:00+08:00` : text)
  if (parsed === undefined) throw new Error(`not an instant: ${text}`)
  return parsed
}

export const ROLES = [
  'deskOperator',
  'deskLead',
  'unitLead',
  'unitHandler',
  'gridWorker',
  'communityWorker',
  'auditor',
  'systemAdmin',
  'securityAdmin',
  'auditAdmin',
] as const
export type Cast = Readonly<Record<(typeof ROLES)[number] | 'resident' | 'neighbour' | 'otherUnit', Actor>>

export type Stage = {
  readonly city: TestCity
  readonly vault: Vault
  readonly cast: Cast
  /** The town, a department, and the residents' committee of the place. */
  readonly units: { readonly town: string; readonly department: string; readonly committee: string }
}

const AREAS: Readonly<Record<string, string>> = {
  unitLead: TOWN,
  unitHandler: TOWN,
  gridWorker: PLACE,
  communityWorker: PLACE,
}

const founded = at('2020-01-02 09:00')

/** Divisions, calendar, and the bodies of the city: the same for every test, so made once a run. */
const found = async ({ publicDb, city }: Database): Promise<void> => {
  await loadDivisions(publicDb, founded)
  await loadShippedCalendar(publicDb, founded)
  await foundCity(city('442000'), founded, { grids: true })
}

/**
 * A city with its divisions, calendar and bodies, and one person in each role: desk, town, grid, community, two
 * residents, and somebody of another unit.
 */
export const stage = async (t: Pick<TestContext, 'after'>): Promise<Stage> => {
  const city = await testCity(t, { seed: { id: 'founded', run: found } })
  const { db } = city
  const vault = freshVault()
  const place = areaPath(PLACE)
  const town = await organisationFor(db, place, 'townGovernment')
  const committee = await organisationFor(db, place, 'residentsCommittee')
  const desk = await organisationFor(db, place, 'hotlineDesk')
  const [department] = await organisationsOfKind(db, 'department')
  if (town === undefined || committee === undefined || desk === undefined || department === undefined)
    throw new Error('the founded city lacks bodies')
  const organisations: Readonly<Record<string, { readonly id: string; readonly kind: string }>> = {
    deskOperator: desk,
    deskLead: desk,
    auditor: desk,
    systemAdmin: desk,
    securityAdmin: desk,
    auditAdmin: desk,
    communityWorker: committee,
    otherUnit: department,
  }
  let phone = 19_900_000_000
  const person = (tx: Tx): Promise<string> =>
    ensureParty(tx, vault, { phone: String(++phone), name: '演示人员', level: 'L1' }, founded)
  const staff = (role: string, as = role): Promise<Actor> =>
    db.tx(async tx => {
      const party = await person(tx)
      const organisation = organisations[as] ?? town
      const area = AREAS[as] ?? CITY
      const granted = await grantOffice(
        tx,
        { party, organisation: organisation.id, role, area, from: d('2020-01-02') },
        founded,
        null,
      )
      if (!granted.ok) throw new Error('office refused')
      const office = {
        id: granted.value.office,
        organisation: organisation.id,
        organisationKind: organisation.kind,
        role,
        area,
      }
      return { kind: 'staff', party, session: null, name: '演示人员', offices: [office], level: 'L2' }
    })
  const resident = (): Promise<Actor> =>
    db.tx(async tx => ({
      kind: 'resident',
      party: await person(tx),
      session: null,
      name: '演示居民',
      offices: [],
      level: 'L1',
    }))
  const cast: Cast = {
    deskOperator: await staff('deskOperator'),
    deskLead: await staff('deskLead'),
    unitLead: await staff('unitLead'),
    unitHandler: await staff('unitHandler'),
    gridWorker: await staff('gridWorker'),
    communityWorker: await staff('communityWorker'),
    auditor: await staff('auditor'),
    systemAdmin: await staff('systemAdmin'),
    securityAdmin: await staff('securityAdmin'),
    auditAdmin: await staff('auditAdmin'),
    otherUnit: await staff('unitHandler', 'otherUnit'),
    resident: await resident(),
    neighbour: await resident(),
  }
  return { city, vault, cast, units: { town: town.id, department: department.id, committee: committee.id } }
}

export const NOON = instant(at('2026-09-30 12:00'))
