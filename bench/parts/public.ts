import { httpLoad, type Loaded } from '../support/http-load.ts'
import type { Served } from '../support/served.ts'

const CONNECTIONS = 50
const BROWSER = { 'accept-encoding': 'gzip, br', 'accept-language': 'zh-CN', accept: 'text/html' }

export type PublicPages = { readonly start: Loaded; readonly orders: Loaded; readonly both: Loaded }

/** The start page and the list of public orders, by fifty readers who ask again at once. */
export const measurePublic = async ({ server }: Served, count: number): Promise<PublicPages> => {
  const ask = async (paths: readonly string[]): Promise<Loaded> => {
    const load = (times: number) =>
      httpLoad(server.base, times, CONNECTIONS, 200, index => ({
        method: 'GET',
        path: paths[index % paths.length] ?? '/',
        headers: BROWSER,
      }))
    await load(Math.ceil(count / 10))
    return load(count)
  }
  return {
    start: await ask(['/']),
    orders: await ask(['/open/work-orders']),
    both: await ask(['/', '/open/work-orders']),
  }
}
