import type { Measured } from '../parts/at-size.ts'
import type { Imported } from '../parts/import.ts'
import type { JournalFigures } from '../parts/journal.ts'
import type { PublicPages } from '../parts/public.ts'
import type { SignIns } from '../parts/sign-ins.ts'
import type { Soaked } from '../parts/soak.ts'
import type { Swept } from '../parts/sweep.ts'

/** One figure beside its limit. */
export type Line = {
  readonly part: string
  readonly what: string
  readonly figure: string | number
  readonly limit: string
  readonly good: boolean
}

type Reads = { readonly few: readonly Measured[]; readonly many: readonly Measured[] }

const GROWTH_MAX = 2
const CPU_MS_MAX = 10
/** Below this a factor says nothing: a clock tick more is twice as much. */
const NOTICED_MS = 5
/** The part of a page in the large city that one in the small city must hold. */
const ALIKE = 0.7

const growthOf = (few: Measured | undefined, many: Measured): number =>
  Math.round(((many.p50 * 10) / Math.max(0.1, few?.p50 ?? many.p50)) * 1) / 10

/**
 * Whether the growth of a read is judged: that of all but a search with hardly a line to show in a small city where it
 * fills a page in a large one. Such a factor compares a page with none; it is shown.
 */
const isJudged = (few: Measured | undefined, { name, items }: Measured): boolean =>
  !name.includes('search') || few?.items === undefined || items === undefined || few.items >= items * ALIKE

const readLines = ({ few, many }: Reads): readonly Omit<Line, 'part'>[] =>
  many.flatMap(read => {
    const before = few.find(({ name }) => name === read.name)
    const growth = growthOf(before, read)
    const slow = read.p95 > read.p95Max
    const grows = growth > GROWTH_MAX && read.p50 > NOTICED_MS && isJudged(before, read)
    const laborious = read.cpuMs > CPU_MS_MAX
    return [
      {
        what: read.sums ? `${read.name} (a sum)` : read.name,
        figure: `p50 ${read.p50} ms, p95 ${read.p95} ms (first time ${read.first.p95} ms), ×${growth}, ${read.cpuMs} ms of processor${read.work.whole.length > 0 ? `, reads all of ${read.work.whole.join(' ')}` : ''}`,
        limit: read.sums
          ? `${CPU_MS_MAX} ms of processor`
          : `p95 ${read.p95Max} ms${isJudged(before, read) ? `, ×${GROWTH_MAX}` : ''}, ${CPU_MS_MAX} ms of processor`,
        good: !laborious && (read.sums || !(slow || grows || read.work.whole.length > 0)),
      },
    ]
  })

const publicLines = ({ start, orders, both }: PublicPages): readonly Omit<Line, 'part'>[] =>
  (
    [
      ['start page', start],
      ['public orders', orders],
      ['both in turn', both],
    ] as const
  ).map(([what, { perSecond, p99, others }]) => ({
    what: `R-11 ${what}`,
    figure: `${perSecond}/s, p99 ${p99} ms, ${others} other answers`,
    limit: '1500/s, p99 100 ms',
    good: perSecond >= 1_500 && p99 <= 100 && others === 0,
  }))

const signInLines = ({
  people,
  doneSeconds,
  failed,
  again,
  broken,
  others,
}: SignIns): readonly Omit<Line, 'part'>[] => [
  {
    what: `R-14 ${people} sign-ins in 10 s`,
    figure: `done in ${doneSeconds} s, ${failed} failed, asked again ${again} times`,
    limit: '15 s',
    good: doneSeconds <= 15 && failed === 0,
  },
  {
    what: 'R-14 other pages meanwhile',
    figure: `p50 ${others.p50} ms, p95 ${others.p95} ms, ${broken} without an answer`,
    limit: 'p95 500 ms, 0',
    good: others.p95 <= 500 && broken === 0,
  },
]

const sweepLines = ({ open, idleMs, minute, all }: Swept): readonly Omit<Line, 'part'>[] => [
  { what: `R-15 ${open} open clocks, none due`, figure: `${idleMs} ms`, limit: '5 s', good: idleMs <= 5_000 },
  {
    what: `R-15 the ${minute.due} of one minute`,
    figure: `${minute.ms} ms, ${minute.fired} fired, ${minute.early} early`,
    limit: '5 s, as many as due, 0 early',
    good: minute.ms <= 5_000 && minute.fired === minute.due && minute.early === 0,
  },
  {
    what: `R-15 ${all.due} due at once`,
    figure: `found in ${all.findMs} ms; all fired in ${all.drainSeconds} s (${all.perSecond}/s), ${all.twice} twice`,
    limit: 'found in 5 s, 0 twice',
    good: all.findMs <= 5_000 && all.twice === 0,
  },
]

const journalLines = (found: JournalFigures & { readonly appendShare: number }): readonly Omit<Line, 'part'>[] => [
  {
    what: 'A-8 append, part of a second of the mixed load',
    figure: `${found.appendShare} %`,
    limit: '10 %',
    good: found.appendShare <= 10,
  },
  {
    what: `A-8 ${found.entries} entries made anew`,
    figure: `${found.rebuildSeconds} s, ${found.whole ? 'whole' : 'not whole'}`,
    limit: '60 s',
    good: found.whole && found.rebuildSeconds <= 60,
  },
  {
    what: 'inclusion proof',
    figure: `p50 ${found.proof.p50} ms, p99 ${found.proof.p99} ms`,
    limit: '20 ms',
    good: found.proof.p99 <= 20,
  },
]

const importLines = ({
  rows,
  broughtIn,
  state,
  seconds,
  alone,
  beside,
  p95Growth,
  errors,
}: Imported): readonly Omit<Line, 'part'>[] => [
  {
    what: `R-17 ${rows} rows beside the mixed load`,
    figure: `${seconds} s, ${state}, ${broughtIn} brought in`,
    limit: '120 s',
    good: seconds <= 120 && broughtIn === rows,
  },
  {
    what: 'R-17 the mixed load meanwhile',
    figure: `p95 ${beside.p95} ms, ${alone.p95} ms without: ${p95Growth} % more, ${errors} errors`,
    limit: '30 % more',
    good: p95Growth <= 30 && errors === 0,
  },
]

const mixedLines = ({
  paced,
  flatOut,
  memory,
  handles,
  connections,
  cpuShare,
}: Soaked): readonly Omit<Line, 'part'>[] => [
  {
    what: 'R-10 fifty people, paced',
    figure: `${paced.perSecond}/s, p50 ${paced.p50} ms, p95 ${paced.p95} ms, p99 ${paced.p99} ms, ${paced.errors} errors`,
    limit: '100/s, p95 300 ms, p99 800 ms, 0 errors',
    good: paced.perSecond >= 100 && paced.p95 <= 300 && paced.p99 <= 800 && paced.errors === 0,
  },
  ...Object.entries(paced.bySort).map(([sort, found]) => ({
    what: `R-10 ${sort}`,
    figure: `${found.count}, p50 ${found.p50} ms, p95 ${found.p95} ms, p99 ${found.p99} ms`,
    limit: '',
    good: true,
  })),
  {
    what: 'R-10 fifty people, each again at once',
    figure: `${flatOut.perSecond}/s, p95 ${flatOut.p95} ms, ${flatOut.errors} errors`,
    limit: '0 errors',
    good: flatOut.errors === 0,
  },
  {
    what: 'R-19 memory and handles of the server',
    figure: `${memory.from} → ${memory.to} MiB (${memory.percent} %), handles ${handles.from} → ${handles.to}, of which people's connections ${connections.from} → ${connections.to}; ${cpuShare} cores`,
    limit: '5 %',
    good: memory.percent <= 5 && handles.percent <= 5,
  },
]

const LINES: Readonly<Record<string, (figures: never) => readonly Omit<Line, 'part'>[]>> = {
  reads: readLines,
  public: publicLines,
  'sign-ins': signInLines,
  sweep: sweepLines,
  journal: journalLines,
  import: importLines,
  mixed: mixedLines,
}

/** The figures of a part beside their limits. */
export const verdicts = (part: string, figures: object): readonly Line[] =>
  (LINES[part]?.(figures as never) ?? []).map(line => ({ part, ...line }))

/** How each read grows from one size to the other, and what its statements cost alone. */
export const growthTable = (
  small: number,
  large: number,
  few: readonly Measured[],
  many: readonly Measured[],
): readonly string[] => [
  `| read | p50 at ${small} | p50 at ${large} | p95 at ${large} | grows | entries of a page | raw SQL p50 | share of raw | rows read | pages | statements |`,
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...many.map(read => {
    const before = few.find(({ name }) => name === read.name)
    const rows = `${before?.work.rows ?? ''} → ${read.work.rows}`
    const pages = `${before?.work.pages ?? ''} → ${read.work.pages}`
    const items = `${before?.items ?? ''} → ${read.items ?? ''}`
    return `| ${read.name} | ${before?.p50 ?? ''} | ${read.p50} | ${read.p95} | ×${growthOf(before, read)} | ${items} | ${read.raw.p50} | ${read.share} | ${rows} | ${pages} | ${read.statements} |`
  }),
]
