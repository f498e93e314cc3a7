import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { DAY_MS, dateOf, type Instant, instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { holders, staffOf } from '../../platform/identity/offices.ts'
import { findPartyByPhone } from '../../platform/identity/parties.ts'
import { DEMO_RESIDENTS, demoResident } from '../directory/index.ts'
import { act, type Env } from './commands.ts'
import { type Deed, STORIES, type Story, TOWN_MATTERS } from './demo-stories.ts'
import { listMatter, saveBody } from './forming.ts'
import { attend, signIn, writeMinutes } from './meet.ts'
import { nextNo, raise } from './raise.ts'
import type { Opinion } from './rules/votes.ts'
import { rate, say, vote } from './talk.ts'
import { VERBS } from './verbs.ts'

type Scene = { readonly db: CityDb; readonly clerk: Actor; readonly residents: readonly Actor[]; readonly area: string }

const must = <T>(done: Result<T, readonly Refusal[]>): T => {
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.error.map(({ tag }) => tag).join(' ')}`)
  return done.value
}

const residentsOf = async (db: CityDb, vault: Vault): Promise<readonly Actor[]> => {
  const found: Actor[] = []
  for (let number = 1; number <= Math.min(DEMO_RESIDENTS, 24); number++) {
    const { name, phone } = demoResident(number)
    const party = await findPartyByPhone(db, vault, phone)
    if (party !== undefined) found.push({ kind: 'resident', party, session: null, name, offices: [], level: 'L1' })
  }
  return found
}

/** Two ways of thinking, a few in between: enough for groups to be seen. */
const opinionOf = (voter: number, statement: number, shared: boolean): Opinion => {
  if (shared) return (voter + statement) % 11 === 0 ? 0 : 1
  if (voter % 5 === 4) return statement % 3 === 0 ? 0 : 1
  return (voter + statement) % 2 === 0 ? 1 : -1
}

const discuss = async ({ db, residents }: Scene, id: string, story: Story, now: Instant): Promise<void> => {
  for (const [index, { text, shared = false }] of story.statements.entries()) {
    const author = residents[index % residents.length]
    if (author === undefined) return
    const { seq } = must(await db.tx(tx => say(tx, { actor: author, now }, id, text)))
    for (const [voter, actor] of residents.entries()) {
      const opinion = opinionOf(voter, index, shared)
      must(await db.tx(tx => vote(tx, { actor, now }, id, { statement: seq, opinion })))
    }
  }
}

/** Those who come to the meeting: the first residents sign in themselves, the rest on the sheet at the door. */
const meet = async ({ db, clerk, residents }: Scene, id: string, story: Story, now: Instant): Promise<void> => {
  const at = { topic: id, round: 1 }
  for (const actor of residents.slice(0, 2)) must(await db.tx(tx => signIn(tx, { actor, now }, at, 2)))
  for (const [line, count] of story.came)
    must(await db.tx(tx => attend(tx, { actor: clerk, now }, id, { line, count })))
  must(await db.tx(tx => writeMinutes(tx, { actor: clerk, now }, id, { text: story.minutes, version: 0 })))
}

const doDeed = async (scene: Scene, id: string, story: Story, deed: Deed, now: Instant): Promise<void> => {
  const env: Env = { actor: scene.clerk, now }
  if (deed.verb === 'conclude') await meet(scene, id, story, now)
  const body = VERBS[deed.verb].body.parse(deed.body(dateOf(now)))
  must(await scene.db.tx(tx => act(tx, env, id, deed.verb, { body })))
  if (deed.verb === 'screen') await discuss(scene, id, story, now)
  if (deed.verb === 'complete')
    for (const [index, actor] of scene.residents.slice(0, 9).entries()) {
      const score = index === 8 ? 1 : index > 5 ? 2 : 3
      must(await scene.db.tx(tx => rate(tx, { actor, now }, id, { score, words: '' })))
    }
}

const tell = async (scene: Scene, story: Story, now: Instant): Promise<void> => {
  const at = (day: number): Instant => instant(now - (story.begun - day) * DAY_MS)
  const no = await nextNo(scene.db, at(0))
  const [resident = scene.clerk] = scene.residents
  const actor = story.origin === 'resident' ? resident : scene.clerk
  const { origin, theme, scope, title, text } = story
  const foundOn = dateOf(at(-story.foundBefore))
  const raised = { area: scene.area, origin, theme, scope, title, text, foundOn }
  const { id } = must(await scene.db.tx(tx => raise(tx, { actor, now: at(0) }, raised, no)))
  for (const deed of story.course) await doDeed(scene, id, story, deed, at(deed.day))
}

const TOWN_DIGITS = 9

/** What the first town has set for itself: its list, a committee that is too small, a joint meeting. */
const formed = async (db: CityDb, town: Actor, area: string, now: Instant): Promise<void> => {
  const env = { actor: town, now }
  for (const { theme, text } of TOWN_MATTERS)
    must(await db.tx(tx => listMatter(tx, env, { area: area.slice(0, TOWN_DIGITS), theme, text })))
  const committee = { cadres: '3', enterprises: '2', property: '1', societies: '1', residents: '3', migrants: '1' }
  must(await db.tx(tx => saveBody(tx, env, { area, kind: 'coordination', parts: committee })))
  const joint = { police: '社区警务室', schools: '小学、幼儿园', clinics: '社区卫生服务站', regular: '每季度一次' }
  must(await db.tx(tx => saveBody(tx, env, { area, kind: 'joint', parts: joint })))
}

/** Topics of the first community of a desk's day, each further on than the next, through the same commands. */
export const demo = async (db: CityDb, now: Instant, vault: Vault): Promise<void> => {
  const [clerk] = await holders(db, { role: 'communityWorker' }, now)
  const residents = await residentsOf(db, vault)
  if (clerk === undefined || residents.length === 0) return
  const leads = await holders(db, { role: 'unitLead' }, now)
  const town = leads.find(({ area }) => area === clerk.area.slice(0, TOWN_DIGITS))
  const scene: Scene = { db, clerk: staffOf(clerk), residents, area: clerk.area }
  for (const story of STORIES) await tell(scene, story, now)
  if (town !== undefined) await formed(db, staffOf(town), clerk.area, now)
}
