import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { atMinute, dateOf, type Instant, instant, plusDays } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { holders, staffOf } from '../../platform/identity/offices.ts'
import { findPartyByPhone } from '../../platform/identity/parties.ts'
import { communitiesOf, demoResident, pathOfCity, townsOf } from '../directory/index.ts'
import { addShift, createActivity } from './activities.ts'
import { checkInByHand, checkOutByHand } from './attend.ts'
import { answerMatch } from './helping.ts'
import { joinSelf, nextNo } from './join.ts'
import { addGroup, addTraining } from './keep.ts'
import { askHelp, askVolunteer, candidatesFor } from './needs.ts'
import type { Env } from './record.ts'
import { SKILLS } from './rules/kinds.ts'
import { confirmService } from './services.ts'
import { signUp } from './sign-up.ts'
import { countFigures } from './store/figures.ts'
import { needById } from './store/needs.ts'
import { verifiedPerson } from './store/people.ts'

const must = <T>(done: Result<T, readonly Refusal[]>): T => {
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.error.map(({ tag }) => tag).join(' ')}`)
  return done.value
}

const PEOPLE = 24
const ALL_DAY = 0b111_111_111_111_111_111_111

const resident = async (db: CityDb, vault: Vault, number: number): Promise<Actor | undefined> => {
  const { phone, name } = demoResident(number)
  const party = await findPartyByPhone(db, vault, phone)
  if (party === undefined || (await verifiedPerson(db, party)) === undefined) return undefined
  return { kind: 'resident', party, session: null, name, offices: [], level: 'L2' }
}

/** Two dozen volunteers of one community: what they can do and when they are free. */
const volunteers = async (db: CityDb, vault: Vault, now: Instant, area: string) => {
  const made: { readonly id: string; readonly actor: Actor }[] = []
  for (let number = 1; number <= PEOPLE; number++) {
    const actor = await resident(db, vault, number)
    if (actor === undefined) continue
    const profile = {
      area,
      skills: [SKILLS[number % SKILLS.length] ?? 'companionship', 'companionship'].filter(
        (one, at, all) => all.indexOf(one) === at,
      ),
      languages: number % 2 === 0 ? ['mandarin', 'cantonese'] : ['mandarin'],
      wishes: number % 3 === 0 ? ['elder-care', 'governance'] : ['elder-care'],
      slots: ALL_DAY,
      reach: number % 4 === 0 ? ('town' as const) : ('community' as const),
      publish: false,
    }
    const no = await nextNo(db, 'Z', now)
    const { id } = must(await db.tx(tx => joinSelf(tx, { actor, vault, now }, profile, no)))
    made.push({ id, actor })
  }
  return made
}

type People = Awaited<ReturnType<typeof volunteers>>

/** A shift that lies some days back: who came, checked in and out by the organiser, confirmed by themselves. */
const past = async (db: CityDb, desk: Env, activity: string, people: People, ago: number): Promise<void> => {
  const day = plusDays(dateOf(desk.now), -ago)
  const at = (minutes: number): Env => ({ ...desk, now: atMinute(day, minutes) })
  const early = { ...desk, now: atMinute(plusDays(day, -2), 600) }
  const shift = must(
    await db.tx(tx =>
      addShift(tx, early, activity, { from: atMinute(day, 540), to: atMinute(day, 690), capacity: 12 }),
    ),
  )
  for (const [index, { actor }] of people.slice(0, 8).entries()) {
    const own: Env = { ...early, actor }
    const joined = must(await db.tx(tx => signUp(tx, own, shift.id, { risk: true })))
    must(await db.tx(tx => checkInByHand(tx, at(530 + index), joined.id)))
    const done = must(await db.tx(tx => checkOutByHand(tx, at(700), joined.id, at(690).now)))
    // The last two have not answered yet: one sees what waits.
    if (index < 6) must(await db.tx(tx => confirmService(tx, { ...at(720), actor }, done.id)))
  }
}

const help = async (db: CityDb, desk: Env, vault: Vault, area: string): Promise<void> => {
  const asker = await resident(db, vault, PEOPLE + 1)
  if (asker === undefined) return
  const day = plusDays(dateOf(desk.now), 3)
  const need = {
    ...{ area, topic: 'elder-care' as const, text: '陪老人去社区医院复诊，需要有人搀扶。', where: '演示花园门口' },
    ...{ skill: 'companionship' as const, language: null, risk: 'none' as const },
    ...{ from: atMinute(day, 540), to: atMinute(day, 660) },
  }
  for (const text of [need.text, '教老人用手机预约挂号。']) {
    const no = await nextNo(db, 'X', desk.now)
    const { id } = must(await db.tx(tx => askHelp(tx, { ...desk, actor: asker }, { ...need, text }, no)))
    if (text !== need.text) continue
    const row = await needById(db, id)
    const [best] = row === undefined ? [] : await candidatesFor(db, row, 1)
    if (best === undefined) continue
    const asked = must(await db.tx(tx => askVolunteer(tx, desk, id, { volunteer: best.volunteer, insurance: '' })))
    must(await db.tx(tx => answerMatch(tx, desk, asked.id, { accept: true, risk: true })))
  }
}

/** A group, a weekly activity with a past and two shifts ahead, two needs, in the first community of the first town. */
export const demo = async (db: CityDb, now: Instant, vault: Vault): Promise<void> => {
  const [town] = await townsOf(db)
  const [community] = await communitiesOf(db, town?.path ?? pathOfCity(db.city))
  if (community === undefined) return
  const [clerk] = await holders(db, { role: 'communityWorker', within: community.path }, now)
  if (clerk === undefined) return
  const area = community.path as string
  const desk: Env = { actor: staffOf(clerk), vault, now }
  const people = await volunteers(db, vault, now, area)
  const group = {
    area,
    name: '演示社区邻里互助队',
    kind: 'team' as const,
    about: '每周探访独居老人。',
    topics: ['elder-care' as const],
  }
  const { id: team } = must(await db.tx(tx => addGroup(tx, desk, group)))
  for (const { id } of people.slice(0, 6)) {
    const course = { course: 'elder-care' as const, on: plusDays(dateOf(now), -60), until: null }
    must(await db.tx(tx => addTraining(tx, desk, id, course)))
  }
  const visit = {
    ...{
      area,
      group: team,
      title: '每周探访独居老人',
      about: '两人一组，上门聊天，看看缺什么。',
      place: '社区服务中心集合',
    },
    ...{ topic: 'elder-care' as const, risk: 'none' as const, riskNotice: '步行上门，注意交通安全。', insurance: '' },
    ...{ course: null, skill: null, minAge: 16 },
  }
  const no = await nextNo(db, 'H', now)
  const { id } = must(
    await db.tx(tx => createActivity(tx, { ...desk, now: instant(now - 40 * 86_400_000) }, visit, no)),
  )
  await past(db, desk, id, people, 8)
  await past(db, desk, id, people, 1)
  for (const ahead of [6, 13]) {
    const day = plusDays(dateOf(now), ahead)
    const shift = { from: atMinute(day, 540), to: atMinute(day, 690), capacity: ahead === 6 ? 4 : 12 }
    const { id: made } = must(await db.tx(tx => addShift(tx, desk, id, shift)))
    for (const { actor } of people.slice(0, 6))
      must(await db.tx(tx => signUp(tx, { ...desk, actor }, made, { risk: true })))
  }
  await help(db, desk, vault, area)
  await db.tx(tx => countFigures(tx, now))
}
