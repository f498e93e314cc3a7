import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const fileIn = (data: string): string => join(data, 'address')

/** Writes down where this data folder is served, for the verbs used beside the running server. */
export const noteAddress = async (data: string, url: string): Promise<void> => {
  await mkdir(data, { recursive: true })
  await writeFile(fileIn(data), `${url}\n`)
}

export const forgetAddress = (data: string): Promise<void> => rm(fileIn(data), { force: true })

/** The address noted last; undefined when no server was started from this folder or it has stopped. */
export const notedAddress = async (data: string): Promise<string | undefined> =>
  (await readFile(fileIn(data), 'utf8').catch(() => undefined))?.trim()
