import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DAY_MS, type Instant, parseInstant } from '../../kernel/time.ts'
import { type Finding, finding } from '../../platform/operation.ts'
import { lastBackup, lastVerified } from '../backup/note.ts'
import { freeBytes } from '../health/machine.ts'
import type { Settings } from '../settings.ts'

const GIGABYTE = 1024 ** 3
const ROOM_WARN = 5 * GIGABYTE
const ROOM_FAIL = GIGABYTE / 2
const NODE_MIN = 24
/** A working day without a backup is one too many; a trial restore belongs into every month. */
const BACKUP_WARN_MS = 1.5 * DAY_MS
const BACKUP_FAIL_MS = 8 * DAY_MS
const VERIFY_WARN_MS = 35 * DAY_MS

export const node = (): Finding => {
  const major = Number(process.versions.node.split('.')[0])
  return finding('Node', major >= NODE_MIN ? 'ok' : 'fail', process.versions.node, '用 ./linli 启动,它自带 Node 24。')
}

/** Room to write where a folder lies. */
export const room = async (what: string, folder: string): Promise<Finding> => {
  const free = await freeBytes(folder)
  if (free === undefined) return finding(what, 'warn', `${folder} 还没有`, '第一次 ./linli start 会建好它。')
  const health = free < ROOM_FAIL ? 'fail' : free < ROOM_WARN ? 'warn' : 'ok'
  return finding(
    what,
    health,
    `${Math.round((free * 10) / GIGABYTE) / 10} GB`,
    '清理或扩容;写满时新的上报会被拒绝,已答复的不会丢。',
  )
}

const openToOthers = async (path: string): Promise<boolean> => ((await stat(path)).mode & 0o077) !== 0

/** The keys: there, and nobody else's to read; each file counts. */
export const keysFolder = async (settings: Settings): Promise<Finding> => {
  const what = '密钥目录'
  if (process.env.LINLI_KEYS !== undefined && process.env.LINLI_KEYS.trim() !== '')
    return finding(what, 'ok', '由 LINLI_KEYS 给出')
  const { keys } = settings
  if (!existsSync(keys)) return finding(what, 'warn', `${keys} 还没有`, '若是恢复的数据,先把另存的密钥放回。')
  if (await openToOthers(keys)) return finding(what, 'fail', `${keys} 别人也能读`, `chmod 700 ${keys}`)
  const names = (await readdir(keys)).filter(name => name.endsWith('.key'))
  const open: string[] = []
  for (const name of names) if (await openToOthers(join(keys, name))) open.push(name)
  if (open.length > 0) return finding(what, 'fail', `${open.join('、')} 别人也能读`, `chmod 600 ${keys}/*.key`)
  const times = await Promise.all(names.map(async name => (await stat(join(keys, name))).mtimeMs))
  const oldest = times.length === 0 ? '' : `,最早一把写于 ${new Date(Math.min(...times)).toISOString().slice(0, 10)}`
  return finding(what, 'ok', `${keys}: ${names.length} 把${oldest}`)
}

const age = (ms: number): string =>
  ms < DAY_MS ? `${Math.max(0, Math.round(ms / 3_600_000))} 小时前` : `${Math.round(ms / DAY_MS)} 天前`

/** When a backup was made last, and when one was tried out last. */
export const backups = async (data: string, now: Instant): Promise<readonly Finding[]> => {
  const made = await lastBackup(data)
  const at = made === undefined ? undefined : parseInstant(made.at)
  if (made === undefined || at === undefined)
    return [
      finding('备份', 'warn', '本机没有做过备份', '运行 ./linli backup 目录,并每天定时做(deploy/linli-backup.timer)。'),
    ]
  const old = now - at
  const health = old > BACKUP_FAIL_MS ? 'fail' : old > BACKUP_WARN_MS ? 'warn' : 'ok'
  const tried = await lastVerified(made.folder)
  const triedAt = tried === undefined ? undefined : parseInstant(tried.at)
  const next = `运行 ./linli verify-backup ${made.folder}`
  return [
    finding('备份', health, `${age(old)},在 ${made.folder}`, '再做一次备份,看看定时任务为什么没有做。'),
    tried === undefined || triedAt === undefined
      ? finding('备份核对', 'warn', '最近的备份没有试过恢复', next)
      : !tried.sound
        ? finding('备份核对', 'fail', '最近一次核对没有通过', '换一份备份核对,并马上再做一次备份。')
        : finding('备份核对', now - triedAt > VERIFY_WARN_MS ? 'warn' : 'ok', `${age(now - triedAt)}通过`, next),
  ]
}

const LOOPBACK = /^(127\.|::1$|localhost$)/

/** How residents reach the server: through HTTPS, and with their own addresses known. */
export const doorway = ({ host, origin, proxies }: Settings): Finding => {
  const what = 'HTTPS'
  if (origin === undefined)
    return finding(what, 'warn', '没有设 LINLI_ORIGIN', '设为居民访问的网址(https://…);短信和邮件里的链接用它。')
  if (!origin.startsWith('https://'))
    return finding(what, 'warn', origin, '在前面放一个有证书的 nginx 或 haproxy(deploy/ 里有例子),再改 LINLI_ORIGIN。')
  if (!LOOPBACK.test(host) && proxies.length === 0)
    return finding(
      what,
      'warn',
      `监听 ${host},没有设 LINLI_PROXIES`,
      '只监听 127.0.0.1,或把前面代理的地址写进 LINLI_PROXIES。',
    )
  if (proxies.length === 0)
    return finding(
      what,
      'warn',
      `${origin},没有设 LINLI_PROXIES`,
      '写上前面代理的地址(如 127.0.0.1),否则限流把所有人看成一个人。',
    )
  return finding(what, 'ok', origin)
}
