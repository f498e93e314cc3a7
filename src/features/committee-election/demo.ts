import { idCheckCharacter } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import {
  DAY_MS,
  d,
  dateOf,
  dateOfDayNumber,
  dayNumber,
  type Instant,
  instant,
  type LocalDate,
  plusDays,
} from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { holders, staffOf } from '../../platform/identity/offices.ts'
import { firstVillage } from '../directory/index.ts'
import { announce, nextNo } from './announce.ts'
import { act } from './commands.ts'
import { enrol, type Line } from './enrol.ts'
import { FIRST_DAY } from './params.ts'
import { type AnnounceIn, announceIn, VERBS, type VerbName } from './verbs.ts'

const BIRTH = dayNumber(d('1955-01-01'))
const NAMES = ['陈', '林', '黄', '李', '梁', '何', '吴', '郑']

/** Voters of the demonstration. Everything is made up; the numbers are of a division that does not exist. */
export const demoVoters = (count: number): readonly Line[] =>
  Array.from({ length: count }, (_, index) => {
    const birth = dateOfDayNumber(BIRTH + index * 43).replaceAll('-', '')
    const first17 = `449998${birth}${String(index % 1000).padStart(3, '0')}`
    const name = `${NAMES[index % NAMES.length]}演示${String(index + 1).padStart(3, '0')}`
    return { line: index + 2, name, number: first17 + idCheckCharacter(first17), casts: '' }
  })

type Story = {
  /** Days ago it was announced. */
  readonly begun: number
  /** Day of its course up to which it has come. */
  readonly until: number
  readonly voters: number
}

/** Days after the announcement. */
const [LIST, NOMINATE, CANDIDATES, MEET, POLL] = [3, 5, 14, 16, 24]

type Deed = {
  readonly day: number
  readonly verb: VerbName
  readonly by: 'clerk' | 'second' | 'town'
  readonly body: object
}

/** Who stands for what, by number on the list; odd numbers are women's. */
const STANDS: readonly (readonly [voter: number, post: string])[] = [
  [2, 'chair'],
  [4, 'chair'],
  [6, 'vice'],
  [8, 'vice'],
  [10, 'member'],
  [12, 'member'],
  [14, 'member'],
  [1, 'woman'],
  [3, 'woman'],
]

const nominators = Array.from({ length: 12 }, (_, index) => index + 20).join(' ')

const course = (polling: LocalDate, voters: number): readonly Deed[] => {
  const on = (day: number): LocalDate => plusDays(polling, day - POLL)
  const returned = Math.floor((voters * 4) / 5)
  const part = (of: number): number => Math.floor((returned * of) / 100)
  const shares = [61, 33, 70, 24, 66, 41, 60, 58, 36]
  const votes = Object.fromEntries(shares.map((share, index) => [index + 1, part(share)]))
  const count = { issued: returned + 1, returned, invalid: 2, votes }
  return [
    { day: LIST, verb: 'publishList', by: 'clerk', body: { on: on(LIST), record: '选民名单公告' } },
    ...STANDS.map(
      ([voter, post]): Deed => ({
        day: NOMINATE,
        verb: 'nominate',
        by: 'clerk',
        body: { voter, post, proposer: 'voters', nominators, record: '联名推荐表' },
      }),
    ),
    ...STANDS.map(
      (_, index): Deed => ({
        day: NOMINATE + 2,
        verb: 'pass',
        by: 'town',
        body: { candidate: index + 1, record: '联审意见' },
      }),
    ),
    { day: CANDIDATES, verb: 'publishCandidates', by: 'clerk', body: { on: on(CANDIDATES), record: '候选人公告' } },
    { day: MEET, verb: 'meet', by: 'clerk', body: { on: on(MEET), record: '见面会记录' } },
    { day: POLL, verb: 'open', by: 'clerk', body: { on: on(POLL), booths: 2, record: '投票站登记表' } },
    { day: POLL, verb: 'firstCount', by: 'clerk', body: count },
    { day: POLL, verb: 'secondCount', by: 'second', body: { ...count, record: '唱票记录' } },
    {
      day: POLL,
      verb: 'post',
      by: 'clerk',
      body: { on: on(POLL), until: plusDays(on(POLL), 15), record: '选举结果公告' },
    },
    { day: POLL + 1, verb: 'begin', by: 'clerk', body: {} },
    { day: POLL + 8, verb: 'handOver', by: 'clerk', body: { on: on(POLL + 8), record: '移交清单' } },
  ]
}

const must = <T>(done: Result<T, readonly Refusal[]>): T => {
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.error.map(({ tag }) => tag).join(' ')}`)
  return done.value
}

type Cast = Readonly<Record<Deed['by'], Actor>>

const tell = async (db: CityDb, vault: Vault, cast: Cast, area: string, story: Story, now: Instant): Promise<void> => {
  const at = (day: number): Instant => instant(now - (story.begun - day) * DAY_MS)
  const polling = dateOf(at(POLL))
  if (polling < FIRST_DAY) return
  const env = (by: Deed['by'], day: number) => ({ actor: cast[by], now: at(day), vault })
  const given: AnnounceIn = announceIn.parse({
    area,
    mode: 'persons',
    vices: 1,
    members: 2,
    women: 1,
    pollingOn: polling,
    formedOn: plusDays(dateOf(at(0)), -2),
    formedBy: 'representatives',
    officials: '演示主任甲\n演示副主任乙\n演示委员丙',
    record: '选举公告第一号',
    note: '选举日在居委会、村委会设投票站，请带身份证。',
  })
  const no = await nextNo(db, at(0))
  const { id } = must(await db.tx(tx => announce(tx, env('clerk', 0), { ...given, scans: [] }, no)))
  const lines = demoVoters(story.voters)
  must(await db.tx(tx => enrol(tx, env('clerk', 1), id, lines, { dryRun: false })))
  for (const { day, verb, by, body } of course(polling, story.voters)) {
    if (day > story.until) return
    const input = { body: VERBS[verb].body.parse(body), scans: [] }
    must(await db.tx(tx => act(tx, env(by, day), id, verb, input)))
  }
}

/** Who does what in a place: its clerk, a second person at the count, and the town above it. */
const castOf = async (db: CityDb, area: string, now: Instant): Promise<Cast | undefined> => {
  const [clerk] = await holders(db, { role: 'communityWorker', within: area }, now)
  const [town] = await holders(db, { role: 'unitLead', within: area.slice(0, 9) }, now)
  return clerk && town && { clerk: staffOf(clerk), second: staffOf(town), town: staffOf(town) }
}

const TOLD: readonly Story[] = [
  { begun: 40, until: POLL + 8, voters: 320 },
  { begun: 12, until: NOMINATE + 2, voters: 240 },
]

/** A villagers' committee that was elected, and a residents' committee whose list hangs and whose candidates are reviewed. */
export const demo = async (db: CityDb, now: Instant, vault: Vault): Promise<void> => {
  const village = await firstVillage(db)
  const clerks = await holders(db, { role: 'communityWorker', within: '' }, now)
  const community = clerks.map(clerk => staffOf(clerk).offices[0]?.area).find(area => area !== village?.path)
  const [over, running] = TOLD
  for (const [area, story] of [
    [village?.path, over],
    [community, running],
  ] as const) {
    const cast = area === undefined ? undefined : await castOf(db, area, now)
    if (area !== undefined && story !== undefined && cast !== undefined) await tell(db, vault, cast, area, story, now)
  }
}
