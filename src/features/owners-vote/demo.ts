import type { Choice } from '../../kernel/ballot/cast.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { atMinute, DAY_MS, dateOf, type Instant, instant, isoOf, type LocalDate, plusDays } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { holders, staffOf } from '../../platform/identity/offices.ts'
import { DEMO_ESTATE_NAME, type EstateLine, estateByName } from '../estate/index.ts'
import { castOnline, prepare } from './cast.ts'
import { type Acted, act } from './commands.ts'
import { convene, nextNo } from './convene.ts'
import { countBallots } from './count-ballots.ts'
import type { Item } from './rules/state.ts'
import { rollOf } from './store/roll.ts'
import { voteById } from './store/votes.ts'
import { VERBS, type VerbName } from './verbs.ts'

type Story = {
  readonly title: string
  readonly text: string
  readonly motions: readonly { readonly item: Item; readonly title: string; readonly text: string }[]
  /** Days ago it was convened. */
  readonly begun: number
  /** Day of its course up to which it has come. */
  readonly until: number
  /** Of a hundred heads, so many take part; and of those, so many agree to each motion. */
  readonly takePart: number
  readonly agree: readonly number[]
}

const [NOTICE, OPENS, CLOSES, COUNT, POST, SETTLE] = [1, 17, 31, 32, 33, 49]

const STORIES: readonly Story[] = [
  {
    title: '电梯大修使用维修资金',
    text: '一至四栋电梯运行十五年，检测建议更换曳引机和控制柜。拟使用维修资金，分栋列支。',
    motions: [
      { item: 5, title: '使用维修资金大修电梯', text: '预算见公告附件，按各栋建筑面积分摊。' },
      { item: 9, title: '委托第三方监理', text: '费用计入大修预算。' },
    ],
    begun: 60,
    until: SETTLE,
    takePart: 78,
    agree: [83, 61],
  },
  {
    title: '选聘物业服务企业',
    text: '现合同将到期。议题只有两家经过比选的企业，按得票形成决定。',
    motions: [
      { item: 4, title: '续聘现物业服务企业三年', text: '服务标准和收费不变。' },
      { item: 8, title: '利用架空层设置充电车位', text: '收入扣除成本后归全体业主。' },
    ],
    begun: 24,
    until: OPENS,
    takePart: 41,
    agree: [66, 70],
  },
  {
    title: '修改业主大会议事规则',
    text: '增加电子投票和代为投票的规定。',
    motions: [{ item: 1, title: '修改议事规则第八条和第十二条', text: '修改前后对照见公告。' }],
    begun: 3,
    until: NOTICE,
    takePart: 0,
    agree: [],
  },
]

const must = (done: Result<Acted, readonly Refusal[]>): Acted => {
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.error.map(({ tag }) => tag).join(' ')}`)
  return done.value
}

type Deed = { readonly day: number; readonly verb: VerbName; readonly body: (on: LocalDate) => object }

const noon = (on: LocalDate, days: number): string => isoOf(atMinute(plusDays(on, days), 8 * 60))

/** The course of a vote, days after it was convened. */
const COURSE: readonly Deed[] = [
  {
    day: NOTICE,
    verb: 'notice',
    body: on => ({ on, opens: noon(on, OPENS - NOTICE), closes: noon(on, CLOSES - NOTICE), record: '表决公告一号' }),
  },
  { day: NOTICE + 1, verb: 'deliver', body: on => ({ how: 'hand', on, units: '', record: '送达登记表' }) },
  { day: NOTICE + 2, verb: 'register', body: () => ({ note: '' }) },
  { day: COUNT, verb: 'count', body: () => ({ note: '' }) },
  { day: POST, verb: 'post', body: on => ({ on, until: plusDays(on, 15), record: '小区公告栏' }) },
  { day: SETTLE, verb: 'settle', body: () => ({ note: '' }) },
]

const choiceOf = (index: number, agree: number): Choice => {
  const place = (index * 37) % 100
  return place < agree ? 'agree' : place < agree + 12 ? 'oppose' : 'abstain'
}

/** Some heads vote, as their owners would at a screen. */
const castSome = async (db: CityDb, vault: Vault, id: string, story: DemoVote, at: Instant): Promise<void> => {
  const vote = await voteById(db, id)
  if (vote === undefined) return
  const env = {
    actor: { kind: 'system', party: null, session: null, name: '', offices: [], level: 'L0' },
    now: at,
    vault,
  } as const
  for (const [index, { pseudonym }] of (await rollOf(db, id)).entries()) {
    if ((index * 61) % 100 >= story.takePart) continue
    const choices = story.agree.map(agree => choiceOf(index, agree))
    const prepared = await prepare(vault, db.city.code, vote, { pseudonym, choices, day: dateOf(at) })
    const done = await db.tx(tx => castOnline(tx, env, vote, prepared))
    if (!done.ok) throw new Error(`a ballot of the demonstration was refused: ${done.error[0]?.tag}`)
  }
}

/** How a vote of the demonstration goes: when it was convened, how far it has come, how many take part and agree. */
export type DemoVote = Pick<Story, 'begun' | 'until' | 'takePart' | 'agree'>

/** Carries a vote that was convened on through its course, by its clerk. */
export const runDemoVote = async (
  db: CityDb,
  vault: Vault,
  { actor, id }: { readonly actor: Actor; readonly id: string },
  story: DemoVote,
  now: Instant,
): Promise<void> => {
  const at = (day: number): Instant => instant(now - (story.begun - day) * DAY_MS)
  for (const { day, verb, body } of COURSE) {
    if (day > COUNT - 1 && story.until >= OPENS && verb === 'count') await castSome(db, vault, id, story, at(OPENS + 1))
    if (day > story.until + 2 || (story.until < SETTLE && day >= COUNT)) return
    const vote = await voteById(db, id)
    const counted = verb === 'count' && vote !== undefined ? await countBallots(db, vault, vote) : undefined
    const input = { body: VERBS[verb].body.parse(body(dateOf(at(day)))), scans: [], counted }
    must(await db.tx(tx => act(tx, { actor, now: at(day) }, id, verb, input)))
  }
}

/** Days from convening a vote of the demonstration to its being in force. */
export const DEMO_VOTE_DAYS = SETTLE

const tell = async (db: CityDb, vault: Vault, estate: EstateLine, story: Story, now: Instant): Promise<void> => {
  const at = (day: number): Instant => instant(now - (story.begun - day) * DAY_MS)
  const [clerk] = await holders(db, { role: 'communityWorker', within: estate.area }, now)
  if (clerk === undefined) return
  const actor = staffOf(clerk)
  const no = await nextNo(db, at(0))
  const { title, text, motions } = story
  const agenda = {
    estate: estate.id,
    scope: { kind: 'estate' },
    title,
    text,
    motions,
    record: '业主联名提议书',
    scans: [],
  } as const
  const { id } = must(await db.tx(tx => convene(tx, { actor, now: at(0) }, agenda, no)))
  await runDemoVote(db, vault, { actor, id }, story, now)
}

/** Three votes of the demonstration's estate: one in force, one being voted on, one just announced. */
export const demo = async (db: CityDb, now: Instant, vault: Vault): Promise<void> => {
  const estate = await estateByName(db, DEMO_ESTATE_NAME)
  if (estate === undefined) return
  for (const story of STORIES) await tell(db, vault, estate, story, now)
}
