import { canonical, type Json } from '../../../kernel/journal/canonical.ts'
import { dateOf, parseInstant } from '../../../kernel/time.ts'
import { sha256 } from '../../../platform/journal/sha256.ts'
import { type Report, Unreadable, verifyLines } from '../../../platform/journal/verifier.ts'
import { countFacts, headerFacts } from '../rules/bundle/hashes.ts'
import type { VoteCount, VoteHeader } from '../rules/bundle/types.ts'
import { type CheckedBallot, type Fault, fault, unless } from './types.ts'

/** What an entry of the vote's stream says about the bundle: hashes, and whose ballot it is where it says so. */
type Told = {
  readonly seq: number
  readonly at: string
  readonly data: Readonly<Record<string, Json>>
  readonly header?: string
  readonly ballot?: string
  readonly count?: string
}

export type StreamReport = {
  readonly faults: readonly Fault[]
  readonly entries: number
  /** How often the announced vote was changed after its first ballot (an extension). */
  readonly changes: number
  /** Ballots that were entered after the day they were cast on: paper. */
  readonly later: number
  readonly journal: Report | undefined
}

const journalFault = (said: string): Fault => fault('journal', 'journal', said)

/** The journal part, checked by the journal's own verifier. */
const verified = (lines: readonly object[], key?: string, since?: string): Report | string => {
  try {
    return verifyLines(
      lines.map(line => JSON.stringify(line)),
      key,
      since,
    )
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return error.message
  }
}

const plain = (value: unknown): Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, Json>>) : {}

/** Other entries may have members of the same name; what binds the bundle is a hash. */
const hashesOf = (data: Told['data']): Pick<Told, 'header' | 'ballot' | 'count'> =>
  Object.fromEntries(
    (['header', 'ballot', 'count'] as const).flatMap(name => {
      const value = data[name]
      return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? [[name, value]] : []
    }),
  )

const toldBy = (line: object): readonly Told[] => {
  const body = plain(line).body
  if (typeof body !== 'string') return []
  try {
    const { seq, at, data } = plain(JSON.parse(body))
    const told = plain(data)
    return [{ seq: Number(seq), at: String(at), data: told, ...hashesOf(told) }]
  } catch {
    return []
  }
}

const keysOf = (value: object): string => Object.keys(value).toSorted().join()

/** As published; and as exported for somebody who holds an older state. */
const HEADS = [
  'checkpoint,format,kind,publicKey,statement',
  'checkpoint,consistency,format,kind,publicKey,since,statement',
]

/** That the journal part is of this vote, and holds nothing that its own verifier passes over. */
const ownFaults = ({ city, vote }: VoteHeader, lines: readonly object[], report: Report): readonly Fault[] => {
  const [head, last] = [plain(lines[0]), plain(lines.at(-1))]
  const stream = /^stream (\S+) /.exec(String(head.statement).split('\n')[2] ?? '')?.[1] ?? '?'
  const shaped =
    HEADS.includes(keysOf(head)) &&
    lines.slice(1, -1).every(line => keysOf(line) === 'body,idx,proof') &&
    canonical(last) === canonical({ end: report.entries })
  return [
    ...report.problems.map(({ said }) => journalFault(said)),
    ...unless(report.origin === `linli/${city}`, () =>
      journalFault(`日志是 ${report.origin} 的,不是 linli/${city} 的`),
    ),
    ...unless(stream.endsWith(`/${vote}`), () => journalFault(`日志条目是 ${stream} 的,不是本次表决的`)),
    ...unless(shaped, () => journalFault('日志部分有多余或缺少的内容')),
  ]
}

const headerFaults = (header: VoteHeader, told: readonly Told[]): readonly Fault[] => {
  const openings = told.filter(({ header: hash }) => hash !== undefined)
  const [first, last] = [openings[0], openings.at(-1)]
  if (first === undefined || last === undefined) return [journalFault('日志里没有这次表决的公告')]
  const facts = headerFacts(sha256, header)
  const ballot = told.find(({ ballot }) => ballot !== undefined)
  const { opens, closes } = last.data
  return [
    ...unless(
      openings.every(({ data }) => data.register === facts.register),
      () => fault('register', 'register-replaced', '名册的指纹与日志登记的不同: 名册被换过'),
    ),
    ...unless(opens === facts.opens && closes === facts.closes, () =>
      fault('window', 'window-changed', `日志登记的表决期间是 ${opens} 至 ${closes},与公布的不同`),
    ),
    ...unless(last.header === facts.header, () =>
      fault('journal', 'header-changed', '公告(议题、范围、期间、名册)与日志登记的不同'),
    ),
    ...unless(ballot === undefined || ballot.seq > first.seq, () =>
      journalFault('名册登记之前已有选票: 开始表决前名册没有冻结'),
    ),
  ]
}

const ballotFaults = (ballots: readonly CheckedBallot[], told: readonly Told[]): readonly Fault[] => {
  const casts = told.filter(({ ballot }) => ballot !== undefined)
  const logged = new Map(casts.map(one => [one.ballot ?? '', one]))
  const held = new Set(ballots.map(({ hash }) => hash))
  return [
    ...unless(casts.length === logged.size, () => journalFault('日志里有选票重复登记')),
    ...ballots
      .filter(({ hash }) => !logged.has(hash))
      .map(({ group }) => fault('journal', 'added', '这户的选票日志里没有登记: 是添加的,或内容被改过', { group })),
    ...[...logged]
      .filter(([hash]) => !held.has(hash))
      .map(([, { seq, at, data }]) =>
        fault(
          'journal',
          'removed',
          `日志第 ${seq} 步(${at.slice(0, 10)})登记的选票不在包里: 被删去,或内容被改过`,
          typeof data.group === 'string' ? { group: data.group } : {},
        ),
      ),
  ]
}

const countFaults = (count: VoteCount | undefined, told: readonly Told[]): readonly Fault[] => {
  const counted = told.findLast(({ count: hash }) => hash !== undefined)
  const ballot = told.findLast(({ ballot }) => ballot !== undefined)
  if (counted === undefined) return [journalFault('日志里没有计票')]
  if (count === undefined) return []
  return [
    ...unless(counted.count === countFacts(sha256, count).count, () =>
      fault('journal', 'count-changed', '计票结果与日志登记的不同'),
    ),
    ...unless(ballot === undefined || ballot.seq < counted.seq, () => journalFault('计票之后又登记了选票')),
  ]
}

/** The day the journal has a ballot on is never before the day it says it was cast on; a later one is paper, entered later. */
const daysOf = (ballots: readonly CheckedBallot[], told: readonly Told[]) => {
  const days = new Map(
    told.flatMap(({ ballot, at }) => {
      const moment = parseInstant(at)
      return ballot !== undefined && moment !== undefined ? [[ballot, dateOf(moment)] as const] : []
    }),
  )
  return {
    later: ballots.filter(({ hash, day }) => (days.get(hash) ?? day) > day).length,
    faults: ballots
      .filter(({ hash, day }) => (days.get(hash) ?? day) < day)
      .map(({ group, day }) => fault('window', 'outside-window', `写的是 ${day},日志在那之前就登记了`, { group })),
  }
}

/** Holds the bundle against the vote's stream in the journal: nothing changed, added or removed since it was written there. */
export const checkStream = (
  header: VoteHeader,
  ballots: readonly CheckedBallot[],
  count: VoteCount | undefined,
  lines: readonly object[],
  key?: string,
  since?: string,
): StreamReport => {
  const report = verified(lines, key, since)
  if (typeof report === 'string')
    return { faults: [journalFault(report)], entries: 0, changes: 0, later: 0, journal: undefined }
  const told = lines.flatMap(toldBy)
  const first = told.find(({ ballot }) => ballot !== undefined)?.seq ?? Number.POSITIVE_INFINITY
  const { later, faults } = daysOf(ballots, told)
  return {
    faults: [
      ...ownFaults(header, lines, report),
      ...headerFaults(header, told),
      ...ballotFaults(ballots, told),
      ...countFaults(count, told),
      ...faults,
    ],
    entries: report.entries,
    changes: told.filter(one => one.header !== undefined && one.seq > first).length,
    later,
    journal: report,
  }
}
