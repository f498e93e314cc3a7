import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { DAY_MS, dateOf, type Instant, instant, type LocalDate, plusDays } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { holders, staffOf } from '../../platform/identity/offices.ts'
import { firstVillage } from '../directory/index.ts'
import { type Acted, act, nextNo, propose } from './commands.ts'
import type { Matter } from './rules/matters.ts'
import { meetingOf, VERBS, type VerbName } from './verbs.ts'

type Story = {
  readonly matter: Matter
  readonly title: string
  readonly text: string
  /** Days ago it was proposed. */
  readonly begun: number
  /** How far it came. */
  readonly until: VerbName | 'propose'
}

const STORIES: readonly Story[] = [
  {
    matter: 'public-works',
    title: '村口至小学的机耕路硬化',
    text: '路长约六百米，雨天泥泞，学生上学不便。拟硬化路面三米五宽，两侧做排水沟。资金由上级补助和村集体自筹各一半，不向村民收钱。',
    begun: 80,
    until: 'close',
  },
  {
    matter: 'collective-funds',
    title: '用集体收益更换全村路灯',
    text: '现有路灯一半以上不亮。拟用去年集体收益更换一百二十盏，选节能灯，明年起每年电费约减少三分之一。',
    begun: 62,
    until: 'progress',
  },
  {
    matter: 'subsidies',
    title: '确定保洁员误工补贴标准',
    text: '拟聘保洁员六名，每人每月补贴由会议确定，名单公示后上岗。',
    begun: 24,
    until: 'post',
  },
  {
    matter: 'assistance',
    title: '对三户困难家庭的帮扶方案',
    text: '拟由村集体为三户提供修缮房屋的材料，志愿者出工，党员结对，半年后评议效果。',
    begun: 12,
    until: 'deliberate',
  },
  {
    matter: 'planning',
    title: '旧晒谷场改建为村民广场',
    text: '晒谷场已闲置多年，拟改建为可以开会、看戏和健身的广场，保留晒谷的一角。',
    begun: 3,
    until: 'propose',
  },
]

const meeting = (on: LocalDate, due: number, present: number, agree: number, record: string) => ({
  on,
  due,
  present,
  agree,
  against: present - agree,
  abstain: 0,
  record,
})

type Deed = { readonly day: number; readonly verb: VerbName; readonly body: (on: LocalDate) => object }

/** The course of a matter, days after its proposal. */
const COURSE: readonly Deed[] = [
  { day: 2, verb: 'discuss', body: on => meeting(on, 7, 7, 7, '村“两委”会议记录') },
  {
    day: 8,
    verb: 'deliberate',
    body: on => ({
      ...meeting(on, 46, 38, 36, '党员大会会议记录'),
      members: 48,
      materialsOn: plusDays(on, -4),
      note: '增加养护责任人一条。',
    }),
  },
  {
    day: 14,
    verb: 'resolve',
    body: on => ({
      ...meeting(on, 52, 45, 43, '村民代表会议记录'),
      body: 'villagers-representatives',
      noticedOn: plusDays(on, -5),
      empowered: true,
    }),
  },
  { day: 15, verb: 'post', body: on => ({ on, until: plusDays(on, 15), record: '村务公开栏' }) },
  { day: 31, verb: 'begin', body: () => ({ note: '' }) },
  { day: 40, verb: 'progress', body: () => ({ note: '已完成一半，质量由村务监督委员会查看。' }) },
  { day: 55, verb: 'complete', body: () => ({ note: '已经完工并验收，花费比预算少。' }) },
  { day: 56, verb: 'postResult', body: on => ({ on, until: plusDays(on, 15), record: '村务公开栏' }) },
  { day: 72, verb: 'close', body: () => ({ note: '' }) },
]

const must = (done: Result<Acted, readonly Refusal[]>): Acted => {
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.error.map(({ tag }) => tag).join(' ')}`)
  return done.value
}

const tell = async (db: CityDb, actor: Actor, area: string, story: Story, now: Instant): Promise<void> => {
  const at = (day: number): Instant => instant(now - (story.begun - day) * DAY_MS)
  const no = await nextNo(db, at(0))
  const { matter, title, text } = story
  const on = dateOf(at(0))
  const proposal = { area, matter, title, text, merged: false, meeting: meetingOf(meeting(on, 5, 5, 5, '')), scans: [] }
  const opened = await db.tx(tx => propose(tx, { actor, now: at(0) }, { ...proposal, record: '村党组织会议记录' }, no))
  const { id } = must(opened)
  if (story.until === 'propose') return
  for (const { day, verb, body } of COURSE) {
    const input = VERBS[verb].body.parse(body(dateOf(at(day))))
    must(await db.tx(tx => act(tx, { actor, now: at(day) }, id, verb, { body: input, scans: [] })))
    if (verb === story.until) return
  }
}

/** Five matters of the first village, each further on than the next, by whoever works for its committee. */
export const demo = async (db: CityDb, now: Instant): Promise<void> => {
  const village = await firstVillage(db)
  if (village === undefined) return
  const [clerk] = await holders(db, { role: 'communityWorker', within: village.path }, now)
  if (clerk === undefined) return
  for (const story of STORIES) await tell(db, staffOf(clerk), village.path, story, now)
}
