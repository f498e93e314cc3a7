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
import type { Deed } from './rules/gates.ts'
import type { Category, Kind } from './rules/kinds.ts'
import { daysOf, lastEnded } from './rules/quarter.ts'

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

const FEN = 100n

/** An expense as far as its story goes: planned, approved and paid on days that follow one another. */
const tell = async (db: CityDb, actors: { clerk: Actor; town: Actor }, budget: string, story: Story, at: Instant) => {
  const { category, purpose, payee, yuan, until } = story
  const no = await nextNo(db, at)
  const planned = { category, purpose, payee, amount: fen(yuan * FEN) }
  const { row } = must(await db.tx(tx => plan(tx, { actor: actors.clerk, now: at }, budget, planned, no)))
  if (until === 'plan') return
  const approved = { actor: actors.town, now: instant(at + DAY_MS / 2) }
  must(await db.tx(tx => act(tx, approved, row.id, 'approve', { note: '' })))
  if (until === 'approve') return
  const paid = { actor: actors.clerk, now: instant(at + DAY_MS) }
  must(await db.tx(tx => act(tx, paid, row.id, 'pay', { note: '' })))
}

/** Both budgets of the first village, granted in January, with some expenses and last quarter published. */
export const demo = async (db: CityDb, now: Instant): Promise<void> => {
  const village = await firstVillage(db)
  if (village === undefined) return
  const [clerk] = await holders(db, { role: 'communityWorker', within: village.path }, now)
  const leads = await holders(db, { role: 'unitLead' }, now)
  const town = leads.find(
    ({ area, organisationKind }) => organisationKind === 'townGovernment' && village.path.startsWith(area),
  )
  if (clerk === undefined || town === undefined) return
  const actors = { clerk: staffOf(clerk), town: staffOf(town) }
  const january = instant(Math.min(now - DAY_MS, atMinute(d(`${partsOf(dateOf(now)).year}-01-08`), 9 * 60)))
  const ids = new Map<Kind, string>()
  for (const kind of ['office', 'service'] as const) {
    const granting = {
      area: village.path,
      kind,
      reason: '',
      amount: fen((kind === 'office' ? 100_000n : 60_000n) * FEN),
    }
    // Where the place has set no amount of its own, the demonstration says why it gives one.
    const given = await db.tx(tx => allocate(tx, { actor: actors.town, now: january }, granting))
    const reason = '演示金额'
    ids.set(
      kind,
      (given.ok
        ? given.value
        : must(await db.tx(tx => allocate(tx, { actor: actors.town, now: january }, { ...granting, reason })))
      ).id,
    )
  }
  for (const story of STORIES) {
    const at = instant(Math.max(january + DAY_MS, now - story.ago * DAY_MS))
    await tell(db, actors, ids.get(story.kind) ?? '', story, instant(Math.min(at, now - 2 * DAY_MS)))
  }
  const quarter = lastEnded(dateOf(now))
  const office = ids.get('office') ?? ''
  if (daysOf(quarter).to < dateOf(january)) return
  const posting = { ...quarter, until: plusDays(dateOf(now), 16), place: '村务公开栏' }
  must(await db.tx(tx => publish(tx, { actor: actors.clerk, now }, office, posting)))
}
