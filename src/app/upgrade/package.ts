import { execFile } from 'node:child_process'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { versionIn } from '../version.ts'

/** A package cannot be trusted or used, for a reason an operator can do something about. */
export class PackageError extends Error {
  override readonly name = 'PackageError'
}

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}

const signedBy = async (sums: string, signature: string, key: string): Promise<boolean> => {
  try {
    const given = await readFile(signature, 'utf8')
    return verify(null, Buffer.from(sums), createPublicKey(await readFile(key)), Buffer.from(given, 'base64'))
  } catch {
    return false
  }
}

/**
 * Checks a package against its list, and with a public key (PEM, Ed25519) the list against its signature.
 * @returns its SHA-256  @throws PackageError
 */
export const checkPackage = async (file: string, key: string | undefined): Promise<string> => {
  if (!existsSync(file)) throw new PackageError(`没有文件 ${file}。`)
  const sums = await readFile(`${file}.sha256`, 'utf8').catch(() => undefined)
  if (sums === undefined)
    throw new PackageError(`没有 ${basename(file)}.sha256,不知道这个包是否完整。请连同它一起取来。`)
  const [wanted, name] = sums.trim().split(/\s+/)
  const found = await sha256Of(file)
  if (wanted !== found || name !== basename(file))
    throw new PackageError(`${file} 与它的 .sha256 不符:没有传完或被改过,请重新取一份。`)
  if (key !== undefined && !(await signedBy(sums, `${file}.sig`, key)))
    throw new PackageError(`${basename(file)}.sig 不是这把公钥签的,这个包不能用。`)
  return found
}

/** What of a folder's files is not as its list says, at most `most` lines; undefined when it has no list (a checkout). */
export const faultsOfCode = async (folder: string, most = 10): Promise<readonly string[] | undefined> => {
  const list = await readFile(join(folder, 'SHA256SUMS'), 'utf8').catch(() => undefined)
  if (list === undefined) return undefined
  const faults: string[] = []
  for (const line of list.trim().split('\n')) {
    if (faults.length >= most) break
    const [sha256, path] = [line.slice(0, 64), line.slice(66)]
    const found = await sha256Of(join(folder, path)).catch(() => undefined)
    if (found !== sha256) faults.push(`${path} ${found === undefined ? '没有了' : '的内容变了'}`)
  }
  return faults
}

/** Unpacks a package beside the present code. @returns the new folder  @throws PackageError */
export const unpack = async (file: string, into: string): Promise<string> => {
  const scratch = await mkdtemp(join(into, '.linli-new-')).catch(() => {
    throw new PackageError(`不能写 ${into}。请以能写的用户运行,或用 --into 另指一个目录。`)
  })
  try {
    await promisify(execFile)('tar', ['xzf', file, '--no-same-owner'], { cwd: scratch, maxBuffer: 1024 * 1024 })
    const name = basename(file).replace(/-[a-z]+-[a-z0-9]+\.tar\.gz$/, '')
    const made = join(scratch, name)
    if (!existsSync(join(made, 'linli'))) throw new PackageError(`${file} 里没有 ${name}/linli,它不是邻里的安装包。`)
    const target = join(into, `linli-${versionIn(made)}`)
    if (existsSync(target)) throw new PackageError(`${target} 已经有了:直接运行 ${target}/linli upgrade。`)
    await rename(made, target)
    return target
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
