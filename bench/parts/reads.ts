import type { Person } from '../../tests/chaos/support.ts'
import { httpLoad, type Loaded } from '../support/http-load.ts'

const COUNT = 400
const CONNECTIONS = 4
const WORDS = ['井盖', '污水', '施工', '停水', '电梯', '路灯', '高龄津贴', '噪']

export type Reads = Readonly<Record<string, Loaded>>

/** Lists, details and search as the desk, a unit and the public ask for them. @param ids orders to be opened */
export const measureReads = async (
  base: string,
  desk: Person,
  unit: Person,
  ids: readonly string[],
): Promise<Reads> => {
  const ask = async (person: Person | undefined, pathOf: (index: number) => string): Promise<Loaded> => {
    const headers = person === undefined ? {} : { cookie: person.cookie }
    const load = (count: number) =>
      httpLoad(base, count, CONNECTIONS, 200, index => ({ method: 'GET', path: pathOf(index), headers }))
    await load(20)
    const loaded = await load(COUNT)
    if (loaded.others > 0) throw new Error(`${pathOf(0)}: ${loaded.firstOther}`)
    return loaded
  }
  const word = (index: number): string => encodeURIComponent(WORDS[index % WORDS.length] ?? '')
  return {
    'desk list, nearest due': await ask(desk, () => '/api/work-orders?open=true&sort=due&limit=20'),
    'desk list, newest': await ask(desk, () => '/api/work-orders?sort=received&limit=20'),
    'unit queue': await ask(unit, () => '/api/work-orders?open=true&sort=due&limit=20'),
    detail: await ask(desk, index => `/api/work-orders/${ids[index % ids.length]}`),
    'search, Chinese': await ask(desk, index => `/api/work-orders?q=${word(index)}&sort=received&limit=20`),
    'unit search': await ask(unit, index => `/api/work-orders?q=${word(index)}&sort=due&limit=20`),
    'public list': await ask(undefined, () => '/api/open/work-orders?limit=20'),
  }
}
