import { writeCsv } from '../../../platform/csv/csv.ts'
import type { Translate } from '../../../platform/i18n/types.ts'
import type { HistoryFault } from '../rules/history.ts'
import type { Mapping } from '../rules/history-header.ts'

/** What a line of a receipt says of its row. Only a refused row has to be put right and sent in again. */
export const OUTCOMES = ['refused', 'duplicate', 'noted'] as const
export type Outcome = (typeof OUTCOMES)[number]

export type ReceiptLine = {
  readonly line: number
  readonly id: string
  readonly outcome: Outcome
  /** In words, in Chinese: the receipt is for the people who kept the file. */
  readonly why: string
  /** The row as it came, when it was refused. */
  readonly cells?: Readonly<Record<string, string>>
}

export const LINE = '行号'
export const OUTCOME = '导入结果'
export const REASON = '原因'
const OWN: ReadonlySet<string> = new Set([LINE, OUTCOME, REASON])

const say = (t: Translate, outcome: Outcome): string => t(`work-order:import.outcomes.${outcome}`)

/** A line of an earlier receipt that needs nothing done: when the receipt itself is sent in, it is passed over. */
export const isSettled = (cells: Readonly<Record<string, string>>, t: Translate): boolean => {
  const said = cells[OUTCOME]
  return said !== undefined && (said === say(t, 'duplicate') || said === say(t, 'noted'))
}

/** A fault in words: `日期:“2019-13-01”不是日期`. */
export const sayFault = (t: Translate, fault: HistoryFault): string =>
  `${t(`work-order:import.fields.${fault.field}`)}: ${t(`work-order:import.faults.${fault.why}`, fault.values)}`

/** The receipt: the line and id of every row with something to say, why, and the refused rows as they came. */
export const receiptCsv = (
  lines: readonly ReceiptLine[],
  header: readonly string[],
  mapping: Mapping,
  t: Translate,
): string => {
  const columns = header.filter(heading => !OWN.has(heading))
  return writeCsv(
    [LINE, OUTCOME, REASON, ...columns],
    lines.map(({ line, id, outcome, why, cells = {} }) => ({
      ...(mapping.id !== undefined && { [mapping.id]: id }),
      ...Object.fromEntries(
        columns.flatMap(heading => (cells[heading] === undefined ? [] : [[heading, cells[heading]]])),
      ),
      [LINE]: line,
      [OUTCOME]: say(t, outcome),
      [REASON]: why,
    })),
  )
}
