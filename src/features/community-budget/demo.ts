import { fen } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { atMinute, DAY_MS, d, dateOf, type Instant, instant, partsOf, plusDays } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { holders, staffOf } from '../../platform/identity/offices.ts'
import { firstVillage } from '../directory/index.ts'
import { allocate, publish } from './budget-commands.ts'
import { act, nextNo, plan } from './expense-commands.ts'
import { paramsOn } from './params.ts'
import type { Deed } from './rules/gates.ts'
import { type Category, KINDS, type Kind } from './rules/kinds.ts'
import { lastEnded } from './rules/quarter.ts'

type Story = {
  readonly kind: Kind
  readonly category: Category
  readonly purpose: string
  readonly payee: string
  readonly yuan: bigint
  /** Days before now. */
  readonly ago: number
  readonly until: Deed | 'plan'
}

const STORIES: readonly Story[] = [
  {
    kind: 'office',
    category: 'utilities',
    purpose: '办公楼上半年水电和网络费',
    payee: '演示供电营业所',
    yuan: 8_460n,
    ago: 60,
    until: 'pay',
  },
  {
    kind: 'office',
    category: 'equipment',
    purpose: '更换会议室投影设备',
    payee: '演示办公设备店',
    yuan: 5_200n,
    ago: 21,
    until: 'pay',
  },
  {
    kind: 'office',
    category: 'supplies',
    purpose: '采购打印纸和档案盒',
    payee: '演示文具店',
    yuan: 1_350n,
    ago: 2,
    until: 'plan',
  },
  {
    kind: 'service',
    category: 'facilities',
    purpose: '维修村口公园的健身器材',
    payee: '演示器材维修部',
    yuan: 12_800n,
    ago: 45,
    until: 'pay',
  },
  {
    kind: 'service',
    category: 'care',
    purpose: '重阳节看望高龄老人的慰问品',
    payee: '演示食品商行',
    yuan: 9_600n,
    ago: 12,
    until: 'approve',
  },
]

const must = <T>(done: Result<T, readonly Refusal[]>): T => {
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.error.map(({ tag }) => tag).join(' ')}`)
  return done.value
}

const LAST_YEAR: Readonly<Record<Kind, Story>> = {
  office: {
    ...{ kind: 'office', category: 'equipment', purpose: '更换办公楼老化线路', payee: '演示电器工程部' },
    ...{ yuan: 31_500n, ago: 0, until: 'pay' },
  },
  service: {
    ...{ kind: 'service', category: 'environment', purpose: '整治村口卫生死角', payee: '演示环卫服务社' },
    ...{ yuan: 22_400n, ago: 0, until: 'pay' },
  },
}

const FEN = 100n
const MORNING = 9 * 60
const DAYS_POSTED = 16

type Actors = { readonly clerk: Actor; readonly town: Actor }

/** An expense as far as its story goes: planned, approved and paid one after the other, nothing of it after `now`. */
const tell = async (db: CityDb, { clerk, town }: Actors, budget: string, story: Story, at: Instant, now: Instant) => {
  const { category, purpose, payee, yuan, until } = story
  const later = (days: number): Instant => instant(Math.min(now, at + days * DAY_MS))
  const no = await nextNo(db, at)
  const planned = { category, purpose, payee, amount: fen(yuan * FEN) }
  const { row } = must(await db.tx(tx => plan(tx, { actor: clerk, now: at }, budget, planned, no)))
  if (until === 'plan') return
  must(await db.tx(tx => act(tx, { actor: town, now: later(1) }, row.id, 'approve', { note: '' })))
  if (until === 'approve') return
  must(await db.tx(tx => act(tx, { actor: clerk, now: later(2) }, row.id, 'pay', { note: '' })))
}

/** Where a city has no amount of its own, the demonstration says why it gives one. */
const SAMPLES: Readonly<Record<Kind, bigint>> = { office: 50_000n, service: 30_000n }

const grant = async (db: CityDb, town: Actor, area: string, kind: Kind, now: Instant): Promise<string> => {
  const { due } = await paramsOn(db, dateOf(now))
  const own = due[kind] === null ? { amount: fen(SAMPLES[kind] * FEN), reason: '演示金额' } : { reason: '' }
  return must(await db.tx(tx => allocate(tx, { actor: town, now }, { area, kind, ...own }))).id
}

/** Both budgets of the first village, last year and this one, with some expenses, and last quarter's office money published. */
export const demo = async (db: CityDb, now: Instant): Promise<void> => {
  const village = await firstVillage(db)
  if (village === undefined) return
  const [clerk] = await holders(db, { role: 'communityWorker', within: village.path }, now)
  const leads = await holders(db, { role: 'unitLead' }, now)
  const isTown = ({ area, organisationKind }: (typeof leads)[number]): boolean =>
    organisationKind === 'townGovernment' && village.path.startsWith(area)
  const town = leads.find(isTown)
  if (clerk === undefined || town === undefined) return
  const actors = { clerk: staffOf(clerk), town: staffOf(town) }
  const yesterday = instant(now - DAY_MS)
  const { year } = partsOf(dateOf(yesterday))
  const dayOf = (of: number, day: string): Instant => atMinute(d(`${of}-${day}`), MORNING)
  const january = instant(Math.min(yesterday, dayOf(year, '01-08')))
  for (const kind of KINDS) {
    const before = await grant(db, actors.town, village.path, kind, dayOf(year - 1, '01-08'))
    const old = LAST_YEAR[kind]
    await tell(db, actors, before, old, dayOf(year - 1, '09-10'), now)
    await grant(db, actors.town, village.path, kind, january)
    for (const story of STORIES.filter(each => each.kind === kind)) {
      const at = instant(Math.max(january, now - story.ago * DAY_MS))
      await tell(db, actors, before, story, at, now)
    }
    if (kind === 'service') continue
    const posting = { ...lastEnded(dateOf(now)), until: plusDays(dateOf(now), DAYS_POSTED), place: '村务公开栏' }
    must(await db.tx(tx => publish(tx, { actor: actors.clerk, now }, before, posting)))
  }
}
