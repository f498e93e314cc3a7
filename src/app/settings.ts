import { join, resolve } from 'node:path'
import { type ScannerAddress, scannerAddress } from '../platform/files/scanner.ts'
import { EXIT, Exit } from './exit.ts'

/** What is asked for on the command line; each wins over its environment variable. */
export type Wishes = {
  readonly data?: string
  readonly databaseUrl?: string
  readonly host?: string
  readonly port?: string
  readonly city?: string
  readonly archive?: string
}

export type Settings = {
  /** Folder of the private cluster and the keys. */
  readonly data: string
  readonly keys: string
  readonly databaseUrl: string | undefined
  readonly host: string
  readonly port: number
  /** Code of the city at `/`, when one is asked for. */
  readonly city: string | undefined
  /** Where the private cluster keeps its log; `off` ends that, undefined leaves it as it was. */
  readonly archive: string | undefined
  /** Where residents reach this installation, such as `https://linli.example.org`; in links of messages. */
  readonly origin: string | undefined
  /** Proxies whose word on the caller's address is believed. */
  readonly proxies: readonly string[]
  /** Where a clamd listens that looks at originals before they are given out. */
  readonly scanner: ScannerAddress | undefined
}

const ROOT = join(import.meta.dirname, '../..')
const PORT_MAX = 65_535
/** 中山市: the city of an installation that has none and is not told another. */
export const FIRST_CITY = '442000'

const given = (wish: string | undefined, variable: string | undefined): string | undefined =>
  wish ?? (variable === undefined || variable.trim() === '' ? undefined : variable.trim())

const portOf = (text: string): number => {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > PORT_MAX || text.trim() === '')
    throw new Exit(EXIT.usage, `端口应为 0 到 ${PORT_MAX} 的整数,而不是 ${text}`)
  return port
}

const cityOf = (text: string): string => {
  const code = text.padEnd(6, '0')
  if (!/^\d{6}$/.test(code)) throw new Exit(EXIT.usage, `城市应为四位或六位区划代码(如 4420),而不是 ${text}`)
  return code
}

const scannerOf = (text: string): ScannerAddress => {
  const address = scannerAddress(text)
  if (address === undefined)
    throw new Exit(EXIT.usage, `LINLI_CLAMD 应为套接字路径或 主机:端口(如 127.0.0.1:3310),而不是 ${text}`)
  return address
}

/** Command line, then environment, then defaults. @throws Exit with the field that is wrong */
export const settingsOf = (wishes: Wishes, env: Readonly<Record<string, string | undefined>>): Settings => {
  const data = resolve(given(wishes.data, env.LINLI_DATA) ?? join(ROOT, 'var'))
  const city = given(wishes.city, env.LINLI_CITY)
  const scanner = given(undefined, env.LINLI_CLAMD)
  return {
    data,
    keys: join(data, 'keys'),
    databaseUrl: given(wishes.databaseUrl, env.DATABASE_URL),
    host: given(wishes.host, env.HOST) ?? '127.0.0.1',
    port: portOf(given(wishes.port, env.PORT) ?? '8080'),
    city: city === undefined ? undefined : cityOf(city),
    archive: given(wishes.archive, env.LINLI_ARCHIVE),
    origin: given(undefined, env.LINLI_ORIGIN),
    proxies: (given(undefined, env.LINLI_PROXIES) ?? '').split(',').filter(proxy => proxy !== ''),
    scanner: scanner === undefined ? undefined : scannerOf(scanner),
  }
}
