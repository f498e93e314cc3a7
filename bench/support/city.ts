import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addCity } from '../../src/app/cities.ts'
import { type Installation, openInstallation } from '../../src/app/installation.ts'
import { FIRST_CITY, settingsOf } from '../../src/app/settings.ts'
import type { CityDb } from '../../src/platform/db/types.ts'

export const CITY = FIRST_CITY

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** A data folder of its own, that the database's account can enter. */
export const benchFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-bench-'))
  await chmod(folder, 0o755)
  return folder
}

/** Joins the database of a server that runs on this data folder. */
export const beside = (data: string): Promise<Installation> =>
  openInstallation(settingsOf({ data }, {}), { beside: true, say })

/** Opens a data folder for this process alone, its cluster with it. */
export const openHere = (data: string): Promise<Installation> =>
  openInstallation(settingsOf({ data }, {}), { beside: false, say })

export type BenchCity = {
  readonly installation: Installation
  readonly db: CityDb
  readonly close: () => Promise<void>
}

/** An empty city on a private cluster that forces to disk as one in service does; removed by `close`. */
export const benchCity = async (): Promise<BenchCity> => {
  const data = await benchFolder()
  const installation = await openHere(data)
  const close = async (): Promise<void> => {
    await installation.close()
    for (const folder of [installation.cluster?.home.folder ?? data, data])
      await rm(folder, { recursive: true, force: true })
  }
  try {
    await addCity(installation, CITY)
    return { installation, db: installation.database.city(CITY), close }
  } catch (error) {
    await close()
    throw error
  }
}
