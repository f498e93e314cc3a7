import { existsSync } from 'node:fs'
import { openVault } from '../../platform/crypto/keys.ts'
import { type CityDb, sql } from '../../platform/db/types.ts'
import { markOf } from '../../platform/identity/vault-mark.ts'
import { audit } from '../../platform/journal/audit.ts'
import { auditLedger } from '../../platform/ledger/audit.ts'
import { type Finding, finding } from '../../platform/operation.ts'
import { LATE_SECONDS, queuesOf } from '../health/queues.ts'
import type { Settings } from '../settings.ts'

/** An audit reads every entry; beyond this many it is left to `verify-backup` and to the journal's readers. */
const AUDITED_MAX = 200_000
/** A gateway may be away for hours before anybody must do something. */
const MESSAGE_SECONDS_WARN = 3_600

export const queues = async (db: CityDb): Promise<readonly Finding[]> => {
  const row = await queuesOf(db)
  const city = `城市 ${db.city.code} `
  const behind = Math.max(row.outboxSeconds, row.deliverySeconds)
  const late = row.unnumberedSeconds > LATE_SECONDS
  const running = '看看服务是否在运行。'
  return [
    finding(
      `${city}待处理事件`,
      behind > LATE_SECONDS ? 'warn' : 'ok',
      behind === 0 ? '无积压' : `最早的等了 ${behind} 秒,共 ${row.waiting} 件`,
      running,
    ),
    finding(
      `${city}未送达事件`,
      row.dead > 0 ? 'warn' : 'ok',
      `${row.dead} 件`,
      '在工作台“未送达的事件”里看原因,或 ./linli events list;排除后放回,或写明理由不再处理。',
    ),
    finding(
      `${city}时限提醒`,
      row.clockSeconds > LATE_SECONDS ? 'warn' : 'ok',
      row.clockSeconds > LATE_SECONDS ? `最早的晚了 ${row.clockSeconds} 秒` : '跟得上',
      running,
    ),
    finding(
      `${city}待发消息`,
      row.messageSeconds > MESSAGE_SECONDS_WARN ? 'warn' : 'ok',
      row.messages === 0 ? '无积压' : `${row.messages} 条,最早的晚了 ${row.messageSeconds} 秒`,
      '看看短信网关或邮件服务器是否通;通了会自己补发。',
    ),
    finding(
      `${city}日志编号`,
      late ? 'warn' : 'ok',
      late ? `${row.unnumbered} 条等了超过 ${row.unnumberedSeconds} 秒` : '跟得上',
      '看看服务是否在运行,日志里有没有签名错误。',
    ),
  ]
}

export const keysOf = async (db: CityDb, settings: Settings): Promise<Finding> => {
  const what = `城市 ${db.city.code} 密钥`
  const mark = await markOf(db)
  // Opening the vault of an empty folder would make keys; a question must not.
  if (!existsSync(settings.keys) && process.env.LINLI_KEYS === undefined)
    return finding(what, mark === undefined ? 'ok' : 'fail', '没有密钥', '把另存的密钥目录放回数据目录。')
  const { fingerprint } = await openVault(settings.keys, process.env.LINLI_KEYS)
  return mark === undefined || mark === fingerprint
    ? finding(what, 'ok', '与数据相配')
    : finding(what, 'fail', '与写下数据的不是同一套', '把这个数据库自己的密钥目录放回数据目录。')
}

const SIZE = sql('doctor.journal-size', 'select size from city.journal_head where id = 1')

/** @param most entries up to which each is checked */
export const journal = async (db: CityDb, most = AUDITED_MAX): Promise<Finding> => {
  const what = `城市 ${db.city.code} 公开日志`
  const { size } = await db.one<{ size: number }>(SIZE)
  if (size > most) return finding(what, 'ok', `${size} 条,这里不逐条核对(./linli doctor 和 verify-backup 会)`)
  const { whole, firstBad } = await audit(db)
  return whole && firstBad === null
    ? finding(what, 'ok', `${size} 条,逐条核对无误`)
    : finding(
        what,
        'fail',
        `从第 ${firstBad ?? size} 条起与签名的根不符`,
        '有人绕过系统改过数据:保全现场,从备份恢复到另一处比对。',
      )
}

const TRANSFERS = sql(
  'doctor.transfers',
  `select count(*)::int as n, (select count(*)::int from city.ledger_book) as books
   from (select from city.ledger_transfer limit $1) as few`,
)

/** @param most transfers up to which balances are made anew and held against the journal */
export const books = async (db: CityDb, most = AUDITED_MAX): Promise<Finding> => {
  const what = `城市 ${db.city.code} 账本`
  const { n, books: kept } = await db.one<{ n: number; books: number }>(TRANSFERS, [most + 1])
  if (n > most) return finding(what, 'ok', `${kept} 本,超过 ${most} 笔,这里不逐笔核对(verify-backup 会)`)
  const faults = Object.entries(await auditLedger(db)).filter(([, list]) => list.length > 0)
  return faults.length === 0
    ? finding(what, 'ok', `${kept} 本 ${n} 笔,逐笔核对无误`)
    : finding(
        what,
        'fail',
        faults.map(([kind, list]) => `${kind}: ${list.join('、')}`).join(';'),
        '有人绕过系统改过账:停止支付,保全现场,从备份恢复到另一处比对。',
      )
}
