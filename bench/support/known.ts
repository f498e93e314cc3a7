import { communitiesOf, pathOfCity } from '../../src/features/directory/index.ts'
import { type CityDb, sql } from '../../src/platform/db/types.ts'
import type { Known } from './asks.ts'
import type { Audience } from './audience.ts'

const IDS = sql(
  'bench.some-ids',
  'select id from city.work_order where not ended order by received_at desc offset 50 limit 200',
)
const PUBLIC = sql(
  'bench.some-public',
  'select no from city.work_order where published order by received_at desc offset 50 limit 200',
)
const PAGES = 40

/** Asks for the JSON of a path as the desk. */
export type Get = (path: string, cookie: string) => Promise<{ readonly next?: string | null }>

/** What the asks are about, looked up once. */
export const knownOf = async (db: CityDb, { unit, readers }: Audience, get: Get): Promise<Known> => {
  const deep = async (query: string): Promise<string> => {
    let cursor = ''
    for (let page = 0; page < PAGES; page++) {
      const { next } = await get(
        `/api/work-orders?limit=20&${query}${cursor === '' ? '' : `&cursor=${cursor}`}`,
        readers.desk.cookie,
      )
      if (typeof next !== 'string') break
      cursor = encodeURIComponent(next)
    }
    return cursor
  }
  const areas = await communitiesOf(db, pathOfCity(db.city))
  return {
    unit,
    towns: [...new Set(areas.map(({ path }) => path.slice(0, 9)))],
    communities: areas.map(({ path }) => path),
    ids: (await db.rows<{ id: string }>(IDS)).map(({ id }) => id),
    publicNos: (await db.rows<{ no: string }>(PUBLIC)).map(({ no }) => no),
    deepDue: await deep('open=true&sort=due'),
    deepReceived: await deep('sort=received'),
  }
}
