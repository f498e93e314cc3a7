import { type Founding, foundCity, nameOfCity } from '../features/directory/index.ts'
import { ensureDemoCity } from '../platform/db/demo.ts'
import { createCity } from '../platform/db/migrate.ts'
import { assureVault } from '../platform/identity/vault-mark.ts'
import { EXIT, Exit } from './exit.ts'
import { features } from './features.ts'
import type { Installation } from './installation.ts'
import { modules } from './modules.ts'

const nameOf = async ({ database }: Installation, code: string): Promise<string> => {
  const name = await nameOfCity(database.city(code))
  if (name === undefined) throw new Exit(EXIT.refused, `没有区划代码为 ${code} 的城市。其他地方可先用 CSV 导入区划。`)
  return name
}

/** Makes a real city of a division: its schema, its organisations, its hotlines. Repeating it adds what is missing. */
export const addCity = async (
  installation: Installation,
  code: string,
): Promise<{ readonly code: string; readonly name: string; readonly founded: Founding }> => {
  const name = await nameOf(installation, code)
  await createCity(installation.url, modules, code, name)
  const db = installation.database.city(code)
  await assureVault(db, installation.vault)
  const founded = await foundCity(db, installation.clock.now(), { grids: false })
  return { code, name, founded }
}

/** Makes the demonstration city when it is not there, through the slices' own commands. Returns whether it was made now. */
export const addDemoCity = async (installation: Installation, code: string): Promise<boolean> => {
  const { url, database, vault, clock } = installation
  return ensureDemoCity(url, database, modules, code, await nameOf(installation, code), async db => {
    await assureVault(db, vault)
    await foundCity(db, clock.now(), { grids: true })
    for (const { demo } of features) await demo?.(db, clock.now(), vault)
  })
}
