import { fen } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import { DAY_MS, dateOf, type Instant, instant, plusDays } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { prepare } from '../../platform/files/photo.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { type Holder, holders, staffOf } from '../../platform/identity/offices.ts'
import { DEMO_ESTATE_NAME, type EstateLine, estateByName } from '../estate/index.ts'
import { deposit, fundOf } from '../maintenance-fund/index.ts'
import { DEMO_VOTE_DAYS, nextVoteNo, runDemoVote } from '../owners-vote/index.ts'
import { drawPhoto } from '../work-order/index.ts'
import { apply, nextNo } from './apply.ts'
import { callVote } from './call-vote.ts'
import { act } from './commands.ts'
import { DEMO_STORIES, type Deed, type Story, type Who } from './demo-stories.ts'
import { shortOf } from './store/money.ts'
import { VERBS } from './verbs.ts'
import type { Acted } from './write.ts'

type Cast = Readonly<Record<Who, Actor>>
type Scene = { readonly db: CityDb; readonly vault: Vault; readonly cast: Cast; readonly estate: EstateLine }

const must = <T>(done: Result<T, readonly Refusal[]>): T => {
  if (!done.ok) throw new Error(`the demonstration was refused: ${done.error.map(({ tag }) => tag).join(' ')}`)
  return done.value
}

/** The clerk of the community, the town above, and a department of the city: three people, so that two can approve. */
const castFor = async (db: CityDb, estate: EstateLine, now: Instant): Promise<Cast | undefined> => {
  const [clerk] = await holders(db, { role: 'communityWorker', within: estate.area }, now)
  const leads = await holders(db, { role: 'unitLead' }, now)
  const over = (kind: string): Holder | undefined =>
    leads.find(({ organisationKind, area }) => organisationKind === kind && estate.area.startsWith(area))
  const [town, authority] = [over('townGovernment'), over('department')]
  return clerk === undefined || town === undefined || authority === undefined
    ? undefined
    : { clerk: staffOf(clerk), town: staffOf(town), authority: staffOf(authority) }
}

const pictureOf = async (vault: Vault, picture: number, at: Instant): Promise<readonly PreparedPhoto[]> => {
  const prepared = await prepare(vault, { field: 'photos', bytes: await drawPhoto(picture) }, at)
  return prepared.ok ? [prepared.value] : []
}

/** An account does not cover its part: what lacks is asked of its owners, they pay in, and it goes on. */
const madeGood = async (scene: Scene, use: string, at: Instant): Promise<void> => {
  const { db, cast, estate } = scene
  const body = VERBS.askShortfall.body.parse({ until: plusDays(dateOf(at), 30) })
  must(await db.tx(tx => act(tx, { actor: cast.clerk, now: at }, use, 'askShortfall', { body, files: [] })))
  const fund = await fundOf(db, estate.id)
  const [keeper] = await holders(db, { organisation: fund?.keeper ?? '', role: 'unitHandler' }, at)
  const parts = (await shortOf(db, use)).map(row => ({
    code: row.code,
    fen: fen(BigInt(row.fen)),
    part: row.part,
  }))
  const paid = { kind: 'deposit-makeup' as const, on: dateOf(at), reference: `DEMO-${use.slice(-8)}`, note: '', parts }
  if (keeper === undefined) return
  must(await db.tx(tx => deposit(tx, { actor: staffOf(keeper), now: at }, estate.id, paid)))
}

class Short extends Error {}

const done = async (scene: Scene, use: string, deed: Deed, at: Instant): Promise<void> => {
  const { db, vault, cast } = scene
  const body = VERBS[deed.verb].body.parse(deed.body(dateOf(at)))
  const files = deed.picture === undefined ? [] : await pictureOf(vault, deed.picture, at)
  await db.tx(async (tx): Promise<Acted> => {
    const answer = await act(tx, { actor: cast[deed.by], now: at }, use, deed.verb, { body, files })
    if (!answer.ok && answer.error.some(({ tag }) => tag === 'unit-short' || tag === 'units-short')) throw new Short()
    return must(answer)
  })
}

const tell = async (scene: Scene, story: Story, now: Instant): Promise<void> => {
  const { db, vault, cast, estate } = scene
  const at = (day: number): Instant => instant(now - (story.begun - day) * DAY_MS)
  const env = { actor: cast.clerk, now: at(0) }
  const given = { no: await nextNo(db, at(0)), files: [] }
  const { id } = must(await db.tx(tx => apply(tx, env, { ...story.request, estate: estate.id }, given)))
  if (story.vote !== undefined) {
    const no = await nextVoteNo(db, at(0))
    const called = must(await db.tx(tx => callVote(tx, env, id, { no, record: '业主联名提议书', scans: [] })))
    await runDemoVote(db, vault, { actor: cast.clerk, id: called.vote }, { ...story.vote, begun: story.begun }, now)
    if (story.begun <= DEMO_VOTE_DAYS) return
    const pass = {
      day: DEMO_VOTE_DAYS + 1,
      by: 'clerk',
      verb: 'pass',
      body: () => ({ vote: called.no, motion: 1 }),
    } as const
    await done(scene, id, pass, at(pass.day))
  }
  for (const deed of story.course) {
    try {
      await done(scene, id, deed, at(deed.day))
    } catch (error) {
      if (!(error instanceof Short)) throw error
      await madeGood(scene, id, at(deed.day))
      await done(scene, id, deed, at(deed.day))
    }
  }
}

/** Three uses of the demonstration's fund: an elevator part way, a roof that could not wait, and a gate applied for. */
export const demo = async (db: CityDb, now: Instant, vault: Vault): Promise<void> => {
  const estate = await estateByName(db, DEMO_ESTATE_NAME, now)
  if (estate === undefined || (await fundOf(db, estate.id)) === undefined) return
  const cast = await castFor(db, estate, now)
  if (cast === undefined) return
  for (const story of DEMO_STORIES) await tell({ db, vault, cast, estate }, story, now)
}
