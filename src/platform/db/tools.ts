import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const DEBIAN = '/usr/lib/postgresql'

const foldersOf = (choice: string | undefined): readonly string[] => {
  const given = choice === undefined || choice === '' || choice === 'embedded' ? [] : [choice]
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(version => join(DEBIAN, version, 'bin')) : []
  const path = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  return [...given, ...debian, ...path]
}

const majorOf = async (program: string): Promise<number> => {
  const said = await promisify(execFile)(program, ['--version']).catch(() => ({ stdout: '' }))
  return Number(/\(PostgreSQL\) (\d+)/.exec(said.stdout)?.[1] ?? 0)
}

/**
 * A program of PostgreSQL on this machine, such as `pg_dump`, of this major version or newer; the nearest version wins.
 * @param choice LINLI_PG_BIN, looked at first
 */
export const findTool = async (
  name: string,
  majorMin: number,
  choice: string | undefined,
): Promise<string | undefined> => {
  const found: { readonly program: string; readonly major: number }[] = []
  for (const folder of foldersOf(choice)) {
    const program = join(folder, name)
    if (existsSync(program)) found.push({ program, major: await majorOf(program) })
  }
  return found.filter(({ major }) => major >= majorMin).toSorted((a, b) => a.major - b.major)[0]?.program
}

/** A connection for such a program: the password goes by the environment, where `ps` does not show it. */
export const toolConnection = (
  url: string,
): { readonly url: string; readonly env: Readonly<Record<string, string>> } => {
  const parsed = new URL(url)
  const password = decodeURIComponent(parsed.password)
  parsed.password = ''
  return { url: parsed.href, env: password === '' ? {} : { PGPASSWORD: password } }
}
