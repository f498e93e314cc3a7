import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { d, dateOf, type Instant, plusDays, plusMonths } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { holders, staffOf } from '../../platform/identity/offices.ts'
import { ensureParty, recordIdentity } from '../../platform/identity/parties.ts'
import { communitiesOf, demoResident, pathOfCity, townsOf } from '../directory/index.ts'
import { formationAct } from './body-commands.ts'
import { create, setParking } from './commands.ts'
import { addMeeting, electTerm, fileTerm, postMeeting } from './committee-commands.ts'
import { DEMO_DEVELOPER, DEMO_ESTATE_NAME, DEMO_OWNERS, demoIdNumber, demoLines } from './demo-register.ts'
import { importRegister } from './import.ts'
import type { Env } from './record.ts'
import type { Command } from './rules/formation.ts'
import { formationBasis } from './store/formation.ts'
import { startOf } from './title-commands.ts'

const TERM_MONTHS = 60

const must = <T>(done: Result<T, readonly Refusal[]>): T => {
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.error.map(({ tag }) => tag).join(' ')}`)
  return done.value
}

/** Those of the demonstration's residents who own something have shown their papers. */
const verify = async (db: CityDb, vault: Vault, now: Instant): Promise<void> => {
  await db.tx(async tx => {
    for (let number = 1; number <= DEMO_OWNERS; number++) {
      const { name, phone } = demoResident(number)
      const party = await ensureParty(tx, vault, { name, phone, level: 'L1' }, now)
      must(await recordIdentity(tx, vault, { party, name, idNumber: demoIdNumber(number), level: 'L2' }))
    }
  })
}

/** Those who were elected, each by a unit of their own. */
const MEMBERS = [
  { number: 1, unit: '1-1-101', office: 'chair', posts: ['party-branch'] },
  { number: 2, unit: '1-1-102', office: 'deputy', posts: ['residents-committee'] },
  { number: 3, unit: '1-1-201', office: 'member', posts: [] },
  { number: 4, unit: '1-1-202', office: 'member', posts: ['residents-representative'] },
  { number: 5, unit: '1-1-301', office: 'member', posts: [] },
] as const

/** How the assembly came about, and its first committee, whose term ends in two months. */
const form = async (db: CityDb, env: Env, id: string): Promise<void> => {
  const on = plusMonths(dateOf(env.now), 2 - TERM_MONTHS)
  const of = await formationBasis(db, id, startOf(plusDays(on, 1)), false)
  const part = (n: number, d: number) => ({
    heads: Math.floor((of.heads * n) / d),
    areaDm2: Math.floor((of.areaDm2 * n) / d),
  })
  const group = plusDays(on, -80)
  const act = async (command: Command, record: string): Promise<void> =>
    void must(await db.tx(tx => formationAct(tx, env, id, command, { record })))
  await act({ action: 'apply', on: plusDays(on, -130), by: 'owners', applicants: part(1, 10) }, '业主联名申请书')
  await act(
    {
      action: 'formGroup',
      on: group,
      members: 7,
      owners: 4,
      head: 'town',
      postedOn: group,
      postedUntil: plusDays(group, 7),
    },
    '筹备组名单公告',
  )
  await act({ action: 'announce', on: plusDays(on, -20), meetingOn: on, form: 'paper' }, '首次业主大会会议公告')
  const turnout = part(4, 5)
  const agreed = part(7, 10)
  await act(
    { action: 'found', on, turnout, rules: agreed, covenant: agreed, committee: agreed },
    '首次业主大会计票报告',
  )
  const term = {
    electedOn: on,
    from: on,
    to: plusDays(plusMonths(on, TERM_MONTHS), -1),
    record: '首次业主大会计票报告',
  }
  const members = MEMBERS.map(({ number, posts, ...member }) => ({
    ...member,
    posts: [...posts],
    name: demoResident(number).name,
  }))
  const elected = must(await db.tx(tx => electTerm(tx, env, id, { ...term, members })))
  const filing = { on: plusDays(on, 18), record: '业主委员会备案回执' }
  must(await db.tx(tx => fileTerm(tx, env, id, elected.id, filing)))
  const met = plusDays(dateOf(env.now), -30)
  const meeting = {
    on: met,
    noticedOn: plusDays(met, -8),
    present: 4,
    agree: 4,
    matter: '公布上半年公共收益',
    decision: '公共收益的收支在公告栏公布三十日，并接受业主查阅。',
    record: '业主委员会会议记录',
  }
  const held = must(await db.tx(tx => addMeeting(tx, env, id, meeting)))
  must(await db.tx(tx => postMeeting(tx, env, id, held.id, plusDays(met, 2))))
}

/** One estate of 300 units in the first community of the first town, by whoever works for its committee. */
export const demo = async (db: CityDb, now: Instant, vault: Vault): Promise<void> => {
  const [town] = await townsOf(db)
  const [community] = await communitiesOf(db, town?.path ?? pathOfCity(db.city))
  if (community === undefined) return
  const [clerk] = await holders(db, { role: 'communityWorker', within: community.path }, now)
  if (clerk === undefined) return
  await verify(db, vault, now)
  const env: Env = { actor: staffOf(clerk), vault, now }
  const fields = { area: community.path as string, name: DEMO_ESTATE_NAME, developer: DEMO_DEVELOPER, uscc: '' }
  const { id } = must(await db.tx(tx => create(tx, env, fields)))
  const parking = { from: d('2021-05-01'), counts: false, source: '业主大会议事规则第十二条' }
  must(await db.tx(tx => setParking(tx, env, id, parking)))
  const done = must(await db.tx(tx => importRegister(tx, env, id, demoLines(), { dryRun: false })))
  if (!done.taken)
    throw new Error(`the demonstration's register has faults: ${JSON.stringify(done.faults.slice(0, 3))}`)
  await form(db, env, id)
}
