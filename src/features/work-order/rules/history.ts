import { atMinute, type Instant, type LocalDate, parseDate, plusDays } from '../../../kernel/time.ts'
import type { HistoryField, Mapping } from './history-header.ts'
import { type Channel, KINDS, type Kind } from './kinds.ts'

const KIND_WORDS: Readonly<Record<string, Kind>> = {
  咨询: 'enquiry',
  求助: 'help',
  投诉: 'complaint',
  举报: 'report',
  建议: 'suggestion',
  意见建议: 'suggestion',
  意见: 'suggestion',
  表扬: 'praise',
}
/** Ways to reach the hotline in writing over a network are the web; a text message comes in by telephone. */
const CHANNEL_WORDS: readonly (readonly [Channel, RegExp])[] = [
  ['phone', /电话|短信|来电|^phone$/],
  ['counter', /窗口|来访|信函|来信|^counter$/],
  ['grid', /网格|^grid$/],
  ['web', /网|app|小程序|微信|微博|公众号|邮件|邮箱|qq|^web$/i],
]

/** The kind a nature stands for; undefined when it is none of the words known. */
export const kindOf = (nature: string): Kind | undefined => KIND_WORDS[nature] ?? KINDS.find(kind => kind === nature)
export const channelOf = (channel: string): Channel | undefined =>
  CHANNEL_WORDS.find(([, words]) => words.test(channel))?.[0]

/** What cannot be taken in, by field. */
export type HistoryFault = {
  readonly field: HistoryField | 'row'
  readonly why:
    | 'missing'
    | 'too-long'
    | 'not-a-date'
    | 'in-future'
    | 'unknown'
    | 'not-a-number'
    | 'reply-undated'
    | 'columns'
    | 'json'
  readonly values?: Readonly<Record<string, string | number>>
}

export type Historic = {
  readonly externalId: string
  readonly kind: Kind
  readonly channel: Channel
  /** The channel in the other system's word. */
  readonly channelSaid: string
  readonly title: string
  readonly body: string
  readonly place: string
  readonly anonymous: boolean
  readonly name: string
  readonly phone: string
  readonly receivedAt: Instant
  /** Null when it was not answered. */
  readonly repliedAt: Instant | null
  readonly reply: string
  readonly transfers: number
}

/** Only dates are kept by the other system: a request counts from the start of business, an answer to its end. */
export const START_MINUTE = 8 * 60 + 30
export const END_MINUTE = 17 * 60 + 30
const FIRST_YEAR = '1990'
const MOST: Readonly<Partial<Record<HistoryField, number>>> = {
  id: 80,
  title: 200,
  body: 5000,
  reply: 5000,
  place: 200,
  district: 100,
  name: 40,
}
const NONE: ReadonlySet<string> = new Set(['', '无', '未知', '-', '/'])
const YES: ReadonlySet<string> = new Set(['1', 'true', '是', '匿名', 'y', 'yes'])
const DAYS_MAX = 3_660

/** `2019-08-05`, `2019/8/5`, `2019年8月5日`, `20190805`, each also with a time of day, which is left away. */
export const dateIn = (text: string): LocalDate | undefined => {
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T\s].*)?$/.exec(text.trim())
  if (match === null) return undefined
  const [, year = '', month = '', day = ''] = match
  const date = parseDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return date === undefined || year < FIRST_YEAR ? undefined : date
}

const wholeNumber = (text: string): number | undefined =>
  /^\d{1,5}(?:\.0+)?$/.test(text) ? Math.trunc(Number(text)) : undefined

class Reader {
  readonly faults: HistoryFault[] = []
  private readonly cells: Readonly<Record<string, string>>
  private readonly mapping: Mapping

  constructor(cells: Readonly<Record<string, string>>, mapping: Mapping) {
    this.cells = cells
    this.mapping = mapping
  }

  fault(field: HistoryField, why: HistoryFault['why'], values?: HistoryFault['values']): undefined {
    this.faults.push(values === undefined ? { field, why } : { field, why, values })
  }

  text(field: HistoryField): string {
    const heading = this.mapping[field]
    const given = heading === undefined ? '' : (this.cells[heading] ?? '')
    // What no database takes as text: a NUL, half of a surrogate pair.
    const text = given.replaceAll('\0', '').toWellFormed()
    const most = MOST[field] ?? 100
    if (text.length > most) this.fault(field, 'too-long', { length: text.length, most })
    return text
  }

  required(field: HistoryField): string {
    const text = this.text(field)
    if (text === '') this.fault(field, 'missing')
    return text
  }

  /** The word's meaning; a word that is there and unknown is a fault. */
  word<T>(field: HistoryField, meaning: (word: string) => T | undefined): T | undefined {
    const said = this.required(field)
    const meant = said === '' ? undefined : meaning(said)
    if (said !== '' && meant === undefined) this.fault(field, 'unknown', { value: said.slice(0, 20) })
    return meant
  }

  date(field: HistoryField, today: LocalDate): LocalDate | undefined {
    const text = this.text(field)
    if (text === '') return undefined
    const date = dateIn(text)
    if (date === undefined) return this.fault(field, 'not-a-date', { value: text.slice(0, 20) })
    return date > today ? this.fault(field, 'in-future', { value: date }) : date
  }

  count(field: HistoryField): number | undefined {
    const text = this.text(field)
    if (text === '') return undefined
    const count = wholeNumber(text)
    return count === undefined || count > DAYS_MAX
      ? this.fault(field, 'not-a-number', { value: text.slice(0, 20) })
      : count
  }
}

const repliedOn = (read: Reader, received: LocalDate | undefined, today: LocalDate): LocalDate | undefined => {
  const days = read.count('replyDays')
  const given = read.date('replyDate', today)
  const counted = days === undefined || received === undefined ? undefined : plusDays(received, days)
  if (counted !== undefined && counted > today) return read.fault('replyDays', 'in-future', { value: counted })
  if (given !== undefined && received !== undefined && given < received)
    return read.fault('replyDate', 'not-a-date', { value: given })
  return given ?? counted
}

/** Reads one row; every fault of the row is given at once. @param today later dates are faults */
export const readHistoric = (
  cells: Readonly<Record<string, string>>,
  mapping: Mapping,
  today: LocalDate,
): Historic | readonly HistoryFault[] => {
  const read = new Reader(cells, mapping)
  const externalId = read.required('id')
  const kind = read.word('nature', kindOf)
  const channel = read.word('channel', channelOf)
  const [title, body, reply] = [read.text('title'), read.required('body'), read.text('reply')]
  if (read.text('date') === '') read.fault('date', 'missing')
  const received = read.date('date', today)
  const before = read.faults.length
  const replied = repliedOn(read, received, today)
  if (reply !== '' && replied === undefined && received !== undefined && read.faults.length === before)
    read.fault('reply', 'reply-undated')
  const transfers = read.count('transfers') ?? 0
  const place = [read.text('district'), read.text('place')].filter(part => !NONE.has(part)).join(' ')
  const [name, phone, anonymous] = [
    read.text('name'),
    read.text('phone'),
    YES.has(read.text('anonymous').toLowerCase()),
  ]
  if (read.faults.length > 0 || kind === undefined || channel === undefined || received === undefined)
    return read.faults
  return {
    externalId,
    kind,
    channel,
    channelSaid: cells[mapping.channel ?? ''] ?? '',
    title,
    body,
    place,
    anonymous,
    name,
    phone,
    receivedAt: atMinute(received, START_MINUTE),
    repliedAt: replied === undefined ? null : atMinute(replied, END_MINUTE),
    reply,
    transfers,
  }
}
