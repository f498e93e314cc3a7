import type { Installation } from '../../src/app/installation.ts'
import { organisationAt, organisationsOfKind } from '../../src/features/directory/index.ts'
import { d, type Instant, instant } from '../../src/kernel/time.ts'
import type { Vault } from '../../src/platform/crypto/vault.ts'
import { type CityDb, sql } from '../../src/platform/db/types.ts'
import { grantOffice } from '../../src/platform/identity/offices.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { openSession } from '../../src/platform/identity/sessions.ts'
import type { Asker } from './asks.ts'
import { CITY } from './city.ts'

/** Somebody signed in, by what their browser sends. */
export type Reader = { readonly party: string; readonly cookie: string }

export type Behind = { readonly db: CityDb; readonly vault: Vault; readonly now: Instant }

export const behindOf = ({ database, vault }: Installation): Behind => ({
  db: database.city(CITY),
  vault,
  now: instant(Date.now()),
})

const readerOf = (party: string, secret: string): Reader => ({ party, cookie: `__Host-linli=${secret}` })

/** A new member of staff with an office, signed in. */
export const staffIn = (
  { db, vault, now }: Behind,
  office: { readonly organisation: string; readonly role: string; readonly area: string },
): Promise<Reader> =>
  db.tx(async tx => {
    const party = await ensureParty(tx, vault, { name: '演示人员', level: 'L1' }, now)
    const granted = await grantOffice(tx, { party, ...office, from: d('2020-01-02') }, now, null)
    if (!granted.ok) throw new Error(`the office was refused: ${granted.error[0]?.tag}`)
    return readerOf(party, (await openSession(tx, { party, realm: 'staff' }, now)).secret)
  })

/** Signs residents in whom the city knows already. */
export const residentsIn = async ({ db, now }: Behind, parties: readonly string[]): Promise<readonly Reader[]> => {
  const readers: Reader[] = []
  for (const party of parties)
    readers.push(
      await db.tx(async tx => readerOf(party, (await openSession(tx, { party, realm: 'resident' }, now)).secret)),
    )
  return readers
}

const BUSY_UNIT = sql(
  'bench.busy-unit',
  `select lead as id from city.work_order where not ended and lead is not null group by 1 order by count(*) desc, 1 limit 1`,
)
const BUSY_RESIDENT = sql(
  'bench.busy-resident',
  `select requester as id from (
     select requester from city.work_order where requester is not null order by received_at desc limit 20000
   ) as latest group by 1 order by count(*) desc, 1 limit 1`,
)

export type Audience = {
  readonly unit: string
  readonly readers: Readonly<Record<Exclude<Asker, 'stranger'>, Reader>>
}

/** One of each kind of reader; the unit is the one with most open orders, the resident one with many reports. */
export const audienceOf = async (behind: Behind): Promise<Audience> => {
  const { db } = behind
  const unit = (await db.one<{ id: string }>(BUSY_UNIT)).id
  const requester = (await db.one<{ id: string }>(BUSY_RESIDENT)).id
  const organisation = await organisationAt(db, unit)
  const [desk] = await organisationsOfKind(db, 'hotlineDesk')
  const towns = await organisationsOfKind(db, 'townGovernment')
  const [town] = towns
  if (organisation === undefined || desk === undefined || town === undefined) throw new Error('the city is not founded')
  const [resident] = await residentsIn(behind, [requester])
  if (resident === undefined) throw new Error('nobody has reported anything')
  return {
    unit,
    readers: {
      desk: await staffIn(behind, { organisation: desk.id, role: 'deskLead', area: '4420' }),
      unit: await staffIn(behind, { organisation: unit, role: 'unitHandler', area: organisation.area }),
      town: await staffIn(behind, { organisation: town.id, role: 'unitLead', area: town.area }),
      grid: await staffIn(behind, { organisation: town.id, role: 'gridWorker', area: '442000001007' }),
      resident,
    },
  }
}
