import { catalogue } from '../features/privacy/index.ts'
import { retireKey, rotateKey } from '../platform/crypto/keys.ts'
import { VaultError } from '../platform/crypto/vault.ts'
import { keyStatus, resealCity } from '../platform/personal/rotation.ts'
import type { Installation } from './installation.ts'
import type { Settings } from './settings.ts'

/** How many sealed values of all cities lie under which key. `unknown`: under none that is here. */
export type KeyCount = {
  readonly key: string
  readonly values: number
  readonly newest: boolean
  readonly columns: Readonly<Record<string, number>>
}

const here = (settings: Settings): string => {
  if (process.env.LINLI_KEYS === undefined || process.env.LINLI_KEYS.trim() === '') return settings.keys
  throw new VaultError(
    '密钥由 LINLI_KEYS 给出:请在那里改(加一把更大编号的 seal 密钥,或去掉不再使用的),再逐个重启各进程;之后 ./linli keys status 与 reseal 照常使用',
  )
}

/** Adds a key; running processes seal with it within a second and write old values anew in the background. */
export const rotate = (settings: Settings): Promise<string> => rotateKey(here(settings))

export const status = async ({ database, vault }: Installation): Promise<readonly KeyCount[]> => {
  const counts = new Map<string, Map<string, number>>(vault.keys().map(({ name }) => [name, new Map()]))
  for (const { code } of await database.cities())
    for (const { column, byKey } of await keyStatus(database.city(code), vault, catalogue))
      for (const [key, values] of Object.entries(byKey)) {
        const columns = counts.get(key) ?? new Map<string, number>()
        columns.set(column, (columns.get(column) ?? 0) + values)
        counts.set(key, columns)
      }
  const newest = vault.keys().at(-1)?.name
  return [...counts].map(([key, columns]) => ({
    key,
    values: [...columns.values()].reduce((sum, values) => sum + values, 0),
    newest: key === newest,
    columns: Object.fromEntries(columns),
  }))
}

/** Writes every value of every city anew under the newest key, now. Returns how many were. */
export const reseal = async (
  { database, vault }: Installation,
  progress: (city: string, column: string, done: number) => void,
): Promise<number> => {
  let done = 0
  for (const { code } of await database.cities())
    done += await resealCity(database.city(code), vault, catalogue, (column, n) => progress(code, column, n))
  return done
}

/** Takes a key out of use when nothing is sealed with it any more. @throws VaultError with how much still is */
export const retire = async (
  installation: Installation,
  settings: Settings,
  name: string,
  now: number,
): Promise<void> => {
  const folder = here(settings)
  const used = (await status(installation)).find(({ key }) => key === name)
  if (used !== undefined && used.values > 0)
    throw new VaultError(`还有 ${used.values} 个值用 ${name} 加密;先运行 ./linli keys reseal`)
  await retireKey(folder, name, now)
}
